package control

import (
	"context"
	"fmt"
	"slices"

	"scrim/pkg/catalog"
	"scrim/pkg/connector"
	"scrim/pkg/connector/trial"
	"scrim/pkg/event"
	"scrim/pkg/server/api"
	"scrim/pkg/store"
)

// Prover makes trials as a connector's account.
type Prover interface {
	// Cluster makes them on a cluster. Raw is the tables beneath scrim's views.
	Cluster(ctx context.Context, cl catalog.Cluster, c connector.Connector, g connector.Ground, raw []catalog.Table, r api.ProofRequest) (trial.Report, error)
	// Project makes them in a Google project.
	Project(ctx context.Context, c connector.Connector, key []byte) (trial.Report, error)
}

// VerifyConnector tries what a connector's account can do.
func (c *Control) VerifyConnector(ctx context.Context, id string, r api.ProofRequest) (api.Proof, error) {
	doc, err := c.connector(ctx, id)
	if err != nil {
		return api.Proof{}, err
	}
	out := api.Proof{Connector: id, Place: "project " + doc.Project}
	if doc.Cluster == "" {
		out.Report, err = c.Prover.Project(ctx, doc, r.Key)
		return proved(out, err), nil
	}
	out.Place = "cluster " + doc.Cluster
	cluster, err := c.registered(ctx, doc.Cluster)
	if err != nil {
		return api.Proof{}, err
	}
	if err := Trusted(cluster, r.As); err != nil {
		return api.Proof{}, err
	}
	sources, err := c.sources(ctx, cluster)
	if err != nil {
		return api.Proof{}, err
	}
	ground, raw := groundOf(cluster, sources)
	out.Report, err = c.Prover.Cluster(ctx, cluster, doc, ground, raw, r)
	return proved(out, err), nil
}

// proved completes an answer. An error is part of it: something may have been
// tried, and left.
func proved(out api.Proof, err error) api.Proof {
	if err != nil {
		out.Error = err.Error()
	}
	if out.Results == nil {
		out.Results = []trial.Result{}
	}
	out.OK = err == nil && out.Proven()
	return out
}

// groundOf is what a cluster's connectors stand on, and the tables beneath
// scrim's views there.
func groundOf(cluster catalog.Cluster, sources []catalog.Source) (connector.Ground, []catalog.Table) {
	g := connector.On(cluster)
	var raw []catalog.Table
	for _, s := range sources {
		if s.Disabled {
			continue
		}
		raw = append(raw, s.Table)
		if view, _ := cluster.Place(s); !slices.Contains(g.Views, view.Schema) {
			g.Views = append(g.Views, view.Schema)
		}
	}
	return g, raw
}

// connector reads a connector's document.
func (c *Control) connector(ctx context.Context, id string) (connector.Connector, error) {
	var out connector.Connector
	err := c.Store.Read(ctx, func(s store.Snapshot) error {
		d, err := current(s, event.KindConnector, id)
		if err != nil {
			return err
		}
		n, ok := d.Noun.(event.Connector)
		if !ok {
			return fmt.Errorf("connector %q: %w", id, api.ErrNotFound)
		}
		out = n.Connector
		return nil
	})
	return out, err
}
