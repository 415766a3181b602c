package reconcile

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/plan"
	"scrim/pkg/render"
	"scrim/pkg/state"
	"scrim/pkg/store"
	"scrim/pkg/view"
)

// ErrCounting means that somebody counts for the same source just now.
var ErrCounting = errors.New("it is being counted already")

// Counting is what was counted for a source on one cluster.
type Counting struct {
	Columns []string
	K       int
	plan.Counted
}

// Count counts on the warehouse which combinations of values enough rows of a
// source's table have, for its k-anonymity masks, to be believed for so long.
// The counting itself goes beside the cluster's worker, so that no fact waits
// for it; what came of it is named between two passes, if it is what is asked
// for still.
func (e *Engine) Count(ctx context.Context, c catalog.Cluster, source string, valid time.Duration) (Counting, error) {
	done, err := e.alone(c.ID + "\x00" + source)
	if err != nil {
		return Counting{}, fmt.Errorf("source %q: %w", source, err)
	}
	defer done()
	tally, err := e.countable(ctx, c.ID, source)
	if err != nil {
		return Counting{}, err
	}
	w, err := e.Open(ctx, c)
	if err != nil {
		return Counting{}, fmt.Errorf("connecting: %w: %w", ErrUnavailable, err)
	}
	defer w.Close()
	begun := e.Now().UTC()
	if tally.Attempt, err = attempt(begun); err != nil {
		return Counting{}, err
	}
	n, err := w.Count(ctx, tally)
	if err != nil {
		return Counting{}, fmt.Errorf("counting: %w", err)
	}
	out := Counting{K: tally.Common.K, Counted: plan.Counted{Counting: tally.Common.Counting, Attempt: tally.Attempt, Combinations: n, At: begun, ValidUntil: begun.Add(valid)}}
	if n > int64(tally.Most) {
		out.Attempt = ""
	}
	for _, column := range tally.Common.Columns.Columns() {
		out.Columns = append(out.Columns, column.Name)
	}
	dialect, err := render.For(c)
	if err != nil {
		return Counting{}, err
	}
	if err := e.believe(ctx, c.ID, source, out.Counted); err != nil {
		_ = w.Sweep(context.WithoutCancel(ctx), render.SweepOnly(dialect, c, source, tally.Attempt)) // what cannot be swept now, the next counting sweeps
		return Counting{}, err
	}
	e.Log.InfoContext(ctx, "counted", "cluster", c.ID, "source", source, "k", out.K, "combinations", n, "valid_until", out.ValidUntil)
	if err := w.Sweep(ctx, render.SweepBefore(dialect, c, source, tally.Attempt)); err != nil {
		e.Log.WarnContext(ctx, "dropping combinations of earlier countings", "cluster", c.ID, "source", source, "error", err)
	}
	return out, nil
}

// alone keeps a second counting of the same source out.
func (e *Engine) alone(key string) (done func(), err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.counting[key] {
		return nil, ErrCounting
	}
	e.counting[key] = true
	return func() {
		e.mu.Lock()
		defer e.mu.Unlock()
		delete(e.counting, key)
	}, nil
}

// attempt names a run. Names ascend with time, and none comes twice.
func attempt(at time.Time) (string, error) {
	var random [6]byte
	if _, err := rand.Read(random[:]); err != nil {
		return "", fmt.Errorf("naming a counting: %w", err)
	}
	return at.Format("20060102T150405.000000000") + "-" + hex.EncodeToString(random[:]), nil
}

// countable is what is to be counted for a source as it now stands.
func (e *Engine) countable(ctx context.Context, cluster, source string) (render.Tally, error) {
	var out render.Tally
	var err error
	asked := e.with(ctx, cluster, func(ctx context.Context, t *term) {
		var p *pass
		if p, err = t.look(ctx, Request{Source: source}, false); err == nil {
			out, err = p.countable(source)
		}
	})
	if asked != nil {
		return out, asked
	}
	return out, err
}

func (p *pass) countable(source string) (render.Tally, error) {
	var none render.Tally
	s, known := p.sources[source]
	if !known || p.here(s.Source) != state.PhasePending {
		return none, fmt.Errorf("source %q on this cluster: %w", source, store.ErrNotFound)
	}
	var wrong issue.List
	at := issue.Place{Input: "source " + source}
	st := p.standing[source]
	asked := st.wanted.View.Countings()
	switch {
	case st.wanted.Presence != plan.Shown && st.wanted.Presence != plan.ShownShut:
		wrong = append(wrong, st.issues...)
		wrong.Add(at, "nothing-to-count", "scrim status says what is in the way", "the source has no view, so there is nothing to count for it")
	case len(asked) == 0:
		for _, one := range st.issues { // what refuses it says why
			if one.Severity == issue.Error {
				wrong = append(wrong, one)
			}
		}
		wrong.Add(at, "nothing-to-count", "a policy with mask: {k_anonymity: {k: 5}} asks for it", "no policy asks for k-anonymity of columns of the source that can be counted")
	case len(asked) > 1:
		wrong.Add(at, "nothing-to-count", "accept the change first: scrim plan, scrim apply", "the view that stands and the one that waits for acceptance ask for two countings")
	case p.observed.Secrets[asked[0].Salt] == "":
		wrong.Add(at, "nothing-to-count", "wait until the policy is applied: scrim status", "the salt that combinations are hashed with is not on the warehouse yet")
	default:
		return render.Tally{Source: source, Base: s.Table, Common: asked[0], Most: render.MaxCombinations}, nil
	}
	return none, wrong.Err()
}

// believe names what was counted, in a transaction of its own behind the claim,
// unless the source asks for another counting by now. The revision stays what
// was written last: nothing else of the documents is.
func (e *Engine) believe(ctx context.Context, cluster, source string, counted plan.Counted) error {
	var err error
	asked := e.with(ctx, cluster, func(ctx context.Context, t *term) { err = t.believe(ctx, source, counted) })
	if asked != nil {
		return asked
	}
	return err
}

func (t *term) believe(ctx context.Context, source string, counted plan.Counted) error {
	p, err := t.look(ctx, Request{Source: source}, false)
	if err != nil {
		return err
	}
	now, err := p.countable(source)
	if err == nil && now.Common.Counting != counted.Counting {
		err = fmt.Errorf("source %q: what is to be counted has changed meanwhile: %w", source, ErrMoved)
	}
	if err != nil {
		return err
	}
	if err := t.mine(ctx, p); err != nil {
		return err
	}
	p.claim.Revision = p.observed.Claim.Revision
	script, err := scriptOf(p, plan.Plan{Cluster: t.id, Claim: p.claim, Units: []plan.Unit{{
		Target: plan.SourceTarget(source), Database: t.world.cluster.ViewDatabase, Reason: "combinations were counted for source " + source,
		Steps: []plan.Step{plan.PutCounting{Source: source, Counted: counted}},
	}}})
	if err != nil {
		return err
	}
	outcomes, err := t.warehouse.Apply(ctx, script)
	for _, o := range outcomes {
		if err == nil {
			err = o.Err
		}
	}
	if err != nil {
		return fmt.Errorf("naming what was counted: %w", err)
	}
	return t.Store.MarkDirty(ctx, t.id, []state.Target{{Kind: event.KindSource, ID: source}}, t.Now()) // its status says so
}

// counts says what is known of a view's counting: what keeps it from showing
// anything as issues, else a message.
func counts(id string, st plan.WantedSource, have *plan.Counted, now time.Time) (message string, issues issue.List) {
	if st.Presence != plan.Shown && st.Presence != plan.ShownShut {
		return "", nil
	}
	return counted(id, st.View, have, now)
}

func counted(id string, v view.View, have *plan.Counted, now time.Time) (message string, issues issue.List) {
	at := issue.Place{Input: "source " + id}
	for _, want := range v.Countings() {
		again := "scrim source count " + id
		switch {
		case have == nil:
			issues.Warn(at, "not-counted", again, "nobody has counted which values at least %d rows share, so the columns with k-anonymity are NULL", want.K)
		case have.Counting != want.Counting:
			issues.Warn(at, "not-counted", again, "the columns, their types, k or the table have changed since it was counted which values enough rows share, so the columns with k-anonymity are NULL")
		case have.Attempt == "":
			issues.Warn(at, "too-many-combinations", "mask fewer columns, or coarser ones, with k-anonymity", "more than %d combinations of values are common, so the columns with k-anonymity are NULL", render.MaxCombinations)
		case !have.ValidUntil.After(now):
			issues.Warn(at, "count-expired", again, "it was counted at %s which values enough rows share, and that is believed until %s: the columns with k-anonymity are NULL", have.At.Format(time.RFC3339), have.ValidUntil.Format(time.RFC3339))
		default:
			message = fmt.Sprintf("counted at %s: %d combinations of values are common; valid until %s", have.At.Format(time.RFC3339), have.Combinations, have.ValidUntil.Format(time.RFC3339))
		}
	}
	return message, issues
}
