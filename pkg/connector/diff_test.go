package connector_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"scrim/pkg/connector"
)

// things is one of each type.
func things() []connector.Thing {
	to := connector.Principal{Kind: connector.IsRole, Name: "a/b"}
	return []connector.Thing{
		connector.Database{Name: "work"},
		connector.Role{Name: "a/b"},
		connector.Login{Name: "tool", IAM: true},
		connector.Settings{Login: "tool", Connections: 10},
		connector.Member{Role: "a/b", Login: "tool"},
		connector.Schema{Database: "work", Name: "books"},
		connector.Grant{Privilege: connector.Usage, On: connector.Object{Kind: connector.OnSchema, Database: "dev", Schema: "a"}, To: to},
		connector.Grant{Privilege: connector.Select, On: connector.Object{Kind: connector.OnTable, Database: "dev", Schema: "a", Table: "b/c"}, To: to},
		connector.Grant{Privilege: connector.Select, On: connector.Object{Kind: connector.OnFuture, Database: "dev", Schema: "a", Creator: "b/c"}, To: to},
		connector.ServiceAccount{Project: "p", ID: "tool", DisplayName: "Tool"},
		connector.CustomRole{Project: "p", ID: "r", Permissions: []string{"bigquery.tables.get"}},
		connector.Dataset{Project: "p", Name: "books", Location: "EU"},
		connector.Binding{Role: "roles/bigquery.user", Project: "p", Member: "serviceAccount:tool@p.iam.gserviceaccount.com"},
	}
}

// TestThingsAreKept: what a store keeps of a thing gives the same thing back,
// and no two have one key.
func TestThingsAreKept(t *testing.T) {
	keys := map[connector.Key]bool{}
	for _, thing := range things() {
		text, err := connector.EncodeThing(thing)
		if err != nil {
			t.Fatal(err)
		}
		back, err := connector.DecodeThing(text)
		if diff := cmp.Diff(thing, back); err != nil || diff != "" {
			t.Errorf("%s came back otherwise: %v\n%s", text, err, diff)
		}
		if keys[thing.Key()] {
			t.Errorf("%s is two things' key", thing.Key())
		}
		keys[thing.Key()] = true
	}
	for _, text := range []string{`{}`, `{"role":{"name":"a"},"login":{"name":"b"}}`, `{"shrine":{}}`, `{"role":{"name":"a","colour":"red"}}`, `x`} {
		if thing, err := connector.DecodeThing([]byte(text)); err == nil {
			t.Errorf("%s was read as %v", text, thing)
		}
	}
}

// world is a warehouse that has things, and what scrim remembers of them.
type world struct {
	has  map[connector.Key]connector.Thing
	held []connector.Thing
}

func (w *world) observe(want []connector.Wanted, ours map[connector.Key]bool) connector.Observed {
	out := connector.Observed{There: map[connector.Key]connector.State{}}
	asked := map[connector.Key]bool{}
	for _, one := range want {
		asked[one.Thing.Key()] = true
	}
	for k, t := range w.has {
		if asked[k] || ours[k] {
			out.There[k] = connector.Present
		} else {
			out.Foreign = append(out.Foreign, t)
		}
	}
	return out
}

func (w *world) ours() map[connector.Key]bool {
	out := map[connector.Key]bool{}
	for _, t := range w.held {
		out[t.Key()] = true
	}
	return out
}

func (w *world) plan(want []connector.Wanted, o connector.Options) connector.Plan {
	return connector.Diff(want, w.observe(want, w.ours()), w.held, o)
}

func (w *world) run(p connector.Plan) {
	for _, s := range p.Steps {
		k := s.Thing.Key()
		if s.Do == connector.Remove {
			delete(w.has, k)
			w.held = slices.DeleteFunc(w.held, func(t connector.Thing) bool { return t.Key() == k })
			continue
		}
		w.has[k] = s.Thing
		w.held = append(w.held, s.Thing)
	}
}

// TestPlanningTwiceIsEmpty: after a plan was carried out the next is empty;
// what was there before scrim outlives the removal of everything; what others
// gave goes only when the plan is authoritative.
func TestPlanningTwiceIsEmpty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := things()
		some := func(label string) []connector.Thing {
			return rapid.SliceOfDistinct(rapid.SampledFrom(all), func(one connector.Thing) connector.Key { return one.Key() }).Draw(t, label)
		}
		w := world{has: map[connector.Key]connector.Thing{}}
		before := some("before")
		for _, one := range before {
			w.has[one.Key()] = one
		}
		for range rapid.IntRange(1, 3).Draw(t, "changes") {
			var want []connector.Wanted
			for _, one := range some("wanted") {
				want = append(want, connector.Wanted{Thing: one, Why: "it is wanted"})
			}
			w.run(w.plan(want, connector.Options{}))
			if p := w.plan(want, connector.Options{}); !p.Empty() {
				t.Fatalf("planning again gives %v", p.Steps)
			}
			for _, one := range want {
				if w.has[one.Thing.Key()] == nil {
					t.Fatalf("%s was wanted and is not there", one.Thing.Key())
				}
			}
		}
		last := w.plan(nil, connector.Options{})
		w.run(last)
		for _, one := range last.Left { // others gave something to them
			before = append(before, one.Thing)
		}
		if diff := cmp.Diff(keysOf(before), slices.Sorted(maps.Keys(w.has))); diff != "" {
			t.Fatalf("what was there before is not what is left:\n%s", diff)
		}
		w.run(w.plan(nil, connector.Options{Authoritative: true}))
		if len(w.has) > 0 {
			t.Fatalf("an authoritative plan leaves %v", w.has)
		}
	})
}

// TestWhatIsInTheWay: what scrim made goes only when nobody loses anything by
// it that scrim did not give.
func TestWhatIsInTheWay(t *testing.T) {
	login, settings, role, schema := connector.Login{Name: "tool"}, connector.Settings{Login: "tool"}, connector.Role{Name: "r"}, connector.Schema{Database: "d", Name: "s"}
	held := []connector.Thing{role, login, settings, schema}
	table := connector.Object{Kind: connector.OnTable, Database: "d", Schema: "s", Table: "t"}
	have := func() connector.Observed {
		out := connector.Observed{There: map[connector.Key]connector.State{}, Waiting: map[connector.Key]string{}}
		for _, one := range held {
			out.There[one.Key()] = connector.Present
		}
		return out
	}
	full := have()
	full.Waiting[schema.Key()] = "it is not empty"
	given := have()
	given.Foreign = []connector.Thing{connector.Grant{Privilege: connector.Select, On: table, To: connector.Principal{Kind: connector.IsRole, Name: "r"}}}
	owns := have()
	owns.Owned = []connector.Owned{{On: table, By: "tool"}}
	blind := have()
	blind.There[role.Key()] = connector.Unknown
	for _, c := range []struct {
		name        string
		have        connector.Observed
		o           connector.Options
		steps, left int
	}{
		{"nothing", have(), connector.Options{}, 4, 0},
		{"a table in the schema", full, connector.Options{}, 3, 1},
		{"a grant of somebody else", given, connector.Options{}, 3, 1},
		{"that grant, taken too", given, connector.Options{Authoritative: true}, 5, 0},
		{"a table of the login's", owns, connector.Options{}, 2, 2},
		{"a table, and who takes it", owns, connector.Options{ReassignTo: "etl"}, 5, 0},
		{"what cannot be seen", blind, connector.Options{}, 3, 1},
	} {
		p := connector.Diff(nil, c.have, held, c.o)
		if len(p.Steps) != c.steps || len(p.Left) != c.left {
			t.Errorf("%s: %d steps, %d left: %+v", c.name, len(p.Steps), len(p.Left), p)
		}
	}
}

// TestRotation is of a login that scrim made, unless it is authoritative.
func TestRotation(t *testing.T) {
	login := connector.Login{Name: "tool"}
	have := connector.Observed{There: map[connector.Key]connector.State{login.Key(): connector.Present}}
	want := []connector.Wanted{{Thing: login}}
	if p := connector.Diff(want, have, nil, connector.Options{Rotate: true}); len(p.Steps) != 0 || len(p.Waiting) != 1 {
		t.Errorf("somebody else's: %+v", p)
	}
	if p := connector.Diff(want, have, []connector.Thing{login}, connector.Options{Rotate: true}); len(p.Steps) != 1 || p.Steps[0].Do != connector.Rotate {
		t.Errorf("scrim's own: %+v", p)
	}
	if p := connector.Diff([]connector.Wanted{{Thing: connector.Login{Name: "tool", IAM: true}}}, have, []connector.Thing{login}, connector.Options{Rotate: true}); len(p.Steps) != 0 {
		t.Errorf("without a password: %+v", p)
	}
}

func keysOf(things []connector.Thing) []connector.Key {
	var out []connector.Key
	for _, t := range things {
		out = append(out, t.Key())
	}
	slices.Sort(out)
	return out
}

// TestWhatWasThereBefore is not scrim's: it is reported, and neither mended
// nor counted as held.
func TestWhatWasThereBefore(t *testing.T) {
	login, role := connector.Login{Name: "tool"}, connector.Role{Name: "r"}
	want := []connector.Wanted{{Thing: role}, {Thing: login}}
	have := connector.Observed{There: map[connector.Key]connector.State{role.Key(): connector.Present, login.Key(): connector.Different}}
	p := connector.Diff(want, have, nil, connector.Options{})
	if len(p.Steps) != 0 || len(p.Kept) != 1 || len(p.Waiting) != 1 || p.Empty() {
		t.Errorf("the plan is %+v", p)
	}
	p = connector.Diff(want, have, []connector.Thing{login}, connector.Options{})
	if len(p.Steps) != 1 || p.Steps[0].Do != connector.Mend {
		t.Errorf("a login of scrim's own is not mended: %+v", p)
	}
}
