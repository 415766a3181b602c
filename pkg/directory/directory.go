// Package directory names who reads: users, projects, purposes and what each
// person was given.
//
// It promises that absence means less: a user who is not here, is disabled or
// has no name on a cluster has no facts there. It does not decide anything;
// package profile turns these nouns into facts and package policy into
// conditions.
package directory

import (
	"strings"
	"time"
)

// Group is membership of a group that an identity provider vouches for. Two
// groups of one name from two issuers are two groups.
type Group struct {
	Issuer string `json:"issuer,omitempty"`
	Name   string `json:"name"`
}

// User is one person or service account.
type User struct {
	ID         string              `json:"id"`
	Usernames  map[string]string   `json:"usernames,omitempty"` // cluster id → warehouse name; "" is none there; no entry is the id itself
	Groups     []Group             `json:"groups,omitempty"`
	Attributes map[string][]string `json:"attributes,omitempty"`
	Disabled   bool                `json:"disabled,omitempty"`
}

// Session is the project a user works in now.
type Session struct {
	User    string `json:"user"`
	Project string `json:"project,omitempty"` // empty is none
}

// Acknowledgement is a user's word to a purpose's statement, in one project.
type Acknowledgement struct {
	User      string `json:"user"`
	Purpose   string `json:"purpose"`
	Project   string `json:"project"`
	Statement int    `json:"statement,omitempty"` // the version of the statement that was read; 0 is the first
}

// Reads reports whether the word is to the purpose's statement as it now is. A
// version that nobody says is the first, of a purpose and of a word alike.
func (a Acknowledgement) Reads(p Purpose) bool {
	return a.Purpose == p.ID && max(a.Statement, 1) == max(p.Version, 1)
}

// Decision is what an approver said. The zero value is no decision at all.
type Decision string

const (
	// Approved lets the user in where an approval or individual policy asks
	// for it.
	Approved Decision = "approved"
	// Revoked shuts the user out, whatever else would let them in.
	Revoked Decision = "revoked"
)

// Access is one decision about one user and one source.
type Access struct {
	User     string    `json:"user"`
	Source   string    `json:"source"`
	Decision Decision  `json:"decision"`
	Until    time.Time `json:"until,omitzero"` // of an approval; zero is for ever. A revocation never expires (SEMANTICS S2)

	// The incarnations that the decision speaks of: the version with which
	// user and source were created. Zero accepts any (SEMANTICS S12).
	UserIncarnation   uint64 `json:"user_incarnation,omitempty"`
	SourceIncarnation uint64 `json:"source_incarnation,omitempty"`
}

// Purpose is a reason to use data, a path in a tree: "fraud.cards" satisfies
// a policy that asks for "fraud".
type Purpose struct {
	ID        string `json:"id"`
	Statement string `json:"statement,omitempty"`         // what a user acknowledges
	Version   int    `json:"statement_version,omitempty"` // acknowledgements of other versions do not count; 0 is the first
}

// Lineage is the purpose and each of its ancestors, nearest first:
// "a.b.c" gives a.b.c, a.b, a.
func Lineage(purpose string) []string {
	out := []string{purpose}
	for {
		dot := strings.LastIndexByte(purpose, '.')
		if dot < 0 {
			return out
		}
		purpose = purpose[:dot]
		out = append(out, purpose)
	}
}

// Project is a context in which purposes count.
type Project struct {
	ID          string        `json:"id"`
	Purposes    []string      `json:"purposes,omitempty"`
	Members     []string      `json:"members,omitempty"` // user ids
	Sources     []string      `json:"sources,omitempty"` // source ids
	Equalized   *Entitlements `json:"equalized,omitempty"`
	MaskedJoins bool          `json:"masked_joins,omitempty"` // hashes of its sources share one salt
	Disabled    bool          `json:"disabled,omitempty"`
}

// Entitlements are what every member of an equalised project counts as
// having at most; inside it a member's facts are the intersection of the two.
type Entitlements struct {
	Groups     []Group             `json:"groups,omitempty"`
	Attributes map[string][]string `json:"attributes,omitempty"`
}
