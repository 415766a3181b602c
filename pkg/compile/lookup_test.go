package compile_test

import (
	"slices"
	"testing"

	"scrim/pkg/catalog"
	"scrim/pkg/compile"
	"scrim/pkg/policy"
	"scrim/pkg/profile"
	"scrim/pkg/view"
)

// aLookup is a source of a text column whose rows are filtered by a lookup in
// a table of owners.
func aLookup(where ...policy.LookupTest) compile.Input {
	text, number := catalog.Type{Kind: catalog.Text}, catalog.Type{Kind: catalog.Integer}
	owners := compile.Lookup{
		Source: catalog.Source{ID: "owners", Columns: []catalog.Column{{Name: "key"}, {Name: "region"}, {Name: "level"}, {Name: "new"}, {Name: "gone"}}},
		Base: catalog.Signature{Columns: []catalog.Observed{
			{Name: "key", Type: text}, {Name: "region", Type: text}, {Name: "level", Type: number}, {Name: "new", Type: text}, {Name: "undescribed", Type: text},
		}},
		Reviewed: map[string]bool{"key": true, "region": true, "level": true, "undescribed": true},
	}
	return compile.Input{
		Cluster: catalog.Cluster{Unpoliced: "everyone"}, Source: catalog.Source{ID: "s", Columns: []catalog.Column{{Name: "c"}}}, Reviewed: map[string]bool{"c": true},
		Base:    catalog.Signature{Columns: []catalog.Observed{{Name: "c", Type: text}}},
		Lookups: []compile.Lookup{owners},
		Policies: []policy.Policy{{ID: "p", Type: policy.TypeRow, AppliesTo: policy.Target{All: true}, Rules: []policy.Rule{{
			Do: policy.Filter{Keep: policy.Lookup{Ref: policy.Ref{Column: "c"}, Source: "owners", Key: "key", Where: where}},
		}}}},
	}
}

// What a lookup asks of its table stands in the view, and its attributes are
// compared with the columns that they meet, and with no others (S8).
func TestWhatALookupAsks(t *testing.T) {
	held := func(column, attribute string) policy.LookupTest {
		return policy.LookupTest{Column: column, In: policy.List{Kind: policy.ListAttribute, Name: attribute}}
	}
	groups := policy.LookupTest{Column: "region", In: policy.List{Kind: policy.ListGroups, Name: "okta"}}
	is := policy.LookupTest{Column: "level", Is: catalog.Literal{Kind: catalog.Bigint, Text: "3"}}
	v, decision, issues := compile.Compile(aLookup(held("region", "region"), held("level", "clearance"), groups, is))
	if issues.HasErrors() {
		t.Fatal(issues)
	}
	var asked []view.LookupTest
	view.Walk(v.Rows, func(p view.Pred) {
		if l, ok := p.(view.Lookup); ok {
			asked = l.Where
		}
	})
	column := func(name string, kind catalog.Kind) view.ColumnRef {
		return view.ColumnRef{Name: name, Type: catalog.Type{Kind: kind}}
	}
	want := []view.LookupTest{
		{Column: column("region", catalog.Text), Kind: profile.KindAttribute, Name: "region"},
		{Column: column("level", catalog.Integer), Kind: profile.KindAttribute, Name: "clearance"},
		{Column: column("region", catalog.Text), Kind: profile.KindGroup, Name: "okta"},
		{Column: column("level", catalog.Integer), Is: is.Is},
	}
	if !slices.Equal(asked, want) {
		t.Errorf("asks\n%+v, not\n%+v", asked, want)
	}
	compared := []view.Comparison{{Attribute: "clearance", Type: catalog.Type{Kind: catalog.Integer}}, {Attribute: "region", Type: catalog.Type{Kind: catalog.Text}}}
	if !slices.Equal(decision.Comparisons, compared) {
		t.Errorf("compares %+v", decision.Comparisons)
	}
}

// A column of the lookup table that is not described, not there, not reviewed
// or of another type shows no row, and neither does its opposite.
func TestWhatALookupCannotAskClosesIt(t *testing.T) {
	text := func(column string) policy.LookupTest {
		return policy.LookupTest{Column: column, Is: catalog.Literal{Kind: catalog.Text, Text: "x"}}
	}
	for _, not := range []bool{false, true} {
		for _, test := range []policy.LookupTest{text("undescribed"), text("gone"), text("new"), text("level"), text("nothing")} {
			in := aLookup(test)
			if not {
				keep := in.Policies[0].Rules[0].Do.(policy.Filter).Keep
				in.Policies[0].Rules[0].Do = policy.Filter{Keep: policy.Not{Of: keep}}
			}
			if v, _, issues := compile.Compile(in); !view.Same(v.Rows, view.Never{}) || len(issues) == 0 {
				t.Errorf("%s, turned round %v: rows where %#v, %v", test.Column, not, v.Rows, issues)
			}
		}
	}
}

// A lookup compares with the table that it names, wherever that stands among
// those of the policies; with one that is not known it compares nothing.
func TestALookupNamesItsTable(t *testing.T) {
	in := aLookup(policy.LookupTest{Column: "level", In: policy.List{Kind: policy.ListAttribute, Name: "clearance"}})
	other := compile.Lookup{
		Source: catalog.Source{ID: "others", Columns: []catalog.Column{{Name: "level"}}},
		Base:   catalog.Signature{Columns: []catalog.Observed{{Name: "level", Type: catalog.Type{Kind: catalog.Text}}}},
	}
	want := []view.Comparison{{Attribute: "clearance", Type: catalog.Type{Kind: catalog.Integer}}}
	for _, lookups := range [][]compile.Lookup{in.Lookups, {other, in.Lookups[0]}, {in.Lookups[0], other}} {
		found := in
		found.Lookups = lookups
		if _, decision, _ := compile.Compile(found); !slices.Equal(decision.Comparisons, want) {
			t.Errorf("of %d tables: compares %+v", len(lookups), decision.Comparisons)
		}
	}
	for _, lookups := range [][]compile.Lookup{nil, {other}} {
		unknown := in
		unknown.Lookups = lookups
		if v, decision, issues := compile.Compile(unknown); len(decision.Comparisons) > 0 || !view.Same(v.Rows, view.Never{}) || !issues.Has("lookup-closed") {
			t.Errorf("of %d other tables: rows where %#v, compares %+v, %v", len(lookups), v.Rows, decision.Comparisons, issues)
		}
	}
}
