package control

import (
	"context"
	"errors"
	"slices"

	"scrim/pkg/connector"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/provision"
	"scrim/pkg/server/api"
)

// Connectors lists the accounts of data tools as they were seen last.
func (c *Control) Connectors(ctx context.Context) (api.Connectors, error) {
	all, err := c.Made.List(ctx)
	out := api.Connectors{Connectors: make([]api.ConnectorState, len(all))}
	for i, one := range all {
		out.Connectors[i] = api.ConnectorState{Connector: one.Connector, Deleted: one.Deleted, Place: one.Place, Held: one.Held, Status: one.Status}
	}
	return out, err
}

// PlanConnector says what is to be done for a connector.
func (c *Control) PlanConnector(ctx context.Context, id string, r api.ConnectorRequest) (api.ConnectorPlan, error) {
	p, err := c.Made.Plan(ctx, id, asked(r))
	return planned(p), meaning(err)
}

// ApplyConnector does what is to be done.
func (c *Control) ApplyConnector(ctx context.Context, id string, r api.ConnectorRequest) (api.ConnectorApplied, error) {
	result, err := c.Made.Apply(ctx, id, asked(r))
	out := applied(id, result)
	if err == nil && r.Verify && result.Left.Empty() {
		proof, bad := c.VerifyConnector(ctx, id, api.ProofRequest{As: r.As, Password: result.Password, Key: result.Key})
		out.Proof = &proof
		if bad != nil { // what was made is told all the same
			proof = api.Proof{Connector: id, Place: out.Left.Place, Error: bad.Error()}
		}
	}
	return out, unable(id, err)
}

// RemoveConnector deletes the document and takes away what scrim made. The
// document goes first: it would ask for everything again.
func (c *Control) RemoveConnector(ctx context.Context, id string, r api.ConnectorRequest) (api.ConnectorApplied, error) {
	ask := asked(r)
	ask.Gone = true
	plan, err := c.Made.Plan(ctx, id, ask)
	if err != nil || r.DryRun {
		return api.ConnectorApplied{Connector: id, Done: []api.ConnectorStep{}, Left: planned(plan)}, meaning(err)
	}
	if len(plan.Units) > 0 && !plan.Able {
		return api.ConnectorApplied{}, unable(id, provision.ErrUnable)
	}
	if !plan.Deleted {
		if _, err := c.Delete(ctx, api.Deletion{Kind: event.KindConnector, ID: id}); err != nil {
			return api.ConnectorApplied{}, err
		}
	}
	result, err := c.Made.Remove(ctx, id, ask)
	if errors.Is(err, provision.ErrNotFound) { // scrim had made nothing for it
		err = nil
	}
	return applied(id, result), unable(id, err)
}

// ExplainConnector says of each thing of a connector why it is wanted, whether
// it is there and who made it.
func (c *Control) ExplainConnector(ctx context.Context, id string, r api.ConnectorRequest) (api.ConnectorExplanation, error) {
	p, err := c.Made.Plan(ctx, id, asked(r))
	out := api.ConnectorExplanation{Connector: id, Place: p.Place, As: p.As, Things: []api.ConnectorThing{}, Unseen: p.Unseen}
	waits := map[connector.Key]string{}
	for _, w := range slices.Concat(p.Waiting, p.Left) {
		waits[w.Thing.Key()] = w.For
	}
	for _, w := range slices.Concat(p.Want, p.Unwanted()) {
		k := w.Thing.Key()
		one := thing(w)
		one.State, one.For = presence(p.There[k]), waits[k]
		switch {
		case p.There[k] == connector.Missing:
		case p.Ours[k]:
			one.MadeBy = "scrim"
		default:
			one.MadeBy = "others"
		}
		out.Things = append(out.Things, one)
	}
	out.Foreign = foreign(p.Foreign)
	return out, meaning(err)
}

func presence(s connector.State) string {
	if s == connector.Missing {
		return "missing"
	}
	return string(s)
}

func asked(r api.ConnectorRequest) provision.Ask {
	out := provision.Ask{Key: r.Key, Options: connector.Options{Authoritative: r.Authoritative, Rotate: r.Rotate, ReassignTo: r.ReassignTo}}
	if r.As != nil {
		as := provision.Account(*r.As)
		out.As = &as
	}
	return out
}

// unable says what to do where nobody may do what is planned.
func unable(id string, err error) error {
	if !errors.Is(err, provision.ErrUnable) {
		return meaning(err)
	}
	var l issue.List
	l.Add(issue.Place{Input: "connector " + id}, "no-provisioner", "name an administrator for this once with --as, or one for good as the cluster's provisioner; scrim connector plan prints the statements",
		"scrim's own account looks at accounts of data tools, and never makes or changes one")
	return l.Err()
}

func planned(p provision.Plan) api.ConnectorPlan {
	out := api.ConnectorPlan{
		Connector: p.Connector.ID, Place: p.Place, As: p.As, Able: p.Able, Steps: []api.ConnectorStep{}, Waiting: []api.ConnectorThing{},
		Foreign: foreign(p.Foreign), Unseen: p.Unseen, Hazards: p.Hazards, Issues: p.Issues,
	}
	for _, u := range p.Units {
		out.Steps = append(out.Steps, step(u))
	}
	for _, w := range p.Waiting {
		out.Waiting = append(out.Waiting, waiting(w))
	}
	for _, w := range p.Left {
		out.Left = append(out.Left, waiting(w))
	}
	for _, w := range p.Kept {
		out.Kept = append(out.Kept, thing(w))
	}
	if len(p.Want) == 0 { // what it owns is in the way of its removal, and else none of anybody's business
		for _, o := range p.Owned {
			out.Owned = append(out.Owned, connector.Words(o))
		}
	}
	return out
}

func step(u connector.Unit) api.ConnectorStep {
	out := api.ConnectorStep{Database: u.Database, Text: u.Text}
	for _, s := range u.Steps {
		out.Do = s.Do
		out.Things = append(out.Things, connector.Words(s.Thing))
		if !slices.Contains(out.Why, s.Why) {
			out.Why = append(out.Why, s.Why)
		}
		for _, h := range s.Hazards {
			if !slices.Contains(out.Hazards, h) {
				out.Hazards = append(out.Hazards, h)
			}
		}
	}
	return out
}

func thing(w connector.Wanted) api.ConnectorThing {
	return api.ConnectorThing{Key: w.Thing.Key(), Text: connector.Words(w.Thing), Why: w.Why, Hazards: w.Hazards}
}

func waiting(w connector.Waiting) api.ConnectorThing {
	out := thing(w.Wanted)
	out.For = w.For
	return out
}

func foreign(things []connector.Thing) []api.ConnectorThing {
	var out []api.ConnectorThing
	for _, t := range things {
		out = append(out, api.ConnectorThing{Key: t.Key(), Text: connector.Words(t), State: string(connector.Present), MadeBy: "others"})
	}
	return out
}

func applied(id string, r provision.Result) api.ConnectorApplied {
	out := api.ConnectorApplied{Connector: id, Done: []api.ConnectorStep{}, Left: planned(r.Left), Password: r.Password, User: r.User, Key: r.Key}
	for _, o := range r.Done {
		one := step(o.Unit)
		if o.Err != nil {
			one.Error = o.Err.Error()
		}
		out.Done = append(out.Done, one)
	}
	return out
}

// wakeConnectors lets the loop look at connectors at once, where there is one.
func (c *Control) wakeConnectors(all bool) {
	if c.Made != nil {
		c.Made.Wake(all)
	}
}
