// Package trial says what an account of a data tool must be able to do, and
// what it must not: things to be tried as that account, and what their outcome
// proves.
//
// It promises to judge independently: trials follow from the connector's
// document and from what there is, never from the grants that scrim plans or
// made; and that what was not tried, or ended for another reason than a
// privilege, is never taken for proven. It runs nothing and knows no SQL:
// package render writes attempts, an adapter makes them.
package trial

import (
	"fmt"

	"scrim/pkg/catalog"
	"scrim/pkg/connector"
)

// Trial is one thing to be tried as the account, in one or several attempts
// which must all come to what is expected.
type Trial struct {
	Name     string
	Tries    string
	Expect   Expected
	Why      string
	Database string // where the account connects for it
	Attempts []Attempt
	Mends    []connector.Thing // of an allowed trial: what would have to be there
	Beyond   string            // why it proves nothing whatever the attempts come to; empty where it does
}

// Attempt is something that an account tries. It is a sealed union: LogIn,
// List, Read, Write, MakeSchema, MakeTable, Checkpoint, MakeDatabase,
// MakeUser, MakeRole, Promote, Become, GiveRole, GiveOn, ReadNew. What an
// attempt makes has the name of the probe.
type Attempt interface {
	fmt.Stringer
	attempt()
}

// LogIn only connects.
type LogIn struct{ Database string }

// List looks something up in the catalogue, and must find it. On Redshift
// that may be in another database than the one it is asked in.
type List struct {
	What  Listed
	Table catalog.Table // its Schema and Name as far as What has them
}

// Listed is what is looked up.
type Listed string

// What is looked up.
const (
	Databases Listed = "database"
	Schemas   Listed = "schema"
	Tables    Listed = "table"
	Columns   Listed = "columns"
)

// Read reads a row of a table or view.
type Read struct {
	Table catalog.Table
	Whole bool // all columns of a row; without it a column is enough, and no row is read
}

// Write changes no row of a table, in a way that needs the privilege.
type Write struct {
	Table  catalog.Table
	Column string
	How    connector.Privilege // INSERT, UPDATE or DELETE
}

// MakeSchema creates a schema.
type MakeSchema struct{}

// MakeTable creates a table in a schema.
type MakeTable struct{ Schema string }

// Checkpoint goes one step further with a table of the account's own.
type Checkpoint struct {
	Schema string // empty: a schema of the account's own
	Step   Step
}

// Step is what is done with a table of one's own, after the steps before it.
type Step string

// The steps.
const (
	StepCreate Step = "create"
	StepWrite  Step = "write"
	StepRead   Step = "read"
	StepAlter  Step = "alter"
	StepDrop   Step = "drop"
)

// MakeDatabase creates a database.
type MakeDatabase struct{}

// MakeUser creates a user.
type MakeUser struct{}

// MakeRole creates a role.
type MakeRole struct{}

// Promote makes the account itself a superuser.
type Promote struct{}

// Become goes on as somebody else: by SET ROLE, or as a session of his.
type Become struct {
	Who     string
	Session bool
}

// GiveRole gives a role to somebody; an empty To is the account itself.
type GiveRole struct{ Role, To string }

// GiveOn gives a privilege on a table that the account reads to somebody else.
type GiveOn struct {
	Table catalog.Table
	To    string
}

// ReadNew reads a table that a creator has made just now.
type ReadNew struct {
	Schema  string
	Creator string // empty: whoever makes tables for the trial, and is none of Named
	Named   []string
}

func (a LogIn) String() string { return "connect to " + a.Database }

func (a List) String() string {
	switch a.What {
	case Databases:
		return "database " + a.Table.Database
	case Schemas:
		return "schema " + a.Table.Database + "." + a.Table.Schema
	case Tables:
		return a.Table.String()
	case Columns:
		return "columns of " + a.Table.String()
	}
	return string(a.What)
}

func (a Read) String() string       { return a.Table.Schema + "." + a.Table.Name }
func (a Write) String() string      { return string(a.How) + " on " + a.Table.Schema + "." + a.Table.Name }
func (a MakeSchema) String() string { return "CREATE SCHEMA" }
func (a MakeTable) String() string  { return "CREATE TABLE in " + a.Schema }

func (a Checkpoint) String() string {
	if a.Schema == "" {
		return string(a.Step) + " in a schema of its own"
	}
	return string(a.Step) + " in " + a.Schema
}

func (a MakeDatabase) String() string { return "CREATE DATABASE" }
func (a MakeUser) String() string     { return "CREATE USER" }
func (a MakeRole) String() string     { return "CREATE ROLE" }
func (a Promote) String() string      { return "become a superuser" }

func (a Become) String() string {
	if a.Session {
		return "SET SESSION AUTHORIZATION " + a.Who
	}
	return "SET ROLE " + a.Who
}

func (a GiveRole) String() string {
	if a.To == "" {
		return "give itself the role " + a.Role
	}
	return "give the role " + a.Role + " to " + a.To
}

func (a GiveOn) String() string { return "give SELECT on " + a.Table.Schema + "." + a.Table.Name }

func (a ReadNew) String() string {
	if a.Creator == "" {
		return "a table that somebody else makes in " + a.Schema
	}
	return "a table that " + a.Creator + " makes in " + a.Schema
}

func (LogIn) attempt()        {}
func (List) attempt()         {}
func (Read) attempt()         {}
func (Write) attempt()        {}
func (MakeSchema) attempt()   {}
func (MakeTable) attempt()    {}
func (Checkpoint) attempt()   {}
func (MakeDatabase) attempt() {}
func (MakeUser) attempt()     {}
func (MakeRole) attempt()     {}
func (Promote) attempt()      {}
func (Become) attempt()       {}
func (GiveRole) attempt()     {}
func (GiveOn) attempt()       {}
func (ReadNew) attempt()      {}
