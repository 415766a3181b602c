// Package policy is the language in which people say who sees what: policies,
// their rules, masks and conditions, parsed and checked once.
//
// It promises that holding a Policy proves it was read completely: every field
// known, every condition type-checked, every mistake reported as an issue with
// its line and column. A condition is scrim's own small tree, lifted once from
// checked CEL, so that nothing after this package knows CEL. What a policy
// means is in SEMANTICS S1–S9; this package gives it no meaning, and knows no
// source, no user and no SQL.
package policy

import "time"

// Policy is one policy of one type: exactly one of Masks, Rows and
// Subscription is set.
type Policy struct {
	ID        string
	AppliesTo Target
	Unless    Condition // nil is never; true for a user means the policy does not apply to them at all
	Rules     []Rule    // masks and rows: an if / else-if chain (SEMANTICS S1)
	Otherwise Otherwise // what happens when no rule decided
	Type      Type

	Subscription Subscription // Type is TypeSubscription

	Staged     bool      // checked and shown, without effect
	Urgent     bool      // close its sources before anything else when it tightens
	Sensitive  bool      // its literals are not for everyone; view text has them all the same, and compile says so
	ValidUntil time.Time // zero is for ever; afterwards the policy is as if deleted
	Owner      string
	Ticket     string
	ReviewBy   string
}

// Type says what a policy decides.
type Type uint8

const (
	// TypeUnknown has no effect and never leaves Parse.
	TypeUnknown Type = iota
	// TypeMask decides cells.
	TypeMask
	// TypeRow decides rows.
	TypeRow
	// TypeSubscription decides who sees the source at all.
	TypeSubscription
)

// Active reports whether the policy has effect at now.
func (p Policy) Active(now time.Time) bool {
	return !p.Staged && (p.ValidUntil.IsZero() || now.Before(p.ValidUntil))
}

// Otherwise is the end of a chain.
type Otherwise uint8

const (
	// OtherwiseUnsaid hides; in a chain that can run out it is also an issue.
	OtherwiseUnsaid Otherwise = iota
	// OtherwiseHide hides the row, or shows NULL.
	OtherwiseHide
	// OtherwiseClear shows the row, or the cell as it is.
	OtherwiseClear
)

// Rule is one link of a chain: for whom, on which rows, what.
type Rule struct {
	For   Condition // about the user only; nil is everyone
	Where Condition // about row and user; nil is every row
	Do    Action
}

// Action is what a rule does: Mask, Clear, Filter or Hide.
type Action interface{ action() }

// Clear shows the cell or the row as it is.
type Clear struct{}

// Hide hides the row.
type Hide struct{}

// Filter shows the row when Keep is true.
type Filter struct{ Keep Condition }

// Apply masks the cell.
type Apply struct{ Mask Mask }

func (Clear) action()  {}
func (Hide) action()   {}
func (Filter) action() {}
func (Apply) action()  {}

// SubscriptionMode says whom a subscription policy lets in.
type SubscriptionMode uint8

const (
	// Nobody lets nobody in.
	Nobody SubscriptionMode = iota
	// Everyone lets every known user in.
	Everyone
	// Approval lets in whom somebody approved on request.
	Approval
	// Individual lets in whom somebody selected.
	Individual
	// Entitlement lets in whom the condition holds for.
	Entitlement
)

// Subscription is the body of a subscription policy.
type Subscription struct {
	Mode      SubscriptionMode
	Guardrail bool      // a minimum that everyone must meet, instead of a way in (SEMANTICS S6)
	Condition Condition // Entitlement and guardrails: about the user only
}
