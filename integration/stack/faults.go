package stack

import (
	"context"
	"errors"
	"sync"

	"scrim/pkg/plan"
	"scrim/pkg/reconcile"
)

// Cut lets n more units be applied; the next one, and all after it, fail as if
// the connection had broken. A negative n mends it.
func (s *Stack) Cut(n int) { s.cut.Store(int64(n)) }

// ErrCut is why a unit was not applied.
var ErrCut = errors.New("the connection was cut by the test")

// Held is a script that was read and planned, and is not run yet.
type Held struct {
	Reached <-chan struct{} // closed when it is there

	what              func(plan.ScriptUnit) bool // whether a script that begins so is the one
	reached, released chan struct{}
	release           func()
	outcome           chan error
}

// Hold stops the next script before its first unit, as a process that is
// stopped there: whatever it would notice of the time, it does not.
func (s *Stack) Hold() *Held {
	return s.hold(func(plan.ScriptUnit) bool { return true })
}

// HoldViews is Hold after facts and gates, before the first view.
func (s *Stack) HoldViews() *Held {
	return s.hold(func(u plan.ScriptUnit) bool { return u.Target.Kind != plan.TargetFacts })
}

func (s *Stack) hold(what func(plan.ScriptUnit) bool) *Held {
	h := &Held{what: what, reached: make(chan struct{}), released: make(chan struct{}), outcome: make(chan error, 1)}
	h.Reached = h.reached
	h.release = sync.OnceFunc(func() { close(h.released) })
	s.held.Store(h)
	s.t.Cleanup(h.release)
	return h
}

// Release lets it go on and returns what became of it.
func (h *Held) Release() error {
	h.release()
	return <-h.outcome
}

// stall is a question that the warehouse does not answer yet.
type stall struct {
	asked, answer chan struct{}
	once          sync.Once
}

// Stall makes the warehouse silent to whoever looks at it next, until answer is
// called. The channel is closed when somebody waits.
func (s *Stack) Stall() (asked <-chan struct{}, answer func()) {
	one := &stall{asked: make(chan struct{}), answer: make(chan struct{})}
	s.stall.Store(one)
	return one.asked, sync.OnceFunc(func() {
		s.stall.Store(nil)
		close(one.answer)
	})
}

// faulty is a warehouse whose connection breaks, and whose process stops, where
// the test says.
type faulty struct {
	reconcile.Warehouse
	stack *Stack
}

// Observe waits for as long as the test says.
func (f faulty) Observe(ctx context.Context, ask plan.Ask) (plan.Observed, error) {
	if one := f.stack.stall.Load(); one != nil {
		one.once.Do(func() { close(one.asked) })
		select {
		case <-one.answer:
		case <-ctx.Done():
			return plan.Observed{}, ctx.Err()
		}
	}
	return f.Warehouse.Observe(ctx, ask)
}

// Keep makes the inbox keep what is taken out of it, as where the process is
// killed before it could, until it is called with false.
func (s *Stack) Keep(keep bool) { s.keep.Store(keep) }

// Kept is how often something was to be taken out while Keep was true.
func (s *Stack) Kept() int64 { return s.kept.Load() }

// Took takes nothing away as long as the test says so.
func (f faulty) Took(ctx context.Context, ids []int64) error {
	if f.stack.keep.Load() {
		f.stack.kept.Add(1)
		return ErrCut
	}
	return f.Warehouse.Took(ctx, ids)
}

// Apply runs unit by unit, as far as it may.
func (f faulty) Apply(ctx context.Context, script plan.Script) ([]plan.Outcome, error) {
	h := f.stack.held.Load()
	if h == nil || len(script.Units) == 0 || !h.what(script.Units[0]) || !f.stack.held.CompareAndSwap(h, nil) {
		return f.apply(ctx, script)
	}
	close(h.reached)
	<-h.released
	outcomes, err := f.apply(context.WithoutCancel(ctx), script)
	h.outcome <- err
	return outcomes, err
}

func (f faulty) apply(ctx context.Context, script plan.Script) ([]plan.Outcome, error) {
	left := &f.stack.cut
	var all []plan.Outcome
	for _, u := range script.Units {
		if left.Load() == 0 {
			return all, ErrCut
		}
		outcomes, err := f.Warehouse.Apply(ctx, plan.Script{Of: script.Of, Claim: script.Claim, Units: []plan.ScriptUnit{u}})
		all = append(all, outcomes...)
		if err != nil {
			return all, err
		}
		if left.Load() > 0 {
			left.Add(-1)
		}
	}
	return all, nil
}
