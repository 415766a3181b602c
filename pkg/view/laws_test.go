package view_test

import (
	"testing"

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
	if proven == 0 {
		t.Error("no implication was proven")
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
	if proven == 0 {
		t.Error("no cover was proven")
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

// A window that becomes shorter is proven to be a tightening, so that it need
// not wait.
func TestImpliesComparesAges(t *testing.T) {
	age := func(column string, minutes int, over bool) view.Pred {
		return view.Age{Column: textColumn(column), Minutes: minutes, Over: over}
	}
	for _, one := range []struct {
		p, q view.Pred
		want bool
	}{
		{age("a", 60, false), age("a", 90, false), true},
		{age("a", 90, false), age("a", 60, false), false},
		{age("a", 90, true), age("a", 60, true), true},
		{age("a", 60, true), age("a", 90, true), false},
		{age("a", 60, false), age("b", 90, false), false},
		{age("a", 60, false), age("a", 90, true), false},
		{age("a", 90, true), age("a", 60, false), false},
		{view.All{age("a", 60, false), age("b", 90, true)}, view.Any{age("b", 60, true), fact("x", false)}, true},
	} {
		if got := view.Implies(one.p, one.q); got != one.want {
			t.Errorf("%+v implies %+v: %v", one.p, one.q, got)
		}
	}
}

// Likewise for a smaller sample of one table by one key.
func TestImpliesComparesSamples(t *testing.T) {
	sample := func(table, key string, share int) view.Pred {
		return view.Sample{Salt: view.SampleSalt(catalog.Table{Name: table}), Key: view.NewSet(textColumn(key)), Share: share}
	}
	for _, one := range []struct {
		p, q view.Pred
		want bool
	}{
		{sample("t", "a", 1000), sample("t", "a", 2500), true},
		{sample("t", "a", 2500), sample("t", "a", 1000), false},
		{sample("t", "a", 1000), sample("t", "b", 2500), false},
		{sample("t", "a", 1000), sample("other", "a", 2500), false},
		{sample("t", "a", 1000), view.Always{}, true},
	} {
		if got := view.Implies(one.p, one.q); got != one.want {
			t.Errorf("%+v implies %+v: %v", one.p, one.q, got)
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
	before.Columns[0].Choices = []view.Choice{{When: view.IsNull{Column: gone}, Show: view.Null{}}, {When: view.Always{}, Show: view.Raw{}}}
	if met := view.Meet(now, before); met.Columns[0].Choices != nil {
		t.Errorf("what hid a cell cannot be asked any more, and it shows %+v", met.Columns[0].Choices)
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
