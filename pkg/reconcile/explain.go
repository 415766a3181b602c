package reconcile

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/compile"
	"scrim/pkg/event"
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

// Question is what is to be explained: what a user sees of a source, and with
// a row what of that one, which is kept nowhere.
type Question struct {
	User, Source string
	Row          map[string]*string // by column, as the warehouse prints it; nil is NULL
}

// Explain reads documents and what is known of the base table from the
// store; it asks no warehouse. The cluster's worker answers from memory when it
// is idle and knows the newest revision; else everything is read again.
func (e *Engine) Explain(ctx context.Context, c catalog.Cluster, q Question) (Explained, error) {
	if out, ok, err := e.explainFromMemory(ctx, c, q); ok || err != nil {
		return out, err
	}
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
		for id := range deployed {
			if held, ok := w.sources[id]; ok {
				w.compiled[id] = w.compileFor(held, deployed, e.Now())
			}
		}
		out, err = w.explain(s, deployed, q, e.Now())
		return err
	})
	return out, err
}

// patience is how long an explanation waits for a worker that is busy.
const patience = 100 * time.Millisecond

// explainFromMemory asks the cluster's worker. It is false when there is none,
// it is busy, or it has yet to read the newest revision.
func (e *Engine) explainFromMemory(ctx context.Context, c catalog.Cluster, q Question) (out Explained, ok bool, mistake error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	answers := make(chan Explained, 1) // the worker may answer when nobody waits any more
	mistakes := make(chan error, 1)
	asked := e.with(ctx, c.ID, func(ctx context.Context, t *term) {
		deployed, err := t.remembered(ctx)
		if err != nil {
			t.complain(ctx, "explaining from memory", err)
			return
		}
		err = t.Store.Read(ctx, func(s store.Snapshot) error {
			if s.Revision() != t.world.revision {
				return nil
			}
			out, err := t.world.explain(s, deployed, q, e.Now())
			if err == nil {
				answers <- out
			}
			return err
		})
		var wrong *issue.Failure
		switch {
		case errors.As(err, &wrong):
			mistakes <- err
		case err != nil:
			t.complain(ctx, "explaining from memory", err)
		}
	})
	if asked != nil {
		return Explained{}, false, nil
	}
	select {
	case out := <-answers:
		return out, true, nil
	case mistake := <-mistakes:
		return Explained{}, false, mistake
	default:
		return Explained{}, false, nil
	}
}

// explain changes nothing in the world.
func (w *world) explain(s store.Snapshot, deployed map[string]store.Deployed, q Question, now time.Time) (Explained, error) {
	user, source := q.User, q.Source
	one, served := w.sources[source]
	_, stands := deployed[source]
	unclear := w.problems[sourceTarget(source)]
	if !stands || unclear == nil && (!served || w.here(one.Source) != state.PhasePending) {
		return Explained{}, nil
	}
	known, err := w.aboutUser(s, user)
	if err != nil {
		return Explained{}, err
	}
	r := w.factsOf([]about{known}, now)[0]
	out := Explained{Found: true, Username: r.username, View: one.claims.name, Revision: s.Revision()}
	if unclear != nil {
		out.Issues = slices.Concat(unclear, r.issues)
		out.Tree = nothing(user, source, "nobody can say what the source is")
		return out, nil
	}
	made := w.compileFor(one, deployed, now)
	reviews, err := s.Referring(event.KindReview, sourceTarget(source))
	if err != nil {
		return Explained{}, fmt.Errorf("reading reviews of %q: %w", source, err)
	}
	out.Issues = slices.Concat(made.issues, state.Disputes(reviews), r.issues)
	out.Tree, out.Visible = explain.Explain(explain.Subject{
		User: user, Source: source, Username: r.username, Rows: r.rows, Decision: made.decision, View: made.view, Now: now,
	})
	if q.Row != nil {
		if out.Tree, out.Visible, err = w.explainRow(s, q, one, known, r, made.decision.Rows, deployed, now); err != nil {
			return Explained{}, err
		}
	}
	if !out.Visible {
		node, may, err := w.mayAsk(s, user, one, now)
		if err != nil {
			return Explained{}, err
		}
		if may {
			out.Tree.Children = append(out.Tree.Children, node)
		}
	}
	if doubts := w.doubts(one.Source); len(doubts) > 0 {
		out.Issues = append(out.Issues, w.doubtful(source, doubts)...)
		out.Visible, out.Tree = false, nothing(user, source, "nobody can say what policy "+strings.Join(doubts, ", ")+" is", out.Tree)
	}
	if one.Disabled {
		out.Visible, out.Tree = false, nothing(user, source, "the source is disabled", out.Tree)
	}
	return out, nil
}

// nothing is the explanation of a source that shows no row to anybody.
func nothing(user, source, why string, besides ...explain.Node) explain.Node {
	return explain.Node{Text: fmt.Sprintf("%s sees nothing of %s: %s", user, source, why), Children: besides}
}

// doubtful says of a source which policies close it, and what is wrong with
// each.
func (w *world) doubtful(source string, policies []string) issue.List {
	var out issue.List
	out.Add(issue.Place{Input: "source " + source}, "policy-unclear", "send a greater version of it, or let all senders but one delete theirs",
		"nobody can say what policy %s is, so the source shows no rows", strings.Join(policies, ", "))
	for _, id := range policies {
		out = append(out, w.problems[state.Target{Kind: event.KindPolicy, ID: id}]...)
	}
	return out
}

// compileFor compiles a source for the table that scrim last saw under it.
func (w *world) compileFor(s source, deployed map[string]store.Deployed, now time.Time) compiled {
	d := deployed[s.ID]
	base := remembered(d.Applied)
	v, decision, issues := compile.Compile(compile.Input{
		Cluster: w.cluster, Source: s.Source, Name: s.claims.name, Base: base,
		Reviewed: w.reviewed(s, d.Applied, base),
		Policies: w.activePolicies(), Projects: slices.Collect(maps.Values(w.projects)), Lookups: w.rememberedLookups(s.Source, deployed), Now: now,
	})
	return compiled{view: v, decision: decision, issues: issues}
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
