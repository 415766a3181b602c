package plan_test

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"pgregory.net/rapid"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/profile"
	"scrim/pkg/view"
)

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
		Source: id, Name: catalog.ViewName{Schema: "governed", Name: id + rapid.SampledFrom([]string{"_v", "_v", "_v", "_moved"}).Draw(t, "name")},
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

// namesChangeHands gives the names of views to other sources, now and then. No
// two sources have one: whoever asks for a plan has settled that (S11).
func namesChangeHands(t *rapid.T, r revision) revision {
	names := []string{"s1_v", "s2_v", "s3_v", "s1_moved", "s2_moved", "s3_moved"}
	exchange := rapid.IntRange(0, 3).Draw(t, "names change hands") == 0
	if exchange {
		names = rapid.Permutation(names).Draw(t, "names")
	}
	taken := map[string]bool{}
	for _, id := range sourceIDs() {
		s := r.sources[id]
		if exchange || taken[s.View.Name.Name] {
			s.View.Name.Name = names[slices.IndexFunc(names, func(name string) bool { return !taken[name] })]
		}
		taken[s.View.Name.Name] = true
		r.sources[id] = s
	}
	return r
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
