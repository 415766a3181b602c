package view

import "slices"

// Meet is a view that shows at most what both show: who both admit, the rows
// both keep, and in each cell what is left when both have had their say. It
// has a's name, table and columns; a column that b lacks, or has with another
// type, is NULL. Two different masks meet in NULL. What b asks of columns that
// a has no more cannot be asked any more: such a test does not hold, and cells
// that depend on one are NULL. Views of two tables have no row in common.
func Meet(a, b View) View {
	out := a
	out.Admit, out.Rows = And(a.Admit, b.Admit), And(a.Rows, a.resolved(b.Rows))
	if a.Base != b.Base {
		out.Rows = Never{}
	}
	out.Columns = slices.Clone(a.Columns)
	for i, column := range out.Columns {
		j := slices.IndexFunc(b.Columns, func(c Column) bool { return c.Name == column.Name && c.Type == column.Type })
		if j < 0 || a.Base != b.Base || !a.resolves(b.Columns[j].Choices) {
			out.Columns[i].Choices = nil
			continue
		}
		out.Columns[i].Choices = meetChoices(column.Choices, b.Columns[j].Choices)
	}
	return out
}

// resolved is what is left of a predicate of another view over v's columns. It
// holds at most where p does, since no predicate is negative.
func (v View) resolved(p Pred) Pred {
	switch p := p.(type) {
	case All:
		return And(v.resolvedParts(p)...)
	case Any:
		return Or(v.resolvedParts(p)...)
	}
	if slices.ContainsFunc(Reads(p), func(ref ColumnRef) bool { return !v.has(ref) }) {
		return Never{}
	}
	return p
}

func (v View) resolvedParts(parts []Pred) []Pred {
	out := make([]Pred, len(parts))
	for i, p := range parts {
		out[i] = v.resolved(p)
	}
	return out
}

// resolves reports whether v has every column that the choices ask about.
func (v View) resolves(choices []Choice) bool {
	for _, choice := range choices {
		if slices.ContainsFunc(Reads(choice.When), func(ref ColumnRef) bool { return !v.has(ref) }) {
			return false
		}
	}
	return true
}

func (v View) has(ref ColumnRef) bool {
	return slices.ContainsFunc(v.Columns, func(c Column) bool { return c.Name == ref.Name && c.Type == ref.Type })
}

// meetChoices pairs every choice of one list with every choice of the other,
// in order, so that the first pair whose predicates hold is the pair of the
// first choices that hold.
func meetChoices(a, b []Choice) []Choice {
	var out []Choice
	for _, x := range a {
		for _, y := range b {
			when := And(x.When, y.When)
			if Same(when, Never{}) {
				continue
			}
			out = append(out, Choice{When: when, Show: meetCells(x.Show, y.Show)})
		}
	}
	return out
}

func meetCells(a, b Cell) Cell {
	switch {
	case a == b:
		return a
	case a == (Raw{}):
		return b
	case b == (Raw{}):
		return a
	}
	return Null{}
}
