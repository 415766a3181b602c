package warehouse

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/render"
)

// ErrSlow means that the time for a question ran out.
var ErrSlow = errors.New("timeout")

// CountRows counts rows of a base table, as the service account: for each pair how
// many the second keeps and the first does not, and the other way round. It
// reads no row, writes nothing, and takes at most as long as limit says.
func (w *Warehouse) CountRows(ctx context.Context, base catalog.Table, pairs [][2]render.Sieve, limit time.Duration) ([][2]int64, error) {
	statement, err := render.CountRows(w.dialect, w.cluster, base, pairs)
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
	numbers, err := w.numbers(within, conn, statement, 2*len(pairs))
	if err != nil {
		var known *Error
		if within.Err() != nil && ctx.Err() == nil || errors.As(err, &known) && known.Code == "57014" {
			return nil, fmt.Errorf("counting rows of %s: %w", base, ErrSlow)
		}
		return nil, err
	}
	out := make([][2]int64, len(pairs))
	for i := range pairs {
		out[i] = [2]int64{numbers[2*i], numbers[2*i+1]}
	}
	return out, nil
}

// timeout sets how long a statement of a connection may take. Redshift has no
// such setting for a transaction alone.
func timeout(ctx context.Context, conn *pgxpool.Conn, limit time.Duration) error {
	_, err := conn.Exec(ctx, fmt.Sprintf("SET statement_timeout TO %d", limit.Milliseconds()))
	return classify("limiting a count", err)
}

// usual is how long a statement may take otherwise.
func (w *Warehouse) usual() time.Duration {
	if w.cluster.Kind.IsRedshift() {
		return redshiftTimeout
	}
	return statementTimeout
}

// numbers is the one row of numbers that a statement returns. What the server
// says is kept back where it may quote an argument, which is a fact.
func (w *Warehouse) numbers(ctx context.Context, conn *pgxpool.Conn, s plan.SQL, n int) ([]int64, error) {
	args, err := w.arguments(ctx, s.Args)
	if err != nil {
		return nil, err
	}
	out, into := make([]int64, n), make([]any, n)
	for i := range out {
		into[i] = &out[i]
	}
	return out, discreet("counting rows", conn.QueryRow(ctx, s.Text, args...).Scan(into...))
}
