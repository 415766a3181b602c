package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"

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
	err  error
	done chan error // holds one
}

// tx is one caller's part of a transaction, good until its function returns.
type tx struct {
	ctx     context.Context
	conn    *prepared
	dirtied bool // something became dirty: wake the workers after the commit
}

func startWriter(ctx context.Context, db *sql.DB, onDirty func()) (*writer, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	w := &writer{
		ctx:     context.WithoutCancel(ctx),
		conn:    &prepared{conn: conn, statements: map[string]*sql.Stmt{}},
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

// stopped reports whether stop was called.
func (w *writer) stopped() bool {
	select {
	case <-w.quit:
		return true
	default:
		return false
	}
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
	var ran []*job
	dirtied := false
	err := w.command("BEGIN IMMEDIATE")
	if err != nil {
		first.done <- fmt.Errorf("beginning to write: %w", err)
		return
	}
	for j := first; j != nil; j = w.next(len(ran)) {
		ran = append(ran, j)
		var broken error
		if dirtied, broken = w.part(j, dirtied); broken != nil {
			err = broken
			break
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
	if err == nil && dirtied {
		w.onDirty()
	}
	for _, j := range ran {
		j.done <- cmp.Or(j.err, err)
	}
}

// next is another caller who waits now, or nil.
func (w *writer) next(ran int) *job {
	if ran >= groupLimit {
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
func (w *writer) part(j *job, dirtied bool) (bool, error) {
	if j.err = context.Cause(j.ctx); j.err != nil {
		return dirtied, nil
	}
	if err := w.command("SAVEPOINT part"); err != nil {
		return dirtied, err
	}
	t := &tx{ctx: w.ctx, conn: w.conn}
	if j.err = j.do(t); j.err != nil {
		if err := w.command("ROLLBACK TO part"); err != nil {
			return dirtied, errors.Join(j.err, err)
		}
	}
	return dirtied || (j.err == nil && t.dirtied), w.command("RELEASE part")
}

func (w *writer) command(text string) error {
	_, err := w.conn.ExecContext(w.ctx, text)
	return err
}

// prepared is a connection that keeps every statement it has seen. The
// statements of writers have few shapes: lists are loops.
type prepared struct {
	conn       *sql.Conn
	statements map[string]*sql.Stmt
}

func (p *prepared) statement(ctx context.Context, text string) (*sql.Stmt, error) {
	if found, ok := p.statements[text]; ok {
		return found, nil
	}
	made, err := p.conn.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	p.statements[text] = made
	return made, nil
}

// ExecContext makes prepared what squirrel runs on.
func (p *prepared) ExecContext(ctx context.Context, text string, args ...any) (sql.Result, error) {
	statement, err := p.statement(ctx, text)
	if err != nil {
		return nil, err
	}
	return statement.ExecContext(ctx, args...)
}

// QueryContext makes prepared what squirrel runs on.
func (p *prepared) QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	statement, err := p.statement(ctx, text)
	if err != nil {
		return nil, err
	}
	return statement.QueryContext(ctx, args...)
}

func (p *prepared) close() error {
	var errs []error
	for _, s := range p.statements {
		errs = append(errs, s.Close())
	}
	return errors.Join(append(errs, p.conn.Close())...)
}

// exec runs a statement and says how many rows it changed.
func (t *tx) exec(q sq.Sqlizer) (int64, error) {
	result, err := sq.ExecContextWith(t.ctx, t.conn, q)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// collect runs a query and reads each row with scan. The rows are read before
// it returns, so that a connection has one query at a time.
func collect[T any](ctx context.Context, on sq.QueryerContext, q sq.Sqlizer, scan func(scanner) (T, error)) (_ []T, err error) {
	rows, err := sq.QueryContextWith(ctx, on, q)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	var out []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, rows.Err()
}

// scanner is one row of a result.
type scanner interface{ Scan(into ...any) error }
