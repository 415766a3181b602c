// Package profile turns what is known of a user into facts: the rows of the
// warehouse's profile table, which views read and nobody else.
//
// It promises the closed list of SEMANTICS S7, in a stable order, bounded by
// what the user was given. A user with one value that cannot be a fact has no
// rows at all and an issue says why; nobody else is affected. It never asks
// the time: the caller says what is now.
package profile

import (
	"cmp"
	"time"
)

// Kind is the kind of a fact.
type Kind string

// The closed list of kinds (SEMANTICS S7), with what name and value hold.
const (
	KindUser      Kind = "user"      // '', user id
	KindContext   Kind = "context"   // '', "none" or the current project's id
	KindGroup     Kind = "group"     // issuer, group name
	KindAttribute Kind = "attribute" // attribute name, one value
	KindPurpose   Kind = "purpose"   // '', purpose path; each ancestor has its own row
	KindApproved  Kind = "approved"  // '', source id
	KindRevoked   Kind = "revoked"   // '', source id
)

// NoProject is the value of the context fact of a user who works in no
// project. A project cannot have it as its id.
const NoProject = "none"

// Limits of a fact's parts, in bytes; the columns of the profile table.
const (
	MaxUserID = 128
	MaxName   = 256
	MaxValue  = 1024
)

// Forever is the validity of a fact that does not expire; valid_until is
// never NULL, so that a comparison with it is never unknown.
var Forever = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC) //nolint:gochecknoglobals // a constant that Go cannot write as one

// Fact is one thing that is true of a user until a moment.
type Fact struct {
	Kind  Kind   `json:"kind"`
	Name  string `json:"name,omitempty"`
	Value string `json:"value"`
}

// Row is a fact of the account that CURRENT_USER names on one cluster.
type Row struct {
	UserID string `json:"userid"` // the warehouse name, byte-exact
	Fact
	ValidUntil time.Time `json:"valid_until"` // UTC, whole microseconds
}

// Compare orders rows by user, kind, name, value; validity is not part of a
// row's identity.
func Compare(a, b Row) int {
	return cmp.Or(
		cmp.Compare(a.UserID, b.UserID), cmp.Compare(a.Kind, b.Kind),
		cmp.Compare(a.Name, b.Name), cmp.Compare(a.Value, b.Value),
	)
}
