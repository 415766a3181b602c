package verify

import "scrim/pkg/catalog"

// Kind says what a party is.
type Kind string

// The kinds of parties. A role on PostgreSQL is a user when it may log in.
const (
	User   Kind = "user"
	Role   Kind = "role"
	Group  Kind = "group"
	Public Kind = "public"
)

// Party is somebody to whom privileges are given. The name of the public is
// empty.
type Party struct {
	Kind Kind   `json:"kind"`
	Name string `json:"name,omitempty"`
}

// String is for people: "role analysts". It is not SQL.
func (p Party) String() string {
	if p.Kind == Public {
		return "everybody"
	}
	return string(p.Kind) + " " + p.Name
}

// Access is what a warehouse's catalogues say about who may read what: facts,
// not yet judged. Names are as the catalogue stores them, and so are those of
// the tables that it is asked about.
type Access struct {
	Relations []Relation
	Parties   []Account
	Members   []Member
	Grants    []Grant
	Usages    []Usage
	Defaults  []Default
	Routines  []Routine
	Shares    []Share
	Unseen    []string // what could not be looked at, and why: one sentence each
}

// Relation is something in a database that can be read.
type Relation struct {
	catalog.Table
	Source   string          // the source that governs it, or whose view it is
	Form     Form            //
	Owner    string          // a user or role
	Reads    []catalog.Table // what a view reads directly; what a partitioned table is made of
	Fenced   bool            // security_barrier is on
	Invoker  bool            // a view that reads as whoever asks
	Above    bool            // it is made of governed tables, and of others
	External bool            // it lies outside the warehouse, where USAGE on the schema is all that is asked
}

// Form says what a relation is.
type Form string

// The forms of relations.
const (
	Stored       Form = "table"
	Plain        Form = "view"
	LateBinding  Form = "late-binding view"
	Materialized Form = "materialized view"
	Governed     Form = "governed view" // one that scrim made
)

// Account is a party with what it may do besides its grants.
type Account struct {
	Party
	Login  bool
	Powers []Power
	Reader bool // scrim knows facts of it
}

// Power is what reaches rows otherwise than by a grant, in the warehouse's
// word: "SUPERUSER", "pg_read_all_data".
type Power string

// PassRLS passes by row-level security on a base; it takes a grant besides.
const PassRLS Power = "IGNORE RLS"

// Member is a party that has what another one has.
type Member struct{ Member, Of Party }

// Scope says what a grant of SELECT covers.
type Scope string

// The scopes of a grant. The zero one is a single relation; the others cover
// all tables of a schema or a database, also those that are made later.
const (
	OnRelation Scope = ""
	OnSchema   Scope = "schema"
	OnDatabase Scope = "database"
)

// Grant is SELECT, given to a party.
type Grant struct {
	On     catalog.Table // without a name, or without name and schema, where the scope is wider
	Column string        // empty is the whole relation
	Scope  Scope
	To     Party
	Blind  bool // that the party may is known, and not by which grant
}

// Usage is the right to name what is in a schema.
type Usage struct {
	Database, Schema string
	To               Party
}

// Default is SELECT that a party gets on every table that somebody makes
// later.
type Default struct {
	Database, Schema string // an empty schema is all of them
	Creator          string
	To               Party
}

// Routine is a function or procedure that runs as its owner.
type Routine struct {
	Database, Schema, Name string
	Arguments              string // types, as the catalogue writes them
	Procedure              bool
	Owner                  string
	Text                   string // its body; empty when it cannot be read
	Execute                []Party
}

// Share gives relations to other clusters.
type Share struct {
	Name      string
	Table     catalog.Table // without a name: the whole schema
	Consumers []string
}
