package control

import (
	"context"
	"fmt"

	"scrim/pkg/catalog"
	"scrim/pkg/render"
	"scrim/pkg/server/api"
	"scrim/pkg/verify"
)

// Bypass says who reads governed data beneath the views, with the statement
// that would take each way away. It looks as the service account and changes
// nothing.
func (c *Control) Bypass(ctx context.Context, id string, r api.BypassRequest) (api.Bypass, error) {
	cluster, err := c.registered(ctx, id)
	if err != nil {
		return api.Bypass{}, err
	}
	sources, err := c.sources(ctx, cluster)
	if err != nil {
		return api.Bypass{}, err
	}
	governed := map[catalog.Table]string{}
	for _, s := range sources {
		if !s.Disabled {
			governed[s.Table] = s.ID
		}
	}
	dialect, err := render.For(cluster)
	if err != nil {
		return api.Bypass{}, err
	}
	access, err := c.Tools.Access(ctx, cluster, governed)
	if err != nil {
		return api.Bypass{}, fmt.Errorf("scanning cluster %q: %w", id, err)
	}
	out := api.Bypass{Cluster: id, Findings: []api.Around{}, Unseen: access.Unseen}
	findings := verify.Bypass(cluster, access, r.Except...)
	out.OK = !verify.Open(findings)
	for _, f := range findings {
		repair, err := render.Withdraw(dialect, f.Take)
		if err != nil {
			return api.Bypass{}, err
		}
		out.Findings = append(out.Findings, api.Around{Finding: f, Repair: repair})
	}
	return out, nil
}

// Leaks says what a throw-away reader learns through views of a canary on a
// cluster. That it could not be tried is part of the answer.
func (c *Control) Leaks(ctx context.Context, id string, r api.LeaksRequest) (api.Leaks, error) {
	cluster, err := c.registered(ctx, id)
	if err != nil {
		return api.Leaks{}, err
	}
	if err := Trusted(cluster, r.As); err != nil {
		return api.Leaks{}, err
	}
	results, left, err := c.Tools.Leaks(ctx, cluster, *r.As)
	out := api.Leaks{Cluster: id, Results: results, Left: left}
	if err != nil {
		out.Error = err.Error()
	}
	out.OK = err == nil && len(left) == 0 && !verify.Leaking(results)
	return out, nil
}
