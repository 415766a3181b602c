// Package verify judges what a warehouse lets people learn past the views.
//
// It promises to be pure: it is given what catalogues say, and what a reader
// was answered, and says what that means; to name who, what and how, and what
// would take it away; and to take what it cannot tell for the worse. It runs
// nothing, revokes nothing and knows no SQL.
package verify

import "scrim/pkg/catalog"

// Way is how somebody gets beneath the views.
type Way string

// The ways. docs/verify.md has a line for each.
const (
	Privileged       Way = "privileged"        // superusers and whoever needs no grant
	Ownership        Way = "ownership"         // the owner of a base table
	Granted          Way = "grant"             // SELECT on a base table
	ColumnGrant      Way = "column-grant"      // SELECT on some of its columns
	ScopedGrant      Way = "scoped-grant"      // SELECT on all tables of a schema or a database
	DefaultPrivilege Way = "default-privilege" // SELECT on tables that are yet to be made
	ExternalUsage    Way = "external-usage"    // USAGE on the schema of an external table
	Definer          Way = "definer-routine"   // a routine that runs as somebody who reads the base
	OtherView        Way = "other-view"        // a view or materialized view over the base, beside ours
	Frozen           Way = "frozen-view"       // a view that keeps one of ours, or its rows, as it was
	Shared           Way = "datashare"         // another cluster reads the base
	SharedLogin      Way = "shared-login"      // several people are one reader
	ActsAs           Way = "set-role"          // a login that can become another reader
	Unfenced         Way = "unfenced-view"     // a fence that was taken down
)

// Finding is one way around the views.
type Finding struct {
	Who      Party    `json:"who"`
	Logins   []string `json:"logins,omitempty"` // who can use it, where Who is no single login
	Way      Way      `json:"way"`
	What     string   `json:"what"`               // the object, for a person
	Database string   `json:"database,omitempty"` // where Take runs; empty is any of the cluster
	Sources  []string `json:"sources,omitempty"`  // the governed sources that it touches; none is all of them
	Dormant  bool     `json:"dormant,omitempty"`  // it has no effect while USAGE on the schema is missing
	Accepted bool     `json:"accepted,omitempty"`
	Take     Take     `json:"-"` // what takes it away; nil where no statement does
}

// Take is what would take a way around the views away. It is a sealed union:
// RevokeSelect, RevokeUsage, RevokeDefault, RevokeMember, RevokeExecute,
// RevokePower, GiveAway, DropView, Unshare, Fence.
type Take interface{ take() }

// RevokeSelect revokes a grant.
type RevokeSelect struct{ Grant }

// RevokeUsage revokes USAGE on a schema.
type RevokeUsage struct{ Usage }

// RevokeDefault revokes a default privilege; what was granted by it stays.
type RevokeDefault struct{ Default }

// RevokeMember ends a membership.
type RevokeMember struct{ Member }

// RevokeExecute revokes EXECUTE on a routine.
type RevokeExecute struct {
	Routine
	From Party
}

// RevokePower makes an account an ordinary one.
type RevokePower struct {
	Who   Party
	Power Power
}

// GiveAway gives a table to another owner, who is yet to be named.
type GiveAway struct{ On catalog.Table }

// DropView drops a view that nobody asked scrim to keep.
type DropView struct {
	On   catalog.Table
	Form Form
}

// Unshare takes a table out of a datashare.
type Unshare struct{ Share }

// Fence puts the fence of one of our views up again.
type Fence struct{ On catalog.Table }

// database is where a statement must run that takes something away.
func database(t Take) string {
	switch t := t.(type) {
	case RevokeSelect:
		return t.On.Database
	case RevokeUsage:
		return t.Database
	case RevokeDefault:
		return t.Database
	case RevokeExecute:
		return t.Database
	case GiveAway:
		return t.On.Database
	case DropView:
		return t.On.Database
	case Unshare:
		return t.Table.Database
	case Fence:
		return t.On.Database
	}
	return ""
}

func (RevokeSelect) take()  {}
func (RevokeUsage) take()   {}
func (RevokeDefault) take() {}
func (RevokeMember) take()  {}
func (RevokeExecute) take() {}
func (RevokePower) take()   {}
func (GiveAway) take()      {}
func (DropView) take()      {}
func (Unshare) take()       {}
func (Fence) take()         {}

// String is the finding as a sentence without a full stop.
func (f Finding) String() string {
	who := f.Who.String()
	switch f.Way {
	case Privileged:
		if f.What == string(PassRLS) {
			return who + " passes by row-level security: " + f.What
		}
		return who + " needs no grant: " + f.What
	case Ownership:
		return who + " owns " + f.What
	case Granted, ColumnGrant:
		return who + " may SELECT from " + f.What
	case ScopedGrant:
		return who + " may SELECT from " + f.What + " and its neighbours, whoever makes them"
	case DefaultPrivilege:
		return who + " may SELECT from " + f.What
	case ExternalUsage:
		return who + " may use the external schema of " + f.What
	case Definer:
		return who + " may call " + f.What
	case OtherView:
		return who + " reads governed tables through " + f.What
	case Frozen:
		return who + " reads " + f.What + ", which keeps what it was made of"
	case Shared:
		return who + " gives away " + f.What
	case SharedLogin:
		return who + " is " + f.What
	case ActsAs:
		return who + " " + f.What
	case Unfenced:
		return "the fence of " + f.What + " is down"
	}
	return who + ": " + f.What
}
