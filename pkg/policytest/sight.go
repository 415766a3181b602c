package policytest

import (
	"fmt"
	"slices"

	"scrim/pkg/catalog"
	"scrim/pkg/issue"
	"scrim/pkg/oracle"
)

// Sight is what a warehouse shows of a table: rows of some columns, as text.
type Sight struct {
	Columns []string
	Rows    []Seen
}

// Seen is one row of a sight.
type Seen struct {
	Row   int       // which of the table's, from 0; what is none of them was made up by the warehouse
	Cells []*string // in the order of the columns; nil is NULL
}

// Judge says what became of each test by what the warehouse showed its reader:
// one sight for each test. Where the oracle says otherwise that is said
// besides, be it something that the test asks about or not, and the test has
// not passed.
func (t Trial) Judge(on string, sights []Sight) (Report, issue.List) {
	if len(sights) != len(t.file.Tests) {
		var issues issue.List
		issues.Add(issue.Place{Input: t.file.Name}, "not-tried", "run it again; if it stays, it is a mistake in scrim", "of %d tests %d were tried on %s, so none of them means anything", len(t.file.Tests), len(sights), on)
		return Report{File: t.file.Name}, issues
	}
	report, issues := t.judge(sights)
	report.On = on
	return report, issues
}

// Held reports what the warehouse keeps otherwise in the table than the file
// writes it, before any policy: nothing that is seen of that means anything.
func (t Trial) Held(s Sight) issue.List {
	var issues issue.List
	at := issue.Place{Input: t.file.Name}
	if len(s.Rows) != len(t.rows) {
		issues.Add(at.In("rows"), "kept-otherwise", "run it again; if it stays, it is a mistake in scrim", "the table was filled with %d rows, and %d are in it", len(t.rows), len(s.Rows))
		return issues
	}
	for _, seen := range s.Rows {
		if seen.Row < 0 || seen.Row >= len(t.rows) {
			issues.Add(at.In("rows"), "kept-otherwise", "run it again; if it stays, it is a mistake in scrim", "a row is in the table that the file does not have")
			continue
		}
		for n, c := range t.stage.base.Columns {
			place := at.In(fmt.Sprintf("rows[%d]", seen.Row)).In(c.Name)
			i := t.stage.indexOf(s, c.Name)
			if i < 0 {
				issues.Add(place, "kept-otherwise", "run it again; if it stays, it is a mistake in scrim", "the table has no column %q", c.Name)
				continue
			}
			if !same(read(c.Type, seen.Cells[i]), t.rows[seen.Row].values[n]) {
				issues.Add(place, "kept-otherwise", "write what a column of this type can hold, as the warehouse prints it", "a column of type %s keeps it otherwise there", c.Type)
			}
		}
	}
	return issues
}

// indexOf is which column of a sight has that name on the warehouse.
func (g stage) indexOf(s Sight, name string) int {
	fold := g.cluster.Kind.Fold
	return slices.IndexFunc(s.Columns, func(c string) bool { return fold(c) == fold(name) })
}

// read is a value as the warehouse prints it. What is none of the type is not
// equal to any that is.
func read(t catalog.Type, text *string) oracle.Value {
	if text == nil {
		return nil
	}
	v, err := oracle.Parse(t, *text)
	if err != nil {
		return oracle.Opaque(*text)
	}
	return v
}

func same(a, b oracle.Value) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	return oracle.Equal(a, b)
}

// shownBy puts what a warehouse shows in the place of what the oracle told of
// each row, and says where the two are apart.
func (g stage) shownBy(s Sight, told []sighting) (seen []sighting, apart []Difference) {
	for i, one := range told {
		times := 0
		for _, r := range s.Rows {
			if r.Row != i {
				continue
			}
			times++
			here, differs := g.cellsBy(s, r, one)
			if times > 1 {
				here.name += fmt.Sprintf(" (time %d)", times)
				differs = []Difference{{Row: here.name, Want: "shown once", Got: "shown again"}}
			}
			seen, apart = append(seen, here), append(apart, differs...)
		}
		if times == 0 {
			if one.decision.Shown {
				apart = append(apart, Difference{Row: one.name, Want: "shown", Got: "hidden"})
			}
			one.otherwise = one.decision.Shown
			one.decision.Shown = false
			seen = append(seen, one)
		}
	}
	for _, r := range s.Rows {
		if r.Row >= 0 && r.Row < len(told) {
			continue
		}
		stranger := sighting{row: row{name: "a row that is not in the table", values: make(oracle.Row, len(g.base.Columns))}}
		stranger.decision.Shown, stranger.otherwise = true, true
		seen = append(seen, stranger)
		apart = append(apart, Difference{Row: stranger.name, Want: "hidden", Got: "shown"})
	}
	return seen, append(apart, g.columnsApart(s, told)...)
}

// cellsBy is a row as the warehouse shows it.
func (g stage) cellsBy(s Sight, r Seen, told sighting) (seen sighting, apart []Difference) {
	seen = told
	seen.decision.Shown, seen.otherwise = true, !told.decision.Shown
	seen.decision.Cells = slices.Clone(told.decision.Cells)
	if !told.decision.Shown {
		apart = append(apart, Difference{Row: told.name, Want: "hidden", Got: "shown"})
	}
	for n, c := range seen.decision.Cells {
		i := g.indexOf(s, c.Column)
		if i < 0 {
			seen.decision.Cells[n].Value = oracle.Opaque("no such column")
			continue
		}
		got := read(g.base.Columns[g.column(c.Column)].Type, r.Cells[i])
		if told.decision.Shown && !same(c.Value, got) {
			apart = append(apart, Difference{Row: told.name, Column: c.Column, Want: shown(c.Value), Got: shown(got)})
		}
		seen.decision.Cells[n].Value = got
	}
	return seen, apart
}

// columnsApart is which columns the view has and should not have, and the other
// way round.
func (g stage) columnsApart(s Sight, told []sighting) []Difference {
	if len(told) == 0 {
		return nil
	}
	var out []Difference
	cells, fold := told[0].decision.Cells, g.cluster.Kind.Fold
	for _, c := range cells {
		if g.indexOf(s, c.Column) < 0 {
			out = append(out, Difference{Row: "every row", Column: c.Column, Want: "a column", Got: "none"})
		}
	}
	for _, name := range s.Columns {
		if !slices.ContainsFunc(cells, func(c oracle.Cell) bool { return fold(c.Column) == fold(name) }) {
			out = append(out, Difference{Row: "every row", Column: name, Want: "no such column", Got: "a column"})
		}
	}
	return out
}
