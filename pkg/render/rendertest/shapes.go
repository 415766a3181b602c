package rendertest

import (
	"fmt"

	"scrim/pkg/catalog"
	"scrim/pkg/profile"
	"scrim/pkg/view"
)

// shaped is a type with the cells that fit it and literals of it.
type shaped struct {
	typ      string
	cells    []view.Cell
	literals []catalog.Literal
}

func shapes() []shaped {
	lit := func(kind catalog.Kind, text string) catalog.Literal {
		return catalog.Literal{Kind: kind, Text: text}
	}
	whole := []view.Cell{view.RoundNumber{Step: "10"}, view.Bucket{Edges: "-18|0|65"}, view.Random{Salt: "source/shapes/1/random", Low: "-5", High: "90"}, view.Noise{Salt: "source/shapes/1/noise", Within: "5"}, view.Constant{Value: lit(catalog.Bigint, "-7")}}
	broken := []view.Cell{view.RoundNumber{Step: "0.5"}, view.Bucket{Edges: "-1|0.25"}}
	words := []view.Cell{
		view.Hash{Salt: "source/shapes/1", Digits: 64}, view.Hash{Salt: "source/shapes/1", Digits: 16, Joint: view.NewJoint("p1", `o'b"\`)}, view.Constant{Value: lit(catalog.Text, `o'b\rien`)},
		view.Partial{First: 2, Fill: `*'\`}, view.Partial{Last: 4, Fill: ""}, view.Partial{First: 1, Last: 1, Fill: "…"},
		view.Email{Fill: `*'\`}, view.Email{First: 1, Fill: "…"},
		view.Regex{Pattern: `[0-9]+\.(a|b){2}`, Replacement: "#"}, view.Regex{Pattern: "^x'", Replacement: `\1$&`},
	}
	words, whole = append(words, customTexts()...), append(whole, customNumbers()...)
	times := []view.Cell{view.Random{Salt: "source/shapes/1/random", Low: "1999-12-31", High: "2020-02-29"}, view.Noise{Salt: "source/shapes/1/noise", Within: "30"}, view.RoundTime{Unit: "month"}, view.RoundTime{Unit: "year"}}
	hours := append([]view.Cell{view.Bucket{Edges: "1999-12-31 00:00:00.000000|2024-02-29 01:02:03.000004"}, view.RoundTime{Unit: "hour"}, view.RoundTime{Unit: "day"}}, times...)
	texts := []catalog.Literal{lit(catalog.Text, "a"), lit(catalog.Text, `b'\`)}
	numbers := []catalog.Literal{lit(catalog.Bigint, "5"), lit(catalog.Bigint, "-6")}
	return []shaped{
		{"smallint", whole, numbers}, {"integer", whole, numbers},
		{"bigint", append([]view.Cell{view.Hash{Salt: "source/shapes/1"}}, whole...), numbers},
		{"numeric(12,2)", append([]view.Cell{view.Constant{Value: lit(catalog.Decimal, "1.50")}}, append(whole, broken...)...), append(numbers, lit(catalog.Decimal, "-0.25"))},
		{"real", append(whole[:2:2], broken...), nil}, {"double precision", append(whole[:2:2], broken...), nil},
		{"character(70)", words, texts}, {"character varying(80)", words, texts}, {"character varying", words, texts},
		{"boolean", []view.Cell{view.Constant{Value: lit(catalog.Boolean, "true")}}, []catalog.Literal{lit(catalog.Boolean, "false")}},
		{"date", append([]view.Cell{view.Constant{Value: lit(catalog.Date, "2024-02-29")}, view.Bucket{Edges: "1999-12-31|2024-02-29"}}, times...), []catalog.Literal{lit(catalog.Date, "2024-02-29")}},
		{"timestamp without time zone", append([]view.Cell{view.Constant{Value: lit(catalog.Timestamp, "2024-02-29 01:02:03.000004")}}, hours...), []catalog.Literal{lit(catalog.Timestamp, "2024-02-29 01:02:03.000004")}},
		{"timestamp with time zone", hours, nil},
		{"super", nil, nil},
	}
}

// Masks is a view of every mask on every type that it fits, behind a condition
// and without one.
func Masks() view.View {
	v := view.View{
		Source: "masks", Name: catalog.ViewName{Schema: "governed", Name: "masks"},
		Base: catalog.Table{Database: "sales", Schema: "hr", Name: "masks"}, Admit: view.HasAny{Kind: profile.KindUser}, Rows: view.Always{},
	}
	for i, s := range shapes() {
		typ := typed(s.typ)
		column := func(name string, choices ...view.Choice) {
			v.Columns = append(v.Columns, view.Column{Name: fmt.Sprintf("c%d_%s", i, name), Type: typ, Choices: choices})
		}
		column("raw", Always(view.Raw{})...)
		column("null")
		column("some", view.Choice{When: Fact(profile.KindGroup, "idp", "hr"), Show: view.Raw{}})
		for n, cell := range s.cells {
			column(fmt.Sprintf("mask%d", n), Always(cell)...)
			column(fmt.Sprintf("chain%d", n), view.Choice{When: Fact(profile.KindPurpose, "", "fraud"), Show: view.Raw{}}, view.Choice{When: view.Always{}, Show: cell})
		}
	}
	return v
}

// Predicates is a view with every shape of predicate about every type: each
// decides the cells of a column, and the ones about rows decide rows too.
func Predicates() view.View {
	v := view.View{
		Source: "predicates", Name: catalog.ViewName{Schema: "governed", Name: "predicates"},
		Base:  catalog.Table{Database: "sales", Schema: "hr", Name: "predicates"},
		Admit: view.All{view.HasAny{Kind: profile.KindUser}, view.HasAny{Kind: profile.KindRevoked, Absent: true}},
	}
	rows := view.All{}
	for i, s := range shapes() {
		for n, p := range predicates(ref(fmt.Sprintf("c%d", i), s.typ), s.literals) {
			v.Columns = append(v.Columns, view.Column{Name: fmt.Sprintf("p%d_%d", i, n), Type: typed("integer"), Choices: []view.Choice{{When: p, Show: view.Raw{}}}})
			rows = append(rows, p)
		}
	}
	v.Rows = rows
	return v
}

// predicates is every shape that fits a column.
func predicates(c view.ColumnRef, literals []catalog.Literal) []view.Pred {
	out := []view.Pred{view.IsNull{Column: c}, view.IsNull{Column: c, Not: true}}
	if c.Type.Comparable() {
		held := view.Held{Column: c, Kind: profile.KindAttribute, Name: "region"}
		other := view.Held{Column: c, Kind: profile.KindAttribute, Name: "region", Not: true}
		out = append(out, view.Common{Counting: "0123456789abcdef0123456789abcdef", Salt: "source/predicates/1/k", Columns: view.NewSet(c), K: 5})
		salt := view.SampleSalt(catalog.Table{Database: "sales", Schema: "hr", Name: "predicates"})
		out = append(out, view.Sample{Salt: salt, Key: view.NewSet(c), Share: 9999}, view.Sample{Salt: salt, Key: view.NewSet(c, ref("kind", "character varying(16)")), Share: 1})
		out = append(out, held, view.Any{other, Fact(profile.KindGroup, "", "all")}, view.All{other, view.HasAny{Kind: profile.KindAttribute, Name: "region"}})
	}
	if c.Type.IsTime() {
		out = append(out, view.Age{Column: c, Minutes: 90}, view.Age{Column: c, Minutes: 30 * 24 * 60, Over: true})
	}
	if len(literals) == 0 {
		return out
	}
	for _, op := range []string{"=", "<>", "<", "<=", ">", ">="} {
		out = append(out, view.Compare{Column: c, Op: op, Literal: literals[0]}, view.CompareColumns{Left: c, Op: op, Right: view.ColumnRef{Name: "other_" + c.Name, Type: c.Type}})
	}
	lookup := view.Lookup{
		Column: c, Source: "lists", Table: catalog.Table{Database: "sales", Schema: "hr", Name: "lists"}, Key: view.ColumnRef{Name: "key_" + c.Name, Type: c.Type},
		Where: []view.LookupTest{{Column: ref("kind", "character varying(16)"), Is: Text("vip")}},
	}
	if c.Type.Comparable() {
		lookup.Where = append(lookup.Where, view.LookupTest{Column: c, Kind: profile.KindAttribute, Name: "region"})
	}
	absent := lookup
	absent.Not = true
	out = append(out, lookup, view.Any{lookup, Fact(profile.KindGroup, "", "all")}, absent)
	out = append(out, view.OneOf{Column: c, Literals: literals}, view.OneOf{Column: c, Literals: literals, Not: true})
	if !c.Type.IsText() {
		return out
	}
	for _, kind := range []view.MatchKind{view.MatchPrefix, view.MatchSuffix, view.MatchContains, view.MatchPattern} {
		out = append(out, view.Match{Column: c, Kind: kind, Text: "ab"}, view.Match{Column: c, Kind: kind, Text: "ab", Not: true})
	}
	return append(out, view.Match{Column: c, Kind: view.MatchContains, Text: `'\`})
}
