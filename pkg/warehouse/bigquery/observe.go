package bigquery

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	bq "google.golang.org/api/bigquery/v2"

	"scrim/pkg/connector"
)

// Observe looks at what a connector needs, at what scrim made for it, and at
// what its account has besides in the same places. What it may not look at is
// said, and waits: nothing is made on a guess.
func (c *Client) Observe(ctx context.Context, want []connector.Wanted, held []connector.Thing) (connector.Observed, error) {
	o := &observer{
		client: c, policies: map[place]policy{}, datasets: map[string]*bq.Dataset{}, made: map[connector.Key]bool{},
		out: connector.Observed{There: map[connector.Key]connector.State{}, Waiting: map[connector.Key]string{}},
	}
	things, ours := map[connector.Key]connector.Thing{}, map[connector.Key]bool{}
	for _, t := range held {
		things[t.Key()], ours[t.Key()] = t, true
	}
	for _, w := range want {
		things[w.Thing.Key()], o.made[w.Thing.Key()] = w.Thing, true // a wanted thing of one key stands before a held one
	}
	for _, k := range slices.Sorted(maps.Keys(things)) {
		state, err := o.look(ctx, things[k])
		switch {
		case denied(err):
			o.out.Waiting[k] = "it could not be looked at: " + reason(err)
			if ours[k] {
				o.out.There[k] = connector.Present // what scrim made is there until somebody has seen that it is not
			}
			o.unseen(fmt.Sprintf("%s: %s", about(things[k]), reason(err)))
		case err != nil:
			return connector.Observed{}, fmt.Errorf("looking at %s: %w", about(things[k]), err)
		case state != connector.Missing:
			o.out.There[k] = state
		}
	}
	if err := o.besides(ctx, things); err != nil {
		return connector.Observed{}, err
	}
	slices.Sort(o.out.Unseen)
	return o.out, nil
}

// observer remembers what it has read, so that each place is read once.
type observer struct {
	client   *Client
	policies map[place]policy
	datasets map[string]*bq.Dataset // nil: it is not there
	made     map[connector.Key]bool // what will be there once everything is made
	out      connector.Observed
}

func (o *observer) unseen(sentence string) {
	if !slices.Contains(o.out.Unseen, sentence) {
		o.out.Unseen = append(o.out.Unseen, sentence)
	}
}

func (o *observer) hazard(code, message string, args ...any) {
	h := connector.Hazard{Code: code, Message: fmt.Sprintf(message, args...)}
	if !slices.Contains(o.out.Hazards, h) {
		o.out.Hazards = append(o.out.Hazards, h)
	}
}

// about is a thing as a person names it.
func about(t connector.Thing) string {
	switch t := t.(type) {
	case connector.ServiceAccount:
		return "service account " + t.Email()
	case connector.CustomRole:
		return "role projects/" + t.Project + "/roles/" + t.ID
	case connector.Dataset:
		return "dataset " + t.Project + "." + t.Name
	case connector.Binding:
		return t.Role + " on " + placeOf(t).String()
	}
	return fmt.Sprintf("%T", t)
}

func (o *observer) look(ctx context.Context, t connector.Thing) (connector.State, error) {
	switch t := t.(type) {
	case connector.ServiceAccount:
		return o.account(ctx, t)
	case connector.CustomRole:
		return o.role(ctx, t)
	case connector.Dataset:
		return o.dataset(ctx, t)
	case connector.Binding:
		return o.binding(ctx, t)
	}
	return connector.Missing, fmt.Errorf("a %T is nothing of a Google project", t)
}

func (o *observer) account(ctx context.Context, want connector.ServiceAccount) (connector.State, error) {
	have, err := o.client.account(ctx, want)
	if err != nil || have == nil {
		return connector.Missing, err
	}
	if have.Disabled {
		o.hazard("account-disabled", "%s is disabled: somebody stopped it, and scrim does not start it again", want.Email())
	}
	if have.DisplayName != want.DisplayName || have.Description != want.Description {
		return connector.Different, nil
	}
	return connector.Present, nil
}

func (o *observer) role(ctx context.Context, want connector.CustomRole) (connector.State, error) {
	have, err := o.client.role(ctx, want)
	if err != nil || have == nil || have.Deleted {
		return connector.Missing, err
	}
	if have.Stage == "DISABLED" {
		o.hazard("role-disabled", "%s is disabled, and gives nothing", have.Name)
	}
	if !slices.Equal(slices.Sorted(slices.Values(have.IncludedPermissions)), slices.Sorted(slices.Values(want.Permissions))) {
		return connector.Different, nil
	}
	return connector.Present, nil
}

func (o *observer) dataset(ctx context.Context, want connector.Dataset) (connector.State, error) {
	have, err := o.data(ctx, want.Project, want.Name)
	if err != nil || have == nil {
		return connector.Missing, err
	}
	if !o.made[want.Key()] {
		return connector.Present, o.inTheWay(ctx, want)
	}
	if want.Location != "" && !strings.EqualFold(have.Location, want.Location) {
		o.hazard("books-elsewhere", "dataset %s is kept in %s and not in %s: a dataset cannot be moved, so scrim makes it anew if it made it and it is empty", want.Name, have.Location, want.Location)
		return connector.Different, nil
	}
	return connector.Present, nil
}

// inTheWay says what keeps a dataset from being removed.
func (o *observer) inTheWay(ctx context.Context, d connector.Dataset) error {
	tables, err := o.client.listTables(ctx, d.Project, d.Name)
	if err == nil && len(tables) > 0 {
		o.out.Waiting[d.Key()] = fmt.Sprintf("it holds %s: what a tool has kept is not scrim's to delete", some(tables))
	}
	return err
}

// some names the first of many.
func some(names []string) string {
	const few = 3
	if len(names) > few {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:few], ", "), len(names)-few)
	}
	return strings.Join(names, ", ")
}

// data is a dataset, or nil.
func (o *observer) data(ctx context.Context, project, name string) (*bq.Dataset, error) {
	key := project + "." + name
	if have, known := o.datasets[key]; known {
		return have, nil
	}
	have, err := o.client.dataset(ctx, project, name)
	if err != nil {
		return nil, err
	}
	o.datasets[key] = have
	return have, nil
}

func (o *observer) binding(ctx context.Context, want connector.Binding) (connector.State, error) {
	p, err := o.policy(ctx, placeOf(want))
	if missing(err) {
		if !o.willBe(want) {
			o.out.Waiting[want.Key()] = "there is no " + placeOf(want).String()
		}
		return connector.Missing, nil
	}
	if err != nil {
		return connector.Missing, err
	}
	if slices.Contains(p.grants(want.Member), grant{role: want.Role}) {
		return connector.Present, nil
	}
	return connector.Missing, nil
}

// willBe reports whether the dataset of a binding is itself to be made.
func (o *observer) willBe(b connector.Binding) bool {
	return b.Table == "" && o.made[connector.Dataset{Project: b.Project, Name: b.Dataset}.Key()]
}

func (o *observer) policy(ctx context.Context, at place) (policy, error) {
	if p, known := o.policies[at]; known {
		return p, nil
	}
	p, err := o.client.read(ctx, at)
	if err != nil {
		return nil, err
	}
	o.policies[at] = p
	return p, nil
}

// besides finds what the account has in the places that were looked at and
// nobody asked for, and its keys.
func (o *observer) besides(ctx context.Context, things map[connector.Key]connector.Thing) error {
	members := map[string]bool{}
	for _, t := range things {
		switch t := t.(type) {
		case connector.Binding:
			members[t.Member] = true
		case connector.ServiceAccount:
			members["serviceAccount:"+t.Email()] = true
		}
	}
	for at, p := range o.policies {
		for m := range members {
			o.others(at, p, m, things)
		}
	}
	slices.SortFunc(o.out.Foreign, func(a, b connector.Thing) int { return cmp.Compare(a.Key(), b.Key()) })
	for _, t := range things {
		if account, ok := t.(connector.ServiceAccount); ok && o.out.There[t.Key()] != connector.Missing {
			if err := o.keys(ctx, account); err != nil {
				return err
			}
		}
	}
	slices.SortFunc(o.out.Hazards, func(a, b connector.Hazard) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.Message, b.Message))
	})
	return nil
}

func (o *observer) others(at place, p policy, member string, things map[connector.Key]connector.Thing) {
	for _, g := range p.grants(member) {
		b := connector.Binding{Role: g.role, Project: at.project, Dataset: at.dataset, Table: at.table, Member: member}
		switch {
		case g.condition != "":
			o.hazard("conditional-grant", "%s has %s on %s under the condition %q: others gave it, and scrim leaves it", member, g.role, at, g.condition)
		case things[b.Key()] == nil && !slices.Contains(o.out.Foreign, connector.Thing(b)):
			o.out.Foreign = append(o.out.Foreign, b)
		}
	}
	for _, role := range p.leftovers(member) {
		o.hazard("deleted-member", "%s on %s still names an account of this name that was deleted: it gives the new account nothing, and Google removes it in time", role, at)
	}
}

// keysAge is how old a key may be before it is said.
const keysAge = 90

func (o *observer) keys(ctx context.Context, account connector.ServiceAccount) error {
	keys, err := o.client.Keys(ctx, account)
	if denied(err) {
		o.unseen(fmt.Sprintf("the keys of %s: %s", account.Email(), reason(err)))
		return nil
	}
	if err != nil {
		return err
	}
	var ids []string
	for _, k := range keys {
		ids = append(ids, k.ID)
		if days := int(o.client.Now().Sub(k.Since).Hours() / 24); days >= keysAge {
			o.hazard("old-key", "key %s of %s is %d days old: make a new one, or use workload identity", k.ID, account.Email(), days)
		}
	}
	if len(ids) > 1 {
		o.hazard("several-keys", "%s has %d keys, %s: each is a password that somebody may hold", account.Email(), len(ids), strings.Join(ids, " and "))
	}
	return nil
}
