package view_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"scrim/pkg/catalog"
	"scrim/pkg/profile"
	"scrim/pkg/view"
)

// everywhere calls for every reader and row of the small world.
func everywhere(visit func(r reader, at row)) {
	for _, r := range readers() {
		for _, at := range rows() {
			visit(r, at)
		}
	}
}

func TestAndAndOrKeepTheirMeaning(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := make([]view.Pred, rapid.IntRange(0, 4).Draw(t, "n"))
		for i := range parts {
			parts[i] = drawPred(t, 2)
		}
		if len(parts) > 0 && rapid.Bool().Draw(t, "a nil") {
			parts[0] = nil
		}
		and, or := view.And(parts...), view.Or(parts...)
		everywhere(func(r reader, at row) {
			if holds(view.All(parts), r, at) != holds(and, r, at) {
				t.Fatalf("And(%#v) is %#v, which differs for %v", parts, and, r.facts())
			}
			if holds(view.Any(parts), r, at) != holds(or, r, at) {
				t.Fatalf("Or(%#v) is %#v, which differs for %v", parts, or, r.facts())
			}
		})
		if !view.Same(view.And(and), and) || !view.Same(view.Or(or), or) {
			t.Fatalf("%#v or %#v is not as simple as it gets", and, or)
		}
	})
}

func TestWhatAndAndOrLeaveAway(t *testing.T) {
	x, notX := fact("hr", false), fact("hr", true)
	y, z := fact("it", false), view.IsNull{Column: textColumn("a")}
	for _, one := range []struct {
		name      string
		got, want view.Pred
	}{
		{"nothing", view.And(), view.Always{}},
		{"no alternative", view.Or(), view.Never{}},
		{"one part", view.And(view.Always{}, x), x},
		{"never", view.And(x, view.Never{}), view.Never{}},
		{"nil never holds", view.And(x, nil), view.Never{}},
		{"nil is no alternative", view.Or(x, nil), x},
		{"always", view.Or(x, view.Always{}), view.Always{}},
		{"flat", view.And(x, view.All{y, view.All{z}}), view.All{x, y, z}},
		{"twice", view.Or(x, y, view.Any{y, x}), view.Any{x, y}},
		{"both ways", view.And(x, notX), view.Never{}},
		{"either way", view.Or(x, notX), view.Always{}},
		{"ruled out", view.And(x, view.Any{notX, y}), view.All{x, y}},
		{"decided", view.And(x, view.Any{x, y}), x},
		{"decided, dual", view.Or(x, view.All{x, y}), x},
		{"ruled out, dual", view.Or(x, view.All{notX, y}), view.Any{x, y}},
		{"a comparison has no complement", view.Or(compare("=", "EU"), compare("<>", "EU")), view.Any{compare("=", "EU"), compare("<>", "EU")}},
	} {
		if !view.Same(one.got, one.want) {
			t.Errorf("%s: got %#v, want %#v", one.name, one.got, one.want)
		}
	}
}

func fact(group string, absent bool) view.Pred {
	return view.HasFact{Fact: profile.Fact{Kind: profile.KindGroup, Value: group}, Absent: absent}
}

func compare(op, text string) view.Pred {
	return view.Compare{Column: textColumn("a"), Op: op, Literal: catalog.Literal{Kind: catalog.Text, Text: text}}
}

func TestImpliesIsSound(t *testing.T) {
	proven := 0
	rapid.Check(t, func(t *rapid.T) {
		p, q := drawPred(t, 2), drawPred(t, 2)
		switch rapid.IntRange(0, 3).Draw(t, "related") {
		case 0:
			q = view.Or(q, p)
		case 1:
			p = view.And(p, q)
		}
		if !view.Implies(p, q) {
			return
		}
		proven++
		everywhere(func(r reader, at row) {
			if holds(p, r, at) && !holds(q, r, at) {
				t.Fatalf("%#v does not imply %#v: %v", p, q, r.facts())
			}
		})
	})
	if proven < 20 {
		t.Errorf("only %d implications were proven", proven)
	}
}

// Covers is what a gate rests on: wide is admitted beside narrow only then.
func TestCoversIsSound(t *testing.T) {
	proven := 0
	rapid.Check(t, func(t *rapid.T) {
		narrow := drawView(t)
		wide := near(t, narrow)
		if rapid.Bool().Draw(t, "the other way round") {
			narrow, wide = wide, narrow
		}
		if !view.Covers(wide, narrow) {
			return
		}
		proven++
		everywhere(func(r reader, at row) {
			less, more := shown(narrow, r, at), shown(wide, r, at)
			if less == nil {
				return
			}
			if more == nil {
				t.Fatalf("a row of the narrow view is not in the wide one, for %v", r.facts())
			}
			for i := range less {
				if !tellsAtMost(less[i], more[i]) {
					t.Fatalf("column %d: %#v in the wide view and %#v in the narrow one, for %v", i, more[i], less[i], r.facts())
				}
			}
		})
	})
	if proven < 5 {
		t.Errorf("only %d covers were proven", proven)
	}
}

func TestCoversProvesWhatItShould(t *testing.T) {
	hr, it := fact("hr", false), fact("it", false)
	hash := view.Hash{Salt: "source/s/1", Digits: 8}
	of := func(admit, rows, clear view.Pred, mask view.Cell) view.View {
		return view.View{
			Base: catalog.Table{Name: "t"}, Admit: admit, Rows: rows,
			Columns: []view.Column{{Name: "a", Type: catalog.Type{Kind: catalog.Text}, Choices: []view.Choice{{When: clear, Show: view.Raw{}}, {When: view.Always{}, Show: mask}}}},
		}
	}
	base := of(hr, hr, hr, hash)
	other := base
	other.Base.Name = "u"
	renamed := base
	renamed.Columns = []view.Column{{Name: "b", Type: base.Columns[0].Type, Choices: base.Columns[0].Choices}}
	retyped := base
	retyped.Columns = []view.Column{{Name: "a", Type: catalog.Type{Kind: catalog.Date}, Choices: base.Columns[0].Choices}}
	for _, one := range []struct {
		name string
		wide view.View
		want bool
	}{
		{"itself", base, true},
		{"more are let in", of(view.Or(hr, it), hr, hr, hash), true},
		{"more rows", of(hr, view.Always{}, hr, hash), true},
		{"more clear cells", of(hr, hr, view.Or(it, hr), hash), true},
		{"all clear", of(hr, hr, view.Always{}, hash), true},
		{"fewer are let in", of(view.And(hr, it), hr, hr, hash), false},
		{"fewer rows", of(hr, view.And(hr, it), hr, hash), false},
		{"fewer clear cells", of(hr, hr, it, hash), false},
		{"another mask", of(hr, hr, hr, view.Null{}), false},
		{"another table", other, false},
		{"another column", renamed, false},
		{"another type", retyped, false},
		{"no column", view.View{Base: base.Base, Admit: hr, Rows: hr}, false},
	} {
		if got := view.Covers(one.wide, base); got != one.want {
			t.Errorf("%s: covers is %v", one.name, got)
		}
	}
}

// What waits for approval is shown as the meet of old and new: at most what
// both show.
func TestMeetShowsAtMostBoth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawView(t)
		b := near(t, a)
		if rapid.IntRange(0, 9).Draw(t, "other table") == 0 {
			b.Base.Name = "other"
		}
		met := view.Meet(a, b)
		everywhere(func(r reader, at row) {
			got := shown(met, r, at)
			if got == nil {
				return
			}
			inA, inB := shown(a, r, at), shown(b, r, at)
			if inA == nil || inB == nil {
				t.Fatalf("a row that one of the two hides, for %v", r.facts())
			}
			for i := range got {
				if !tellsAtMost(got[i], inA[i]) || !tellsAtMost(got[i], inB[i]) {
					t.Fatalf("column %d: %#v, of %#v and %#v", i, got[i], inA[i], inB[i])
				}
				if a.Base == b.Base && inA[i] == inB[i] && got[i] != inA[i] {
					t.Fatalf("column %d: both show %#v, the meet %#v", i, inA[i], got[i])
				}
			}
		})
	})
}

// A column that one of the two views lacks, or has as another type, is NULL,
// and a predicate that reads one which the meet's table has no more does not
// hold: a view that cannot be made would stay closed for everybody.
func TestMeetOfViewsOfAnotherShape(t *testing.T) {
	text, date := catalog.Type{Kind: catalog.Text}, catalog.Type{Kind: catalog.Date}
	raw := []view.Choice{{When: view.Always{}, Show: view.Raw{}}}
	now := view.View{Admit: view.Always{}, Rows: view.Always{}, Columns: []view.Column{{Name: "a", Type: text, Choices: raw}, {Name: "b", Type: text, Choices: raw}, {Name: "c", Type: text, Choices: raw}}}
	gone := view.ColumnRef{Name: "gone", Type: text}
	before := view.View{
		Admit: view.Always{}, Rows: view.Any{view.IsNull{Column: gone}, view.IsNull{Column: textColumn("a")}},
		Columns: []view.Column{{Name: "a", Type: text, Choices: raw}, {Name: "b", Type: date, Choices: raw}, {Name: "gone", Type: text, Choices: raw}},
	}
	met := view.Meet(now, before)
	if len(met.Columns) != 3 || len(met.Columns[0].Choices) != 1 || met.Columns[1].Choices != nil || met.Columns[2].Choices != nil {
		t.Errorf("columns %+v", met.Columns)
	}
	if want := (view.IsNull{Column: textColumn("a")}); !view.Same(met.Rows, want) {
		t.Errorf("rows where %#v, want %#v", met.Rows, want)
	}
}

func TestGivenAgreesWithEvaluation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPred(t, 3)
		for _, r := range readers() {
			left := view.Given(p, r.view())
			view.Walk(left, func(part view.Pred) {
				switch part.(type) {
				case view.HasFact, view.HasAny:
					t.Fatalf("%#v still asks about the reader", left)
				}
			})
			for _, at := range rows() {
				if holds(p, r, at) != holds(left, r, at) {
					t.Fatalf("%#v is %#v for %v", p, left, r.facts())
				}
			}
		}
	})
}

func TestFactsThatEndedAreNotThere(t *testing.T) {
	f := facts()[0]
	until := profile.Forever
	rows := []profile.Row{{UserID: "ann", Fact: f, ValidUntil: until}}
	if got := view.Given(view.HasFact{Fact: f}, view.FactsOf(rows, until)); !view.Same(got, view.Never{}) {
		t.Errorf("at its end a fact is %#v", got)
	}
	if got := view.Given(view.HasAny{Kind: f.Kind, Name: f.Name}, view.FactsOf(rows, until.Add(-1))); !view.Same(got, view.Always{}) {
		t.Errorf("before its end a fact is %#v", got)
	}
}

func TestViewsSurviveJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := drawView(t)
		back := throughJSON(t, v)
		everywhere(func(r reader, at row) {
			if diff := cmp.Diff(shown(v, r, at), shown(back, r, at)); diff != "" {
				t.Fatal(diff)
			}
		})
		if v.Admission() != back.Admission() {
			t.Fatal("it is admitted otherwise")
		}
	})
}

// throughJSON writes a view and reads it back.
func throughJSON(t rapid.TB, v view.View) view.View {
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var back view.View
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	return back
}

func TestEveryPredicateAndCellSurvivesJSON(t *testing.T) {
	for _, p := range predicates() {
		for _, cell := range allCells() {
			v := view.View{Admit: p, Rows: p, Columns: []view.Column{{Name: "n", Type: catalog.Type{Kind: catalog.Decimal, Precision: 12, Scale: 2}, Choices: []view.Choice{{When: p, Show: cell}}}}}
			if diff := cmp.Diff(v, throughJSON(t, v), cmp.Comparer(view.Same)); diff != "" {
				t.Fatal(diff)
			}
		}
	}
}

func TestWhatIsNoViewIsRefused(t *testing.T) {
	for _, text := range []string{
		`{"admit":{"op":"perhaps"},"rows":{"op":"never"}}`,
		`{"admit":{"op":"never"},"rows":{"op":"compare"}}`,
		`{"admit":{"op":"never"},"rows":{"op":"all","parts":[{"op":""}]}}`,
		`{"admit":{"op":"never"},"rows":{"op":"never"},"columns":[{"choices":[{"when":{"op":"never"},"show":{"op":"hash"}}]}]}`,
		`{"admit":{"op":"never"},"rows":{"op":"never"},"columns":[{"choices":[{"when":{"op":"x"},"show":{"op":"raw"}}]}]}`,
		`[]`,
	} {
		var v view.View
		if err := json.Unmarshal([]byte(text), &v); err == nil {
			t.Errorf("%s became %+v", text, v)
		}
	}
}

// The admission changes with everything that a view shows, and with nothing
// else.
func TestAdmissionsTellViewsApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawView(t)
		b := near(t, a)
		if a.Admission() != a.Admission() || len(a.Admission()) != 32 {
			t.Fatalf("admission %q, then %q", a.Admission(), a.Admission())
		}
		same := view.Same(a.Admit, b.Admit) && view.Same(a.Rows, b.Rows) && sameColumns(a.Columns, b.Columns)
		if same != (a.Admission() == b.Admission()) {
			t.Fatalf("the same is %v, the admissions are %s and %s", same, a.Admission(), b.Admission())
		}
	})
}

func sameColumns(a, b []view.Column) bool {
	for i := range a {
		if len(a[i].Choices) != len(b[i].Choices) {
			return false
		}
		for j := range a[i].Choices {
			if !view.Same(a[i].Choices[j].When, b[i].Choices[j].When) || a[i].Choices[j].Show != b[i].Choices[j].Show {
				return false
			}
		}
	}
	return true
}

func literal(s string) catalog.Literal { return catalog.Literal{Kind: catalog.Text, Text: s} }

// predicates are some of every kind, all different.
func predicates() []view.Pred {
	ref := textColumn("a")
	return []view.Pred{
		view.Never{}, view.Always{}, view.All{view.Never{}}, view.Any{view.Never{}},
		fact("x", false), fact("x", true), fact("y", false),
		view.HasFact{Fact: profile.Fact{Kind: profile.KindGroup, Name: "x"}}, view.HasFact{Fact: profile.Fact{Kind: profile.KindPurpose, Value: "x"}},
		view.HasAny{Kind: profile.KindGroup, Name: "x"}, view.HasAny{Kind: profile.KindGroup, Name: "x", Absent: true}, view.HasAny{Kind: profile.KindAttribute, Name: "x"},
		view.Held{Column: ref, Kind: profile.KindGroup, Name: "x"}, view.Held{Column: ref, Kind: profile.KindGroup, Name: "x", Not: true}, view.Held{Column: ref, Kind: profile.KindGroup},
		view.Held{Column: textColumn("b"), Kind: profile.KindGroup, Name: "x"},
		view.IsNull{Column: ref}, view.IsNull{Column: ref, Not: true}, view.IsNull{Column: view.ColumnRef{Name: "a", Type: catalog.Type{Kind: catalog.Date}}},
		view.Compare{Column: ref, Op: "=", Literal: literal("x")}, view.Compare{Column: ref, Op: "<>", Literal: literal("x")}, view.Compare{Column: ref, Op: "=", Literal: literal("y")},
		view.Compare{Column: ref, Op: "=", Literal: catalog.Literal{Kind: catalog.Bigint, Text: "x"}},
		view.CompareColumns{Left: ref, Op: "=", Right: textColumn("b")}, view.CompareColumns{Left: textColumn("b"), Op: "=", Right: ref}, view.CompareColumns{Left: ref, Op: "<", Right: textColumn("b")},
		view.OneOf{Column: ref, Literals: []catalog.Literal{literal("x")}}, view.OneOf{Column: ref, Literals: []catalog.Literal{literal("x")}, Not: true}, view.OneOf{Column: ref, Literals: []catalog.Literal{literal("x"), literal("y")}},
		view.Match{Column: ref, Kind: view.MatchPrefix, Text: "x"}, view.Match{Column: ref, Kind: view.MatchSuffix, Text: "x"}, view.Match{Column: ref, Kind: view.MatchPrefix, Text: "y"}, view.Match{Column: ref, Kind: view.MatchPrefix, Text: "x", Not: true}, view.Match{Column: ref, Kind: view.MatchPattern, Text: `"<&>'\ü`},
	}
}

// allCells are some of every kind, all different.
func allCells() []view.Cell {
	return []view.Cell{
		view.Null{}, view.Raw{}, view.Constant{Value: literal("x")}, view.Constant{Value: literal("y")}, view.Constant{Value: catalog.Literal{Kind: catalog.Bigint, Text: "x"}},
		view.Hash{Salt: "s", Digits: 8}, view.Hash{Salt: "s", Digits: 9}, view.Hash{Salt: "t", Digits: 8}, view.Regex{Pattern: "x"}, view.Regex{Pattern: "x", Replacement: "y"}, view.Regex{Pattern: "y"},
		view.RoundNumber{Step: "1"}, view.RoundNumber{Step: "2"}, view.RoundTime{Unit: "day"}, view.RoundTime{Unit: "hour"},
		view.Partial{First: 1}, view.Partial{Last: 1}, view.Partial{Fill: "x"},
	}
}

func TestEachPartOfAViewIsInItsAdmission(t *testing.T) {
	views := []view.View{{Source: "s"}, {Name: catalog.ViewName{Schema: "s"}}, {Name: catalog.ViewName{Name: "s"}}, {Base: catalog.Table{Database: "s"}}, {Base: catalog.Table{Schema: "s"}}, {Base: catalog.Table{Name: "s"}}}
	for i, p := range predicates() {
		if i > 0 {
			views = append(views, view.View{Admit: p}, view.View{Rows: p})
		}
		views = append(views, view.View{Columns: []view.Column{{Choices: []view.Choice{{When: p}}}}})
	}
	for _, cell := range allCells()[1:] {
		views = append(views, view.View{Columns: []view.Column{{Choices: []view.Choice{{Show: cell}}}}})
	}
	for _, typ := range []catalog.Type{{}, {Kind: catalog.Text}, {Kind: catalog.Char, Length: 3}, {Kind: catalog.Decimal, Precision: 3}, {Kind: catalog.Decimal, Precision: 3, Scale: 1}, {Kind: catalog.Other, Name: "uuid"}, {Kind: catalog.Text, Collation: "C"}, {Kind: catalog.Text, Domain: true}} {
		views = append(views, view.View{Columns: []view.Column{{Type: typ}}}, view.View{Columns: []view.Column{{Name: "a", Type: typ}}})
	}
	seen := map[view.Admission]view.View{}
	for _, v := range views {
		if other, taken := seen[v.Admission()]; taken {
			t.Errorf("one admission for\n%#v\n%#v", v, other)
		}
		seen[v.Admission()] = v
	}
}

func TestQuarantineShowsTheColumnsAndNothingElse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := drawView(t)
		before := v.Admission()
		closed := v.Quarantined()
		everywhere(func(r reader, at row) {
			if shown(closed, r, at) != nil {
				t.Fatal("a quarantined view shows a row")
			}
		})
		if len(closed.Columns) != len(v.Columns) || closed.Columns[0].Name != v.Columns[0].Name || closed.Columns[0].Type != v.Columns[0].Type {
			t.Fatalf("columns %+v became %+v", v.Columns, closed.Columns)
		}
		if v.Admission() != before {
			t.Fatal("to quarantine a view changed it")
		}
	})
}

func TestSaltsAreThoseOfTheHashes(t *testing.T) {
	v := view.View{Columns: []view.Column{
		{Choices: []view.Choice{{Show: view.Hash{Salt: "b"}}, {Show: view.Raw{}}, {Show: view.Hash{Salt: "a"}}}},
		{Choices: []view.Choice{{Show: view.Hash{Salt: "b"}}}},
	}}
	if diff := cmp.Diff([]string{"a", "b"}, v.Salts()); diff != "" {
		t.Error(diff)
	}
}
