package reconcile

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"scrim/pkg/catalog"
	"scrim/pkg/compile"
	"scrim/pkg/explain"
	"scrim/pkg/issue"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

// Explained is what a user sees of a source on one cluster, and why.
type Explained struct {
	Found    bool // the source has a view here
	Username string
	View     catalog.ViewName
	Revision uint64
	Visible  bool
	Tree     explain.Node
	Issues   issue.List
}

// Explain reads documents and what is known of the base table from the
// store; it asks no warehouse.
func (e *Engine) Explain(ctx context.Context, c catalog.Cluster, user, source string) (Explained, error) {
	deployed, err := e.Store.Deployed(ctx, c.ID)
	if err != nil {
		return Explained{}, fmt.Errorf("reading what is deployed: %w", err)
	}
	var out Explained
	err = e.Store.Read(ctx, func(s store.Snapshot) error {
		w := newWorld(c, e.decoder)
		if _, err := w.refresh(s); err != nil {
			return err
		}
		one, ok := w.sources[source]
		d, stands := deployed[source]
		if !ok || !stands || w.here(one.Source) != state.PhasePending {
			return nil
		}
		for id, other := range deployed {
			if held, ok := w.sources[id]; ok {
				w.compileFor(e, held, other)
			}
		}
		r, err := w.reader(s, user, w.compared(), e.Now())
		if err != nil {
			return err
		}
		made := w.compileFor(e, one, d)
		out = Explained{Found: true, Username: r.username, View: one.claims.name, Revision: s.Revision(), Issues: slices.Concat(made.issues, r.issues)}
		out.Tree, out.Visible = explain.Explain(explain.Subject{
			User: user, Source: source, Username: r.username, Rows: r.rows, Decision: made.decision, View: made.view, Now: e.Now(),
		})
		if one.Disabled {
			out.Visible = false
			out.Tree = explain.Node{Text: fmt.Sprintf("%s sees nothing of %s: the source is disabled", user, source), Children: []explain.Node{out.Tree}}
		}
		return nil
	})
	return out, err
}

// compileFor compiles a source for the table that scrim last saw under it.
func (w *world) compileFor(e *Engine, s source, d store.Deployed) compiled {
	base := remembered(d.Applied)
	v, decision, issues := compile.Compile(compile.Input{
		Cluster: w.cluster, Source: s.Source, Name: s.claims.name, Base: base,
		Reviewed: w.reviewed(s, d.Applied, base),
		Policies: w.activePolicies(), Projects: slices.Collect(maps.Values(w.projects)), Now: e.Now(),
	})
	made := compiled{view: v, decision: decision, issues: issues}
	w.compiled[s.ID] = made
	return made
}

// remembered is the table as it was when its view was last made.
func remembered(a state.Applied) catalog.Signature {
	out := catalog.Signature{Identity: a.Identity}
	for name, text := range a.Types {
		if t, ok := catalog.ParseType(text); ok {
			out.Columns = append(out.Columns, catalog.Observed{Name: name, Type: t, Ordinal: a.Ordinals[name]})
		}
	}
	slices.SortFunc(out.Columns, func(x, y catalog.Observed) int { return x.Ordinal - y.Ordinal })
	return out
}
