package explain

import (
	"fmt"

	"scrim/pkg/compile"
	"scrim/pkg/view"
)

// contests says of masks of different policies which of them this reader
// gets where both apply, and why. Where two say the same, nobody has lost.
func contests(all []compile.Contest, facts view.Facts) []Node {
	var out []Node
	for _, c := range all {
		when := view.Given(c.When, facts)
		if _, never := when.(view.Never); never || c.Winner == c.Loser {
			continue
		}
		winner, loser := fmt.Sprintf("%s (policy %s)", compile.CellName(c.Winner), c.WinnerPolicy), fmt.Sprintf("%s (policy %s)", compile.CellName(c.Loser), c.LoserPolicy)
		text := winner + " wins over " + loser
		if c.Null {
			text = winner + " and " + loser + " meet in NULL"
		}
		if _, always := when.(view.Always); !always {
			text += " where " + Sentence(when)
		}
		out = append(out, Node{Text: text + ": " + c.Why()})
	}
	return out
}

// ways says by which rules a policy decides for this reader. A policy of which
// only one way is open says it in its own line.
func ways(rules []compile.RuleDecision, rest string, facts view.Facts) []Node {
	var out []Node
	for _, r := range rules {
		when := view.Given(r.When, facts)
		if _, never := when.(view.Never); never {
			continue
		}
		text := way(r.Rule) + ": " + r.Does
		if _, always := when.(view.Always); always {
			return append(out, Node{Text: text})
		}
		out = append(out, Node{Text: text + " where " + Sentence(when)})
	}
	if len(out) == 0 {
		return []Node{{Text: "no rule decides for this reader: " + rest}}
	}
	return out
}

func way(rule int) string {
	switch rule {
	case compile.Unless:
		return "unless, which exempts"
	case compile.Otherwise:
		return "otherwise"
	}
	return fmt.Sprintf("rule %d", rule+1)
}
