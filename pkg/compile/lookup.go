package compile

import (
	"fmt"
	"slices"

	"scrim/pkg/catalog"
	"scrim/pkg/policy"
	"scrim/pkg/view"
)

// Lookup is a source in whose table conditions look columns up, as the cluster
// has it.
type Lookup struct {
	Source   catalog.Source
	Base     catalog.Signature
	Reviewed map[string]bool // as Input.Reviewed
	Closed   string          // why nothing may be looked up in it now, for a person; empty when something may
}

// lookup lowers a lookup: true where some row of the table has the column's
// value as its key and passes the tests; false where none does, the column is
// not NULL, and each list of the reader's that is asked is known. What is wrong
// with the table closes the chain, as a column that does not resolve does.
func (l *lowering) lookup(c policy.Lookup) truth {
	col := l.resolve(c.Ref)
	in, ok := l.table(c.Source)
	if !ok {
		return unknown()
	}
	key := l.keyed(in, c.Key)
	out := view.Lookup{Column: col, Source: c.Source, Table: in.Source.Table, Key: key}
	needs := []view.Pred{view.IsNull{Column: col, Not: true}}
	fits := true
	for _, test := range c.Where {
		asked := view.LookupTest{Column: l.keyed(in, test.Column)}
		switch {
		case l.err != nil:
			return unknown()
		case test.In.Kind == policy.ListUnknown && test.Is.Fits(asked.Column.Type):
			asked.Is = test.Is
		case test.In.Kind == policy.ListUnknown:
			l.unlike(c, asked.Column, "a "+literalName(test.Is.Kind))
			fits = false
		case !asked.Column.Type.Comparable():
			l.unlike(c, asked.Column, "a list of the user's")
			fits = false
		default:
			asked.Kind, asked.Name = listFacts(test.In)
			needs = append(needs, hasAny(asked.Kind, asked.Name, false))
		}
		out.Where = append(out.Where, asked)
	}
	if l.err == nil && !sameFamily(col.Type, key.Type) {
		return l.misfit(col, fmt.Sprintf("the %s column %q of lookup source %s", key.Type, key.Name, c.Source))
	}
	if !fits || l.err != nil {
		return unknown()
	}
	none := out
	none.Not = true
	return truth{is: out, isNot: view.And(append(needs, none)...)}
}

// table finds the source of a lookup.
func (l *lowering) table(id string) (Lookup, bool) {
	i := slices.IndexFunc(l.in.Lookups, func(one Lookup) bool { return one.Source.ID == id })
	switch {
	case id == l.in.Source.ID:
		l.fail(unresolved{"lookup-closed", fmt.Sprintf("the source %s would be looked up in itself", id), "compare the columns of the row, or look them up in another source"})
	case i < 0:
		l.fail(unresolved{"lookup-closed", fmt.Sprintf("there is no source %s on this cluster to look something up in", id), "register the lookup table as a source of this cluster, or correct the id"})
	case l.in.Lookups[i].Closed != "":
		l.fail(unresolved{"lookup-closed", fmt.Sprintf("nothing may be looked up in source %s: %s", id, l.in.Lookups[i].Closed), "repair the lookup source: it needs a view of its own, be it one that nobody sees"})
	default:
		return l.in.Lookups[i], true
	}
	return Lookup{}, false
}

// keyed finds a column of a lookup table, which must be described, there and
// reviewed, as one of the source's own.
func (l *lowering) keyed(in Lookup, name string) view.ColumnRef {
	same := func(other string) bool { return l.fold(other) == l.fold(name) }
	described := slices.ContainsFunc(in.Source.Columns, func(c catalog.Column) bool { return same(c.Name) })
	i := slices.IndexFunc(in.Base.Columns, func(o catalog.Observed) bool { return same(o.Name) })
	if !described || i < 0 || in.Base.Columns[i].Type.Kind == catalog.Unknown {
		l.fail(unresolved{"unresolved-column", fmt.Sprintf("lookup source %s has no column %s", in.Source.ID, name), "add the column to the lookup source, or name another"})
		return view.ColumnRef{}
	}
	found := in.Base.Columns[i]
	if !in.Reviewed[found.Name] {
		l.fail(unresolved{"unreviewed-column", fmt.Sprintf("column %q of lookup source %s is new or has changed and nobody reviewed it", found.Name, in.Source.ID), "send a snapshot with reviewed: true, or run scrim source review"})
	}
	return view.ColumnRef{Name: found.Name, Type: found.Type}
}

// unlike reports a test of a lookup table's column that the types do not allow.
func (l *lowering) unlike(c policy.Lookup, col view.ColumnRef, with string) {
	col.Name = c.Source + "." + col.Name
	l.misfit(col, with)
}

// shrinks says of each policy that a row which a lookup table lacks shows more
// of: package policy lets through what stays masked all the same.
func (c *compiler) shrinks() {
	for _, p := range c.policies {
		if c.governs(p) && policy.OpensWhenRowMissing(p, true) {
			c.issues.Warn(c.place(p), "opens-when-row-missing", "turn the condition round, so that a row that is found shows more",
				"the policy masks less where the lookup table %s lacks a row", p.Lookups()[0])
		}
	}
}

// compared is the comparisons of attributes with columns of a lookup table.
func (c *compiler) compared(lookup policy.Lookup) []view.Comparison {
	i := slices.IndexFunc(c.in.Lookups, func(one Lookup) bool { return one.Source.ID == lookup.Source })
	if i < 0 {
		return nil
	}
	var out []view.Comparison
	for _, test := range lookup.Where {
		if test.In.Kind != policy.ListAttribute {
			continue
		}
		for _, o := range c.in.Lookups[i].Base.Columns {
			if c.fold(o.Name) == c.fold(test.Column) && o.Type.Comparable() {
				out = append(out, view.Comparison{Attribute: test.In.Name, Type: o.Type})
			}
		}
	}
	return out
}
