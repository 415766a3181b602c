package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	sq "github.com/Masterminds/squirrel"

	"scrim/pkg/store"
)

// groupLimit bounds how many callers share one commit, and so how long the
// first of them waits for the last.
const groupLimit = 128

// writer is the one goroutine that writes. Whoever asks while it is busy with
// a transaction joins that transaction: a commit costs one sync of the disk
// for all of them. Each caller's part stands in a savepoint, so that one that
// fails leaves the others alone.
type writer struct {
	ctx     context.Context // of the goroutine: a caller who gives up does not tear a shared transaction
	conn    *prepared
	jobs    chan *job
	quit    chan struct{}
	ended   chan struct{}
	onDirty func()
}

type job struct {
	ctx  context.Context
	do   func(*tx) error
	done chan error // holds one

	// what became of it; the writer's until done
	err     error
	dirtied bool
}

// tx is one caller's part of a transaction, good until its function returns.
type tx struct {
	ctx     context.Context
	conn    *prepared
	dirtied bool // something became dirty: wake the workers after the commit
}

func startWriter(ctx context.Context, db *sql.DB, onDirty func()) (*writer, error) {
	conn, err := prepare(ctx, db)
	if err != nil {
		return nil, err
	}
	w := &writer{
		ctx:     context.WithoutCancel(ctx),
		conn:    conn,
		jobs:    make(chan *job),
		quit:    make(chan struct{}),
		ended:   make(chan struct{}),
		onDirty: onDirty,
	}
	go w.loop()
	return w, nil
}

// stop ends the goroutine after the transaction it is in.
func (w *writer) stop() error {
	close(w.quit)
	<-w.ended
	return w.conn.close()
}

// write runs do in a transaction and returns when that is on the disk. do may
// share the transaction with others and must not keep tx.
func (w *writer) write(ctx context.Context, do func(*tx) error) error {
	j := &job{ctx: ctx, do: do, done: make(chan error, 1)}
	select {
	case w.jobs <- j:
	case <-w.quit:
		return store.ErrClosed
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	select {
	case err := <-j.done:
		return err
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (w *writer) loop() {
	defer close(w.ended)
	for {
		select {
		case <-w.quit:
			return
		case j := <-w.jobs:
			w.group(j)
		}
	}
}

// group runs first and whoever waits in one transaction, then answers them
// all.
func (w *writer) group(first *job) {
	if err := w.command("BEGIN IMMEDIATE"); err != nil {
		first.done <- fmt.Errorf("beginning to write: %w", err)
		return
	}
	var ran []*job
	var err error
	for j := first; j != nil; j = w.next(len(ran), err) {
		ran = append(ran, j)
		if j.err = context.Cause(j.ctx); j.err == nil {
			err = w.part(j)
		}
	}
	if err == nil {
		err = w.command("COMMIT")
	}
	if err != nil {
		err = fmt.Errorf("committing: %w", err)
		// SQLite may have rolled back by itself, which makes this one fail.
		_ = w.command("ROLLBACK")
	}
	if err == nil && slices.ContainsFunc(ran, func(j *job) bool { return j.dirtied }) {
		w.onDirty()
	}
	for _, j := range ran {
		j.done <- cmp.Or(j.err, err)
	}
}

// next is another caller who waits now, or nil when there is none or the
// transaction is broken.
func (w *writer) next(ran int, broken error) *job {
	if ran >= groupLimit || broken != nil {
		return nil
	}
	select {
	case j := <-w.jobs:
		return j
	default:
		return nil
	}
}

// part runs one caller's function in a savepoint and keeps its error in the
// job. The error it returns is about the transaction itself, which then fails
// for everybody in it.
func (w *writer) part(j *job) error {
	if err := w.command("SAVEPOINT part"); err != nil {
		return err
	}
	t := &tx{ctx: w.ctx, conn: w.conn}
	if j.err = j.do(t); j.err != nil {
		if err := w.command("ROLLBACK TO part"); err != nil {
			return errors.Join(j.err, err)
		}
	}
	j.dirtied = t.dirtied && j.err == nil
	return w.command("RELEASE part")
}

func (w *writer) command(text string) error {
	_, err := w.conn.ExecContext(w.ctx, text)
	return err
}

// exec runs a statement and says how many rows it changed.
func (t *tx) exec(q sq.Sqlizer) (int64, error) {
	result, err := sq.ExecContextWith(t.ctx, t.conn, q)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}
