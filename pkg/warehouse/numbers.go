package warehouse

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"scrim/pkg/plan"
)

// ErrSlow means that the time for a question ran out.
var ErrSlow = errors.New("timeout")

// numbers asks a question whose answer is one row of numbers, in a transaction
// that can write nothing, for at most as long as limit says. What the server
// says is kept back where it may quote a value.
func (w *Warehouse) numbers(ctx context.Context, doing string, s plan.SQL, n int, limit time.Duration) ([]int64, error) {
	args, err := w.arguments(ctx, s.Args)
	if err != nil {
		return nil, err
	}
	pool, err := w.own(ctx)
	if err != nil {
		return nil, err
	}
	const grace = 2 * time.Second // the warehouse ends it by itself, unless it does not answer at all
	within, cancel := context.WithTimeout(ctx, limit+grace)
	defer cancel()
	conn, err := pool.Acquire(within)
	if err != nil {
		return nil, classify("connecting", err)
	}
	defer func() { // the connection is as it was, or it is gone
		if err := timeout(context.WithoutCancel(ctx), conn, w.usual()); err != nil {
			_ = conn.Conn().Close(context.WithoutCancel(ctx))
		}
		conn.Release()
	}()
	if err := timeout(within, conn, limit); err != nil {
		return nil, err
	}
	out, err := w.only(within, conn, doing, s.Text, args, n)
	var known *Error
	if err = discreet(doing, err); err != nil && (within.Err() != nil && ctx.Err() == nil || errors.As(err, &known) && known.Code == "57014") {
		err = fmt.Errorf("%s: %w", doing, ErrSlow)
	}
	return out, err
}

// only is the numbers of the one row of a query that reads tables, and only
// reads.
func (w *Warehouse) only(ctx context.Context, conn *pgxpool.Conn, doing, query string, args []any, n int) ([]int64, error) {
	tx, err := conn.BeginTx(ctx, pgx.TxOptions{AccessMode: pgx.ReadOnly})
	if err != nil {
		return nil, err
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
	if err := w.tablesOnly(ctx, tx, doing, query); err != nil {
		return nil, err
	}
	out, into := make([]int64, n), make([]any, n)
	for i := range out {
		into[i] = &out[i]
	}
	return out, tx.QueryRow(ctx, query, args...).Scan(into...)
}

// timeout sets how long a statement of a connection may take. Redshift has no
// such setting for a transaction alone.
func timeout(ctx context.Context, conn *pgxpool.Conn, limit time.Duration) error {
	_, err := conn.Exec(ctx, fmt.Sprintf("SET statement_timeout TO %d", limit.Milliseconds()))
	return classify("limiting a question", err)
}

// usual is how long a statement may take otherwise.
func (w *Warehouse) usual() time.Duration {
	if w.cluster.Kind.IsRedshift() {
		return redshiftTimeout
	}
	return statementTimeout
}
