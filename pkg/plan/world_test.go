package plan_test

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"pgregory.net/rapid"

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
	return &plan.Relation{Ours: r.ours, Witness: r.witness, Columns: columnsOf(r.view)}
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
	w.relations[d.View.Name] = relation{view: d.View, ours: true, witness: "of " + string(d.Admission)}
	w.managed[d.View.Source] = plan.Managed{Source: d.View.Source, Name: d.View.Name, Admission: d.Admission, Identity: d.Identity}
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

// The people and sources of a small world, and moments at which it is read.

func moments() []time.Time {
	day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	return []time.Time{day, day.AddDate(1, 0, 0), day.AddDate(2, 0, 0)}
}

func ends() []time.Time { return []time.Time{moments()[1], moments()[2], profile.Forever} }

func people() []string { return []string{"ann", "bob"} }

func sourceIDs() []string { return []string{"s1", "s2", "s3"} }

// facts are what anybody may have.
func facts() []profile.Fact {
	return []profile.Fact{
		{Kind: profile.KindUser, Value: "u"}, {Kind: profile.KindGroup, Value: "hr"}, {Kind: profile.KindGroup, Value: "it"},
		{Kind: profile.KindRevoked, Value: "s1"},
	}
}

// revision is what one revision of the store wants of a whole cluster.
type revision struct {
	sources map[string]plan.WantedSource
	users   map[string][]profile.Row
}

// shows is what a view shows of its one cell to who has these rows, at a
// moment: nil is no row.
func shows(v view.View, rows []profile.Row, at time.Time) view.Cell {
	has := view.FactsOf(rows, at)
	if !view.Same(view.Given(v.Admit, has), view.Always{}) {
		return nil
	}
	for _, choice := range v.Columns[0].Choices {
		if view.Same(view.Given(choice.When, has), view.Always{}) {
			return choice.Show
		}
	}
	return view.Null{}
}

// within reports whether one cell, or no row, surely tells no more than
// another.
func within(less, more view.Cell) bool {
	return less == nil || more != nil && (less == view.Null{} || less == more || more == view.Raw{})
}

// allows is what a revision says that a user sees of a source.
func (r revision) allows(source, user string, at time.Time) view.Cell {
	s := r.sources[source]
	if s.Presence != plan.Shown {
		return nil
	}
	return shows(s.View, r.users[user], at)
}

// reads is what a user gets of a source from what stands there now.
func (w *world) reads(source, user string, at time.Time) []view.Cell {
	var out []view.Cell
	for _, r := range w.relations {
		if r.ours && r.view.Source == source && slices.Contains(w.gates[source], r.view.Admission()) {
			out = append(out, shows(r.view, w.users[user].Rows, at))
		}
	}
	return out
}

// opens reports whether a view shows more to whom a fact is missing, by
// looking at every set of facts; revocations are outside.
func opens(v view.View) bool {
	var given []profile.Row
	for _, f := range facts() {
		if f.Kind != profile.KindRevoked {
			given = append(given, profile.Row{Fact: f, ValidUntil: profile.Forever})
		}
	}
	set := func(bits int) (out []profile.Row) {
		for i, row := range given {
			if bits>>i&1 == 1 {
				out = append(out, row)
			}
		}
		return out
	}
	for less := range 1 << len(given) {
		for more := range 1 << len(given) {
			if less&more == less && !within(shows(v, set(less), moments()[0]), shows(v, set(more), moments()[0])) {
				return true
			}
		}
	}
	return false
}

func drawPred(t *rapid.T) view.Pred {
	atom := func() view.Pred {
		f := rapid.SampledFrom(facts()[:3]).Draw(t, "fact")
		return view.HasFact{Fact: f, Absent: rapid.IntRange(0, 4).Draw(t, "absent") == 0}
	}
	switch rapid.IntRange(0, 4).Draw(t, "predicate") {
	case 0:
		return view.Always{}
	case 1:
		return view.And(atom(), atom())
	case 2:
		return view.Or(atom(), atom())
	default:
		return atom()
	}
}

func drawView(t *rapid.T, id string) view.View {
	kind := catalog.Text
	if rapid.IntRange(0, 5).Draw(t, "retyped") == 0 {
		kind = catalog.Varchar
	}
	admit := view.And(drawPred(t), view.HasFact{Fact: profile.Fact{Kind: profile.KindRevoked, Value: id}, Absent: true})
	mask := rapid.SampledFrom([]view.Cell{view.Raw{}, view.Null{}, view.Hash{Salt: "source/" + id + "/1", Digits: 8}}).Draw(t, "mask")
	return view.View{
		Source: id, Name: catalog.ViewName{Schema: "governed", Name: id + rapid.SampledFrom([]string{"", "", "", "_moved"}).Draw(t, "name")},
		Base: catalog.Table{Database: "d", Schema: "hr", Name: id}, Admit: admit, Rows: view.Always{},
		Columns: []view.Column{{Name: "c", Type: catalog.Type{Kind: kind}, Choices: []view.Choice{{When: drawPred(t), Show: view.Raw{}}, {When: view.Always{}, Show: mask}}}},
	}
}

func drawRows(t *rapid.T, user string) []profile.Row {
	var out []profile.Row
	for _, f := range facts() {
		if rapid.Bool().Draw(t, "has") {
			out = append(out, profile.Row{UserID: user, Fact: f, ValidUntil: rapid.SampledFrom(ends()).Draw(t, "until")})
		}
	}
	slices.SortFunc(out, profile.Compare)
	return out
}

// drawRevision draws what comes after another revision: some of it is new.
func drawRevision(t *rapid.T, before revision) revision {
	out := revision{sources: maps.Clone(before.sources), users: maps.Clone(before.users)}
	if out.sources == nil {
		out.sources, out.users = map[string]plan.WantedSource{}, map[string][]profile.Row{}
	}
	for _, id := range sourceIDs() {
		if s, ok := out.sources[id]; ok && rapid.Bool().Draw(t, "the same source") {
			out.sources[id] = s
			continue
		}
		s := plan.WantedSource{ID: id, View: drawView(t, id), Identity: rapid.SampledFrom([]string{"1", "1", "1", "2"}).Draw(t, "identity"), Reason: "a test"}
		s.Presence = rapid.SampledFrom([]plan.Presence{plan.Shown, plan.Shown, plan.Shown, plan.Shown, plan.Shut, plan.ShownShut, plan.Gone}).Draw(t, "presence")
		if old := before.sources[id]; rapid.Bool().Draw(t, "a wider view") && len(old.View.Columns) > 0 {
			s.View = old.View
			s.View.Admit = view.Or(old.View.Admit, view.And(drawPred(t), view.HasFact{Fact: profile.Fact{Kind: profile.KindRevoked, Value: id}, Absent: true}))
		}
		s.Opens = opens(s.View)
		out.sources[id] = s
	}
	for _, name := range people() {
		if rapid.IntRange(0, 2).Draw(t, "other facts") > 0 {
			out.users[name] = drawRows(t, name)
		}
	}
	return out
}

// wanted is a revision as a pass asks for it: everything, or what changed.
func (r revision) wanted(w *world, scope map[string]bool) plan.Wanted {
	out := plan.Wanted{Cluster: catalog.Cluster{ID: "c", Kind: catalog.Postgres, ViewDatabase: "d"}, Claim: plan.Claim{Store: "test", Lease: 1, Revision: 1}}
	for _, id := range slices.Sorted(maps.Keys(r.sources)) {
		s := r.sources[id]
		if scope == nil || scope[id] {
			if m, ok := w.managed[id]; ok && w.relations[m.Name].ours {
				deployed := w.relations[m.Name].view
				s.Deployed = &deployed
			}
			out.Sources = append(out.Sources, s)
		} else if s.Opens && s.Presence == plan.Shown {
			out.Ajar = append(out.Ajar, plan.Gate{Source: id, Admit: []view.Admission{s.View.Admission()}})
		}
	}
	for _, name := range people() {
		out.Users = append(out.Users, plan.WantedUser{Name: name, Rows: r.users[name]})
	}
	out.Everything = scope == nil
	return out
}

func sortedRows(rows []profile.Row) []profile.Row {
	out := append([]profile.Row{}, rows...)
	slices.SortFunc(out, func(a, b profile.Row) int { return cmp.Or(profile.Compare(a, b), a.ValidUntil.Compare(b.ValidUntil)) })
	return out
}
