package compile

import (
	"slices"

	"scrim/pkg/issue"
	"scrim/pkg/policy"
	"scrim/pkg/view"
)

// Decision is why a view is what it is: every policy that met the source,
// what it does and what became of it. Package explain reads it to a person.
type Decision struct {
	Source               string
	Closed               []string // why nobody sees a row, whatever else is decided: a selected policy is missing, or something collides on a strict cluster
	Gates                []GateDecision
	Unpoliced            string // "nobody" or "everyone" when no grant policy met the source
	Rows                 []RowDecision
	Columns              []ColumnDecision
	Comparisons          []view.Comparison // of attributes with columns, by all policies that govern the source
	OpensWhenFactMissing bool              // some policy shows more to whom a fact is missing (SEMANTICS S2)
}

// GateDecision is one subscription policy.
type GateDecision struct {
	Policy    string
	Guardrail bool
	Mode      policy.SubscriptionMode
	Holds     view.Pred // about the reader alone
}

// RowDecision is one row policy.
type RowDecision struct {
	Policy string
	Shown  view.Pred
	Closed bool // a reference did not resolve: only exempt readers see rows
}

// ColumnDecision is one column: the policies that met it, and their meet.
type ColumnDecision struct {
	Column   string
	Reviewed bool
	Policies []MaskDecision
	Choices  []view.Choice
}

// MaskDecision is what one policy alone does to one column.
type MaskDecision struct {
	Policy string
	Clear  view.Pred
	Masks  []view.Choice
}

// reveals warns of conditions that read a column which some policy masks: the
// presence of a row tells its subject something of the hidden value
// (SEMANTICS S9).
func (c *compiler) reveals() {
	for _, p := range c.policies {
		for _, ref := range policy.References(p) {
			if col, _ := c.find(ref); col != nil && c.masked(col.ref.Name) {
				c.issues.Warn(c.place(p), "condition-reveals", "exempt the same people from the mask, or test another column",
					"a condition reads column %q, which is masked for some readers: what they see depends on the hidden value", col.ref.Name)
			}
		}
	}
	c.issues = uniqueIssues(c.issues)
}

func (c *compiler) masked(name string) bool {
	i := slices.IndexFunc(c.decision.Columns, func(d ColumnDecision) bool { return d.Column == name })
	return i >= 0 && len(c.decision.Columns[i].Policies) > 0
}

// uniqueIssues drops repetitions: a policy is lowered once for each column it
// meets and would say the same of each.
func uniqueIssues(l issue.List) issue.List {
	var out issue.List
	for _, one := range l {
		if !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	return out
}
