package reconcile

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/render"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

// ErrUnavailable means that no worker of this process holds the cluster, so
// nobody can be asked about it.
var ErrUnavailable = errors.New("the cluster has no worker here: it is unknown, cannot be reached, or another process holds its lease")

// ErrMoved means that the plan somebody approved is not the plan any more.
var ErrMoved = errors.New("the plan has changed since it was shown")

// Preview is what a pass over everything would do.
type Preview struct {
	Revision uint64
	Script   plan.Script
	Statuses []state.Status // of what would not simply be shown, and why
	Waiting  []string       // review: the sources that the script widens
	Exposed  Exposed        // of a plan that was asked for or approved

	of *pass
}

// Request narrows a resync.
type Request struct {
	Source   string // empty is everything
	Prune    bool   // drop views that no source asks for
	Count    bool   // Plan: rows of what is exposed are to be counted
	TakeOver bool   // become the writer though the warehouse knows another store, or is ahead of this one
}

// Result is what a resync did.
type Result struct {
	Preview
	Outcomes []plan.Outcome
}

// with runs do between two passes of the cluster's worker.
func (e *Engine) with(ctx context.Context, cluster string, do func(ctx context.Context, t *term)) error {
	return e.ask(ctx, cluster, do, func(_ context.Context, _ *worker, why error) error { return why })
}

// ask is with, and otherwise where the worker has no connection.
func (e *Engine) ask(ctx context.Context, cluster string, do func(ctx context.Context, t *term), otherwise func(ctx context.Context, w *worker, why error) error) error {
	e.mu.Lock()
	w := e.workers[cluster]
	e.mu.Unlock()
	if w == nil {
		return fmt.Errorf("cluster %q: %w", cluster, ErrUnavailable)
	}
	var refused error
	r := request{do: do, refuse: func(ctx context.Context, why error) { refused = otherwise(ctx, w, why) }, done: make(chan struct{})}
	select {
	case w.ask <- r:
	case <-ctx.Done():
		return fmt.Errorf("cluster %q: %w", cluster, errors.Join(ErrUnavailable, ctx.Err()))
	}
	select {
	case <-r.done:
		if refused != nil {
			return fmt.Errorf("cluster %q: %w", cluster, refused)
		}
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Plan says what is to be done on a cluster, with everything approved that
// waits, and runs none of it.
func (e *Engine) Plan(ctx context.Context, cluster string, r Request) (Preview, error) {
	var out Preview
	var err error
	if asked := e.with(ctx, cluster, func(ctx context.Context, t *term) { out, err = t.preview(ctx, r) }); asked != nil {
		return Preview{}, asked
	}
	return out.expose(r.Count), err
}

// expose completes a preview with what readers see otherwise by it: for
// everybody there is, and so not while the worker waits.
func (p Preview) expose(counted bool) Preview {
	if p.of != nil && len(p.Script.Units) > 0 {
		p.Exposed = p.of.exposed(counted)
	}
	p.of = nil
	return p
}

// Approve lets the plan with that hash, and no other, be carried out: the
// widenings in it wait no longer.
func (e *Engine) Approve(ctx context.Context, cluster, hash string) (Result, error) {
	var out Result
	var approved Preview
	var err error
	asked := e.with(ctx, cluster, func(ctx context.Context, t *term) {
		out, approved, err = t.approve(ctx, hash)
	})
	if asked != nil {
		return Result{}, asked
	}
	out.Exposed = approved.expose(false).Exposed
	return out, err
}

// Resync compares the cluster, or one source of it, with the documents and
// applies the difference.
func (e *Engine) Resync(ctx context.Context, cluster string, r Request) (Result, error) {
	var out Result
	var err error
	if asked := e.with(ctx, cluster, func(ctx context.Context, t *term) { out, err = t.resync(ctx, r) }); asked != nil {
		return Result{}, asked
	}
	return out, err
}

// Table is a source's base table as the cluster has it now; found is false
// when the source is not this cluster's or its table cannot be read.
func (e *Engine) Table(ctx context.Context, cluster, source string) (table catalog.Signature, found bool, err error) {
	asked := e.with(ctx, cluster, func(ctx context.Context, t *term) {
		var p *pass
		if p, err = t.look(ctx, Request{Source: source}, false); err != nil {
			return
		}
		s, known := p.sources[source]
		o := p.observed.Sources[source]
		table, found = o.Base, known && p.here(s.Source) == state.PhasePending && o.Problem == ""
	})
	if asked != nil {
		return table, false, asked
	}
	return table, found, err
}

// Close withdraws every fact and shuts every gate of a cluster, which is
// what has to happen before scrim lets go of it: nobody would close them
// afterwards. No pass comes between that and letGo, which would open them
// again; when letGo fails, the next pass does. A cluster that scrim never wrote
// to has nothing to shut; with abandon, one that cannot be shut is let go of as
// it stands.
func (e *Engine) Close(ctx context.Context, cluster string, abandon bool, letGo func(context.Context) error) error {
	var err error
	asked := e.ask(ctx, cluster, func(ctx context.Context, t *term) {
		if err = t.shut(ctx); err == nil || abandon {
			err = letGo(ctx)
		}
		t.everything = true
	}, func(ctx context.Context, w *worker, why error) error { return w.letGo(ctx, why, abandon, letGo) })
	if asked != nil {
		return asked
	}
	return err
}

// preview computes a pass on a world of its own, so that the term's world
// still learns of every change in its next pass.
func (t *term) preview(ctx context.Context, r Request) (Preview, error) {
	p, err := t.look(ctx, r, true)
	if err != nil {
		return Preview{}, err
	}
	script, err := p.script()
	if err != nil {
		return Preview{}, err
	}
	out := p.preview(script)
	out.of = p
	return out, nil
}

// look reads, observes and compiles what a request is about, in a world of
// its own.
func (t *term) look(ctx context.Context, r Request, approved bool) (*pass, error) {
	deployed, err := t.remembered(ctx)
	if err != nil {
		return nil, err
	}
	aside := &term{worker: t.worker, lease: t.lease, warehouse: t.warehouse, world: newWorld(t.world.cluster, t.decoder)}
	aside.world.unstorable, aside.world.unwritable = maps.Clone(t.world.unstorable), maps.Clone(t.world.unwritable)
	aside.everything, aside.only = r.Source == "", r.Source
	return aside.survey(ctx, func(store.Snapshot) (*pass, error) {
		return &pass{now: t.Now(), deployed: deployed, checks: t.checks, approved: approved, prune: r.Prune, takeOver: r.TakeOver}, nil
	})
}

func (p *pass) script() (plan.Script, error) { return scriptOf(p, plan.Diff(p.observed, p.wanted)) }

func scriptOf(p *pass, todo plan.Plan) (plan.Script, error) {
	dialect, err := render.For(p.cluster)
	if err != nil {
		return plan.Script{}, fmt.Errorf("choosing a dialect: %w", err)
	}
	script, err := render.Script(dialect, todo, p.cluster)
	if err != nil {
		return plan.Script{}, fmt.Errorf("rendering: %w", err)
	}
	return script, nil
}

func (p *pass) preview(script plan.Script) Preview {
	out := Preview{Revision: p.claim.Revision, Script: script}
	for id, st := range p.standing {
		if st.awaiting {
			out.Waiting = append(out.Waiting, id)
		}
		if st.phase != "" || len(st.issues) > 0 {
			out.Statuses = append(out.Statuses, state.Status{Cluster: p.cluster.ID, Target: sourceTarget(id), Phase: st.phase, Issues: st.issues, Revision: p.claim.Revision, Since: p.now})
		}
	}
	slices.Sort(out.Waiting)
	slices.SortFunc(out.Statuses, func(a, b state.Status) int { return compareTargets(a.Target, b.Target) })
	return out
}

// approve records the admission of every waiting view of the plan with that
// hash as approved, and runs a pass. What is recorded is what was hashed: a
// change that comes in meanwhile is not approved. The plan that was approved is
// returned beside what came of it.
func (t *term) approve(ctx context.Context, hash string) (Result, Preview, error) {
	p, err := t.look(ctx, Request{}, true)
	if err != nil {
		return Result{}, Preview{}, err
	}
	script, err := p.script()
	if err != nil {
		return Result{}, Preview{}, err
	}
	shown := p.preview(script)
	if script.Of != hash {
		return Result{Preview: shown}, Preview{}, fmt.Errorf("it is %s now: %w", script.Of, ErrMoved)
	}
	var approved []store.Deployed
	for _, id := range shown.Waiting {
		d := p.deployed[id]
		d.Source, d.Approved = id, []byte(p.standing[id].full.Admission())
		approved = append(approved, d)
	}
	if len(approved) > 0 {
		t.deployed = nil
		if err := t.Store.PutDeployed(ctx, t.id, approved); err != nil {
			return Result{}, Preview{}, fmt.Errorf("recording the approval: %w", err)
		}
	}
	shown.of = p
	out, err := t.resync(ctx, Request{})
	return out, shown, err
}

// resync runs one ordinary pass over what is dirty and what the request
// names. A pass is never about less than what is dirty: facts of a revision
// must not open while some gate still admits an older, wider view.
func (t *term) resync(ctx context.Context, r Request) (Result, error) {
	t.checks.at = time.Time{} // and look anew at what keeps sources from being governed
	if r.Source == "" || r.TakeOver {
		t.everything = true
	} else if err := t.Store.MarkDirty(ctx, t.id, []state.Target{sourceTarget(r.Source)}, t.Now()); err != nil {
		return Result{}, fmt.Errorf("marking the source: %w", err)
	}
	p, err := t.read(ctx, r)
	if err == nil && p == nil {
		return Result{}, nil
	}
	var out Result
	if err == nil {
		out, err = t.apply(ctx, p)
	}
	if err != nil {
		t.everything = true // the world may have learnt what no pass has looked at
	}
	return out, err
}

// shut is a pass that wants nothing and leaves the views standing, empty.
func (t *term) shut(ctx context.Context) error {
	observed, err := t.warehouse.Observe(ctx, plan.Ask{Everything: true})
	if err != nil {
		return fmt.Errorf("observing: %w", err)
	}
	p := &pass{world: newWorld(t.world.cluster, t.decoder), now: t.Now(), observed: observed, scope: newScope()}
	p.scope.everything = true
	err = t.Store.Read(ctx, func(s store.Snapshot) (err error) {
		p.claim, err = t.claim(s)
		return err
	})
	if err != nil {
		return err
	}
	p.claim.Over = observed.Claim.Store
	if err := t.mine(ctx, p); err != nil {
		return err
	}
	p.want()
	script, err := p.script()
	if err != nil {
		return err
	}
	outcomes, err := t.warehouse.Apply(ctx, script)
	for _, o := range outcomes {
		err = cmp.Or(err, o.Err) // a unit that failed is no error of Apply
	}
	if err == nil && len(outcomes) < len(script.Units) {
		err = errors.New("not all of it was run")
	}
	if err != nil {
		return fmt.Errorf("applying: %w", err)
	}
	return nil
}
