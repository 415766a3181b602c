package render_test

import (
	"slices"
	"testing"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/profile"
	"scrim/pkg/render"
	"scrim/pkg/render/rendertest"
	"scrim/pkg/view"
)

// TestAsideGolden: what is tried beside what is in force: relations of scrim's
// own under other names, a table with its rows, what is written into them, a
// view about another moment, and looks at both.
func TestAsideGolden(t *testing.T) {
	each(t, func(t *testing.T, plain render.Dialect, c catalog.Cluster) {
		now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.FixedZone("", 3600))
		d := render.Aside(plain, "try_x_", now)
		statements, err := render.ReadByViews(d, c)
		if err != nil {
			t.Fatal(err)
		}
		add := func(more []plan.SQL, err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
			statements = append(statements, more...)
		}
		look := func(at catalog.Table, columns []string, most int) {
			t.Helper()
			text, err := render.Look(d, c, at, columns, most)
			add([]plan.SQL{{Text: text, Rows: plan.AnyRows}}, err)
		}
		at := render.Own(d, c, "table")
		columns := []catalog.Observed{
			{Name: "id", Type: catalog.Type{Kind: catalog.Integer}}, {Name: `o"dd`, Type: catalog.Type{Kind: catalog.Varchar, Length: 3}},
			{Name: "old", Type: catalog.Type{Kind: catalog.Boolean}}, {Name: "born", Type: catalog.Type{Kind: catalog.Date}},
		}
		table, err := render.Table(d, c, at, columns)
		add([]plan.SQL{table}, err)
		add(render.Rows(d, c, at, columns, [][]any{{"1", "abc", true, "2026-01-31"}, {"2", nil, false, nil}}))
		add(render.Data(d, c,
			plan.WriteFacts{Wipe: []string{"ann"}, Insert: []profile.Row{{UserID: "ann", Fact: profile.Fact{Kind: profile.KindGroup, Value: "hr"}, ValidUntil: now}}},
			plan.PutCounting{Source: "s", Counted: plan.Counted{Counting: "c", Attempt: "1", Combinations: 7, At: now, ValidUntil: now.Add(time.Hour)}}))
		v := rendertest.Employees()
		v.Base, v.Columns = at, []view.Column{{Name: "id", Type: columns[0].Type, Choices: rendertest.Always(view.Raw{})}}
		v.Rows = view.Age{Column: view.ColumnRef{Name: "born", Type: columns[3].Type}, Minutes: 90}
		text, err := render.View(d, v, render.Options{Cluster: c, Barrier: true, Admission: rendertest.Admission})
		add([]plan.SQL{{Text: text, Rows: plan.AnyRows}}, err)
		look(at, []string{"id", `o"dd`}, 3)
		var actions []plan.Action
		for _, s := range statements {
			actions = append(actions, s)
		}
		golden(t, plain, "aside", render.Text(plan.Script{Units: []plan.ScriptUnit{{Groups: [][]plan.Action{actions}}}}))
	})
}

// Rows are bound in their order, no statement takes more arguments than
// Redshift does, and one with too many columns has a row all the same.
func TestTheRowsOfATable(t *testing.T) {
	each(t, func(t *testing.T, d render.Dialect, c catalog.Cluster) {
		at := catalog.Table{Schema: "s", Name: "t"}
		columns := []catalog.Observed{{Name: "a", Type: catalog.Type{Kind: catalog.Text}}, {Name: "b", Type: catalog.Type{Kind: catalog.Boolean}}}
		got, err := render.Rows(d, c, at, columns, [][]any{{"x", true}, {nil, nil}, {"y", false}})
		if err != nil || len(got) != 1 || got[0].Rows != 3 {
			t.Fatalf("%+v, %v", got, err)
		}
		personal := func(v any) plan.Arg { return plan.Value{V: v, Personal: true} }
		if want := []plan.Arg{personal("x"), personal(true), personal("y"), personal(false)}; !slices.Equal(got[0].Args, want) {
			t.Errorf("binds %v", got[0].Args)
		}
		for _, wide := range []int{1, 7, 20000} {
			columns, rows := make([]catalog.Observed, wide), make([][]any, 60000/wide)
			for i := range columns {
				columns[i] = catalog.Observed{Name: "c", Type: catalog.Type{Kind: catalog.Boolean}}
			}
			for i := range rows {
				rows[i] = slices.Repeat([]any{true}, wide)
			}
			filled := 0
			got, err := render.Rows(d, c, at, columns, rows)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range got {
				filled += s.Rows
				if len(s.Args) > 32767 || len(s.Args) != s.Rows*wide {
					t.Errorf("%d columns: a statement of %d rows with %d arguments", wide, s.Rows, len(s.Args))
				}
			}
			if filled != len(rows) {
				t.Errorf("%d columns: %d of %d rows are filled", wide, filled, len(rows))
			}
		}
		if got, err := render.Rows(d, c, catalog.Table{}, columns, [][]any{{"x", true}}); err == nil {
			t.Errorf("a table without a name is filled by %+v", got)
		}
	})
}

// Where no moment is given the warehouse's clock is asked, as in force.
func TestTheMomentAside(t *testing.T) {
	each(t, func(t *testing.T, d render.Dialect, _ catalog.Cluster) {
		at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.FixedZone("", 3600))
		for _, early := range []bool{false, true} {
			if got := render.Moment(render.Aside(d, "x_", at), early); got != "TIMESTAMP '2026-01-02 02:04:05.000000'" {
				t.Errorf("it is %s", got)
			}
			if got := render.Moment(render.Aside(d, "x_", time.Time{}), early); got != render.Moment(d, early) {
				t.Errorf("without one it is %s", got)
			}
		}
	})
}
