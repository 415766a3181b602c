package oracle

import "scrim/pkg/policy"

// Decision is one row as one reader sees it, with the reasons in the order in
// which they are decided: the door, the row policies, the cells.
type Decision struct {
	Door  Door
	Rows  []Step // every row policy that applies to the source, by policy id
	Shown bool   // the door is open and every row policy shows the row
	Cells []Cell // in the view's order, as if the row were shown

	Depends         []string // the lookup sources that were asked and whose rows nobody gave; what asks them counted as unknown
	DependsOnSample bool     // whether a sample has the row was asked, and nobody gave the secret; it counted as unknown
}

// Door says whether the source opens for the reader at all (SEMANTICS S6).
// Every clause is in Because, also after one has failed, so that a person
// learns of all that is missing at once.
type Door struct {
	Open    bool
	Because []Clause
}

// Clause is one condition of the door. Of the grants one is enough; all the
// others must hold.
type Clause struct {
	Kind   ClauseKind
	Policy string // of a guardrail or a grant; of ClauseSelected the first that is missing
	Holds  bool
	Detail string // of ClauseKnown: why the reader has no facts; of ClauseContext: the project
}

// ClauseKind names a clause of S6.
type ClauseKind string

// The clauses of S6, in the order in which they are listed.
const (
	ClauseEnabled    ClauseKind = "source-enabled"
	ClauseSelected   ClauseKind = "selected-policies" // every policy that the source names is there and meets it; only of sources that name some
	ClauseKnown      ClauseKind = "user-known"
	ClauseNotRevoked ClauseKind = "not-revoked"
	ClauseContext    ClauseKind = "context"
	ClauseGuardrail  ClauseKind = "guardrail"
	ClauseGrant      ClauseKind = "grant"
	ClauseUnpoliced  ClauseKind = "unpoliced" // no grant policy: the cluster's setting decides
)

// Cell is one cell as the reader sees it.
type Cell struct {
	Column     string
	Value      Value
	Mask       policy.Mask // what the policies agree on, fitted to the column; nil is clear
	Unreviewed bool        // NULL for everyone, whatever the policies say (SEMANTICS S13)
	Because    []Step      // every mask policy that applies to the column, by policy id
}

// Step is how one policy's chain ended for this reader and row.
type Step struct {
	Policy string
	End    End
	Rule   int         // the index of the rule that ended it; -1 when none did
	Mask   policy.Mask // of a mask policy; nil is clear
	Shows  bool        // of a row policy
	Common int         // of a k-anonymity mask that is not refused: how many rows must share the row's values; Mask says whether they do
}

// End says what ended a chain (SEMANTICS S1).
type End string

// The ways in which a chain ends.
const (
	EndExempt     End = "exempt"     // unless is true
	EndDecided    End = "decided"    // the rule at Step.Rule
	EndUnknown    End = "unknown"    // for or where of that rule is unknown
	EndOtherwise  End = "otherwise"  // no rule decided
	EndUnresolved End = "unresolved" // the policy names a column that the source does not have once
	EndUnreviewed End = "unreviewed" // the policy reads a column that is not reviewed
	EndLookup     End = "lookup"     // nothing may be looked up where the policy does: no enabled source of the cluster, or the source itself
)
