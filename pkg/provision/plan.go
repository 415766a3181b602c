package provision

import (
	"context"
	"fmt"
	"slices"

	"scrim/pkg/connector"
	"scrim/pkg/issue"
)

// Ask is what somebody wants of a connector.
type Ask struct {
	As *Account // nil is the cluster's provisioner, or scrim's own account
	connector.Options
	Gone bool // plan as though there were no document
	Key  bool // apply, on BigQuery: make a key
}

// Plan is what is to be done for a connector, and what it was made from.
type Plan struct {
	Connector connector.Connector
	Deleted   bool // there is no document
	Place     string
	As        string // the account that looked
	Able      bool   // it may do what is planned
	connector.Plan
	Units  []connector.Unit
	Want   []connector.Wanted
	There  map[connector.Key]connector.State
	Ours   map[connector.Key]bool // scrim made it
	Issues issue.List             // warnings of the recipe
	Ground connector.Ground       // what the recipe stands on

	held     []connector.Thing
	before   map[connector.Key]bool
	revision uint64
}

// Plan looks at a connector and says what is to be done.
func (p *Provisioner) Plan(ctx context.Context, id string, ask Ask) (Plan, error) {
	k, err := p.know(ctx, id)
	if err != nil {
		return Plan{}, err
	}
	site, who, able, err := p.open(ctx, k, ask.As)
	if err != nil {
		return Plan{}, fmt.Errorf("connector %q: %w", id, err)
	}
	defer site.Close()
	return p.plan(ctx, site, k, ask, who, able)
}

func (p *Provisioner) plan(ctx context.Context, site Site, k known, ask Ask, who string, able bool) (Plan, error) {
	out := Plan{
		Connector: k.connector, Deleted: k.deleted, Place: k.place, As: who, Able: able,
		held: k.held, before: k.before, revision: k.revision, Ours: map[connector.Key]bool{},
	}
	fail := func(err error) (Plan, error) { return out, fmt.Errorf("connector %q: %w", k.connector.ID, err) }
	if !k.deleted && !ask.Gone {
		apart, err := p.apart(ctx, k, ask.As)
		if err != nil {
			return fail(err)
		}
		if err := out.want(ctx, site, k, apart); err != nil {
			return fail(err)
		}
	}
	have, err := site.Observe(ctx, out.Want, k.held)
	if err != nil {
		return fail(err)
	}
	have.Derived = slices.DeleteFunc(have.Derived, func(t connector.Thing) bool { return k.before[t.Key()] })
	out.There = have.There
	for _, t := range k.held {
		out.Ours[t.Key()] = true
	}
	out.Plan = connector.Diff(out.Want, have, k.held, ask.Options)
	out.adopt(have.From)
	if out.Units, err = site.Units(out.Steps); err != nil {
		return fail(err)
	}
	return out, nil
}

// adopt counts what came of default privileges of scrim's own as scrim's,
// unless it was there before them.
func (out *Plan) adopt(from map[connector.Key]connector.Key) {
	for k, source := range from {
		if out.Ours[source] && !out.before[k] {
			out.Ours[k] = true
		}
	}
	out.Kept = slices.DeleteFunc(out.Kept, func(w connector.Wanted) bool { return out.Ours[w.Thing.Key()] })
}

// apart names the accounts that this connector must keep away from besides
// scrim's own: the administrator's, and what scrim made for other connectors,
// whose removal would take from this one, and which would have what this one
// is given.
func (p *Provisioner) apart(ctx context.Context, k known, as *Account) ([]string, error) {
	var out []string
	if as != nil {
		out = append(out, as.User)
	}
	held, err := p.Store.Held(ctx, "")
	if err != nil {
		return nil, fmt.Errorf("reading what is held for others: %w", err)
	}
	for _, h := range held {
		if h.Before || h.Place != k.place || h.Connector == k.connector.ID {
			continue
		}
		t, err := connector.DecodeThing(h.Thing)
		if err != nil {
			return nil, err
		}
		switch t := t.(type) {
		case connector.Login:
			out = append(out, t.Name)
		case connector.Role:
			out = append(out, t.Name)
		}
	}
	return out, nil
}

// want is what the recipe asks for on its ground.
func (out *Plan) want(ctx context.Context, site Site, k known, apart []string) error {
	on := connector.On(k.cluster)
	on.Views = k.views
	on.Apart = append(on.Apart, apart...)
	on, err := site.Survey(ctx, on, connector.Needs(k.connector, on))
	if err != nil {
		return err
	}
	out.Ground = on
	out.Want, out.Issues = connector.Want(k.connector, on)
	return out.Issues.Err()
}

// Unwanted is what scrim made and the document no longer asks for.
func (out Plan) Unwanted() []connector.Wanted {
	wanted := map[connector.Key]bool{}
	for _, w := range out.Want {
		wanted[w.Thing.Key()] = true
	}
	var all []connector.Wanted
	for _, t := range out.held {
		if !wanted[t.Key()] {
			all = append(all, connector.Wanted{Thing: t, Why: "no document asks for it any more"})
		}
	}
	return all
}
