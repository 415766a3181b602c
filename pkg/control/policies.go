package control

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/policy"
	"scrim/pkg/server/api"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

// Policies lists every policy, whether it is in force or not, with the sources
// that it meets and what the last passes said of it.
func (c *Control) Policies(ctx context.Context) (api.Policies, error) {
	clusters, err := c.Clusters(ctx)
	if err != nil {
		return api.Policies{}, err
	}
	said, err := c.saidOfPolicies(ctx)
	if err != nil {
		return api.Policies{}, err
	}
	out := api.Policies{Policies: []api.PolicyState{}}
	err = c.Store.Read(ctx, func(s store.Snapshot) error {
		policies, err := s.Objects(event.KindPolicy, 0)
		if err != nil {
			return fmt.Errorf("reading policies: %w", err)
		}
		sources, err := sourcesOf(s, clusters.Clusters)
		if err != nil {
			return err
		}
		for claims := range state.Claims(policies) {
			if one, live := c.standingOf(claims, sources); live {
				for _, also := range said[one.ID] { // a dispute is said of the policy, and of each source that it closes
					if !slices.Contains(one.Issues, also) {
						one.Issues = append(one.Issues, also)
					}
				}
				out.Policies = append(out.Policies, one)
			}
		}
		return nil
	})
	slices.SortFunc(out.Policies, func(a, b api.PolicyState) int { return strings.Compare(a.ID, b.ID) })
	return out, err
}

// saidOfPolicies is the issues of sources that are about a policy, each once.
func (c *Control) saidOfPolicies(ctx context.Context) (map[string]issue.List, error) {
	targets, err := c.Store.Statuses(ctx, "", store.StatusFilter{Kind: event.KindSource})
	if err != nil {
		return nil, fmt.Errorf("reading what was said of policies: %w", err)
	}
	out := map[string]issue.List{}
	for _, t := range targets {
		for _, one := range t.Issues {
			if id, about := strings.CutPrefix(one.Place.Input, "policy "); about && !slices.Contains(out[id], one) {
				out[id] = append(out[id], one)
			}
		}
	}
	return out, nil
}

// placed is a source and the kind of warehouse that it is on; empty when no
// cluster serves it.
type placed struct {
	catalog.Source
	on catalog.ClusterKind
}

func sourcesOf(s store.Snapshot, clusters []api.Cluster) ([]placed, error) {
	objects, err := s.Objects(event.KindSource, 0)
	if err != nil {
		return nil, fmt.Errorf("reading sources: %w", err)
	}
	var out []placed
	for claims := range state.Claims(objects) {
		object, settled := state.Settle(claims)
		if !settled || !object.Live() {
			continue
		}
		document, issues := event.DecodeDocument(event.KindSource, object.Data)
		noun, ok := document.Noun.(event.Source)
		if issues.HasErrors() || !ok {
			continue
		}
		one := placed{Source: noun.Source}
		for _, cl := range clusters {
			if cl.Cluster.Serves(one.Source) {
				one.on = cl.Cluster.Kind
			}
		}
		out = append(out, one)
	}
	slices.SortFunc(out, func(a, b placed) int { return strings.Compare(a.ID, b.ID) })
	return out, nil
}

// standingOf is one policy over all its senders; false when none has it any
// more.
func (c *Control) standingOf(claims []state.Stored, sources []placed) (api.PolicyState, bool) {
	out := api.PolicyState{ID: claims[0].ID, Standing: api.Contested, Sources: []string{}}
	object, settled := state.Settle(claims)
	if !settled {
		out.Issues = state.Dispute(claims)
		return out, true
	}
	if !object.Live() {
		return out, false
	}
	out.Sender, out.Version = object.Sender, object.Version
	document, issues := event.DecodeDocument(event.KindPolicy, object.Data)
	noun, ok := document.Noun.(event.Policy)
	if issues.HasErrors() || !ok {
		out.Issues = issues
		return out, true
	}
	p, now := noun.Policy, c.Now()
	out.Type, out.Standing = typeName(p.Type), standsAs(p, now)
	out.ValidUntil, out.Owner, out.Ticket, out.ReviewBy = p.ValidUntil, p.Owner, p.Ticket, p.ReviewBy
	if day, err := time.Parse(time.DateOnly, p.ReviewBy); err == nil && out.Standing != api.Expired { // nobody need look at what is over
		out.Overdue = !now.Before(day.AddDate(0, 0, 1))
	}
	matchers := map[catalog.ClusterKind]policy.Matcher{}
	for _, s := range sources {
		if _, made := matchers[s.on]; !made {
			matchers[s.on] = p.AppliesTo.On(s.on)
		}
		if matchers[s.on].Source(s.Source) {
			out.Sources = append(out.Sources, s.ID)
		}
	}
	return out, true
}

func standsAs(p policy.Policy, now time.Time) api.Standing {
	switch {
	case p.Staged:
		return api.Staged
	case !p.Active(now):
		return api.Expired
	}
	return api.Active
}

func typeName(t policy.Type) string {
	switch t {
	case policy.TypeMask:
		return "mask"
	case policy.TypeRow:
		return "row"
	case policy.TypeSubscription:
		return "subscription"
	case policy.TypeUnknown:
	}
	return ""
}
