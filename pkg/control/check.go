package control

import (
	"context"
	"fmt"
	"slices"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/preflight"
	"scrim/pkg/reconcile"
	"scrim/pkg/server/api"
	"scrim/pkg/store"
)

// checkTime is how long a registration waits for the checks.
const checkTime = 20 * time.Second

// CheckCluster looks whether scrim can do its work there.
func (c *Control) CheckCluster(ctx context.Context, id string) (api.Check, error) {
	cluster, err := c.registered(ctx, id)
	if err != nil {
		return api.Check{}, err
	}
	return c.check(ctx, cluster, true)
}

// check looks at a cluster; with probe a view is made and dropped there.
func (c *Control) check(ctx context.Context, cl catalog.Cluster, probe bool) (api.Check, error) {
	sources, err := c.sources(ctx, cl)
	if err != nil {
		return api.Check{}, err
	}
	usernames, err := c.usernames(ctx, cl)
	if err != nil {
		return api.Check{}, err
	}
	known, err := c.Store.Identities(ctx)
	if err != nil {
		return api.Check{}, err
	}
	findings := c.Engine.Check(ctx, cl, preflight.Ask{
		Sources: sources, Usernames: usernames, Probe: probe,
		Recognise: func(identity string) error { return reconcile.Recognised(known, cl.ID, identity) },
	})
	return api.Check{Cluster: cl.ID, OK: preflight.OK(findings), Findings: findings}, nil
}

// checked looks at the clusters that were just registered or got another
// address. What is found is no reason to refuse them.
func (c *Control) checked(ctx context.Context, documents []event.Document, found map[string]recognised) ([]api.Check, error) {
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	var out []api.Check
	for _, d := range documents {
		n, ok := d.Noun.(event.Cluster)
		f, asked := found[d.ID]
		switch {
		case !ok || !asked:
		case f.err != nil:
			out = append(out, api.Check{Cluster: d.ID, Findings: preflight.Unreached(n.ViewDatabase, f.err)})
		default:
			one, err := c.check(ctx, n.Cluster, false)
			if err != nil {
				return out, err
			}
			out = append(out, one)
		}
	}
	return out, nil
}

// usernames is the names that users have on the cluster.
func (c *Control) usernames(ctx context.Context, cl catalog.Cluster) ([]string, error) {
	var out []string
	err := c.Store.Read(ctx, func(s store.Snapshot) error {
		objects, err := s.Objects(event.KindUser, 0)
		if err != nil {
			return err
		}
		for _, o := range objects {
			document, issues := event.DecodeDocument(event.KindUser, o.Data)
			if n, ok := document.Noun.(event.User); ok && !issues.HasErrors() && !n.Disabled {
				out = append(out, cl.Username(n.ID, n.Usernames))
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading users: %w", err)
	}
	slices.Sort(out)
	return slices.DeleteFunc(slices.Compact(out), func(name string) bool { return name == "" }), nil
}
