package plan_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/profile"
	"scrim/pkg/render"
	"scrim/pkg/view"
)

// run applies a plan up to a cut and calls after each unit.
func (w *world) run(t *rapid.T, p plan.Plan, cut int, after func(unit int)) {
	for i, u := range p.Units {
		if i == cut {
			return
		}
		if err := w.apply(u); err != nil {
			t.Fatal(err)
		}
		after(i)
	}
}

// safe is law 11 for every view and reader: what is read now is allowed by one
// of the revisions between the one that was applied and the one that is
// wanted.
func (w *world) safe(t *rapid.T, when string, p plan.Plan, between ...revision) {
	for _, source := range sourceIDs() {
		for _, user := range people() {
			for _, at := range moments() {
				for _, got := range w.reads(source, user, at) {
					if !slices.ContainsFunc(between, func(r revision) bool { return within(got, r.allows(source, user, at)) }) {
						t.Fatalf("%s: in %d %s reads %#v of %s, which no revision allows\nthe facts are %+v\nthe plan was %+v", when, at.Year(), user, got, source, w.users[user], p)
					}
				}
			}
		}
	}
}

// reached is that everything is as a revision wants it.
func (w *world) reached(t *rapid.T, r revision) {
	for id, s := range r.sources {
		m, made := w.managed[id]
		var gate []view.Admission
		if s.Presence == plan.Shown {
			gate = []view.Admission{s.View.Admission()}
		}
		if !slices.Equal(w.gates[id], gate) {
			t.Fatalf("%s: the gate admits %q, not %q", id, w.gates[id], gate)
		}
		switch s.Presence {
		case plan.Shown, plan.ShownShut:
			if m.Admission != s.View.Admission() || m.Name != s.View.Name || m.Witness == "" || !m.Listed || w.relations[m.Name].view.Admission() != m.Admission {
				t.Fatalf("%s: the catalogue has %+v", id, m)
			}
		case plan.Gone:
			if made {
				t.Fatalf("%s is still there: %+v", id, m)
			}
		case plan.Shut:
		}
	}
	for _, name := range people() {
		if diff := cmp.Diff(sortedRows(r.users[name]), sortedRows(w.users[name].Rows)); diff != "" || w.users[name].Pending {
			t.Fatalf("facts of %s (pending %v): %s", name, w.users[name].Pending, diff)
		}
	}
	for name, relation := range w.relations {
		if m := w.managed[relation.view.Source]; m.Name != name {
			t.Fatalf("%s is left over", name)
		}
	}
}

// forgetLists is an upgrade from a version that did not list some of the views.
func (w *world) forgetLists(t *rapid.T) {
	for _, id := range sourceIDs() {
		if m, ok := w.managed[id]; ok && rapid.Bool().Draw(t, "unlisted") {
			m.Listed = false
			w.managed[id] = m
		}
	}
}

// A plan reaches what is wanted, planning again is empty, and wherever it is
// cut off, once or twice, nobody reads what no revision allowed.
func TestAPlanIsSafeWhereverItIsCut(t *testing.T) {
	cuts := 0
	rapid.Check(t, func(t *rapid.T) {
		w := emptyWorld()
		now := drawRevision(t, revision{})
		w.run(t, plan.Diff(w.observe(now.wanted(w, nil)), now.wanted(w, nil)), -1, func(int) {})
		w.reached(t, now)
		between := []revision{now}
		for range rapid.IntRange(1, 3).Draw(t, "passes") {
			next := namesChangeHands(t, drawRevision(t, between[len(between)-1]))
			between = append(between, next)
			w.forgetLists(t)
			want := next.wanted(w, nil)
			p := plan.Diff(w.observe(want), want)
			cut := rapid.IntRange(-1, len(p.Units)).Draw(t, "cut")
			w.run(t, p, cut, func(int) { w.safe(t, "on the way", p, between...) })
			if cut >= 0 && cut < len(p.Units) {
				cuts++
				continue
			}
			w.reached(t, next)
			if again := plan.Diff(w.observe(want), want); len(again.Units) > 0 {
				t.Fatalf("planning again is not empty: %+v", again)
			}
			between = []revision{next}
		}
	})
	if cuts == 0 {
		t.Error("no plan was cut off")
	}
}

// A pass over some of the sources shuts those of the others that open when a
// fact is missing while facts are in part, and opens them again; also when it
// was cut off before.
func TestSourcesThatThePassIsNotAboutAreSafe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := emptyWorld()
		now := drawRevision(t, revision{})
		w.run(t, plan.Diff(w.observe(now.wanted(w, nil)), now.wanted(w, nil)), -1, func(int) {})
		next := drawRevision(t, now)
		scope := map[string]bool{}
		for _, id := range sourceIDs() {
			if scope[id] = rapid.Bool().Draw(t, "in scope"); !scope[id] {
				next.sources[id] = now.sources[id]
			}
		}
		want := next.wanted(w, scope)
		p := plan.Diff(w.observe(want), want)
		cut := rapid.IntRange(-1, len(p.Units)).Draw(t, "cut")
		w.run(t, p, cut, func(int) { w.safe(t, "at first", p, now, next) })
		want = next.wanted(w, scope)
		p = plan.Diff(w.observe(want), want)
		w.run(t, p, -1, func(int) { w.safe(t, "after the cut", p, now, next) })
		w.reached(t, next)
		want = next.wanted(w, scope)
		if again := plan.Diff(w.observe(want), want); len(again.Units) > 0 {
			t.Fatalf("planning again is not empty: %+v", again)
		}
	})
}

// The order of S10: closings and gates, then openings, then views; so no fact
// that opens is written before the gates are.
func TestTheOrderOfAPlan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := emptyWorld()
		now := drawRevision(t, revision{})
		w.run(t, plan.Diff(w.observe(now.wanted(w, nil)), now.wanted(w, nil)), -1, func(int) {})
		want := drawRevision(t, now).wanted(w, nil)
		p := plan.Diff(w.observe(want), want)
		rank := map[plan.TargetKind]int{plan.TargetFacts: 0, plan.TargetSecrets: 1, plan.TargetWitness: 3}
		last, opened := 0, false
		for _, u := range p.Units {
			at, shared := rank[u.Target.Kind]
			if !shared {
				at = 2
			}
			if at < last {
				t.Fatalf("%s comes too late: %+v", u.Target, p)
			}
			last = at
			if u.Reason == "" || u.Database != "d" {
				t.Fatalf("a unit without reason or database: %+v", u)
			}
			for _, step := range u.Steps {
				if f, ok := step.(plan.WriteFacts); ok {
					opening := slices.ContainsFunc(f.Insert, func(r profile.Row) bool { return !closes(w, r) })
					if opened && !opening {
						t.Fatalf("facts are withdrawn after others were given: %+v", p)
					}
					opened = opened || opening
				}
			}
		}
	})
}

// closes reports whether writing the row takes something away from its user.
func closes(w *world, row profile.Row) bool {
	i := slices.IndexFunc(w.users[row.UserID].Rows, func(r profile.Row) bool { return profile.Compare(r, row) == 0 })
	if i < 0 {
		return row.Kind == profile.KindRevoked
	}
	longer := row.ValidUntil.After(w.users[row.UserID].Rows[i].ValidUntil)
	return longer == (row.Kind == profile.KindRevoked)
}

// Law 4: the order in which things are told changes nothing, not one byte of
// the script.
func TestPlansAreTheSameInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := emptyWorld()
		now := drawRevision(t, revision{})
		w.run(t, plan.Diff(w.observe(now.wanted(w, nil)), now.wanted(w, nil)), -1, func(int) {})
		w.users["ghost"] = plan.ObservedUser{Rows: []profile.Row{{UserID: "ghost", Fact: facts()[0], ValidUntil: profile.Forever}}}
		w.users["wraith"] = plan.ObservedUser{Rows: []profile.Row{{UserID: "wraith", Fact: facts()[0], ValidUntil: profile.Forever}}}
		want := drawRevision(t, now).wanted(w, nil)
		want.Sources = slices.DeleteFunc(want.Sources, func(plan.WantedSource) bool { return rapid.IntRange(0, 3).Draw(t, "a stray") == 0 })
		want.Ajar = []plan.Gate{{Source: "y", Admit: []view.Admission{"1"}}, {Source: "x", Admit: []view.Admission{"2"}}}
		have := w.observe(want)
		p := plan.Diff(have, want)
		shuffled := want
		shuffled.Users = slices.Clone(rapid.Permutation(want.Users).Draw(t, "users"))
		if len(want.Sources) > 0 {
			shuffled.Sources = rapid.Permutation(want.Sources).Draw(t, "sources")
		}
		shuffled.Ajar = rapid.Permutation(want.Ajar).Draw(t, "ajar")
		for i, u := range shuffled.Users {
			if len(u.Rows) > 0 {
				shuffled.Users[i].Rows = rapid.Permutation(u.Rows).Draw(t, "rows")
			}
		}
		other := have
		other.Ghosts = rapid.Permutation(have.Ghosts).Draw(t, "ghosts")
		if len(have.Strays) > 0 {
			other.Strays = rapid.Permutation(have.Strays).Draw(t, "strays")
		}
		q := plan.Diff(other, shuffled)
		if diff := cmp.Diff(p, q); diff != "" {
			t.Fatal(diff)
		}
		if one, two := script(t, p, want.Cluster), script(t, q, want.Cluster); one != two {
			t.Fatalf("the scripts are %s and %s", one, two)
		}
	})
}

func script(t *rapid.T, p plan.Plan, c catalog.Cluster) string {
	d, err := render.For(c)
	if err != nil {
		t.Fatal(err)
	}
	s, err := render.Script(d, p, c)
	if err != nil {
		t.Fatal(err)
	}
	return s.Of
}
