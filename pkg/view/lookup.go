package view

import (
	"slices"

	"scrim/pkg/catalog"
	"scrim/pkg/profile"
)

// Lookup holds when the column is not NULL and is (Not: is not) the key of
// some row of another table that passes every test. A key or a tested column
// that is NULL matches nothing, also with Not. Whoever makes one with Not joins
// it by All with a HasAny for each list of the reader's that a test asks.
type Lookup struct {
	Column ColumnRef
	Source string // the id of the source whose table it is
	Table  catalog.Table
	Key    ColumnRef
	Where  []LookupTest
	Not    bool
}

// LookupTest holds for a row of a lookup table whose column is not NULL and is
// the literal, or, with a kind, whose canonical text is the value of one of the
// reader's facts of that kind and name.
type LookupTest struct {
	Column ColumnRef       `json:"column"`
	Is     catalog.Literal `json:"is,omitzero"`
	Kind   profile.Kind    `json:"kind,omitempty"`
	Name   string          `json:"name,omitempty"`
}

func (Lookup) pred() {}

// same reports whether two lookups are the same value.
func (p Lookup) same(q Lookup) bool {
	return p.Column == q.Column && p.Source == q.Source && p.Table == q.Table && p.Key == q.Key && p.Not == q.Not && slices.Equal(p.Where, q.Where)
}

// given is what is left of the lookup when the reader's facts are known: a list
// of theirs that is empty has no row pass.
func (p Lookup) given(f Facts) Pred {
	for _, test := range p.Where {
		if test.Kind != "" && !p.Not && !f.named[profile.Fact{Kind: test.Kind, Name: test.Name}] {
			return Never{}
		}
	}
	return p
}

// Lookups lists, sorted, the ids of the sources in whose tables the view looks
// something up.
func (v View) Lookups() []string {
	var out []string
	v.walk(func(p Pred) {
		if p, ok := p.(Lookup); ok {
			out = append(out, p.Source)
		}
	})
	slices.Sort(out)
	return slices.Compact(out)
}

// lookupNode is the part of a Lookup that other predicates have not, on paper.
type lookupNode struct {
	Source string        `json:"source"`
	Table  catalog.Table `json:"table"`
	Key    ColumnRef     `json:"key"`
	Where  []LookupTest  `json:"where,omitempty"`
}
