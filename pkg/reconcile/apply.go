package reconcile

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"scrim/pkg/event"
	"scrim/pkg/plan"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

// apply runs a pass's plan and settles what became of it.
func (t *term) apply(ctx context.Context, p *pass) (Result, error) {
	if err := t.mine(ctx, p); err != nil {
		t.everything = true // what the pass has learnt is still to be done
		return Result{}, err
	}
	script, outcomes, err := t.carry(ctx, p)
	if script.Of == "" {
		return Result{}, err
	}
	t.note(ctx, p)
	p.admit()
	if record := t.record(ctx, p, p.settle(outcomes, script)); record != nil && err == nil {
		err = record
	}
	return Result{Preview: p.preview(script), Outcomes: outcomes}, err
}

// run applies facts and gates, says that the revision is closed, and then the
// rest in chunks; between two of them it stops when something new came in, so
// that facts never wait behind a long list of views. Where a fact or a gate
// could not be written, nothing after it is tried.
func (t *term) run(ctx context.Context, p *pass, script plan.Script) ([]plan.Outcome, error) {
	facts := 0
	for facts < len(script.Units) && script.Units[facts].Target.Kind == plan.TargetFacts {
		facts++
	}
	all, err := t.chunk(ctx, script, script.Units[:facts])
	if err != nil || facts == len(script.Units) || succeeded(all) < facts {
		return all, err
	}
	if err := t.status(ctx, func(c *state.ClusterStatus) { c.Closed = max(c.Closed, p.claim.Revision) }); err != nil {
		return all, err
	}
	views, witness := t.chunks(script.Units[facts:])
	for _, units := range views {
		if len(all) > facts && t.woken() {
			break
		}
		outcomes, err := t.chunk(ctx, script, units)
		all = append(all, outcomes...)
		if err != nil {
			return all, err
		}
	}
	outcomes, err := t.chunk(ctx, script, witness) // of what was made, be it all or not
	return append(all, outcomes...), err
}

// chunks cuts the units of views, and sets apart the one that reads them back.
// The sources that failed before come last and one by one: each of them may
// wait for a reader's lock again.
func (t *term) chunks(units []plan.ScriptUnit) (views [][]plan.ScriptUnit, witness []plan.ScriptUnit) {
	const chunk = 16
	var fresh []plan.ScriptUnit
	var again [][]plan.ScriptUnit
	for i, u := range units {
		switch {
		case u.Target.Kind == plan.TargetWitness:
			witness = append(witness, u)
		case u.Target.Kind == plan.TargetSource && t.failing[u.Target.Name]:
			again = append(again, units[i:i+1])
		default:
			fresh = append(fresh, u)
		}
	}
	return append(slices.Collect(slices.Chunk(fresh, chunk)), again...), witness
}

func (t *term) chunk(ctx context.Context, script plan.Script, units []plan.ScriptUnit) ([]plan.Outcome, error) {
	if len(units) == 0 {
		return nil, nil
	}
	outcomes, err := t.warehouse.Apply(ctx, plan.Script{Of: script.Of, Claim: script.Claim, Units: units})
	if err != nil {
		return outcomes, fmt.Errorf("applying: %w", err)
	}
	return outcomes, nil
}

// woken reports, and keeps, a pending wake-up.
func (t *term) woken() bool {
	select {
	case <-t.wake:
		select {
		case t.wake <- struct{}{}:
		default: // somebody was faster
		}
		return true
	default:
		return false
	}
}

// record writes what a pass did: deployed views, statuses, what is done.
func (t *term) record(ctx context.Context, p *pass, s settled) error {
	ctx = context.WithoutCancel(ctx)
	if len(s.deployed)+len(s.dropped) > 0 {
		t.deployed = nil
	}
	if len(s.deployed) > 0 {
		if err := t.Store.PutDeployed(ctx, t.id, s.deployed); err != nil {
			return fmt.Errorf("recording deployed views: %w", err)
		}
	}
	if len(s.dropped) > 0 {
		if err := t.Store.DropDeployed(ctx, t.id, s.dropped); err != nil {
			return fmt.Errorf("recording dropped views: %w", err)
		}
	}
	if err := t.Store.PutStatus(ctx, s.statuses); err != nil {
		return fmt.Errorf("recording statuses: %w", err)
	}
	if err := t.conclude(ctx, p, s); err != nil {
		return err
	}
	if !s.facts {
		return nil
	}
	if err := t.Store.MarkDirty(ctx, t.id, s.again, orNow(Oldest(p.dirty), p.now)); err != nil {
		return fmt.Errorf("marking what failed: %w", err)
	}
	return t.Store.Done(ctx, t.id, s.done)
}

// conclude writes the cluster's status and this term's timers.
func (t *term) conclude(ctx context.Context, p *pass, s settled) error {
	t.blocked = p.blocked(t.blocked)
	t.recheck = p.now.Add(t.Recheck)
	outcome, now := passApplied, t.Now()
	t.keep(p, s)
	if len(s.failed) > 0 || !s.facts {
		outcome = passPartial
		if t.pause == nil {
			t.pause = t.pauses()
		}
	} else {
		t.pause = nil
	}
	t.Meter.Passed(t.id, outcome)
	t.Meter.DDL(t.id, s.ddl)
	if s.ddl > 0 {
		t.untidy, t.stuck = now, false
	}
	switch {
	case outcome == passPartial:
		t.Meter.Waiting(t.id, len(p.dirty), now.Sub(Oldest(p.dirty)))
	case len(p.dirty) > 0:
		t.Meter.Waiting(t.id, 0, 0)
		t.Meter.Propagated(t.id, now.Sub(Oldest(p.dirty)))
	}
	if outcome == passApplied {
		t.remember(applied{p.claim.Revision, now})
	}
	return t.status(ctx, func(c *state.ClusterStatus) {
		c.State, c.Message = t.checks.state("")
		c.Attempts = 0
		c.Open, c.Enforcement, c.Proven, c.Checked = p.open(), string(p.cluster.Mode()), p.cluster.IsProven(), p.now
		if s.facts {
			c.Closed = max(c.Closed, p.claim.Revision)
		}
		if outcome == passApplied {
			c.Applied, c.Pending, c.OldestDirty = max(c.Applied, p.claim.Revision), 0, time.Time{}
			return
		}
		c.Message = fmt.Sprintf("%d of %d sources could not be applied and will be tried again", len(s.failed), len(p.standing))
		c.Pending, c.OldestDirty = len(p.dirty), Oldest(p.dirty)
	})
}

// keep remembers what the next pass must look at again. Where facts or gates
// could not be written that is everything that this one looked at: what a
// change reached before it is nowhere else. Otherwise it is the sources that
// failed, which are on the store's list.
func (t *term) keep(p *pass, s settled) {
	if !s.facts {
		t.leave(p.scope)
		return
	}
	t.unsettled, t.failing = nil, map[string]bool{}
	for _, id := range s.failed {
		t.failing[id] = true
	}
	if p.scope.everything {
		t.everything, t.resynced = false, p.now
	}
}

func orNow(t, now time.Time) time.Time {
	if t.IsZero() {
		return now
	}
	return t
}

// Oldest is since when the oldest of these targets waits; zero for none.
func Oldest(dirty []store.Dirty) time.Time {
	var out time.Time
	for _, d := range dirty {
		if out.IsZero() || d.Since.Before(out) {
			out = d.Since
		}
	}
	return out
}

// blocked is which sources to try again before anything about them changes.
func (p *pass) blocked(before map[string]bool) map[string]bool {
	out := maps.Clone(before)
	if out == nil {
		out = map[string]bool{}
	}
	for id, st := range p.standing {
		delete(out, id)
		if st.phase == state.PhaseBlocked {
			out[id] = true
		}
	}
	return out
}

// target names a source as a target.
func sourceTarget(id string) state.Target { return state.Target{Kind: event.KindSource, ID: id} }
