package reconcile

import (
	"context"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/preflight"
	"scrim/pkg/render"
	"scrim/pkg/store"
)

// Store is the part of a store that workers need.
type Store interface {
	store.Intake
	store.Reader
	store.Work
	store.Leases
	store.Statuses
	store.Deployments
	store.Warehouses
	// Identity is what warehouses remember of who writes them.
	Identity() string
}

// Warehouse is one cluster's connection.
type Warehouse interface {
	// Identity is which physical warehouse the connection leads to.
	Identity() (string, error)
	// Prepare makes scrim's own objects, as far as they are missing.
	Prepare(ctx context.Context) error
	// Fence keeps everybody with an older lease from writing facts and gates.
	Fence(ctx context.Context, claim plan.Claim) error
	Observe(ctx context.Context, ask plan.Ask) (plan.Observed, error)
	// Tick is another text after every change of a definition or a grant; ""
	// when the warehouse does not tell.
	Tick(ctx context.Context) (string, error)
	Apply(ctx context.Context, script plan.Script) ([]plan.Outcome, error)
	// Try is Apply, taken back.
	Try(ctx context.Context, script plan.Script) ([]plan.Outcome, error)
	// OldestSnapshot is the age of the oldest snapshot that a transaction
	// still reads from; negative when there is none.
	OldestSnapshot(ctx context.Context) (time.Duration, error)
	// Count counts combinations of values and says how many are common; it may
	// take as long as reading a table does.
	Count(ctx context.Context, t render.Tally) (int64, error)
	// Sweep drops combinations that no counting names.
	Sweep(ctx context.Context, s plan.SQL) error
	// Check looks whether the work can be done, and what readers could do
	// besides.
	Check(ctx context.Context, ask preflight.Ask) []preflight.Finding
	// Tidy drops views that an exchange of names left over; all is false when
	// something is left.
	Tidy(ctx context.Context) (all bool, err error)
	// Wishes is what readers asked for in SQL and nobody took yet: of each
	// account the first.
	Wishes(ctx context.Context) ([]plan.Wish, error)
	// Tell tells a user, by their id, what came of wishes.
	Tell(ctx context.Context, user string, said []plan.Said) error
	// Forget forgets what users were told who are no more.
	Forget(ctx context.Context, users []string) error
	// Took takes wishes away. It may be repeated.
	Took(ctx context.Context, ids []int64) error
	Close()
}

// Opener connects to a cluster.
type Opener func(ctx context.Context, cluster catalog.Cluster) (Warehouse, error)
