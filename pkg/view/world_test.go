package view_test

import (
	"fmt"
	"slices"
	"time"

	"pgregory.net/rapid"

	"scrim/pkg/catalog"
	"scrim/pkg/profile"
	"scrim/pkg/view"
)

// A small world in which predicates are decided by looking at every case: four
// facts, two columns of three values each.

func facts() []profile.Fact {
	return []profile.Fact{
		{Kind: profile.KindGroup, Value: "hr"},
		{Kind: profile.KindGroup, Name: "okta", Value: "hr"},
		{Kind: profile.KindAttribute, Name: "region", Value: "EU"},
		{Kind: profile.KindAttribute, Name: "region", Value: "US"},
	}
}

// reader is a set of facts, one bit for each.
type reader int

func readers() []reader {
	out := make([]reader, 1<<len(facts()))
	for i := range out {
		out[i] = reader(i)
	}
	return out
}

func (r reader) facts() []profile.Fact {
	var out []profile.Fact
	for i, f := range facts() {
		if r>>i&1 == 1 {
			out = append(out, f)
		}
	}
	return out
}

func (r reader) view() view.Facts {
	var rows []profile.Row
	for _, f := range r.facts() {
		rows = append(rows, profile.Row{UserID: "ann", Fact: f, ValidUntil: profile.Forever})
	}
	return view.FactsOf(rows, time.Time{})
}

// row is the text of each column; nil is NULL.
type row map[string]*string

func rows() []row {
	eu, us := "EU", "US"
	values := []*string{nil, &eu, &us}
	var out []row
	for _, a := range values {
		for _, b := range values {
			out = append(out, row{"a": a, "b": b})
		}
	}
	return out
}

func textColumn(name string) view.ColumnRef {
	return view.ColumnRef{Name: name, Type: catalog.Type{Kind: catalog.Text}}
}

// holds decides a predicate as its documentation says, without simplifying
// anything.
func holds(p view.Pred, r reader, at row) bool {
	switch p := p.(type) {
	case nil, view.Never:
		return false
	case view.Always:
		return true
	case view.All:
		return !slices.ContainsFunc(p, func(part view.Pred) bool { return !holds(part, r, at) })
	case view.Any:
		return slices.ContainsFunc(p, func(part view.Pred) bool { return holds(part, r, at) })
	case view.HasFact:
		return slices.Contains(r.facts(), p.Fact) != p.Absent
	case view.HasAny:
		return len(r.values(p.Kind, p.Name)) > 0 != p.Absent
	case view.Held:
		values, v := r.values(p.Kind, p.Name), at[p.Column.Name]
		return v != nil && len(values) > 0 && slices.Contains(values, *v) != p.Not
	case view.IsNull:
		return (at[p.Column.Name] == nil) != p.Not
	case view.Compare:
		v := at[p.Column.Name]
		return v != nil && (*v == p.Literal.Text) == (p.Op == "=")
	case view.OneOf:
		v := at[p.Column.Name]
		return v != nil && slices.ContainsFunc(p.Literals, func(l catalog.Literal) bool { return l.Text == *v }) != p.Not
	case view.CompareColumns:
		v, w := at[p.Left.Name], at[p.Right.Name]
		return v != nil && w != nil && (*v == *w) == (p.Op == "=")
	case view.Lookup:
		v := at[p.Column.Name]
		return v != nil && r.asks(p.Where) && listed(p, r, *v) != p.Not
	case view.Age: // EU is of now, US of an hour ago
		v := at[p.Column.Name]
		return v != nil && (*v == "US" && p.Minutes < 60) == p.Over
	case view.Sample: // of a key of one column: EU is drawn early, US late
		v := at[p.Key.Columns()[0].Name]
		return v != nil && (*v == "EU" && p.Share > 1000 || *v == "US" && p.Share > 9000)
	default:
		panic(fmt.Sprintf("no meaning for %T", p)) //nolint:forbidigo // a test that lacks a case must say so
	}
}

// mapping is the rows of the one lookup table: a key, and whose it is.
func mapping() []row {
	eu, us, mars := "EU", "US", "mars"
	return []row{{"k": &eu, "m": &eu}, {"k": &us, "m": nil}, {"k": nil, "m": &us}, {"k": &us, "m": &mars}}
}

func listed(p view.Lookup, r reader, key string) bool {
	return slices.ContainsFunc(mapping(), func(at row) bool {
		k := at[p.Key.Name]
		return k != nil && *k == key && !slices.ContainsFunc(p.Where, func(test view.LookupTest) bool {
			v := at[test.Column.Name]
			return v == nil || test.Kind == "" && *v != test.Is.Text || test.Kind != "" && !slices.Contains(r.values(test.Kind, test.Name), *v)
		})
	})
}

// asks reports whether each list that the tests ask for has something in it.
func (r reader) asks(tests []view.LookupTest) bool {
	return !slices.ContainsFunc(tests, func(test view.LookupTest) bool { return test.Kind != "" && len(r.values(test.Kind, test.Name)) == 0 })
}

func (r reader) values(kind profile.Kind, name string) []string {
	var out []string
	for _, f := range r.facts() {
		if f.Kind == kind && f.Name == name {
			out = append(out, f.Value)
		}
	}
	return out
}

func drawAtom(t *rapid.T) view.Pred {
	not := rapid.Bool().Draw(t, "not")
	column := textColumn(rapid.SampledFrom([]string{"a", "b"}).Draw(t, "column"))
	fact := rapid.SampledFrom(facts()).Draw(t, "fact")
	literal := catalog.Literal{Kind: catalog.Text, Text: rapid.SampledFrom([]string{"EU", "US"}).Draw(t, "literal")}
	op := "="
	if not {
		op = "<>"
	}
	switch rapid.IntRange(0, 11).Draw(t, "atom") {
	case 0:
		return view.Always{}
	case 1:
		return view.Never{}
	case 2:
		return view.HasAny{Kind: fact.Kind, Name: fact.Name, Absent: not}
	case 3:
		return view.Held{Column: column, Kind: fact.Kind, Name: fact.Name, Not: not}
	case 4:
		return view.IsNull{Column: column, Not: not}
	case 5:
		return view.Compare{Column: column, Op: op, Literal: literal}
	case 6:
		return view.OneOf{Column: column, Literals: []catalog.Literal{literal}, Not: not}
	case 10:
		return view.Sample{Salt: "table/a/1/sample", Key: view.NewSet(column), Share: rapid.SampledFrom([]int{1000, 1001, 9000, 9001}).Draw(t, "share")}
	case 9:
		return view.Age{Column: column, Minutes: rapid.SampledFrom([]int{1, 59, 60, 90}).Draw(t, "minutes"), Over: not}
	case 7:
		return view.CompareColumns{Left: textColumn("a"), Op: op, Right: textColumn("b")}
	case 8:
		p := view.Lookup{Column: column, Source: "m", Key: textColumn("k"), Not: not}
		switch rapid.IntRange(0, 2).Draw(t, "tests") {
		case 0:
			p.Where = []view.LookupTest{{Column: textColumn("m"), Kind: fact.Kind, Name: fact.Name}}
		case 1:
			p.Where = []view.LookupTest{{Column: textColumn("m"), Is: literal}}
		}
		return p
	default:
		return view.HasFact{Fact: fact, Absent: not}
	}
}

func drawPred(t *rapid.T, depth int) view.Pred {
	if depth == 0 || rapid.IntRange(0, 3).Draw(t, "leaf") == 0 {
		return drawAtom(t)
	}
	parts := make([]view.Pred, rapid.IntRange(0, 3).Draw(t, "parts"))
	for i := range parts {
		parts[i] = drawPred(t, depth-1)
	}
	switch rapid.IntRange(0, 3).Draw(t, "connective") {
	case 0:
		return view.All(parts)
	case 1:
		return view.Any(parts)
	case 2:
		return view.And(parts...)
	default:
		return view.Or(parts...)
	}
}

func cells() []view.Cell {
	return []view.Cell{
		view.Raw{}, view.Raw{}, view.Null{}, view.Constant{Value: catalog.Literal{Kind: catalog.Text, Text: "x"}},
		view.Hash{Salt: "source/s/1", Digits: 8}, view.Partial{First: 1, Fill: "*"}, view.Regex{Pattern: "E", Replacement: "#"}, view.Email{Fill: "*"},
	}
}

func drawChoices(t *rapid.T) []view.Choice {
	var out []view.Choice
	for range rapid.IntRange(0, 3).Draw(t, "choices") {
		out = append(out, view.Choice{When: drawPred(t, 2), Show: rapid.SampledFrom(cells()).Draw(t, "cell")})
	}
	return out
}

func drawView(t *rapid.T) view.View {
	v := view.View{
		Source: "s", Name: catalog.ViewName{Schema: "governed", Name: "s"}, Base: catalog.Table{Database: "d", Schema: "hr", Name: "s"},
		Admit: drawPred(t, 2), Rows: drawPred(t, 2),
	}
	for _, name := range []string{"a", "b"} {
		v.Columns = append(v.Columns, view.Column{Name: name, Type: catalog.Type{Kind: catalog.Text}, Choices: drawChoices(t)})
	}
	return v
}

// near draws a view that differs from v in little, so that one often covers
// the other.
func near(t *rapid.T, v view.View) view.View {
	out := v
	out.Columns = slices.Clone(v.Columns)
	weaker := func(p view.Pred) view.Pred {
		other := drawPred(t, 1)
		switch rapid.IntRange(0, 2).Draw(t, "change") {
		case 0:
			return view.Or(p, other)
		case 1:
			return view.And(p, other)
		default:
			return p
		}
	}
	out.Admit, out.Rows = weaker(v.Admit), weaker(v.Rows)
	for i := range out.Columns {
		out.Columns[i].Choices = slices.Clone(out.Columns[i].Choices)
		for j := range out.Columns[i].Choices {
			out.Columns[i].Choices[j].When = weaker(out.Columns[i].Choices[j].When)
		}
		if rapid.IntRange(0, 4).Draw(t, "others") == 0 {
			out.Columns[i].Choices = drawChoices(t)
		}
	}
	return out
}

// shown is what stands in a cell for one reader and row: nil where there is
// no row, else one cell for each column.
func shown(v view.View, r reader, at row) []view.Cell {
	if !holds(v.Admit, r, at) || !holds(v.Rows, r, at) {
		return nil
	}
	out := make([]view.Cell, len(v.Columns))
	for i, c := range v.Columns {
		out[i] = view.Null{}
		for _, choice := range c.Choices {
			if holds(choice.When, r, at) {
				out[i] = choice.Show
				break
			}
		}
	}
	return out
}

// tellsAtMost reports whether one cell surely tells no more than the other.
func tellsAtMost(less, more view.Cell) bool {
	return less == view.Null{} || more == view.Raw{} || less == more
}
