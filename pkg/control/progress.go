package control

import (
	"context"
	"fmt"
	"time"

	"scrim/pkg/explain"
	"scrim/pkg/plan"
	"scrim/pkg/render"
	"scrim/pkg/server/api"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

func microseconds(n int64) time.Duration { return time.Duration(n) * time.Microsecond }

// units is a script as the admin API shows it.
func units(s plan.Script) []api.Unit {
	out := []api.Unit{}
	for _, u := range s.Units {
		out = append(out, api.Unit{Target: u.Target.String(), Database: u.Database, Reason: u.Reason, Hazards: u.Hazards, Statements: render.Statements(u)})
	}
	return out
}

// Status is every target and every cluster, with the sources that no cluster
// takes reported as unmatched.
func (c *Control) Status(ctx context.Context, q api.StatusQuery) (api.Status, error) {
	clusters, err := c.Clusters(ctx)
	if err != nil {
		return api.Status{}, err
	}
	out := api.Status{Clusters: []state.ClusterStatus{}, Targets: []state.Status{}}
	for _, cl := range clusters.Clusters {
		if q.Cluster == "" || q.Cluster == cl.Cluster.ID {
			out.Clusters = append(out.Clusters, cl.Status)
		}
	}
	targets, err := c.Store.Statuses(ctx, q.Cluster, store.StatusFilter{})
	if err != nil {
		return api.Status{}, fmt.Errorf("reading statuses: %w", err)
	}
	var contested []state.Stored
	err = c.Store.Read(ctx, func(s store.Snapshot) (err error) {
		out.Revision = s.Revision()
		if out.Requests, err = c.waiting(s); err != nil {
			return err
		}
		contested, err = s.Disputed()
		return err
	})
	if err != nil {
		return api.Status{}, fmt.Errorf("reading what is in conflict: %w", err)
	}
	disputed, err := c.disputed(ctx, contested, targets)
	out.Targets = filtered(append(settled(targets, q.Cluster), disputed...), q.Phase)
	return out, err
}

// disputed is a status for every document in conflict that no cluster reports
// by itself: a session has none, and a policy none before a pass.
func (c *Control) disputed(ctx context.Context, all []state.Stored, reported []state.Status) ([]state.Status, error) {
	known := map[state.Target]bool{}
	for _, s := range reported {
		known[s.Target] = known[s.Target] || s.Phase == state.PhaseConflict
	}
	var out []state.Status
	for claims := range state.Claims(all) {
		target := state.Target{Kind: claims[0].Kind, ID: claims[0].ID}
		issues := state.Dispute(claims)
		if known[target] || len(issues) == 0 {
			continue
		}
		one := state.Status{Target: target, Phase: state.PhaseConflict, Issues: issues}
		for _, claim := range claims {
			one.Revision = max(one.Revision, claim.Revision)
		}
		entry, err := c.Store.Entry(ctx, one.Revision)
		if err != nil {
			return nil, fmt.Errorf("reading revision %d: %w", one.Revision, err)
		}
		one.Since = entry.Received
		out = append(out, one)
	}
	return out, nil
}

// settled leaves out what only says that a source is another cluster's, where
// some cluster takes it. A source that none takes is reported once.
func settled(all []state.Status, cluster string) []state.Status {
	taken := map[state.Target]bool{}
	for _, s := range all {
		if s.Phase != state.PhaseUnmatched {
			taken[s.Target] = true
		}
	}
	var out []state.Status
	for _, s := range all {
		if s.Phase == state.PhaseUnmatched && cluster == "" {
			if taken[s.Target] {
				continue
			}
			taken[s.Target], s.Cluster = true, ""
			s.Message = "no registered cluster has this host"
		}
		if s.Phase == state.PhaseUnmatched && cluster != "" {
			continue
		}
		out = append(out, s)
	}
	return out
}

func filtered(all []state.Status, phase state.Phase) []state.Status {
	out := []state.Status{}
	for _, s := range all {
		if phase == "" || s.Phase == phase {
			out = append(out, s)
		}
	}
	return out
}

// Wait returns as soon as the revision has come as far as asked on every
// cluster, or when the time is up.
func (c *Control) Wait(ctx context.Context, q api.WaitQuery) (api.Wait, error) {
	out := api.Wait{Revision: q.Revision, For: q.For, Clusters: []state.ClusterStatus{}}
	if out.For == "" {
		out.For = api.Current
	}
	for {
		changed := c.Engine.Changed()
		clusters, err := c.Clusters(ctx)
		if err != nil && ctx.Err() == nil { // once the time is up, reading is cut off: that is no error of the store
			return out, err
		}
		if err == nil {
			out.Clusters, out.Reached = progress(clusters, out.For, q.Revision)
		}
		if out.Reached {
			return out, nil
		}
		select {
		case <-ctx.Done():
			return out, nil
		case <-changed:
		}
	}
}

// progress is every cluster's status, and whether all have come as far.
func progress(clusters api.Clusters, m api.Milestone, revision uint64) ([]state.ClusterStatus, bool) {
	all, done := []state.ClusterStatus{}, true
	for _, cl := range clusters.Clusters {
		all = append(all, cl.Status)
		done = done && reached(cl.Status, m) >= revision
	}
	return all, done
}

func reached(s state.ClusterStatus, m api.Milestone) uint64 {
	switch m {
	case api.Closed:
		return s.Closed
	case api.Enforced:
		return s.Enforced
	case api.Current:
	}
	return s.Applied
}

func nodes(n explain.Node) api.Node {
	out := api.Node{Text: n.Text, Because: n.Because}
	for _, child := range n.Children {
		out.Children = append(out.Children, nodes(child))
	}
	return out
}
