package plan_test

import (
	"fmt"
	"maps"
	"slices"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/profile"
	"scrim/pkg/view"
)

// A warehouse as plans know it: facts, gates, views, and what the catalogue
// says of them. It applies a step exactly as the step's documentation says,
// and refuses what a warehouse would refuse or what scrim must never do.

type relation struct {
	view    view.View
	ours    bool
	barrier bool
	witness string
}

type world struct {
	users     map[string]plan.ObservedUser
	gates     map[string][]view.Admission
	relations map[catalog.ViewName]relation
	managed   map[string]plan.Managed
	secrets   map[string]string
}

func emptyWorld() *world {
	return &world{
		users: map[string]plan.ObservedUser{}, gates: map[string][]view.Admission{},
		relations: map[catalog.ViewName]relation{}, managed: map[string]plan.Managed{}, secrets: map[string]string{},
	}
}

func (w *world) clone() *world {
	out := &world{
		users: maps.Clone(w.users), gates: maps.Clone(w.gates), relations: maps.Clone(w.relations),
		managed: maps.Clone(w.managed), secrets: maps.Clone(w.secrets),
	}
	for name, u := range out.users {
		u.Rows = slices.Clone(u.Rows)
		out.users[name] = u
	}
	return out
}

// observe answers as a warehouse does, for what is wanted.
func (w *world) observe(want plan.Wanted) plan.Observed {
	out := plan.Observed{Sources: map[string]plan.ObservedSource{}, Users: map[string]plan.ObservedUser{}, Secrets: w.secrets}
	for _, s := range want.Sources {
		out.Sources[s.ID] = w.source(s.ID, s.View.Name)
	}
	for _, u := range want.Users {
		out.Users[u.Name] = w.users[u.Name]
	}
	if !want.Everything {
		return out
	}
	for id, m := range w.managed {
		if _, asked := out.Sources[id]; !asked {
			out.Strays = append(out.Strays, m)
			out.Sources[id] = w.source(id, catalog.ViewName{})
		}
	}
	for id, gate := range w.gates {
		if _, asked := out.Sources[id]; !asked && len(gate) > 0 {
			out.Strays = append(out.Strays, plan.Managed{Source: id})
			out.Sources[id] = plan.ObservedSource{Gate: gate}
		}
	}
	for name, u := range w.users {
		if _, asked := out.Users[name]; !asked && len(u.Rows) > 0 {
			out.Ghosts = append(out.Ghosts, name)
		}
	}
	return out
}

func (w *world) source(id string, wanted catalog.ViewName) plan.ObservedSource {
	out := plan.ObservedSource{Gate: w.gates[id]}
	at := wanted
	if m, ok := w.managed[id]; ok {
		out.Managed, at = &m, m.Name
	}
	out.Relation = w.at(at)
	if at != wanted {
		out.Wanted = w.at(wanted)
	}
	return out
}

func (w *world) at(name catalog.ViewName) *plan.Relation {
	r, ok := w.relations[name]
	if !ok {
		return nil
	}
	return &plan.Relation{Ours: r.ours, Witness: r.witness, Columns: columnsOf(r.view), Barrier: r.barrier}
}

func columnsOf(v view.View) string {
	var columns []catalog.Observed
	for _, c := range v.Columns {
		columns = append(columns, catalog.Observed{Name: c.Name, Type: c.Type})
	}
	return plan.ColumnSignature(columns)
}

// apply runs one unit.
func (w *world) apply(u plan.Unit) error {
	for _, step := range u.Steps {
		if err := w.step(step); err != nil {
			return fmt.Errorf("unit %s, %T: %w", u.Target, step, err)
		}
	}
	return nil
}

func (w *world) step(step plan.Step) error {
	switch step := step.(type) {
	case plan.WriteFacts:
		return w.write(step)
	case plan.SetGates:
		for _, g := range step.Gates {
			w.gates[g.Source] = slices.Clone(g.Admit)
			if !slices.IsSorted(g.Admit) {
				return fmt.Errorf("a gate's set is not sorted")
			}
		}
	case plan.PutSecrets:
		for _, name := range step.Names {
			w.secrets[name] = "there"
		}
	case plan.CreateView:
		if _, taken := w.relations[step.View.Name]; taken {
			return fmt.Errorf("something stands at %s", step.View.Name)
		}
		return w.deploy(step.Deployment)
	case plan.ReplaceView:
		if columnsOf(w.relations[step.View.Name].view) != columnsOf(step.View) {
			return fmt.Errorf("replacing a view by one with other columns")
		}
		if err := w.own(step.View.Source, step.View.Name); err != nil {
			return err
		}
		return w.deploy(step.Deployment)
	case plan.SwapView:
		if err := w.own(step.View.Source, step.View.Name); err != nil {
			return err
		}
		return w.deploy(step.Deployment)
	case plan.List:
		m := w.managed[step.View.Source]
		if m.Admission != step.Admission || w.relations[m.Name].view.Admission() != step.Admission {
			return fmt.Errorf("listing another view than stands")
		}
		m.Listed = true
		w.managed[step.View.Source] = m
	case plan.DropView:
		if r := w.relations[step.Name]; !r.ours || r.view.Source != step.Source {
			return fmt.Errorf("dropping what is not ours at %s", step.Name)
		}
		delete(w.relations, step.Name)
		if w.managed[step.Source].Name == step.Name {
			delete(w.managed, step.Source)
		}
	case plan.Forget:
		delete(w.managed, step.Source)
	case plan.Witness:
		for _, v := range step.Views {
			m := w.managed[v.Source]
			m.Witness = w.relations[v.Name].witness
			w.managed[v.Source] = m
		}
	}
	return nil
}

// own is law 7: only what the catalogue claims, and what is still ours.
func (w *world) own(source string, name catalog.ViewName) error {
	if w.managed[source].Name != name || !w.relations[name].ours {
		return fmt.Errorf("%s is not ours", name)
	}
	return nil
}

func (w *world) deploy(d plan.Deployment) error {
	for _, salt := range d.View.Salts() {
		if w.secrets[salt] == "" {
			return fmt.Errorf("there is no salt %s", salt)
		}
	}
	if d.View.Admission() != d.Admission {
		return fmt.Errorf("a view with another's admission")
	}
	w.relations[d.View.Name] = relation{view: d.View, ours: true, barrier: d.Barrier, witness: "of " + string(d.Admission)}
	w.managed[d.View.Source] = plan.Managed{Source: d.View.Source, Name: d.View.Name, Admission: d.Admission, Identity: d.Identity, Listed: true}
	return nil
}

func (w *world) write(f plan.WriteFacts) error {
	for _, name := range f.Wipe {
		delete(w.users, name)
	}
	for _, row := range f.Delete {
		u := w.users[row.UserID]
		before := len(u.Rows)
		u.Rows = slices.DeleteFunc(slices.Clone(u.Rows), func(r profile.Row) bool { return profile.Compare(r, row) == 0 })
		if len(u.Rows) != before-1 {
			return fmt.Errorf("deleting a fact that is not there")
		}
		w.users[row.UserID] = u
	}
	for _, row := range f.Insert {
		u := w.users[row.UserID]
		if slices.ContainsFunc(u.Rows, func(r profile.Row) bool { return profile.Compare(r, row) == 0 }) {
			return fmt.Errorf("inserting a fact twice")
		}
		u.Rows = append(slices.Clone(u.Rows), row)
		w.users[row.UserID] = u
	}
	for _, s := range f.States {
		u := w.users[s.UserID]
		u.Pending = s.Pending
		w.users[s.UserID] = u
	}
	return nil
}
