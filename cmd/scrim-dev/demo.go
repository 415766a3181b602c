package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"scrim/cmd/scrim-dev/stack"
	"scrim/cmd/scrim-dev/story"
)

// stage is the demo while it runs.
type stage struct {
	*stack.Stack
	out      io.Writer
	ink      story.Ink
	number   int    // of the change that is told next
	revision uint64 // the newest that was accepted
	readers  map[string]*pgx.Conn
}

// demo starts the stack, tells the story and ends the stack. Progress goes to
// stderr, so that stdout is the story alone.
func demo(ctx context.Context, stdout, stderr, log io.Writer, ink story.Ink, keep bool) (err error) {
	fmt.Fprintln(stderr, "Starting a warehouse, a PostgreSQL and NATS on free ports, and loading 333,000 rows …")
	running, err := stack.Start(ctx)
	if err != nil {
		return err
	}
	s := &stage{Stack: running, out: stdout, ink: ink, readers: map[string]*pgx.Conn{}}
	defer func() { err = errors.Join(err, s.end()) }()
	if err := s.prepare(ctx, log); err != nil {
		return err
	}
	for _, scene := range []func(context.Context) error{
		s.opening, s.stricterPolicy, s.newGroup, s.revocation, s.expiry, s.attack, s.explanation, s.resync,
	} {
		if err := scene(ctx); err != nil {
			return err
		}
	}
	if keep {
		s.keep(ctx)
	}
	return nil
}

// end closes the readers and stops the stack, whatever became of ctx.
func (s *stage) end() error {
	for _, conn := range s.readers {
		_ = conn.Close(context.Background()) // it ends with its server at the latest
	}
	return s.Stop()
}

func (s *stage) say(text string) { fmt.Fprintln(s.out, text) }

func (s *stage) next() int {
	s.number++
	return s.number
}

// as is a reader's connection to a cluster, kept open as an analyst's tool
// would.
func (s *stage) as(ctx context.Context, cluster, user string) (*pgx.Conn, error) {
	key := cluster + " " + user
	if conn := s.readers[key]; conn != nil {
		return conn, nil
	}
	conn, err := s.Reader(ctx, cluster, user)
	if err != nil {
		return nil, fmt.Errorf("connecting as %s: %w", user, err)
	}
	s.readers[key] = conn
	return conn, nil
}

// cell is one value as a reader sees it; "NULL" when there is none.
func (s *stage) cell(ctx context.Context, cluster, user, query string) (string, error) {
	conn, err := s.as(ctx, cluster, user)
	if err != nil {
		return "", err
	}
	var value *string
	err = conn.QueryRow(ctx, query).Scan(&value)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return "no row", nil
	case err != nil:
		return "", fmt.Errorf("reading as %s: %w", user, err)
	case value == nil:
		return "NULL", nil
	}
	return *value, nil
}

// patience is how long a change may take before the demo gives up on it.
const patience = 20 * time.Second

// until asks again and again until a reader's cell is another one, and says
// how long that took.
func (s *stage) until(ctx context.Context, began time.Time, cluster, user, query string, changed func(string) bool) (string, time.Duration, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		value, err := s.cell(ctx, cluster, user, query)
		if err != nil {
			return "", 0, err
		}
		if changed(value) {
			return value, time.Since(began), nil
		}
		if ctx.Err() != nil {
			return "", 0, fmt.Errorf("%s still reads %q after %s", user, value, patience)
		}
	}
}

// keep leaves everything running until ctx ends.
func (s *stage) keep(ctx context.Context) {
	s.say("\n" + s.ink.Strong("Everything is still running. In another terminal:"))
	s.say("\n  export " + strings.Join(s.Environment(), " \\\n         "))
	s.say(`
  bin/scrim status
  bin/scrim explain --user ira --source crm.people
  bin/scrim plan --cluster warehouse
  bin/scrim events list
  psql "` + s.Redshift.DSN("ira", stack.ViewDatabase) + `" -c "SELECT * FROM governed.people LIMIT 5"

Ctrl-C ends all of it.`)
	<-ctx.Done()
}
