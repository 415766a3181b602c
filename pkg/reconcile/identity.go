package reconcile

import (
	"context"
	"errors"
	"fmt"

	"scrim/pkg/catalog"
	"scrim/pkg/store"
)

// What keeps a worker from writing to the warehouse that it has reached.
var (
	// ErrTaken means that the warehouse is another cluster's (SEMANTICS S11).
	ErrTaken = errors.New("the warehouse is registered as another cluster")
	// ErrElsewhere means that the address leads to another warehouse than the
	// one that scrim wrote for this cluster.
	ErrElsewhere = errors.New("the address leads to another warehouse than the one that scrim wrote")
)

// Claim remembers a cluster's warehouse before anything is written there. The
// error wraps ErrTaken or ErrElsewhere and says what an operator can do.
func Claim(ctx context.Context, s store.Warehouses, cluster, identity string) error {
	known, err := s.Claim(ctx, cluster, identity)
	if err != nil {
		return err
	}
	return Recognised(known, cluster, identity)
}

// Recognised says what is wrong with a cluster whose warehouse is that one.
func Recognised(known store.Identities, cluster, identity string) error {
	was, written := known[cluster]
	switch holder := known.Holder(identity); {
	case holder == cluster, holder == "" && !written:
		return nil
	case holder == "":
		return fmt.Errorf("%w: it is %s and was %s; nothing is written until the address leads there again; if that warehouse is no more, run scrim cluster remove %s --abandon and add the cluster again",
			ErrElsewhere, identity, was, cluster)
	default:
		return fmt.Errorf("%w, %q: it is %s; nothing is written; run scrim cluster remove %s, or remove the other one", ErrTaken, holder, identity, cluster)
	}
}

// Recognise asks which warehouse a cluster's address leads to, over a
// connection of its own.
func (e *Engine) Recognise(ctx context.Context, c catalog.Cluster) (string, error) {
	w, err := e.Open(ctx, c)
	if err != nil {
		return "", fmt.Errorf("connecting: %w", err)
	}
	defer w.Close()
	return w.Identity()
}

// claimWarehouse keeps a term from writing to a warehouse that is not this
// cluster's.
func (w *worker) claimWarehouse(ctx context.Context, warehouse Warehouse) error {
	identity, err := warehouse.Identity()
	if err != nil {
		return fmt.Errorf("recognising the warehouse: %w", err)
	}
	return Claim(ctx, w.Store, w.id, identity)
}

// letGo is Engine.Close where no term can shut the cluster. What scrim never
// wrote to has nothing to shut; otherwise an operator must have said that it
// is to be left as it is. Holding the lease, no worker writes meanwhile.
func (w *worker) letGo(ctx context.Context, why error, abandon bool, do func(context.Context) error) error {
	lease, got, err := w.Store.Acquire(ctx, w.id, w.Holder, w.Lease, w.Now())
	if err != nil || !got {
		return errors.Join(why, err)
	}
	defer func() { _ = w.Store.Release(context.WithoutCancel(ctx), lease) }()
	known, err := w.Store.Identities(ctx)
	if _, written := known[w.id]; err != nil || written && !abandon {
		return errors.Join(why, err)
	}
	return do(ctx)
}
