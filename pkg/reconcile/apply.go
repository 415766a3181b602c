package reconcile

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"time"

	"scrim/pkg/event"
	"scrim/pkg/plan"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

// read takes everything a pass needs from the store at one revision. It
// returns nil when there is nothing to do.
func (t *term) read(ctx context.Context, r Request) (*pass, error) {
	now := t.Now()
	deployed, err := t.remembered(ctx)
	if err != nil {
		return nil, err
	}
	var p *pass
	err = t.Store.Read(ctx, func(s store.Snapshot) error {
		dirty, err := s.Dirty(t.id)
		if err != nil {
			return fmt.Errorf("reading dirty targets: %w", err)
		}
		due := len(t.blocked) > 0 && !now.Before(t.recheck)
		if len(dirty) == 0 && !t.everything && !due && t.unsettled == nil {
			return nil
		}
		p = &pass{now: now, dirty: dirty, deployed: deployed, claim: t.claim(s.Revision()), prune: r.Prune, takeOver: r.TakeOver}
		p.claim.TakeOver = r.TakeOver
		if p.world = t.world; t.everything {
			if err := t.reconsider(ctx, p); err != nil {
				return err
			}
		}
		return t.observe(ctx, s, p, due)
	})
	return p, err
}

// remembered is what the store knows to be deployed, by source. It is read
// once a term and again after this term wrote it: nobody else does, and a user's
// change must not wait for the definitions of a thousand views.
func (t *term) remembered(ctx context.Context) (map[string]store.Deployed, error) {
	if t.deployed == nil {
		deployed, err := t.Store.Deployed(ctx, t.id)
		if err != nil {
			return nil, fmt.Errorf("reading what is deployed: %w", err)
		}
		t.deployed = deployed
	}
	return t.deployed, nil
}

// observe brings the world up to date, asks the warehouse and computes what
// it should have.
func (t *term) observe(ctx context.Context, s store.Snapshot, p *pass, due bool) error {
	c, err := cluster(s, t.id)
	if err != nil {
		return err
	}
	if !reflect.DeepEqual(c, t.world.cluster) {
		return errClusterChanged // the connection and every name may follow from it: begin a new term
	}
	touched, err := t.world.refresh(s)
	if err != nil {
		return err
	}
	touched.all = touched.all || t.everything
	if due {
		maps.Copy(touched.sources, t.blocked)
	}
	p.world = t.world
	p.scope = t.scope(p.dirty, touched)
	if err := touched.concern(s, p.scope); err != nil {
		return err
	}
	if p.observed, err = t.warehouse.Observe(ctx, p.ask()); err != nil {
		return fmt.Errorf("observing: %w", err)
	}
	if changed := p.compileAll(); len(changed) > 0 {
		if err := t.widen(ctx, p, changed); err != nil {
			return err
		}
	}
	if p.readers, err = p.world.readers(s, p.scope, p.now); err != nil {
		return err
	}
	p.want()
	return nil
}

// errClusterChanged ends a term whose cluster has another document now.
var errClusterChanged = errors.New("the cluster's document changed")

// scope is what a pass is about: what is dirty, or the one source of a
// request.
func (t *term) scope(dirty []store.Dirty, touched *touched) *scope {
	if t.only == "" {
		s := t.world.expand(dirty, touched)
		s.merge(t.unsettled)
		return s
	}
	s := newScope()
	s.sources[t.only] = true
	return s
}

// widen takes in the users whose facts depend on a comparison that changed,
// and asks the warehouse about them too.
func (t *term) widen(ctx context.Context, p *pass, attributes map[string]bool) error {
	known := maps.Clone(p.scope.users)
	p.holders(p.scope, attributes)
	if len(known) == len(p.scope.users) {
		return nil
	}
	ask := plan.Ask{}
	for _, id := range slices.Sorted(maps.Keys(p.scope.users)) {
		if name := p.users[id].username; !known[id] && name != "" {
			ask.Users = append(ask.Users, name)
		}
	}
	more, err := t.warehouse.Observe(ctx, ask)
	if err != nil {
		return fmt.Errorf("observing users: %w", err)
	}
	if p.observed.Users == nil {
		p.observed.Users = map[string]plan.ObservedUser{}
	}
	maps.Copy(p.observed.Users, more.Users)
	return nil
}

// apply runs a pass's plan and settles what became of it.
func (t *term) apply(ctx context.Context, p *pass) (Result, error) {
	if err := t.mine(p); err != nil {
		t.everything = true // what the pass has learnt is still to be done
		return Result{}, err
	}
	script, outcomes, err := t.carry(ctx, p)
	if script.Of == "" {
		return Result{}, err
	}
	p.admit()
	if record := t.record(ctx, p, p.settle(outcomes, script)); record != nil && err == nil {
		err = record
	}
	return Result{Preview: p.preview(script), Outcomes: outcomes}, err
}

// errForeignStore means that another scrim writes this warehouse.
var errForeignStore = errors.New("another scrim store writes this warehouse; scrim resync --take-over makes this one the writer")

// mine refuses a warehouse whose control row is another store's, or is ahead
// of this one, as after restoring a backup: both need an operator's word.
func (t *term) mine(p *pass) error {
	have := p.observed.Claim
	switch {
	case p.takeOver, have.Store == "", have.Store == p.claim.Store && have.Revision <= p.claim.Revision:
		return nil
	case have.Store == p.claim.Store:
		return fmt.Errorf("the warehouse is at revision %d and the store at %d: %w", have.Revision, p.claim.Revision, errForeignStore)
	}
	return errForeignStore
}

// run applies facts and gates, says that the revision is closed, and then the
// rest in chunks; between two of them it stops when something new came in, so
// that facts never wait behind a long list of views. Where a fact or a gate
// could not be written, nothing after it is tried.
func (t *term) run(ctx context.Context, p *pass, script plan.Script) ([]plan.Outcome, error) {
	facts := 0
	for facts < len(script.Units) && script.Units[facts].Target == "facts" {
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
		case u.Target == "witness":
			witness = append(witness, u)
		case t.failing[u.Target]:
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
		c.State, c.Message, c.Attempts = state.ClusterEnabled, "", 0
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
		if t.unsettled == nil {
			t.unsettled = newScope()
		}
		t.unsettled.merge(p.scope)
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
