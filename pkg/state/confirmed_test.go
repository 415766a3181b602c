package state_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/state"
)

// table is a signature written as "identity: column type, column type"; "-"
// is an ordinal that a dropped column left behind.
func table(t testing.TB, text string) catalog.Signature {
	t.Helper()
	identity, columns, _ := strings.Cut(text, ": ")
	s := catalog.Signature{Identity: identity}
	for i, c := range strings.Split(columns, ", ") {
		name, declared, _ := strings.Cut(c, " ")
		if name == "-" {
			continue
		}
		observed, ok := catalog.ParseType(declared)
		if !ok {
			t.Fatalf("%q is no type", declared)
		}
		s.Columns = append(s.Columns, catalog.Observed{Name: name, Type: observed, Ordinal: i + 1})
	}
	return s
}

func TestConfirmed(t *testing.T) {
	t.Parallel()
	type pass struct {
		say []event.Event // before the pass
		see string        // what the warehouse declares
	}
	first := snapshot(t, 1, "a:int", "b:text")
	for name, c := range map[string]struct {
		passes []pass
		want   string // confirmed in the last pass
	}{
		"seen for the first time":         {[]pass{{[]event.Event{first}, "1: a int, b text"}}, "a b"},
		"another type":                    {[]pass{{[]event.Event{first}, "1: a bigint, b text"}}, "b"},
		"a column nobody spoke of":        {[]pass{{[]event.Event{first}, "1: a int, b text, c text"}}, "a b"},
		"nothing moved":                   {[]pass{{[]event.Event{first}, "1: a int, b text"}, {nil, "1: a int, b text"}}, "a b"},
		"a column moved":                  {[]pass{{[]event.Event{first}, "1: a int, b text"}, {nil, "1: -, b text, a int"}}, "b"},
		"a column moved and stays closed": {[]pass{{[]event.Event{first}, "1: a int, b text"}, {nil, "1: -, b text, a int"}, {nil, "1: -, b text, a int"}}, "b"},
		"moved there and back":            {[]pass{{[]event.Event{first}, "1: a int, b text"}, {nil, "1: -, b text, a int"}, {nil, "1: a int, b text"}}, "b"},
		"moved and confirmed":             {[]pass{{[]event.Event{first}, "1: a int, b text"}, {[]event.Event{snapshot(t, 2, "a:int!", "b:text")}, "1: -, b text, a int"}}, "a b"},
		"moved, then confirmed":           {[]pass{{[]event.Event{first}, "1: a int, b text"}, {nil, "1: -, b text, a int"}, {[]event.Event{snapshot(t, 2, "a:int!", "b:text")}, "1: -, b text, a int"}, {nil, "1: -, b text, a int"}}, "a b"},
		"moved, then crawled":             {[]pass{{[]event.Event{first}, "1: a int, b text"}, {nil, "1: -, b text, a int"}, {[]event.Event{snapshot(t, 2, "a:int", "b:text")}, "1: -, b text, a int"}}, "b"},
		"another table of that name":      {[]pass{{[]event.Event{first}, "1: a int, b text"}, {nil, "2: a int, b text"}}, ""},
		"another table, confirmed":        {[]pass{{[]event.Event{first}, "1: a int, b text"}, {nil, "2: a int, b text"}, {[]event.Event{snapshot(t, 2, "a:int!", "b:text")}, "2: a int, b text"}}, "a"},
		"gone and back, same place":       {[]pass{{[]event.Event{first}, "1: a int, b text"}, {nil, "1: a int"}, {nil, "1: a int, b text"}}, "a b"},
		"gone and back, elsewhere":        {[]pass{{[]event.Event{first}, "1: a int, b text"}, {nil, "1: a int"}, {nil, "1: a int, -, b text"}}, "a"},
		"gone and back in another table":  {[]pass{{[]event.Event{first}, "1: a int, b text"}, {nil, "2: a int"}, {nil, "2: a int, b text"}}, ""},
		"declared before it was there":    {[]pass{{[]event.Event{first}, "1: a int"}, {nil, "1: a int, b text"}}, "a b"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var o state.Object
			var before state.Applied
			var got map[string]bool
			for _, p := range c.passes {
				for _, e := range p.say {
					o, _ = state.Fold(o, e)
				}
				now := table(t, p.see)
				got = state.Confirmed(o.Reviews, before, now, false)
				before = state.Remember(before, o.Reviews, now, catalog.Table{Name: "t"}, o.Version)
				if again := state.Confirmed(o.Reviews, before, now, false); !maps.Equal(got, again) {
					t.Errorf("remembering changed the answer from %v to %v", got, again)
				}
			}
			if diff := gocmp.Diff(c.want, strings.Join(slices.Sorted(maps.Keys(got)), " ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestConfirmedKnowsRedshiftsDefaults(t *testing.T) {
	t.Parallel()
	o := fold(snapshot(t, 1, "a:text", "b:numeric", "c:varchar"))
	now := table(t, "1: a varchar(256), b numeric(18,0), c varchar(64)")
	if got := state.Confirmed(o.Reviews, state.Applied{}, now, true); !maps.Equal(got, map[string]bool{"a": true, "b": true}) {
		t.Errorf("on Redshift: %v", got)
	}
	if got := state.Confirmed(o.Reviews, state.Applied{}, now, false); len(got) > 0 {
		t.Errorf("on PostgreSQL: %v", got)
	}
}

// A source that is pointed at another table starts closed there.
func TestRememberAnotherTable(t *testing.T) {
	t.Parallel()
	o := fold(snapshot(t, 1, "a:int"))
	now := table(t, ": a int")
	before := state.Remember(state.Applied{}, o.Reviews, now, catalog.Table{Name: "t"}, 1)
	before = state.Remember(before, o.Reviews, now, catalog.Table{Name: "u"}, 2)
	if got := state.Confirmed(o.Reviews, before, now, false); len(got) > 0 {
		t.Errorf("%v", got)
	}
}
