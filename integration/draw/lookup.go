package draw

import (
	"cmp"
	"fmt"
	"slices"

	"scrim/pkg/catalog"
	"scrim/pkg/compile"
	"scrim/pkg/oracle"
	"scrim/pkg/policy"
)

// lists draws a table to look things up in, as another source: keys of the
// types of the columns, or of types that compare with them, and columns that
// tests ask.
func (w *world) lists(c *Case) {
	t := oracle.LookupTable{
		Source: catalog.Source{
			ID: "lists", Host: c.Cluster.Host, Port: c.Cluster.Port, Disabled: w.rarely("lists are disabled", 2),
			Table: catalog.Table{Database: "governed", Schema: "hr", Name: pick(*w, "lists", "lists", `o'li"sts\`)},
		},
		Base: catalog.Signature{Identity: "2"}, Reviews: map[string]oracle.Review{},
	}
	add := func(name, typ string) {
		parsed, ok := catalog.ParseType(typ)
		if !ok {
			w.t.Fatalf("the pool of types has one that is none: %s", typ)
		}
		o := catalog.Observed{Name: name, Type: parsed, Ordinal: len(t.Base.Columns) + 1}
		t.Base.Columns = append(t.Base.Columns, o)
		t.Source.Columns = append(t.Source.Columns, catalog.Column{Name: name, Type: typ})
		if !w.rarely("never reviewed", 1) {
			t.Reviews[name] = oracle.Review{Type: parsed.String(), Identity: "2", Ordinal: o.Ordinal}
		}
	}
	for i, column := range w.columns {
		name := fmt.Sprintf("key%d", i)
		if i == 0 {
			name = `key'"\`
		}
		add(name, w.likeType(column.typ))
	}
	for _, one := range asked() {
		add(one.name, one.typ)
	}
	for range w.between("listed", 1, 6) {
		row := make(oracle.Row, 0, len(t.Base.Columns))
		for _, o := range t.Base.Columns {
			row = append(row, w.value(o.Type))
		}
		t.Rows = append(t.Rows, row)
	}
	if w.rarely("nothing is listed", 5) {
		t.Rows = nil
	}
	c.Lookups = []oracle.LookupTable{t}
	w.listed = t
}

// asked is the columns that lookups test.
func asked() []struct{ name, typ string } {
	return []struct{ name, typ string }{
		{"who", "character varying(200)"}, {"region", "character(5)"}, {"level", "integer"}, {"flag", "boolean"}, {"day", "date"}, {"share", "numeric(10,2)"}, {"weight", "real"},
	}
}

// likeType is mostly the type, or another one that compares with it.
func (w world) likeType(t catalog.Type) string {
	if w.often("the same type", 6) {
		return t.String()
	}
	switch {
	case t.IsText():
		return pick(w, "key type", "character(5)", "character varying(16)", "character varying(200)")
	case t.IsInteger() || t.Kind == catalog.Decimal:
		return pick(w, "key type", "smallint", "integer", "bigint", "numeric(10,2)", "numeric(38,10)")
	}
	return t.String()
}

// lookup looks a column up, rarely in what is no table, or by what is no key.
func (w world) lookup() policy.Condition {
	c, ok := w.byFit("looked up", comparesWithLiterals)
	if !ok {
		return nil
	}
	out := policy.Lookup{Ref: w.ref(c), Source: "lists", Key: w.key(c.typ)}
	switch {
	case w.rarely("looked up in nothing", 2):
		out.Source = pick(w, "absent source", "nowhere", "people")
	case w.rarely("by no column", 1):
		out.Key = "vanished"
	}
	for range pick(w, "tests", 0, 1, 1, 2) {
		test := w.lookupTest()
		if !slices.ContainsFunc(out.Where, func(t policy.LookupTest) bool { return t.Column == test.Column }) {
			out.Where = append(out.Where, test)
		}
	}
	slices.SortFunc(out.Where, func(a, b policy.LookupTest) int { return cmp.Compare(a.Column, b.Column) })
	return out
}

// key is a column of the lists whose type suits the column's, or any.
func (w world) key(t catalog.Type) string {
	number := func(t catalog.Type) bool { return t.IsInteger() || t.Kind == catalog.Decimal }
	var suited, all []string
	for _, o := range w.listed.Base.Columns {
		all = append(all, o.Name)
		if o.Type.IsText() && t.IsText() || number(o.Type) && number(t) || o.Type.Kind == t.Kind {
			suited = append(suited, o.Name)
		}
	}
	if len(suited) == 0 || w.rarely("a key that does not fit", 4) {
		return pick(w, "key", all...)
	}
	return pick(w, "key", suited...)
}

func (w world) lookupTest() policy.LookupTest {
	one := pick(w, "tested", append(asked(), asked()[:4]...)...)
	typ, _ := catalog.ParseType(one.typ)
	test := policy.LookupTest{Column: one.name}
	if !typ.Comparable() || w.often("a literal", 4) {
		test.Is = w.literal(typ)
		return test
	}
	test.In = policy.List{Kind: policy.ListAttribute, Name: w.attributeFor(typ)}
	if typ.IsText() {
		test.In = pick(w, "list", test.In, test.In, policy.List{Kind: policy.ListGroups}, policy.List{Kind: policy.ListPurposes}, policy.List{Kind: policy.ListUserID}, policy.List{Kind: policy.ListUserID})
	}
	return test
}

// lookupText is a lookup in the syntax of conditions.
func lookupText(c policy.Lookup) string {
	tests := ""
	for i, test := range c.Where {
		if i > 0 {
			tests += ", "
		}
		tests += quoted(test.Column) + ": "
		switch test.In.Kind {
		case policy.ListUnknown:
			tests += literalText(test.Is)
		case policy.ListUserID:
			tests += "user.id"
		case policy.ListAttribute, policy.ListGroups, policy.ListPurposes:
			tests += listText(test.In)
		}
	}
	return refText(c.Ref) + " in lookup(" + quoted(c.Source) + ", " + quoted(c.Key) + ", {" + tests + "})"
}

// Tables is what the compiler knows of the lookup tables, as they are drawn.
func (c Case) Tables() []compile.Lookup {
	var out []compile.Lookup
	for _, t := range c.Lookups {
		one := compile.Lookup{Source: t.Source, Base: t.Base, Reviewed: map[string]bool{}}
		if t.Source.Disabled {
			one.Closed = "it is disabled"
		}
		for _, o := range t.Base.Columns {
			_, reviewed := t.Reviews[o.Name]
			one.Reviewed[o.Name] = reviewed
		}
		out = append(out, one)
	}
	return out
}
