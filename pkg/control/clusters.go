package control

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/plan"
	"scrim/pkg/reconcile"
	"scrim/pkg/render"
	"scrim/pkg/server/api"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

// Clusters lists the registered clusters with their status, by id.
func (c *Control) Clusters(ctx context.Context) (api.Clusters, error) {
	statuses, err := c.Store.ClusterStatuses(ctx)
	if err != nil {
		return api.Clusters{}, fmt.Errorf("reading statuses: %w", err)
	}
	known := map[string]state.ClusterStatus{}
	for _, s := range statuses {
		known[s.Cluster] = s
	}
	out := api.Clusters{Clusters: []api.Cluster{}}
	err = c.Store.Read(ctx, func(s store.Snapshot) error {
		ids, err := s.IDs(event.KindCluster, "", 1000)
		if err != nil {
			return err
		}
		for _, id := range ids {
			one, err := listed(s, id, known[id])
			if err != nil {
				return err
			}
			out.Clusters = append(out.Clusters, one)
		}
		return nil
	})
	return out, err
}

// listed is one cluster with its status. One in conflict is listed by its id
// alone: nobody can say which of its documents holds.
func listed(s store.Snapshot, id string, status state.ClusterStatus) (api.Cluster, error) {
	out := api.Cluster{Cluster: catalog.Cluster{ID: id}, Status: status}
	dirty, err := s.Dirty(id)
	if err != nil {
		return out, err
	}
	out.Status.Cluster, out.Status.Pending, out.Status.OldestDirty = id, len(dirty), reconcile.Oldest(dirty)
	claims, err := s.Object(event.KindCluster, id)
	if err != nil {
		return out, err
	}
	if issues := state.Dispute(claims); len(issues) > 0 {
		out.Status.State, out.Status.Message = state.ClusterInvalid, issues[0].Message
		return out, nil
	}
	document, err := current(s, event.KindCluster, id)
	if n, ok := document.Noun.(event.Cluster); ok {
		out.Cluster, out.Version = n.Cluster, document.Version
	}
	return out, err
}

// RemoveCluster shuts everything that scrim made on a cluster and then lets go
// of it. A cluster that cannot be reached is not let go of: nobody would shut
// it afterwards, unless scrim never wrote there or the operator abandons it.
func (c *Control) RemoveCluster(ctx context.Context, r api.Removal) (api.Receipt, error) {
	id := r.Cluster
	if _, err := c.registered(ctx, id); err != nil {
		return api.Receipt{}, err
	}
	var receipt api.Receipt
	err := c.Engine.Close(ctx, id, r.Abandon, func(ctx context.Context) (err error) {
		receipt, err = c.forgetCluster(ctx, id)
		return err
	})
	if err != nil {
		return receipt, meaning(fmt.Errorf("shutting cluster %q and letting go of it: %w", id, err))
	}
	return receipt, c.Store.DropCluster(ctx, id)
}

// forgetCluster deletes a cluster's document.
func (c *Control) forgetCluster(ctx context.Context, id string) (api.Receipt, error) {
	return c.accept(ctx, c.NewID(), []byte(id), func(s store.Snapshot) ([]event.Event, error) {
		have, err := store.Said(s, event.KindCluster, id)
		if err != nil {
			return nil, err
		}
		return []event.Event{{ID: "remove/" + id + fmt.Sprint("/", have.Version+1), Body: event.Delete{Kind: event.KindCluster, ID: id, Version: have.Version + 1}}}, nil
	})
}

// BootstrapScripts is what an administrator would run by hand.
func (c *Control) BootstrapScripts(ctx context.Context, id string) (api.Scripts, error) {
	cluster, err := c.registered(ctx, id)
	if err != nil {
		return api.Scripts{}, err
	}
	tables, err := c.bases(ctx, cluster)
	if err != nil {
		return api.Scripts{}, err
	}
	dialect, err := render.For(cluster)
	if err != nil {
		return api.Scripts{}, err
	}
	scripts, err := render.Bootstrap(dialect, cluster, tables...)
	if err != nil {
		return api.Scripts{}, fmt.Errorf("rendering the bootstrap: %w", err)
	}
	out := api.Scripts{Cluster: id}
	for _, s := range scripts {
		out.Scripts = append(out.Scripts, api.Script{Database: s.Database, Text: render.BootstrapText(dialect, []render.BootstrapScript{s})})
	}
	return out, nil
}

// Bootstrap makes what scrim needs on a cluster: with an administrator's
// account all of it, else what the service account may make by itself.
func (c *Control) Bootstrap(ctx context.Context, id string, r api.BootstrapRequest) (api.Applied, error) {
	cluster, err := c.registered(ctx, id)
	if err != nil {
		return api.Applied{}, err
	}
	claim := func(identity string) error { return reconcile.Claim(ctx, c.Store, id, identity) }
	if err := Trusted(cluster, r.As); err != nil {
		return api.Applied{}, err
	}
	if r.As != nil {
		tables, err := c.bases(ctx, cluster)
		if err != nil {
			return api.Applied{}, err
		}
		lines, err := c.Tools.Bootstrap(ctx, cluster, *r.As, claim, tables, r.Harden)
		return api.Applied{Cluster: id, Outcomes: []api.Outcome{}, Lines: lines}, meaning(err)
	}
	identity, err := c.Engine.Recognise(ctx, cluster)
	if err == nil {
		err = claim(identity)
	}
	if err != nil {
		return api.Applied{}, meaning(fmt.Errorf("recognising cluster %q: %w", id, err))
	}
	if err := c.Tools.Prepare(ctx, cluster); err != nil {
		return api.Applied{}, fmt.Errorf("preparing cluster %q: %w; scrim cluster bootstrap --print shows what an administrator runs", id, err)
	}
	return api.Applied{Cluster: id, Outcomes: []api.Outcome{{Target: "system", Done: true}}}, nil
}

// Teardown shuts the cluster and removes all and only what scrim made there.
func (c *Control) Teardown(ctx context.Context, id string, r api.TeardownRequest) (api.Applied, error) {
	cluster, err := c.registered(ctx, id)
	if err != nil {
		return api.Applied{}, err
	}
	tables, err := c.bases(ctx, cluster)
	if err != nil {
		return api.Applied{}, err
	}
	if err := Trusted(cluster, r.As); err != nil {
		return api.Applied{}, err
	}
	if err := c.written(ctx, id); err != nil {
		return api.Applied{}, err
	}
	if _, err := c.RemoveCluster(ctx, api.Removal{Cluster: id}); err != nil {
		return api.Applied{}, err
	}
	outcomes, lines, err := c.Tools.Teardown(ctx, cluster, r, tables)
	return api.Applied{Cluster: id, Outcomes: outcomesOf(outcomes), Lines: lines}, err
}

func outcomesOf(all []plan.Outcome) []api.Outcome {
	out := []api.Outcome{}
	for _, o := range all {
		one := api.Outcome{Target: o.Target.String(), Done: o.Done, DDL: o.DDL, Retry: o.Retry, Elapsed: microseconds(o.Elapsed)}
		if o.Err != nil {
			one.Error = o.Err.Error()
		}
		out = append(out, one)
	}
	return out
}

// atOnce is how many clusters are compared at the same time.
const atOnce = 32

// Resync compares clusters with the documents, by id. One that cannot be asked,
// or takes longer than Patience, is reported and holds up no other: each works
// by itself, and what it has begun goes on.
func (c *Control) Resync(ctx context.Context, r api.ResyncRequest) (api.Resync, error) {
	clusters, err := c.Clusters(ctx)
	if err != nil {
		return api.Resync{}, err
	}
	out := api.Resync{Clusters: []api.ResyncedCluster{}}
	for _, cl := range clusters.Clusters {
		if r.Cluster == "" || r.Cluster == cl.Cluster.ID {
			out.Clusters = append(out.Clusters, api.ResyncedCluster{Cluster: cl.Cluster.ID})
		}
	}
	if r.Cluster != "" && len(out.Clusters) == 0 {
		return out, fmt.Errorf("cluster %q: %w", r.Cluster, api.ErrNotFound)
	}
	var group errgroup.Group
	group.SetLimit(atOnce)
	for i := range out.Clusters {
		group.Go(func() error {
			ctx, cancel := context.WithTimeout(ctx, cmp.Or(c.Patience, 5*time.Minute))
			defer cancel()
			out.Clusters[i] = c.resync(ctx, out.Clusters[i].Cluster, r)
			return nil
		})
	}
	if !r.DryRun && r.Source == "" {
		c.wakeConnectors(true)
	}
	return out, group.Wait()
}

func (c *Control) resync(ctx context.Context, id string, r api.ResyncRequest) api.ResyncedCluster {
	request := reconcile.Request{Source: r.Source, Prune: r.Prune, TakeOver: r.TakeOver}
	var result reconcile.Result
	var err error
	if r.DryRun {
		result.Preview, err = c.Engine.Plan(ctx, id, request)
	} else {
		result, err = c.Engine.Resync(ctx, id, request)
	}
	out := api.ResyncedCluster{Cluster: id, Revision: result.Revision, Units: units(result.Script), Outcomes: outcomesOf(result.Outcomes)}
	for _, o := range result.Outcomes {
		out.DDL += o.DDL
	}
	for _, s := range result.Statuses {
		out.Issues = append(out.Issues, s.Issues...)
	}
	if err != nil {
		out.Error = err.Error()
	}
	return out
}

// Plan says what is to be done on a cluster, with everything approved that
// waits, and who sees what otherwise by it; with Count how many rows that is.
func (c *Control) Plan(ctx context.Context, q api.PlanQuery) (api.Plan, error) {
	cluster := q.Cluster
	if err := c.known(ctx, event.KindCluster, cluster); err != nil {
		return api.Plan{}, err
	}
	preview, err := c.Engine.Plan(ctx, cluster, reconcile.Request{Count: q.Count})
	if err != nil {
		return api.Plan{}, meaning(fmt.Errorf("planning: %w", err))
	}
	out := api.Plan{Cluster: cluster, Hash: preview.Script.Of, Revision: preview.Revision, Units: units(preview.Script), Exposure: exposureOf(preview.Exposed)}
	for _, s := range preview.Statuses {
		out.Issues = append(out.Issues, s.Issues...)
	}
	if !q.Count {
		return out, nil
	}
	registered, err := c.registered(ctx, cluster)
	if err == nil {
		err = c.countRows(ctx, registered, &out.Exposure)
	}
	return out, err
}

// Apply carries out the plan with that hash, and no other.
func (c *Control) Apply(ctx context.Context, r api.ApplyRequest) (api.Applied, error) {
	if err := c.known(ctx, event.KindCluster, r.Cluster); err != nil {
		return api.Applied{}, err
	}
	result, err := c.Engine.Approve(ctx, r.Cluster, r.Hash)
	if errors.Is(err, reconcile.ErrMoved) {
		return api.Applied{}, errors.Join(fmt.Errorf("the plan of cluster %q: %w", r.Cluster, err), api.ErrConflict)
	}
	exposed := exposureOf(result.Exposed)
	return api.Applied{Cluster: r.Cluster, Hash: r.Hash, Outcomes: outcomesOf(result.Outcomes), Exposure: &exposed}, meaning(err)
}
