package exposure

import (
	"reflect"
	"slices"

	"scrim/pkg/profile"
	"scrim/pkg/view"
)

// comparison is one source, before and after.
type comparison struct {
	Source
	differs bool // its view is another one
	opaque  bool // something in it may ask for facts in a way that is not known here
	asks    index
	columns []column
}

// column is a column by its place in the views; -1 is that it is not there.
type column struct {
	name          string
	before, after int
	same          bool // the choices are
}

func newComparison(s Source) *comparison {
	c := &comparison{Source: s}
	before, after := columnsOf(s.Before), columnsOf(s.After)
	for i, col := range after {
		one := column{name: col.Name, before: place(before, col.Name), after: i}
		one.same = one.before >= 0 && reflect.DeepEqual(before[one.before], col)
		c.columns = append(c.columns, one)
	}
	for i, col := range before {
		if place(after, col.Name) < 0 {
			c.columns = append(c.columns, column{name: col.Name, before: i, after: -1})
		}
	}
	c.differs = (s.Before == nil) != (s.After == nil) || s.Before != s.After && c.unlike()
	c.each(func(p view.Pred) {
		view.Walk(p, func(part view.Pred) { c.opaque = c.opaque || !understood(part) })
	})
	return c
}

// unlike reports whether two views show anything otherwise. By what name does
// not matter.
func (c *comparison) unlike() bool {
	return c.Before.Base != c.After.Base || !view.Same(c.Before.Admit, c.After.Admit) || !view.Same(c.Before.Rows, c.After.Rows) ||
		slices.ContainsFunc(c.columns, func(col column) bool { return !col.same })
}

func columnsOf(v *view.View) []view.Column {
	if v == nil {
		return nil
	}
	return v.Columns
}

func place(columns []view.Column, name string) int {
	return slices.IndexFunc(columns, func(c view.Column) bool { return c.Name == name })
}

// nothing reports whether nobody sees anything of the source, before or after.
func (c *comparison) nothing() bool { return c.Before == nil && c.After == nil }

// each calls for every predicate of both views.
func (c *comparison) each(visit func(view.Pred)) {
	for _, v := range []*view.View{c.Before, c.After} {
		if v == nil {
			continue
		}
		visit(v.Admit)
		visit(v.Rows)
		for _, col := range v.Columns {
			for _, choice := range col.Choices {
				visit(choice.When)
			}
		}
	}
}

// contexts are the facts of projects in which hashes are made otherwise.
func (c *comparison) contexts() []profile.Fact {
	var out []profile.Fact
	for _, v := range []*view.View{c.Before, c.After} {
		for _, col := range columnsOf(v) {
			for _, choice := range col.Choices {
				if hash, ok := choice.Show.(view.Hash); ok {
					for _, id := range hash.Joint.Projects() {
						out = append(out, profile.Fact{Kind: profile.KindContext, Value: id})
					}
				}
			}
		}
	}
	return out
}
