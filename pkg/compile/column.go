package compile

import (
	"fmt"

	"scrim/pkg/issue"
	"scrim/pkg/policy"
	"scrim/pkg/view"
)

// outcome is what one mask policy does to one column: where it leaves the
// cell clear and where it shows which mask. Elsewhere the cell is NULL.
type outcome struct {
	policy string
	clear  view.Pred
	masks  []view.Choice
	cells  []view.Choice // masks, and where a rule says NULL
	rules  []RuleDecision
	closed bool // a reference did not resolve
}

// column makes one column of the view.
func (c *compiler) column(col column) view.Column {
	out := view.Column{Name: col.ref.Name, Type: col.ref.Type}
	decided := ColumnDecision{Column: col.ref.Name, Reviewed: col.reviewed}
	var outcomes []outcome
	for _, p := range c.policies {
		if p.Type != policy.TypeMask || !c.about[p.ID][col.ref.Name] {
			continue
		}
		o := c.outcome(p, col)
		outcomes = append(outcomes, o)
		decided.Policies = append(decided.Policies, MaskDecision{Policy: p.ID, Clear: o.clear, Masks: o.masks, Rules: o.rules, Closed: o.closed})
	}
	if !col.reviewed {
		c.issues.Warn(issue.Place{Input: "source " + c.in.Source.ID, Path: "columns." + col.ref.Name}, "unreviewed-column",
			"send a snapshot with reviewed: true for it, or run scrim source review",
			"column %q is new or has changed, so it is NULL for everyone", col.ref.Name)
	} else {
		out.Choices = meet(outcomes)
		decided.Contests = contests(outcomes)
		c.reportMeet(col, decided.Contests)
	}
	decided.Choices = out.Choices
	c.decision.Columns = append(c.decision.Columns, decided)
	return out
}

func (c *compiler) outcome(p policy.Policy, col column) outcome {
	o := outcome{policy: p.ID}
	branches, ok := c.chain(p)
	o.closed = !ok
	var clear []view.Pred
	for _, b := range branches {
		shown := "the value"
		switch do := b.do.(type) {
		case policy.Clear:
			clear = append(clear, b.when)
		case policy.Apply:
			if m, counted := do.Mask.(policy.MaskKAnonymity); counted { // a condition more than a mask: clear where it holds, NULL elsewhere
				clear = append(clear, view.And(b.when, c.common(p, col)))
				shown = fmt.Sprintf("the value where at least %d rows share it", m.K)
				break
			}
			cell, why := c.fit(do.Mask, col.ref.Type)
			if why != "" {
				c.issues.Warn(c.place(p), "mask-does-not-fit", "use a mask that fits the type; docs/policy.md has the table",
					"column %q is %s: %s, so the cell is NULL", col.ref.Name, col.ref.Type, why)
			}
			c.lint(p, col, cell)
			shown = CellName(cell)
			o.cells = append(o.cells, view.Choice{When: b.when, Show: cell})
			if cell != (view.Null{}) && !view.Same(b.when, view.Never{}) {
				o.masks = append(o.masks, view.Choice{When: b.when, Show: cell})
			}
		}
		o.rules = append(o.rules, b.decided(shown))
	}
	o.clear = view.Or(clear...)
	return o
}

// meet joins what several policies do to one column (SEMANTICS S3): clear
// where all leave it clear; NULL where two of them show masks that do not
// compare, whatever the others show, since a further policy must never bring
// back what is hidden (law 2); a mask where some policy shows it and every
// other leaves the cell clear or shows a mask that it wins over; NULL
// everywhere else.
func meet(outcomes []outcome) []view.Choice {
	if len(outcomes) == 0 {
		return []view.Choice{{When: view.Always{}, Show: view.Raw{}}}
	}
	var clear []view.Pred
	for _, o := range outcomes {
		clear = append(clear, o.clear)
	}
	choices := []view.Choice{{When: view.And(clear...), Show: view.Raw{}}}
	cells := distinct(outcomes)
	choices = append(choices, clashes(outcomes, cells)...)
	for _, cell := range cells {
		when := view.And(shownBySome(outcomes, cell), shownOverAll(outcomes, cell))
		choices = append(choices, view.Choice{When: when, Show: cell})
	}
	return reachable(choices)
}

// reachable leaves away the choices that can never be shown. One that always
// holds where none before it does is simply what is shown then: so the list of
// a policy stays the same but for its first choice when unless gets wider, and
// view.Covers can see that.
func reachable(choices []view.Choice) []view.Choice {
	var out []view.Choice
	var before []view.Pred
	for _, choice := range choices {
		if view.Same(choice.When, view.Never{}) {
			continue
		}
		before = append(before, choice.When)
		if view.Same(view.Or(before...), view.Always{}) {
			choice.When = view.Always{}
			return append(out, choice)
		}
		out = append(out, choice)
	}
	return out
}

// clashes is where two policies show masks that do not compare.
func clashes(outcomes []outcome, cells []view.Cell) []view.Choice {
	var pairs []view.Pred
	for i, a := range cells {
		for _, b := range cells[i+1:] {
			if winsOver(a, b) || winsOver(b, a) {
				continue
			}
			for _, one := range outcomes {
				for _, other := range outcomes {
					if one.policy != other.policy {
						pairs = append(pairs, view.And(shownBySome([]outcome{one}, a), shownBySome([]outcome{other}, b)))
					}
				}
			}
		}
	}
	if len(pairs) == 0 {
		return nil
	}
	return []view.Choice{{When: view.Or(pairs...), Show: view.Null{}}}
}

func shownBySome(outcomes []outcome, cell view.Cell) view.Pred {
	var any []view.Pred
	for _, o := range outcomes {
		for _, m := range o.masks {
			if m.Show == cell {
				any = append(any, m.When)
			}
		}
	}
	return view.Or(any...)
}

// shownOverAll holds where every policy leaves the cell clear or shows a mask
// that cell wins over. A single policy's branches exclude each other, so there
// is nothing to test.
func shownOverAll(outcomes []outcome, cell view.Cell) view.Pred {
	if len(outcomes) == 1 {
		return view.Always{}
	}
	var all []view.Pred
	for _, o := range outcomes {
		under := []view.Pred{o.clear}
		for _, m := range o.masks {
			if winsOver(cell, m.Show) {
				under = append(under, m.When)
			}
		}
		all = append(all, view.Or(under...))
	}
	return view.And(all...)
}

// distinct lists the cells of all outcomes, strictest first, then in the
// order of their policies.
func distinct(outcomes []outcome) []view.Cell {
	var out []view.Cell
	for _, o := range outcomes {
	next:
		for _, m := range o.masks {
			for _, have := range out {
				if have == m.Show {
					continue next
				}
			}
			out = append(out, m.Show)
		}
	}
	sortByRank(out)
	return out
}
