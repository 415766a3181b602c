package exposure

import (
	"scrim/pkg/explain"
	"scrim/pkg/view"
)

// Definition is what a view shows otherwise than before to whoever its
// conditions hold for, be there such a reader today or not.
type Definition struct {
	Source string `json:"source"`
	What   What   `json:"what"` // OfSource is who is let in
	Column string `json:"column,omitempty"`
	Effect Effect `json:"effect"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// Define compares two views without knowing anybody's facts.
func Define(s Source) []Definition {
	if s.Before == nil && s.After == nil {
		return nil
	}
	c := newComparison(s)
	if !c.differs {
		return nil
	}
	nobody := view.View{Admit: view.Never{}, Rows: view.Never{}}
	if c.Before == nil || view.Same(view.And(c.Before.Admit, c.Before.Rows), view.Never{}) {
		c.Before = &nobody
	}
	if c.After == nil || view.Same(view.And(c.After.Admit, c.After.Rows), view.Never{}) {
		c.After = &nobody
	}
	var out []Definition
	add := func(d Definition) {
		if d.Source = s.ID; d.Before == d.After {
			d.After += ", made otherwise"
		}
		if d.Effect != "" {
			out = append(out, d)
		}
	}
	add(Definition{What: OfSource, Effect: shiftOfRows(c.Before.Admit, c.After.Admit).effect(), Before: admitText(c.Before.Admit), After: admitText(c.After.Admit)})
	if c.Before == &nobody || c.After == &nobody {
		return out
	}
	rows := Definition{What: OfRows, Effect: shiftOfRows(c.Before.Rows, c.After.Rows).effect(), Before: rowsText(c.Before.Rows), After: rowsText(c.After.Rows)}
	if c.Before.Base != c.After.Base {
		rows.Effect, rows.Before, rows.After = Changes, rows.Before+" of "+c.Before.Base.String(), rows.After+" of "+c.After.Base.String()
	}
	add(rows)
	kept := view.And(expanded(c.Before.Admit), expanded(c.After.Admit), expanded(c.Before.Rows), expanded(c.After.Rows))
	for _, col := range c.columns {
		if col.same {
			continue
		}
		was, is := defined(c.Before, col.before), defined(c.After, col.after)
		cells := shiftOfCells(kept, expandedChoices(was), expandedChoices(is))
		if c.retyped(col) && (!null(was) || !null(is)) {
			cells = shift{true, true}
		}
		add(Definition{What: OfColumn, Column: col.name, Effect: cells.effect(), Before: cellsText(was), After: cellsText(is)})
	}
	return out
}

// defined is the choices of a column; the last one always holds.
func defined(v *view.View, i int) []view.Choice {
	var out []view.Choice
	if i >= 0 {
		for _, choice := range v.Columns[i].Choices {
			if view.Same(choice.When, view.Never{}) {
				continue
			}
			if out = append(out, choice); view.Same(choice.When, view.Always{}) {
				return out
			}
		}
	}
	return append(out, view.Choice{When: view.Always{}, Show: view.Null{}})
}

func admitText(p view.Pred) string {
	switch p.(type) {
	case view.Always:
		return "everybody"
	case nil, view.Never:
		return "nobody"
	}
	return "whoever meets: " + explain.Sentence(p)
}
