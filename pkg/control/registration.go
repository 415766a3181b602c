package control

import (
	"context"
	"fmt"
	"sync"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/server/api"
	"scrim/pkg/store"
)

// recognitionTime is how long a registration waits for a warehouse to say
// which one it is. One that does not answer is asked by its worker, before
// anything is written there.
const recognitionTime = 5 * time.Second

// recognised is what a warehouse said of itself.
type recognised struct {
	identity string
	err      error // why it did not
}

// registry is what is known of clusters when documents of some come in.
type registry struct {
	clusters   map[string]catalog.Cluster // registered, by id
	identities store.Identities
	found      map[string]recognised // by id, of the clusters whose warehouse was asked
}

// recognise refuses documents that would register one warehouse twice, or lead
// a cluster away from the warehouse that scrim wrote (SEMANTICS S11): which of
// two clusters a source belongs to would be a matter of order, and nobody would
// shut what is left behind. It returns the warehouses that answered.
func (c *Control) recognise(ctx context.Context, documents []event.Document) (map[string]recognised, error) {
	var incoming []catalog.Cluster
	for _, d := range documents {
		if n, ok := d.Noun.(event.Cluster); ok {
			incoming = append(incoming, n.Cluster)
		}
	}
	if len(incoming) == 0 {
		return nil, nil
	}
	r, err := c.registry(ctx)
	if err != nil {
		return nil, err
	}
	r.found = c.ask(ctx, r.strange(incoming))
	var issues issue.List
	for _, n := range incoming {
		issues = append(issues, r.refuse(n)...)
		r.clusters[n.ID] = n
		if f := r.found[n.ID]; f.identity != "" && r.identities.Holder(f.identity) == "" {
			r.identities[n.ID] = f.identity
		}
	}
	return r.found, issues.Err()
}

func (c *Control) registry(ctx context.Context) (registry, error) {
	r := registry{clusters: map[string]catalog.Cluster{}}
	err := c.Store.Read(ctx, func(s store.Snapshot) error {
		objects, err := s.Objects(event.KindCluster, 0)
		if err != nil {
			return err
		}
		for _, o := range objects {
			for _, content := range o.Contents() { // several are in conflict; all of them were held to what follows here
				if d, issues := event.DecodeDocument(event.KindCluster, content); !issues.HasErrors() {
					if n, ok := d.Noun.(event.Cluster); ok {
						r.clusters[n.ID] = n.Cluster
					}
				}
			}
		}
		return nil
	})
	if err == nil {
		r.identities, err = c.Store.Identities(ctx)
	}
	if err != nil {
		return r, fmt.Errorf("reading the registered clusters: %w", err)
	}
	return r, nil
}

// strange is the clusters whose warehouse is not known to be the one that it
// was: new ones, and those with another address.
func (r registry) strange(incoming []catalog.Cluster) []catalog.Cluster {
	var out []catalog.Cluster
	for _, n := range incoming {
		if old, known := r.clusters[n.ID]; !known || address(old) != address(n) || old.Kind != n.Kind {
			out = append(out, n)
		}
	}
	return out
}

// ask asks warehouses which they are, all at once.
func (c *Control) ask(ctx context.Context, clusters []catalog.Cluster) map[string]recognised {
	ctx, cancel := context.WithTimeout(ctx, recognitionTime)
	defer cancel()
	var mu sync.Mutex
	var group sync.WaitGroup
	out := map[string]recognised{}
	for _, cl := range clusters {
		group.Go(func() {
			identity, err := c.Engine.Recognise(ctx, cl)
			mu.Lock()
			defer mu.Unlock()
			out[cl.ID] = recognised{identity, err}
		})
	}
	group.Wait()
	return out
}

// refuse says what keeps a cluster from being registered as that.
func (r registry) refuse(n catalog.Cluster) issue.List {
	var out issue.List
	at := func(field string) issue.Place { return issue.Place{Input: "cluster " + n.ID, Path: field} }
	for id, other := range r.clusters {
		if id != n.ID && address(other) == address(n) {
			out.Add(at("host"), "warehouse-registered-twice", "update or remove cluster "+id, "%s is registered already, as cluster %q", address(n), id)
			return out
		}
	}
	found, asked := r.found[n.ID]
	if holder := r.identities.Holder(found.identity); holder != "" && holder != n.ID {
		out.Add(at("host"), "warehouse-registered-twice", "update or remove cluster "+holder,
			"%s leads to warehouse %s, which is registered already, as cluster %q", address(n), found.identity, holder)
		return out
	}
	was, written := r.identities[n.ID]
	if !written {
		return nil // nothing to leave behind
	}
	moved := func(field, format string, args ...any) {
		out.Add(at(field), "warehouse-moved", "scrim cluster remove "+n.ID+" shuts what scrim made there; then add the cluster again", format, args...)
	}
	old := r.clusters[n.ID]
	if old.ViewDatabase != n.ViewDatabase {
		moved("view_database", "the views of cluster %q in database %s would stay as they are", n.ID, old.ViewDatabase)
	}
	if old.SystemPrefix() != n.SystemPrefix() {
		moved("prefix", "the tables of cluster %q with the prefix %s, and the views that read them, would stay as they are", n.ID, old.SystemPrefix())
	}
	switch {
	case !asked || found.identity == was:
	case found.err != nil:
		moved("host", "%s cannot be asked whether it is still the warehouse that scrim wrote: %v", address(n), found.err)
	default:
		moved("host", "%s leads to warehouse %s, and scrim wrote %s", address(n), found.identity, was)
	}
	return out
}

// remember keeps which warehouse each accepted cluster is. A claim that comes
// too late is told by the cluster's worker.
func (c *Control) remember(ctx context.Context, found map[string]recognised) error {
	for id, f := range found {
		if f.identity == "" {
			continue
		}
		if _, err := c.Store.Claim(ctx, id, f.identity); err != nil {
			return err
		}
	}
	return nil
}

// written returns the error that nothing of this cluster stands in its
// warehouse, which may be another cluster's.
func (c *Control) written(ctx context.Context, id string) error {
	known, err := c.Store.Identities(ctx)
	if err == nil && known[id] == "" {
		err = fmt.Errorf("cluster %q: scrim has written nothing there; scrim cluster remove forgets it: %w", id, api.ErrConflict)
	}
	return err
}

func address(c catalog.Cluster) string { return fmt.Sprintf("%s:%d", catalog.FoldHost(c.Host), c.Port) }
