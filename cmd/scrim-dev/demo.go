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
	log      io.Writer // of scrim
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
	s := &stage{Stack: running, out: stdout, log: log, ink: ink, readers: map[string]*pgx.Conn{}}
	defer func() { err = errors.Join(err, s.end()) }()
	if err := s.prepare(ctx); err != nil {
		return err
	}
	for _, scene := range []func(context.Context) error{
		s.opening, s.stricterPolicy, s.newGroup, s.revocation, s.expiry, s.attack, s.explanation, s.tool, s.resync,
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

// keep leaves everything running until ctx ends. What it prints works as it
// stands, in the folder that make was called in; a test runs it.
func (s *stage) keep(ctx context.Context) {
	s.say("\n" + s.ink.Strong("Everything is still running. In another terminal, in this folder:"))
	s.say("\n  export " + strings.Join(s.Environment(), " \\\n         "))
	s.say(fmt.Sprintf(`
  bin/scrim status                                    # how far everything is
  psql -h 127.0.0.1 -p %d -U ana %s -c "SELECT id, email, tax_id FROM governed.people LIMIT 3"
  bin/scrim send examples/documents/projects.yaml     # Ana looks for fraud now: ask psql again
  bin/scrim explain --user ana --source crm.people    # this is why
  bin/scrim events list --after %d                    # and this is what came in since

Ctrl-C ends all of it.`, s.RedshiftPort(), stack.ViewDatabase, s.revision))
	<-ctx.Done()
	s.say("\nEnding everything.")
}

// must ends the demo when what it has just shown is not as it promises.
func must(ok bool, format string, args ...any) error {
	if ok {
		return nil
	}
	return fmt.Errorf("%w: "+format, append([]any{errFalse}, args...)...)
}
