package view

import (
	"slices"

	"scrim/pkg/catalog"
)

// Over is the same view over another table, with its lookups in other tables,
// by source; a lookup in one that is not given stays where it is.
func (v View) Over(base catalog.Table, lookups map[string]catalog.Table) View {
	v.Base, v.Rows = base, moved(v.Rows, lookups)
	v.Columns = slices.Clone(v.Columns)
	for i, c := range v.Columns {
		v.Columns[i].Choices = slices.Clone(c.Choices)
		for j, choice := range c.Choices {
			v.Columns[i].Choices[j].When = moved(choice.When, lookups)
		}
	}
	return v
}

// moved is a predicate with its lookups in other tables.
func moved(p Pred, to map[string]catalog.Table) Pred {
	switch p := p.(type) {
	case All:
		return All(movedEach(p, to))
	case Any:
		return Any(movedEach(p, to))
	case Lookup:
		if table, ok := to[p.Source]; ok {
			p.Table = table
		}
		return p
	}
	return p
}

func movedEach(parts []Pred, to map[string]catalog.Table) []Pred {
	out := make([]Pred, len(parts))
	for i, part := range parts {
		out[i] = moved(part, to)
	}
	return out
}
