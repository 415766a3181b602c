package connector

import "errors"

// ErrTaken says that somebody else has made, since the plan, what a unit
// should make: it is theirs.
var ErrTaken = errors.New("somebody else has made it since the plan: plan again")

// Unit is how steps are carried out: one statement, or one call. It is what is
// shown and what is run.
type Unit struct {
	Steps    []Step // one, or what a single statement does at once: grants to one principal on one object
	Database string // in which it runs; empty is any, and where there are no databases
	Text     string // as it is shown: a secret is a hole in it
	Password bool   // it sets the login's password, for which Text has a hole
}
