package control

import (
	"context"
	"fmt"

	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/server/api"
	"scrim/pkg/store"
)

// Count counts, on the warehouse, which combinations of values enough rows of a
// source's table have.
func (c *Control) Count(ctx context.Context, source string, r api.CountRequest) (api.Counted, error) {
	valid, _ := r.Valid() // the door has looked
	cluster, err := c.governing(ctx, source, r.Cluster)
	if err != nil {
		return api.Counted{}, err
	}
	done, err := c.Engine.Count(ctx, cluster, source, valid)
	if err != nil {
		return api.Counted{}, meaning(fmt.Errorf("counting on cluster %q: %w", cluster.ID, err))
	}
	return api.Counted{
		Source: source, Cluster: cluster.ID, Columns: done.Columns, K: done.K,
		Combinations: done.Combinations, TooMany: done.Attempt == "", CountedAt: done.At, ValidUntil: done.ValidUntil,
	}, nil
}

// governing is the cluster that governs a source: the named one, or the one
// whose address the source has.
func (c *Control) governing(ctx context.Context, source, named string) (catalog.Cluster, error) {
	if named != "" {
		return c.registered(ctx, named)
	}
	var about event.Source
	err := c.Store.Read(ctx, func(s store.Snapshot) error {
		d, err := current(s, event.KindSource, source)
		if err != nil {
			return err
		}
		about, _ = d.Noun.(event.Source)
		return nil
	})
	if err != nil {
		return catalog.Cluster{}, err
	}
	clusters, err := c.Clusters(ctx)
	if err != nil {
		return catalog.Cluster{}, err
	}
	for _, one := range clusters.Clusters {
		if one.Cluster.Serves(about.Source) && one.Cluster.Governs(about.Table.Database) {
			return one.Cluster, nil
		}
	}
	return catalog.Cluster{}, fmt.Errorf("source %q on any cluster: %w", source, api.ErrNotFound)
}
