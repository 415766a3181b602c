package control

import (
	"context"
	"fmt"
	"slices"

	"scrim/pkg/event"
	"scrim/pkg/explain"
	"scrim/pkg/reconcile"
	"scrim/pkg/server/api"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

// Explain says what a user sees of a source and why, on the named cluster or
// the first that serves it; with what the last pass found to be in the way
// there, which documents alone do not say.
func (c *Control) Explain(ctx context.Context, q api.ExplainQuery) (api.Explanation, error) {
	if err := c.known(ctx, event.KindUser, q.User); err != nil {
		return api.Explanation{}, err
	}
	clusters, err := c.Clusters(ctx)
	if err != nil {
		return api.Explanation{}, err
	}
	for _, cl := range clusters.Clusters {
		if q.Cluster != "" && q.Cluster != cl.Cluster.ID {
			continue
		}
		answer, err := c.Engine.Explain(ctx, cl.Cluster, reconcile.Question{User: q.User, Source: q.Source, Row: q.Row})
		if err == nil {
			answer, err = c.found(ctx, cl.Cluster.ID, q, answer)
		}
		if err != nil {
			return api.Explanation{}, fmt.Errorf("explaining on cluster %q: %w", cl.Cluster.ID, err)
		}
		if answer.Found {
			return explanation(cl.Cluster.ID, q, answer), nil
		}
	}
	where := "any cluster"
	if q.Cluster != "" {
		where = fmt.Sprintf("cluster %q", q.Cluster)
	}
	return api.Explanation{}, fmt.Errorf("source %q on %s: %w", q.Source, where, api.ErrNotFound)
}

// known is an error when nobody's document of that name is there. One that is
// in dispute is known.
func (c *Control) known(ctx context.Context, kind event.Kind, id string) error {
	return c.Store.Read(ctx, func(s store.Snapshot) error {
		claims, err := s.Object(kind, id)
		if err != nil {
			return fmt.Errorf("reading %s %q: %w", kind, id, err)
		}
		if !slices.ContainsFunc(claims, state.Stored.Live) {
			return fmt.Errorf("%s %q: %w", kind, id, api.ErrNotFound)
		}
		return nil
	})
}

// found adds what the last pass over the cluster found about the source and
// the user: a source that is blocked before it ever had a view is explained,
// too.
func (c *Control) found(ctx context.Context, cluster string, q api.ExplainQuery, a reconcile.Explained) (reconcile.Explained, error) {
	for _, target := range []state.Target{{Kind: event.KindUser, ID: q.User}, {Kind: event.KindSource, ID: q.Source}} {
		statuses, err := c.Store.Statuses(ctx, cluster, store.StatusFilter{Kind: target.Kind, ID: target.ID})
		if err != nil {
			return a, fmt.Errorf("reading what the last pass found: %w", err)
		}
		for _, s := range statuses {
			if s.Phase == state.PhaseUnmatched || s.Phase == state.PhaseOutOfScope {
				continue
			}
			for _, i := range s.Issues {
				if !a.Issues.Has(i.Code) {
					a.Issues = append(a.Issues, i)
				}
			}
			if target.Kind == event.KindSource {
				a = stands(a, q, s)
			}
		}
	}
	return a, nil
}

// stands adds how the source stands, where that is why nobody sees it.
func stands(a reconcile.Explained, q api.ExplainQuery, s state.Status) reconcile.Explained {
	why := map[state.Phase]string{
		state.PhaseBlocked:     "the source is blocked there, until somebody sees to what the issues say",
		state.PhaseQuarantined: "it cannot be decided what the source shows",
		state.PhaseConflict:    "two claims stand against each other",
		state.PhaseClosed:      "the source is closed there: it is disabled, or the first load is not complete (scrim.sync.completed)",
		state.PhaseFailed:      "its view could not be made as it should be, and that is tried again: " + s.Message,
		state.PhasePending:     "its view is not made yet",
	}[s.Phase]
	if why == "" || a.Found && s.Phase == state.PhasePending {
		return a
	}
	if a.Found && s.Phase != state.PhaseBlocked && (!a.Visible || s.Phase == state.PhaseFailed) {
		a.Tree.Children = append(a.Tree.Children, explain.Node{Text: "when scrim last looked: " + why}) // a view from before may be standing
		return a
	}
	var besides []explain.Node
	if a.Found {
		besides = []explain.Node{a.Tree}
	}
	a.Found, a.Visible, a.Revision = true, false, max(a.Revision, s.Revision)
	a.Tree = explain.Node{Text: fmt.Sprintf("%s sees nothing of %s: %s", q.User, q.Source, why), Children: besides}
	return a
}

func explanation(cluster string, q api.ExplainQuery, a reconcile.Explained) api.Explanation {
	out := api.Explanation{
		User: q.User, Source: q.Source, Cluster: cluster, Username: a.Username,
		Revision: a.Revision, Visible: a.Visible, Tree: nodes(a.Tree), Issues: a.Issues,
	}
	if a.View.Name != "" {
		out.View = a.View.String()
	}
	return out
}
