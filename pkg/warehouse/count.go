package warehouse

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"scrim/pkg/plan"
	"scrim/pkg/render"
)

// countTimeout is how long a counting may take: it reads a whole table.
const countTimeout = 10 * time.Minute

// ErrNoSalt means that combinations cannot be hashed yet: the salt comes with
// the view.
var ErrNoSalt = errors.New("the salt for it is not there yet")

// Count counts combinations of values, on a connection of its own, and says how
// many enough rows have. What it keeps is nothing to any view until a
// plan.PutCounting names it; of more than the tally's most nothing is
// kept. It holds no lock that anybody waits for.
func (w *Warehouse) Count(ctx context.Context, t render.Tally) (int64, error) {
	statement, err := render.Count(w.dialect, w.cluster, t)
	if err != nil {
		return 0, err
	}
	pool, err := w.own(ctx)
	if err != nil {
		return 0, err
	}
	conn, err := apart(ctx, pool, countTimeout)
	if err != nil {
		return 0, fmt.Errorf("counting for source %s: %w", t.Source, err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	var salts int64
	if err := conn.QueryRow(ctx, w.queries.text["salted"], t.Common.Salt).Scan(&salts); err != nil {
		return 0, discreet("looking for the salt", err)
	}
	if salts == 0 {
		return 0, fmt.Errorf("counting for source %s: %w", t.Source, ErrNoSalt)
	}
	n, err := w.counted(ctx, conn, "counting for source "+t.Source, statement.Text)
	if err != nil {
		return 0, err
	}
	if n > int64(t.Most) {
		return n, w.Sweep(ctx, render.SweepOnly(w.dialect, w.cluster, t.Source, t.Attempt))
	}
	if analyze, asked := w.queries.text["analyze"]; asked {
		if _, err := conn.Exec(ctx, analyze); err != nil {
			return 0, discreet("analyzing what was counted", err)
		}
	}
	return n, nil
}

// counted runs a counting and says how many rows it wrote. The server's words
// are kept back: they may quote a value.
func (w *Warehouse) counted(ctx context.Context, conn *pgx.Conn, doing, statement string) (int64, error) {
	tx, err := conn.Begin(ctx)
	if err != nil {
		return 0, discreet(doing, err)
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
	if err := w.tablesOnly(ctx, tx, doing, statement); err != nil {
		return 0, err
	}
	tag, err := tx.Exec(ctx, statement)
	if err == nil {
		err = tx.Commit(ctx)
	}
	return tag.RowsAffected(), discreet(doing, err)
}

// apart is a connection, taken out of the pool, whose statements may take so
// long.
func apart(ctx context.Context, pool *pgxpool.Pool, limit time.Duration) (*pgx.Conn, error) {
	pooled, err := pool.Acquire(ctx)
	if err != nil {
		return nil, classify("connecting", err)
	}
	conn := pooled.Hijack()
	if _, err := conn.Exec(ctx, fmt.Sprintf("SET statement_timeout TO %d", limit.Milliseconds())); err != nil {
		_ = conn.Close(context.WithoutCancel(ctx))
		return nil, classify("preparing the session", err)
	}
	return conn, nil
}

// Sweep drops combinations that no counting names.
func (w *Warehouse) Sweep(ctx context.Context, s plan.SQL) error {
	pool, err := w.own(ctx)
	if err != nil {
		return err
	}
	args, err := w.arguments(ctx, s.Args)
	if err != nil {
		return err
	}
	_, err = pool.Exec(ctx, s.Text, args...)
	return classify("dropping combinations", err)
}

// countings reads what the warehouse believes of countings.
func (o *observation) countings(ctx context.Context) (map[string]plan.Counted, error) {
	out := map[string]plan.Counted{}
	err := o.w.listed(ctx, "countings", o.ids(), o.ask.Everything, func(rows pgx.Rows) error {
		var source string
		var c plan.Counted
		err := rows.Scan(&source, &c.Counting, &c.Attempt, &c.Combinations, &c.At, &c.ValidUntil)
		c.At, c.ValidUntil = c.At.UTC(), c.ValidUntil.UTC()
		out[source] = c
		return err
	})
	return out, classify("reading countings", err)
}
