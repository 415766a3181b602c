package reconcile

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/cenkalti/backoff/v5"

	"scrim/pkg/catalog"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

// worker is the one writer of one cluster in this process. Its states are
// functions: run holds no lease, hold has one, pass has read a revision.
type worker struct {
	*Engine
	id   string
	wake chan struct{}
	ask  chan request // what somebody waits for; answered between passes
}

// run takes the lease whenever it is free and works until it is lost.
func (w *worker) run(ctx context.Context) {
	pause := w.pauses()
	for ctx.Err() == nil {
		why := ErrUnavailable
		lease, got, err := w.Store.Acquire(ctx, w.id, w.Holder, w.Lease, w.Now())
		switch {
		case err != nil:
			w.complain(ctx, "acquiring the lease", err)
			why = fmt.Errorf("%w: %w", ErrUnavailable, err)
		case got:
			err = w.hold(ctx, lease)
			if errors.Is(err, errNoCluster) {
				return
			}
			switch {
			case errors.Is(err, errClusterChanged):
				pause.Reset()
				continue
			case err != nil && ctx.Err() == nil:
				w.fail(ctx, err)
				why = fmt.Errorf("%w: %w", ErrUnavailable, err)
			default:
				pause.Reset()
			}
		}
		if !w.away(ctx, pause.NextBackOff(), why) {
			return
		}
	}
}

// away waits between two terms; whoever asks meanwhile is told why nobody can
// answer, rather than kept waiting. False means that ctx ended.
func (w *worker) away(ctx context.Context, d time.Duration, why error) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return false
		case <-timer.C:
			return ctx.Err() == nil
		case r := <-w.ask:
			r.refuse(ctx, why)
			close(r.done)
		}
	}
}

func (w *worker) pauses() *backoff.ExponentialBackOff {
	b := backoff.NewExponentialBackOff()
	b.InitialInterval, b.MaxInterval, b.Multiplier = 200*time.Millisecond, w.Retry, 2
	return b
}

// hold connects, looks at everything once, and then follows what becomes
// dirty, until the lease is lost, the cluster is gone or the warehouse fails.
func (w *worker) hold(ctx context.Context, lease store.Lease) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	defer func() { _ = w.Store.Release(context.WithoutCancel(ctx), lease) }()
	go w.renew(ctx, lease, cancel)

	c, err := w.document(ctx)
	if err != nil {
		return err
	}
	warehouse, err := w.Open(ctx, c)
	if err != nil {
		return fmt.Errorf("connecting: %w", err)
	}
	defer warehouse.Close()
	if err := w.claimWarehouse(ctx, warehouse); err != nil {
		return err
	}
	if err := warehouse.Prepare(ctx); err != nil {
		return fmt.Errorf("preparing: %w", err)
	}
	t := &term{worker: w, lease: lease, warehouse: warehouse, world: newWorld(c, w.decoder), everything: true, untidy: w.Now()}
	// Before the first look: what the writer before us sends after it is nowhere seen, and may open what is shut.
	if err := t.fence(ctx); err != nil {
		return fmt.Errorf("fencing: %w", err)
	}
	readers := &desk{worker: w, cluster: c, warehouse: warehouse}
	defer readers.close()
	for {
		again, err := t.step(ctx)
		if err == nil {
			readers.open(ctx)
			err = t.check(ctx)
		}
		if errors.Is(err, errForeignStore) { // only an operator's request can change that, and it needs this connection
			readers.close()
			w.fail(ctx, err)
			again, err = w.Retry, nil
		}
		if err != nil {
			return err
		}
		if !t.rest(ctx, min(again, max(t.untilCheck(), 0))) {
			return context.Cause(ctx)
		}
	}
}

// renew keeps the lease; when that fails somebody else may write, and the
// term ends.
func (w *worker) renew(ctx context.Context, lease store.Lease, lost context.CancelCauseFunc) {
	ticker := time.NewTicker(w.Lease / 3)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			if _, err := w.Store.Renew(ctx, lease, w.Lease, w.Now()); err != nil && ctx.Err() == nil {
				lost(fmt.Errorf("renewing the lease: %w", err))
				return
			}
		}
	}
}

func (w *worker) document(ctx context.Context) (catalog.Cluster, error) {
	var c catalog.Cluster
	err := w.Store.Read(ctx, func(s store.Snapshot) (err error) {
		c, err = cluster(s, w.id)
		return err
	})
	return c, err
}

// fail records that the cluster could not be worked on.
func (w *worker) fail(ctx context.Context, err error) {
	w.complain(ctx, "working on a cluster", err)
	w.Meter.Passed(w.id, passFailed)
	_ = w.status(ctx, func(s *state.ClusterStatus) {
		s.State, s.Message = state.ClusterFailed, err.Error()
		if s.Applied > 0 {
			s.State = state.ClusterInvalid
		}
		s.Attempts++
		s.Checked = w.Now()
	})
}

func (w *worker) complain(ctx context.Context, doing string, err error) {
	if ctx.Err() == nil {
		w.Log.WarnContext(ctx, doing, "cluster", w.id, "error", err)
	}
}

// status changes the cluster's status from what it was.
func (w *worker) status(ctx context.Context, change func(*state.ClusterStatus)) error {
	ctx = context.WithoutCancel(ctx)
	all, err := w.Store.ClusterStatuses(ctx)
	if err != nil {
		return fmt.Errorf("reading the status: %w", err)
	}
	s := state.ClusterStatus{Cluster: w.id}
	for _, one := range all {
		if one.Cluster == w.id {
			s = one
		}
	}
	change(&s)
	defer w.announce()
	return w.Store.PutClusterStatus(ctx, s)
}

// request is a question to the worker that needs its connection; do runs
// between two passes, or refuse where there is no connection.
type request struct {
	do     func(ctx context.Context, t *term)
	refuse func(ctx context.Context, why error)
	done   chan struct{}
}

// term is one tenure of the lease: the connection and the world that go with
// it.
type term struct {
	*worker
	lease      store.Lease
	warehouse  Warehouse
	world      *world
	deployed   map[string]store.Deployed // see remembered; nil is not read
	everything bool                      // the next pass looks at everything
	unsettled  *scope                    // what the next pass must look at again; nil is nothing
	failing    map[string]bool           // sources that the last pass could not apply
	only       string                    // the one source that a request is about
	resynced   time.Time                 // when everything was last looked at
	blocked    map[string]bool
	recheck    time.Time // when blocked sources are tried again
	checks     checked
	unenforced []applied // revisions that old snapshots may still read past, the oldest first
	pause      *backoff.ExponentialBackOff
	watch      watch
	untidy     time.Time // since when views may stand aside; zero is that none does
	stuck      bool      // they could not be dropped a moment ago
}

// rest waits until there is something to do; false means the term is over.
func (t *term) rest(ctx context.Context, again time.Duration) bool {
	timer := time.NewTimer(again)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
	case <-t.wake:
	case r := <-t.ask:
		r.do(ctx, t)
		close(r.done)
	}
	return ctx.Err() == nil
}

// step does one pass when anything is dirty or due, and says when to come
// again at the latest.
func (t *term) step(ctx context.Context) (time.Duration, error) {
	if t.Now().Sub(t.resynced) >= t.Every {
		t.everything = true
	}
	if err := t.patrol(ctx); err != nil {
		return 0, err
	}
	p, err := t.read(ctx, Request{})
	if err != nil {
		return 0, err
	}
	if p == nil {
		return t.idle(ctx)
	}
	if _, err := t.apply(ctx, p); err != nil {
		return 0, err
	}
	return t.idle(ctx)
}

// idle says how long nothing needs to be done.
func (t *term) idle(ctx context.Context) (time.Duration, error) {
	again := min(t.Every, max(t.watch.next.Sub(t.Now()), 0))
	if len(t.blocked) > 0 {
		again = min(again, max(t.recheck.Sub(t.Now()), 0))
	}
	if len(t.unenforced) > 0 {
		enforced, err := t.enforce(ctx)
		if err != nil {
			return 0, err
		}
		if !enforced {
			again = min(again, time.Second)
		}
	}
	if t.pause != nil {
		again = min(again, t.pause.NextBackOff())
	}
	return again, t.tidy(ctx)
}

// tidy drops what exchanges of names left over once no transaction is left
// that began before: a reader who looked a name up may be about to open what it
// meant. Where the warehouse does not tell, some time has passed instead.
func (t *term) tidy(ctx context.Context) error {
	early := t.stuck || len(t.unenforced) > 0
	if t.untidy.IsZero() || early && t.Now().Sub(t.untidy) < t.Every {
		return nil
	}
	all, err := t.warehouse.Tidy(ctx)
	if err != nil {
		return err
	}
	if t.untidy, t.stuck = (time.Time{}), !all; t.stuck {
		t.untidy = t.Now()
	}
	return nil
}

// applied is a revision and when it was applied, by our clock.
type applied struct {
	revision uint64
	at       time.Time
}

// remember notes a revision as applied. A long list loses its second youngest:
// what is forgotten is called enforced later than it might be.
func (t *term) remember(a applied) {
	const enough = 64
	if len(t.unenforced) == enough {
		t.unenforced = t.unenforced[:enough-1]
	}
	t.unenforced = append(t.unenforced, a)
}

// enforce records up to which revision no transaction reads from before it was
// applied; all says that there is none left. Ages are compared, not moments: the
// warehouse's clock need not agree with ours.
func (t *term) enforce(ctx context.Context) (all bool, err error) {
	asked := t.Now()
	oldest, err := t.warehouse.OldestSnapshot(ctx)
	if err != nil {
		return false, fmt.Errorf("looking for old snapshots: %w", err)
	}
	done := uint64(0)
	for len(t.unenforced) > 0 && oldest <= asked.Sub(t.unenforced[0].at) {
		done, t.unenforced = t.unenforced[0].revision, t.unenforced[1:]
	}
	if done == 0 {
		return len(t.unenforced) == 0, nil
	}
	return len(t.unenforced) == 0, t.status(ctx, func(s *state.ClusterStatus) { s.Enforced = max(s.Enforced, done) })
}
