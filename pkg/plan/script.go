package plan

import "scrim/pkg/catalog"

// Script is a plan as text for one dialect: the only text that is shown,
// approved, logged and run.
type Script struct {
	Of    string // hex SHA-256 of the text of all units: what "scrim apply" names
	Claim Claim
	Units []ScriptUnit
}

// ScriptUnit is one unit's text.
type ScriptUnit struct {
	Target   Target
	Database string
	Reason   string
	Hazards  []Hazard
	Groups   [][]Action // each group is one transaction, in order
}

// Action is one thing a warehouse does: SQL or ReadBack.
type Action interface{ act() }

// SQL is one statement. Args are bound, never written into Text.
type SQL struct {
	Text string
	Args []Arg
	Rows int // how many rows it must affect; AnyRows does not care

	Optional bool // its group may fail because other objects depend on what it drops: the next pass tidies
}

// AnyRows accepts any number of affected rows.
const AnyRows = -1

// ReadBack reads the definitions of these views as they now stand and records
// their witness hashes in the catalogue.
type ReadBack struct{ Views []ReadBackView }

// ReadBackView names one view to read back.
type ReadBackView struct {
	Source string
	Name   catalog.ViewName
}

func (SQL) act()      {}
func (ReadBack) act() {}

// Arg is a bound argument: a Value or a Secret.
type Arg interface{ arg() }

// Value is text, int64, bool or time.Time, shown in a plan as ‹value› when it
// is personal.
type Value struct {
	V        any
	Personal bool
}

// Secret is a value that only the warehouse adapter learns, shown as
// ‹secret:name›.
type Secret struct{ Name string }

func (Value) arg()  {}
func (Secret) arg() {}

// Outcome is what became of one unit.
type Outcome struct {
	Target  Target
	Done    bool
	DDL     int   // statements that changed a definition
	Err     error // nil when Done
	Retry   bool  // the same unit may succeed later without anybody doing anything
	Elapsed int64 // microseconds

	Left string // why an earlier form of the view could not be dropped: who depends on it; empty when nothing is left

	Denied     bool   // the account may not do it: somebody outside has to see to that
	Unstorable string // SQLSTATE of class 22: a value in the unit is one that the warehouse cannot store; empty otherwise
}
