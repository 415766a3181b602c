package exposure

import (
	"cmp"
	"slices"

	"scrim/pkg/view"
)

// finding is a change with those to whom it happens.
type finding struct {
	Change
	crowd crowd
}

// findings is what changes of the source for anybody.
func (c *comparison) findings(p *people) []finding {
	var out []finding
	for _, class := range p.classes(c) {
		whole := c.of(p, class, false)
		if parts, ok := c.parts(p, class, whole); ok {
			whole = parts
		}
		for _, f := range whole {
			out = merged(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b finding) int {
		return cmp.Or(cmp.Compare(order(a.What), order(b.What)), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Effect, b.Effect), cmp.Compare(a.crowd.first(), b.crowd.first()))
	})
	return out
}

func order(w What) int { return slices.Index([]What{OfSource, OfRows, OfColumn}, w) }

// merged adds a finding, to an equal one of others if there is one.
func merged(all []finding, f finding) []finding {
	for i, other := range all {
		same := other.Change
		same.Rows = f.Rows
		if same != f.Change {
			continue
		}
		if all[i].Rows != nil && !all[i].Rows.same(*f.Rows) {
			all[i].Rows.All = false
		}
		all[i].crowd.join(f.crowd)
		return all
	}
	return append(all, f)
}

// parts is what changes for parts of a crowd who have different values in their
// lists, where that tells more: what cannot be compared as "their region" may
// well be once it is known which one that is.
func (c *comparison) parts(p *people, class crowd, whole []finding) ([]finding, bool) {
	const limit = 64
	lists := c.vague(p, class, whole)
	if len(lists) == 0 || p.tries <= 0 {
		return nil, false
	}
	split, ok := p.split(class, lists, min(limit, p.tries))
	if !ok {
		return nil, false
	}
	var out []finding
	clearer := p.apart
	for _, part := range split {
		p.tries--
		found := c.of(p, part, true)
		clearer = clearer || undecided(found) < undecided(whole)
		out = append(out, found...)
	}
	return out, clearer
}

func undecided(all []finding) int {
	n := 0
	for _, f := range all {
		if f.Effect == Changes {
			n++
		}
	}
	return n
}

// vague are the lists that the reader is asked for where something changes in
// an unknown direction, or rows that are to be counted.
func (c *comparison) vague(p *people, class crowd, found []finding) []List {
	mixed := slices.ContainsFunc(found, func(f finding) bool { return f.Rows != nil && !f.Rows.All })
	if undecided(found) == 0 && (!p.apart || !mixed) {
		return nil
	}
	var out []List
	for l := range c.asks.lists {
		if ids := p.lists[class.first()][p.atoms.lists[l]]; ids[0] == ids[1] {
			out = append(out, l)
		}
	}
	slices.SortFunc(out, func(a, b List) int { return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Name, b.Name)) })
	return out
}

// of is what changes for a crowd of readers who are alike; with spell, in the
// values of all their lists too.
func (c *comparison) of(p *people, class crowd, spell bool) []finding {
	user := class.first()
	spelled, other := map[List]bool{}, map[List]bool{}
	for l := range c.asks.lists {
		ids := p.lists[user][p.atoms.lists[l]]
		other[l] = ids[0] != ids[1]
		spelled[l] = spell || other[l]
	}
	marks := [2]string{}
	if p.moved[user] {
		marks = [2]string{"before", "after"}
	}
	before := side{p.of(user, 0), c.Before, spelled, other, marks[0]}.sight()
	after := side{p.of(user, 1), c.After, spelled, other, marks[1]}.sight()
	changes := c.compare(before, after)
	out := make([]finding, len(changes))
	for i, change := range changes {
		change.Source = c.ID
		if r := change.Rows; r != nil {
			r.As, r.All = p.users[user].ID, spell || class.size() == 1 || len(r.Before.Lists)+len(r.After.Lists) == 0
		}
		out[i] = finding{change, slices.Clone(class)}
	}
	return out
}

// compare is what changes between two sights of the source.
func (c *comparison) compare(before, after sight) []Change {
	switch {
	case !before.sees() && !after.sees():
		return nil
	case !before.sees():
		return []Change{{What: OfSource, Effect: Gains, Before: "nothing", After: whole(after.told()), Rows: rowsOf(before, after)}}
	case !after.sees():
		return []Change{{What: OfSource, Effect: Loses, Before: whole(before.told()), After: "nothing", Rows: rowsOf(before, after)}}
	}
	var out []Change
	moved := c.Before.Base != c.After.Base
	rows := shiftOfRows(before.rows, after.rows)
	if moved {
		rows = shift{true, true}
	}
	if effect := rows.effect(); effect != "" {
		one := Change{What: OfRows, Effect: effect, Before: rowsText(before.told().rows), After: rowsText(after.told().rows), Rows: rowsOf(before, after)}
		if moved {
			one.Before += " of " + c.Before.Base.String()
			one.After += " of " + c.After.Base.String()
			one.Rows = nil // rows of two tables are not counted against each other
		}
		out = append(out, one)
	}
	kept := view.And(expanded(before.rows), expanded(after.rows))
	for _, col := range c.columns {
		if col.same && before.held == after.held && !moved {
			continue
		}
		was, is := before.cells(col.before), after.cells(col.after)
		cells := shiftOfCells(kept, expandedChoices(was), expandedChoices(is))
		if c.retyped(col) && (!null(was) || !null(is)) {
			cells = shift{true, true}
		}
		if effect := cells.effect(); effect != "" {
			out = append(out, Change{What: OfColumn, Column: col.name, Effect: effect, Before: cellsText(before.told().cells(col.before)), After: cellsText(after.told().cells(col.after))})
		}
	}
	return named(out)
}

// retyped reports whether a column is of another type than before, or of
// another table.
func (c *comparison) retyped(col column) bool {
	return col.before >= 0 && col.after >= 0 && (c.Before.Columns[col.before].Type != c.After.Columns[col.after].Type || c.Before.Base != c.After.Base)
}

func null(choices []view.Choice) bool {
	return !slices.ContainsFunc(choices, func(c view.Choice) bool { return c.Show != view.Null{} })
}
