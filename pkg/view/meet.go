package view

import "slices"

// Meet is a view that shows at most what both show: who both admit, the rows
// both keep, and in each cell what is left when both have had their say. It
// has a's name, table and columns; a column that b lacks, or has with another
// type, is NULL. Two different masks meet in NULL.
func Meet(a, b View) View {
	out := a
	out.Admit, out.Rows = And(a.Admit, b.Admit), And(a.Rows, b.Rows)
	out.Columns = slices.Clone(a.Columns)
	for i, column := range out.Columns {
		j := slices.IndexFunc(b.Columns, func(c Column) bool { return c.Name == column.Name && c.Type == column.Type })
		if j < 0 || a.Base != b.Base {
			out.Columns[i].Choices = nil
			continue
		}
		out.Columns[i].Choices = meetChoices(column.Choices, b.Columns[j].Choices)
	}
	return out
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
