package compile

import (
	"fmt"

	"scrim/pkg/issue"
	"scrim/pkg/view"
)

// Contest is two masks that two policies show in one column, and which of them
// a reader gets where both apply (SEMANTICS S3).
type Contest struct {
	Winner, Loser             view.Cell // of two that do not compare neither wins
	WinnerPolicy, LoserPolicy string
	When                      view.Pred // where both apply; as far as is known, since predicates are not solved
	Null                      bool      // they do not compare, and meet in NULL
}

// contests lists the pairs of masks of different policies that can stand in
// one cell.
func contests(outcomes []outcome) []Contest {
	var out []Contest
	for i, one := range outcomes {
		for _, other := range outcomes[i+1:] {
			for _, a := range one.cells {
				for _, b := range other.cells {
					if when := view.And(a.When, b.When); !view.Same(when, view.Never{}) {
						out = append(out, contest(a.Show, one.policy, b.Show, other.policy, when))
					}
				}
			}
		}
	}
	return out
}

func contest(a view.Cell, from string, b view.Cell, other string, when view.Pred) Contest {
	out := Contest{Winner: a, WinnerPolicy: from, Loser: b, LoserPolicy: other, When: when}
	if !winsOver(a, b) && winsOver(b, a) {
		out.Winner, out.WinnerPolicy, out.Loser, out.LoserPolicy = b, other, a, from
	}
	out.Null = !winsOver(out.Winner, out.Loser)
	return out
}

// Why is the reason in words: "a hash tells less than rounding to 10".
func (c Contest) Why() string {
	winner, loser := CellName(c.Winner), CellName(c.Loser)
	switch {
	case c.Winner == c.Loser:
		return "both say " + winner
	case c.Null:
		return fmt.Sprintf("neither of %s and %s tells less than the other", winner, loser)
	case rank(c.Winner) > rank(c.Loser):
		return fmt.Sprintf("%s tells less than %s", winner, loser)
	}
	return fmt.Sprintf("%s and %s are of one kind, and the first keeps less", winner, loser)
}

// reportMeet says of masks which meet in NULL that they do.
func (c *compiler) reportMeet(col column, met []Contest) {
	for _, m := range met {
		if m.Null {
			c.issues.Warn(issue.Place{Input: "source " + c.in.Source.ID, Path: "columns." + col.ref.Name}, "masks-meet-in-null",
				"use one mask in both policies, or masks of which one is stricter",
				"column %q gets %s from policy %s and %s from policy %s; where both apply it is NULL", col.ref.Name, CellName(m.Winner), m.WinnerPolicy, CellName(m.Loser), m.LoserPolicy)
		}
	}
}
