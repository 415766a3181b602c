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
		if again := a; again.Admission() != a.Admission() || len(a.Admission()) != 32 {
			t.Fatalf("admission %q, then %q", a.Admission(), again.Admission())
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
		view.Lookup{Column: ref}, view.Lookup{Column: ref, Not: true}, view.Lookup{Column: textColumn("b")}, view.Lookup{Column: ref, Source: "s"}, view.Lookup{Column: ref, Table: catalog.Table{Schema: "s"}},
		view.Lookup{Column: ref, Key: ref}, view.Lookup{Column: ref, Where: []view.LookupTest{{Column: ref}}}, view.Lookup{Column: ref, Where: []view.LookupTest{{Column: ref}, {Column: ref}}},
		view.Lookup{Column: ref, Where: []view.LookupTest{{Column: ref, Is: literal("x")}}}, view.Lookup{Column: ref, Where: []view.LookupTest{{Column: ref, Kind: profile.KindGroup}}}, view.Lookup{Column: ref, Where: []view.LookupTest{{Column: ref, Kind: profile.KindGroup, Name: "x"}}},
		view.Common{Counting: "c", Salt: "s", Columns: view.NewSet(ref), K: 2}, view.Common{Counting: "c", Salt: "s", Columns: view.NewSet(ref), K: 3}, view.Common{Counting: "d", Salt: "s", Columns: view.NewSet(ref, ref), K: 3},
		view.Match{Column: ref, Kind: view.MatchPrefix, Text: "x"}, view.Match{Column: ref, Kind: view.MatchSuffix, Text: "x"}, view.Match{Column: ref, Kind: view.MatchPrefix, Text: "y"}, view.Match{Column: ref, Kind: view.MatchPrefix, Text: "x", Not: true}, view.Match{Column: ref, Kind: view.MatchPattern, Text: `"<&>'\ü`},
		view.Sample{Salt: "table/a/1/sample", Key: view.NewSet(ref), Share: 1}, view.Sample{Salt: "table/a/1/sample", Key: view.NewSet(ref, textColumn("b")), Share: 1},
		view.Sample{Salt: "table/a/1/sample", Key: view.NewSet(ref), Share: 2}, view.Sample{Salt: "table/b/1/sample", Key: view.NewSet(ref), Share: 1},
		view.Age{Column: ref, Minutes: 1}, view.Age{Column: ref, Minutes: 2}, view.Age{Column: ref, Minutes: 1, Over: true}, view.Age{Column: textColumn("b"), Minutes: 1},
	}
}

// allCells are some of every kind, all different.
func allCells() []view.Cell {
	return []view.Cell{
		view.Null{}, view.Raw{}, view.Constant{Value: literal("x")}, view.Constant{Value: literal("y")}, view.Constant{Value: catalog.Literal{Kind: catalog.Bigint, Text: "x"}},
		view.Hash{Salt: "s", Digits: 8}, view.Hash{Salt: "s", Digits: 9}, view.Hash{Salt: "t", Digits: 8}, view.Hash{Salt: "t", Digits: 8, Joint: view.NewJoint("p")}, view.Hash{Salt: "t", Digits: 8, Joint: view.NewJoint("p", "q")}, view.Regex{Pattern: "x"}, view.Regex{Pattern: "x", Replacement: "y"}, view.Regex{Pattern: "y"},
		view.RoundNumber{Step: "1"}, view.RoundNumber{Step: "2"}, view.RoundTime{Unit: "day"}, view.RoundTime{Unit: "hour"},
		view.Partial{First: 1}, view.Partial{Last: 1}, view.Partial{Fill: "x"}, view.Email{}, view.Email{First: 1}, view.Email{Fill: "x"}, view.Bucket{Edges: "1"}, view.Bucket{Edges: "1|2"},
		view.Random{}, view.Random{Salt: "s"}, view.Random{Low: "1"}, view.Random{High: "1"}, view.Noise{}, view.Noise{Salt: "s"}, view.Noise{Within: "1"}, view.Custom{}, view.Custom{Formula: "x"},
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
		{Choices: []view.Choice{{Show: view.Hash{Salt: "b"}}, {Show: view.Raw{}}, {Show: view.Hash{Salt: "a"}}, {Show: view.Random{Salt: "c"}}, {Show: view.Noise{Salt: "d"}}}},
		{Choices: []view.Choice{{Show: view.Hash{Salt: "b", Joint: view.NewJoint("p,q", `r"`)}}}},
	}}
	if diff := cmp.Diff([]string{"a", "b", "c", "d", "project/p,q/1", `project/r"/1`}, v.Salts()); diff != "" {
		t.Error(diff)
	}
}
