package exposure_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"scrim/pkg/catalog"
	"scrim/pkg/exposure"
	"scrim/pkg/profile"
	"scrim/pkg/view"
)

func now() time.Time { return time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC) }

func text(name string) view.ColumnRef {
	return view.ColumnRef{Name: name, Type: catalog.Type{Kind: catalog.Text}}
}

func group(name string) view.Pred {
	return view.HasFact{Fact: profile.Fact{Kind: profile.KindGroup, Value: name}}
}

func is(column, value string) view.Pred {
	return view.Compare{Column: text(column), Op: "=", Literal: catalog.Literal{Kind: catalog.Text, Text: value}}
}

func among(column, attribute string) view.Pred {
	return view.Held{Column: text(column), Kind: profile.KindAttribute, Name: attribute}
}

func hash() view.Cell { return view.Hash{Salt: "source/people/1", Digits: 64} }

// people is a view that known users see, with an id, an e-mail address and a
// region.
func people(rows view.Pred, email ...view.Choice) *view.View {
	raw := []view.Choice{{When: view.Always{}, Show: view.Raw{}}}
	return &view.View{
		Source: "crm.people", Name: catalog.ViewName{Schema: "governed", Name: "people"}, Base: catalog.Table{Database: "d", Schema: "crm", Name: "people"},
		Admit: view.HasAny{Kind: profile.KindUser}, Rows: rows,
		Columns: []view.Column{
			{Name: "id", Type: text("").Type, Choices: raw}, {Name: "email", Type: text("").Type, Choices: email}, {Name: "region", Type: text("").Type, Choices: raw},
		},
	}
}

func shows(c view.Cell) view.Choice { return view.Choice{When: view.Always{}, Show: c} }

func when(p view.Pred, c view.Cell) view.Choice { return view.Choice{When: p, Show: c} }

// facts are of a user: "group hr", "region EU", "project p", "until yesterday
// group hr".
func facts(id string, all ...string) []profile.Row {
	rows := []profile.Row{{UserID: id, Fact: profile.Fact{Kind: profile.KindUser, Value: id}, ValidUntil: profile.Forever}}
	for _, one := range all {
		until := profile.Forever
		if rest, ended := strings.CutPrefix(one, "until yesterday "); ended {
			one, until = rest, now().Add(-24*time.Hour)
		}
		kind, value, _ := strings.Cut(one, " ")
		fact := profile.Fact{Kind: profile.KindAttribute, Name: kind, Value: value}
		switch kind {
		case "group":
			fact = profile.Fact{Kind: profile.KindGroup, Value: value}
		case "project":
			fact = profile.Fact{Kind: profile.KindContext, Value: value}
		}
		rows = append(rows, profile.Row{UserID: id, Fact: fact, ValidUntil: until})
	}
	return rows
}

func same(id string, all ...string) exposure.User {
	return exposure.User{ID: id, Before: facts(id, all...), After: facts(id, all...)}
}

func staff() []exposure.User {
	return []exposure.User{
		same("ann", "group hr", "region EU"), same("bob", "group hr", "region US"), same("carl", "region EU"),
		same("dora", "region EU", "region US"), same("emil"), {ID: "stranger"},
	}
}

func lines(d exposure.Delta) string {
	var out []string
	for _, l := range d.Lines() {
		out = append(out, l.String())
	}
	return strings.Join(out, "\n")
}

func TestWhatIsSaid(t *testing.T) {
	joint := view.Hash{Salt: "source/people/1", Digits: 64, Joint: view.NewJoint("p")}
	moved := people(view.Always{})
	moved.Base.Name = "persons"
	for name, one := range map[string]struct {
		before, after *view.View
		users         []exposure.User
		want          []string
	}{
		"nothing": {before: people(is("region", "EU"), shows(hash())), after: people(is("region", "EU"), shows(hash()))},
		"a cell is clear": {
			before: people(view.Always{}, shows(hash())), after: people(view.Always{}, when(group("hr"), view.Raw{}), shows(hash())),
			want: []string{"2 users gain email of crm.people: a hash → clear (ann, bob)"},
		},
		"a cell is hidden": {
			before: people(view.Always{}, shows(hash())), after: people(view.Always{}),
			want: []string{"5 users lose email of crm.people: a hash → NULL (ann, bob, carl, dora, emil)"},
		},
		"a cell is masked otherwise": {
			before: people(view.Always{}, shows(view.Partial{First: 1, Fill: "*"})), after: people(view.Always{}, shows(view.Email{Fill: "*"})),
			want: []string{"5 users see email of crm.people otherwise: a partial value → an e-mail address's domain (ann, bob, carl, dora, emil)"},
		},
		"a cell is masked otherwise, in the same way": {
			before: people(view.Always{}, shows(view.Regex{Pattern: "a", Replacement: "b"})), after: people(view.Always{}, shows(view.Regex{Pattern: "a", Replacement: "c"})),
			want: []string{"5 users see email of crm.people otherwise: a regex → a regex, made otherwise (ann, bob, carl, dora, emil)"},
		},
		"a cell is clear in some rows": {
			before: people(view.Always{}, shows(hash())), after: people(view.Always{}, when(is("region", "EU"), view.Raw{}), shows(hash())),
			want: []string{`5 users gain email of crm.people: a hash → clear where region = "EU", else a hash (ann, bob, carl, dora, emil)`},
		},
		"a cell is clear in fewer rows, and only where rows are shown does it matter": {
			before: people(is("region", "EU"), when(is("region", "EU"), view.Raw{}), shows(hash())), after: people(is("region", "EU"), when(is("region", "EU"), view.Raw{})),
		},
		"more rows": {
			before: people(is("region", "EU")), after: people(view.Or(group("hr"), is("region", "EU"))),
			want: []string{`2 users gain rows of crm.people: rows where region = "EU" → all rows (ann, bob)`},
		},
		"fewer rows, and none for some": {
			before: people(view.Always{}), after: people(among("region", "region")),
			want: []string{
				"1 user loses crm.people: it was all rows; id, region clear; email NULL (emil)",
				"4 users lose rows of crm.people: all rows → rows where region is among the reader's values of region (ann, bob, carl, dora)",
			},
		},
		"what cannot be compared can, once it is known who reads": {
			before: people(is("region", "EU")), after: people(among("region", "region")),
			want: []string{
				`1 user gains rows of crm.people: rows where region = "EU" → rows where region is one of "EU", "US" (dora)`,
				`1 user sees other rows of crm.people: rows where region = "EU" → rows where region is one of "US" (bob)`,
				`1 user loses crm.people: it was rows where region = "EU"; id, region clear; email NULL (emil)`,
			},
		},
		"a new source": {
			after: people(is("region", "EU"), when(group("hr"), view.Raw{}), shows(hash())),
			want: []string{
				`2 users gain crm.people: rows where region = "EU"; id, email, region clear (ann, bob)`,
				`3 users gain crm.people: rows where region = "EU"; id, region clear; email a hash (carl, dora, emil)`,
			},
		},
		"a source that is gone": {
			before: people(view.Always{}, shows(hash())),
			want:   []string{"5 users lose crm.people: it was all rows; id, region clear; email a hash (ann, bob, carl, dora, emil)"},
		},
		"another table": {
			before: people(view.Always{}), after: moved,
			want: []string{
				"5 users see other rows of crm.people: all rows of d.crm.people → all rows of d.crm.persons (ann, bob, carl, dora, emil)",
				"5 users see id of crm.people otherwise: clear → clear, made otherwise (ann, bob, carl, dora, emil)",
				"5 users see region of crm.people otherwise: clear → clear, made otherwise (ann, bob, carl, dora, emil)",
			},
		},
		"somebody's facts": {
			before: people(among("region", "region"), when(group("hr"), view.Raw{})), after: people(among("region", "region"), when(group("hr"), view.Raw{})),
			users: []exposure.User{
				{ID: "ann", Before: facts("ann", "region EU"), After: facts("ann", "region EU", "region US")},
				{ID: "bob", Before: facts("bob", "region EU"), After: facts("bob", "region EU", "group hr")},
				{ID: "carl", Before: facts("carl", "region EU"), After: facts("carl", "region EU", "until yesterday group hr")},
				{ID: "dora", Before: facts("dora", "region EU")},
				{ID: "emil", Before: facts("emil", "region EU"), After: facts("emil", "region EU", "unasked 3")},
			},
			want: []string{
				`1 user gains rows of crm.people: rows where region is one of "EU" → rows where region is one of "EU", "US" (ann)`,
				"1 user gains email of crm.people: NULL → clear (bob)",
				"1 user loses crm.people: it was rows where region is one of \"EU\"; id, region clear; email NULL (dora)",
			},
		},
		"a project in which hashes join": {
			before: people(view.Always{}, shows(joint)), after: people(view.Always{}, shows(joint)),
			users: []exposure.User{
				{ID: "ann", Before: facts("ann", "project none"), After: facts("ann", "project p")},
				{ID: "bob", Before: facts("bob", "project none"), After: facts("bob", "project q")},
			},
			want: []string{"1 user sees email of crm.people otherwise: a hash → a hash, made otherwise (ann)"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			if one.users == nil {
				one.users = staff()
			}
			d := exposure.Compare([]exposure.Source{{ID: "crm.people", Before: one.before, After: one.after}}, one.users, now())
			if diff := cmp.Diff(strings.Join(one.want, "\n"), lines(d)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What happens to many people, or to many sources, is one line.
func TestALineIsOne(t *testing.T) {
	var sources []exposure.Source
	var users []exposure.User
	for i := range 40 {
		sources = append(sources, exposure.Source{ID: fmt.Sprintf("s%02d", i), Before: people(view.Always{}, shows(hash())), After: people(view.Always{}, shows(view.Raw{}))})
	}
	for i := range 300 {
		users = append(users, same(fmt.Sprintf("u%03d", i)))
	}
	d := exposure.Compare(sources, users, now())
	want := "300 users gain email of s00, s01, s02 and 37 more: a hash → clear (u000, u001, u002, u003, u004 and 295 more)"
	if got := lines(d); got != want || len(d.Changes) != 40 || len(d.Crowds) != 1 || len(d.Crowds[0]) != 300 {
		t.Errorf("%s\n%d changes, %d crowds", got, len(d.Changes), len(d.Crowds))
	}
}

// The order of what comes in changes nothing.
func TestTheOrderDoesNotMatter(t *testing.T) {
	sources := []exposure.Source{
		{ID: "a", Before: people(view.Always{}, shows(hash())), After: people(among("region", "region"), shows(view.Raw{}))},
		{ID: "b", After: people(is("region", "EU"), when(group("hr"), view.Raw{}))},
	}
	there := exposure.Compare(sources, staff(), now())
	sources[0], sources[1] = sources[1], sources[0]
	users := staff()
	users[0], users[3] = users[3], users[0]
	back := exposure.Compare(sources, users, now())
	one, err := json.Marshal(there)
	if err != nil {
		t.Fatal(err)
	}
	two, err := json.Marshal(back)
	if err != nil {
		t.Fatal(err)
	}
	if string(one) != string(two) {
		t.Errorf("%s\n%s", one, two)
	}
}

// The rows of a change can be counted for whoever stands for the crowd.
func TestRowsToCount(t *testing.T) {
	d := exposure.Compare([]exposure.Source{{ID: "crm.people", Before: people(view.Always{}), After: people(among("region", "region"))}}, staff(), now())
	for _, c := range d.Changes {
		if c.What == exposure.OfColumn {
			continue
		}
		alone := len(d.Users(c)) == 1
		if c.Rows == nil || c.Rows.All != alone || !view.Same(c.Rows.Before.Pred, view.Always{}) {
			t.Fatalf("%+v: %+v", c, c.Rows)
		}
		if c.What == exposure.OfRows {
			if c.Rows.As != "ann" || strings.Join(c.Rows.After.Lists[exposure.List{Kind: profile.KindAttribute, Name: "region"}], ",") != "EU" {
				t.Errorf("%+v", c.Rows)
			}
		}
	}
}

// 1,000 sources, 5,000 users, one policy over all of them that changes.
func BenchmarkOnePolicyChanges(b *testing.B) {
	const nSources, nUsers = 1000, 5000
	var sources []exposure.Source
	var users []exposure.User
	for i := range nSources {
		id := fmt.Sprintf("s%04d", i)
		before, after := people(among("region", "region"), shows(hash())), people(among("region", "region"), when(group("g3"), view.Raw{}), shows(hash()))
		for _, v := range []*view.View{before, after} {
			v.Source = id
			v.Admit = view.And(v.Admit, view.HasFact{Fact: profile.Fact{Kind: profile.KindRevoked, Value: id}, Absent: true},
				view.HasFact{Fact: profile.Fact{Kind: profile.KindContext, Value: "none"}},
				view.Or(group("g1"), group("g2"), view.HasFact{Fact: profile.Fact{Kind: profile.KindApproved, Value: id}}))
			for c := range 17 {
				v.Columns = append(v.Columns, view.Column{Name: fmt.Sprintf("c%d", c), Type: catalog.Type{Kind: catalog.Text}, Choices: []view.Choice{when(group(fmt.Sprintf("g%d", c%9)), view.Raw{}), shows(hash())}})
			}
		}
		sources = append(sources, exposure.Source{ID: id, Before: before, After: after})
	}
	for i := range nUsers {
		id := fmt.Sprintf("u%04d", i)
		all := []string{"project none", fmt.Sprintf("region r%d", i%31)}
		for g := range 12 {
			if (i>>(g%10)+g)%3 == 0 {
				all = append(all, fmt.Sprintf("group g%d", g))
			}
		}
		one := facts(id, all...)
		one = append(one, profile.Row{UserID: id, Fact: profile.Fact{Kind: profile.KindApproved, Value: fmt.Sprintf("s%04d", i%nSources)}, ValidUntil: profile.Forever})
		users = append(users, exposure.User{ID: id, Before: one, After: one})
	}
	for b.Loop() {
		d := exposure.Compare(sources, users, now())
		if len(d.Changes) == 0 {
			b.Fatal("nothing changed")
		}
	}
}
