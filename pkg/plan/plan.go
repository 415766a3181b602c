// Package plan compares what a warehouse has with what it should have and
// says, step by step, what would make them equal.
//
// It promises that a plan is a value: the same one is shown, approved,
// rendered and applied; that each unit says why it is there; that planning
// again after applying is empty (law 4); that nothing is replaced or dropped
// which scrim's own catalogue does not claim (law 7); and that its order is
// that of SEMANTICS S10, so that it may be cut off after any unit. It runs
// nothing and knows no SQL; package render writes it, package warehouse runs
// it.
package plan

import (
	"scrim/pkg/catalog"
	"scrim/pkg/profile"
	"scrim/pkg/view"
)

// Claim is what every transaction that writes facts or gates must first win:
// the cluster's one control row is locked and must not be ahead (SEMANTICS
// S10).
type Claim struct {
	Store    string `json:"store"`          // identity and line of scrim's store; another one means a replacing resync
	Over     string `json:"over,omitempty"` // the Store that wrote last, as observed: another one by now has taken over
	Lease    uint64 `json:"lease"`          // the fencing token
	Revision uint64 `json:"revision"`
	TakeOver bool   `json:"take_over,omitempty"` // win whatever the row says: an operator's word, once
}

// Observed is what the warehouse has, for the sources and users that were
// asked for.
type Observed struct {
	Claim   Claim                     `json:"claim"` // as the control row has it; zero when there is none
	Sources map[string]ObservedSource `json:"sources"`
	Users   map[string]ObservedUser   `json:"users"`             // by warehouse name
	Strays  []Managed                 `json:"strays,omitempty"`  // in the catalogue though nobody asked for them; only when everything was asked for
	Ghosts  []string                  `json:"ghosts,omitempty"`  // userids with facts though nobody asked for them; likewise
	Secrets map[string]string         `json:"secrets,omitempty"` // salt name → fingerprint of the stored value, never the value
	Roles   map[string]bool           `json:"roles,omitempty"`   // asked warehouse names → is a login there
}

// ObservedUser is one user's rows and what profile_state says of them.
type ObservedUser struct {
	Rows    []profile.Row `json:"rows"`
	Pending bool          `json:"pending"` // a pass withdrew facts and did not finish
}

// ObservedSource is one source as the warehouse has it.
type ObservedSource struct {
	Base     catalog.Signature `json:"base"`
	Problem  Problem           `json:"problem,omitempty"`   // why Base is empty
	Detail   string            `json:"detail,omitempty"`    // the warehouse's words for it, without data
	Managed  *Managed          `json:"managed,omitempty"`   // what our catalogue says we made
	Relation *Relation         `json:"relation,omitempty"`  // what stands at the managed (or else the wanted) name
	Wanted   *Relation         `json:"wanted,omitempty"`    // what stands at the wanted name, when that is another
	Gate     []view.Admission  `json:"gate,omitempty"`      // sorted
	NoSchema bool              `json:"no_schema,omitempty"` // the wanted view's schema does not exist

	Counted *Counted `json:"counted,omitempty"` // what the warehouse believes of its counting; nil is that there was none

	Aside []catalog.ViewName `json:"aside,omitempty"` // earlier forms of the view that could not be dropped yet; no gate admits them
}

// Problem says why a base table cannot be read.
type Problem string

// The problems with a base table.
const (
	ProblemMissing     Problem = "missing"     // no such table, schema or database
	ProblemDenied      Problem = "denied"      // the service account may not SELECT from it
	ProblemUnreachable Problem = "unreachable" // its database does not answer
)

// Managed is a row of the managed_view catalogue.
type Managed struct {
	Source    string           `json:"source"`
	Name      catalog.ViewName `json:"name"`
	Admission view.Admission   `json:"admission"`
	Witness   string           `json:"witness"` // hash of what was read back after the DDL; empty when that did not happen yet
	Identity  string           `json:"identity"`
	Revision  uint64           `json:"revision"`
	Listed    bool             `json:"listed"` // readers find its columns in the catalogue: it has the terms of this admission
}

// Relation is what stands at a name in the view database.
type Relation struct {
	Ours    bool   `json:"ours"`              // owned by the service account, and a view
	Witness string `json:"witness"`           // hash of definition, options, owner, grants and column signature, read now
	Columns string `json:"columns"`           // column signature alone: names and types in order
	Barrier bool   `json:"barrier,omitempty"` // PostgreSQL: security_barrier is on
}

// Unit is a part of a plan that is applied whole or not at all.
type Unit struct {
	Target   Target   `json:"target"`
	Database string   `json:"database"` // where it runs
	Steps    []Step   `json:"-"`
	Reason   string   `json:"reason"` // one line for a person
	Hazards  []Hazard `json:"hazards,omitempty"`
}

// Plan is everything to do on one cluster, in order.
type Plan struct {
	Cluster string `json:"cluster"`
	Claim   Claim  `json:"claim"`
	Units   []Unit `json:"units"`
}

// Hazard is something a person should know before it runs.
type Hazard struct {
	Code    string `json:"code"` // "widens", "unfenced", "drops-view", …
	Message string `json:"message"`
}

// Step is one thing to do. It is a sealed union: WriteFacts, SetGates,
// PutSecrets, PutCounting, CreateSchema, CreateView, ReplaceView, SwapView, List, DropView, Forget, Witness.
type Step interface{ step() }

// WriteFacts deletes and inserts profile rows; what writes rows and no
// definition begins by winning the Claim.
type WriteFacts struct {
	Delete []profile.Row // by user, kind, name, value
	Insert []profile.Row
	States []UserState // what profile_state shall say afterwards
	Wipe   []string    // userids that lose every row
}

// UserState is a row of profile_state.
type UserState struct {
	UserID  string
	Pending bool // openings wait
}

// SetGates replaces the whole set of admissions of each source; an empty set
// closes it.
type SetGates struct{ Gates []Gate }

// Gate is the admitted set of one source.
type Gate struct {
	Source string
	Admit  []view.Admission // sorted
}

// PutSecrets writes salts by name; a value is bound when it runs and appears
// in no text.
type PutSecrets struct{ Names []string }

// CreateSchema makes a schema for views and lets everybody name it.
type CreateSchema struct{ Name string }

// CreateView makes a view where nothing stands, grants it and records it.
type CreateView struct{ Deployment }

// ReplaceView replaces our view by one with the same column signature, and
// records it.
type ReplaceView struct{ Deployment }

// SwapView builds the view beside ours, exchanges the names in one
// transaction and drops the old one afterwards (DESIGN §5). It spans two
// transactions; what a crash leaves over is tidied by the next pass.
type SwapView struct {
	Deployment
	Taken []catalog.ViewName // by earlier forms of the view that stand aside still
}

// List writes what the catalogue tells readers of a view that stands as it
// should: its columns, and on what terms it lets them in.
type List struct{ Deployment }

// Deployment is a view with what the catalogue records of it.
type Deployment struct {
	View      view.View
	Admission view.Admission
	Barrier   bool   // PostgreSQL: security_barrier
	Identity  string // of the base table
	Sensitive bool
}

// DropView drops our view, without CASCADE, and forgets it.
type DropView struct {
	Source string
	Name   catalog.ViewName
}

// Forget removes a catalogue row whose view is gone or is not ours any more.
type Forget struct{ Source string }

// Witness reads back what the warehouse made of these sources' views and
// records the hash, so that drift is seen.
type Witness struct{ Views []ReadBackView }

func (WriteFacts) step()   {}
func (SetGates) step()     {}
func (PutSecrets) step()   {}
func (PutCounting) step()  {}
func (CreateSchema) step() {}
func (CreateView) step()   {}
func (ReplaceView) step()  {}
func (SwapView) step()     {}
func (List) step()         {}
func (DropView) step()     {}
func (Forget) step()       {}
func (Witness) step()      {}
