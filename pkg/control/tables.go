package control

import (
	"context"
	"errors"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/render"
	"scrim/pkg/view"
)

// The bounds of what one request asks about tables: each statement reads one of
// them once.
const (
	maxStatements = 100
	readEach      = 30 * time.Second
	readAll       = 5 * time.Minute
)

// ErrSlow means that a statement took too long.
var ErrSlow = errors.New("timeout")

// Tables is the base tables of a cluster, as the service account reads them;
// package warehouse says more. What took too long is an error that is ErrSlow.
type Tables interface {
	Bases(ctx context.Context, tables []catalog.Table) (map[catalog.Table]plan.ObservedSource, error)
	CountRows(ctx context.Context, base catalog.Table, pairs [][2]render.Sieve, limit time.Duration) ([][2]int64, error)
	Seek(ctx context.Context, base catalog.Table, tests []view.Pred, limit time.Duration) (rows bool, found []bool, err error)
}
