package compile

import (
	"cmp"
	"slices"
	"time"

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
	Unpoliced            string    // "nobody" or "everyone" when no grant policy met the source
	Resting              []Resting // policies that meet the source and have no effect now
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
	Rules  []RuleDecision
	Closed bool // a reference did not resolve: only exempt readers see rows
}

// ColumnDecision is one column: the policies that met it, and their meet.
type ColumnDecision struct {
	Column   string
	Reviewed bool
	Policies []MaskDecision
	Choices  []view.Choice
	Contests []Contest // every two masks of two policies that can meet in a cell: which wins, and why
}

// MaskDecision is what one policy alone does to one column.
type MaskDecision struct {
	Policy string
	Clear  view.Pred
	Masks  []view.Choice
	Rules  []RuleDecision
	Closed bool // a reference did not resolve: only exempt readers see the value
}

// RuleDecision is one way through a policy's chain: where it is taken, and
// what a reader gets there. The ways exclude each other; where none is taken the
// policy shows NULL, or no row.
type RuleDecision struct {
	Rule int // index into the policy's rules; Unless and Otherwise are none of them
	When view.Pred
	Does string // "a hash", "the value", "shown", "hidden"
}

// The ways through a chain that are not rules.
const (
	Unless    = exempt
	Otherwise = otherwise
)

func (b branch) decided(does string) RuleDecision {
	return RuleDecision{Rule: b.rule, When: b.when, Does: does}
}

// Resting is a policy that would govern the source and has no effect now.
type Resting struct {
	Policy string
	Why    string // "it is staged", "it ended on 2026-01-31"
}

func (c *compiler) rest() []Resting {
	var out []Resting
	for _, p := range c.resting {
		if !c.governs(p) {
			continue
		}
		why := "it is staged"
		if !p.Staged {
			why = "it ended on " + p.ValidUntil.Format(time.DateOnly)
		}
		out = append(out, Resting{p.ID, why})
	}
	slices.SortFunc(out, func(a, b Resting) int { return cmp.Compare(a.Policy, b.Policy) })
	return out
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
