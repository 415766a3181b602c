// Package model is the protocol of SEMANTICS S10 as a machine small enough to
// explore completely: a store with three revisions, scrim's workers on one
// cluster, and readers who keep old snapshots.
//
// It promises that its steps are the transactions and the DDL of S10, that
// every clause of S10 which keeps a reader safe can be switched off by itself,
// and that Explore visits every state that any order of steps, crashes,
// take-overs and late DDL can reach. It is no test of the code that applies
// plans; that one runs on a real PostgreSQL.
//
// What the model leaves out, because it adds nothing to the safety of a read:
// validity (the shortening of one is a closing like any other), quarantine (the
// gate alone), and stores restored from a backup.
package model

import "strings"

// Facts is a set of facts of one user; the model has two, a and b.
type Facts uint8

// Definition is a view: the sets of facts with which it shows its one cell, as
// a bit set over Facts.
type Definition uint8

// The definitions that histories are made of.
const (
	Nobody   Definition = 0b0000
	Both     Definition = 0b1000 // a and b
	A        Definition = 0b1010
	B        Definition = 0b1100
	Either   Definition = 0b1110
	Everyone Definition = 0b1111
	NotA     Definition = 0b0101 // opens when a fact is missing
)

// Shows reports whether the view shows its cell to a user with these facts.
func (d Definition) Shows(f Facts) bool { return d>>f&1 == 1 }

// Within reports whether d shows at most what e does, for every set of facts.
func (d Definition) Within(e Definition) bool { return d&^e == 0 }

// OpensWhenFactMissing reports whether fewer facts can show more.
func (d Definition) OpensWhenFactMissing() bool {
	for f := range Facts(4) {
		for g := range Facts(4) {
			if f&g == f && d.Shows(f) && !d.Shows(g) {
				return true
			}
		}
	}
	return false
}

// String is the definition's name, for traces.
func (d Definition) String() string {
	names := map[Definition]string{
		Nobody: "nobody", Both: "a and b", A: "a", B: "b", Either: "a or b", Everyone: "everyone", NotA: "not a",
	}
	return names[d]
}

// String lists the facts.
func (f Facts) String() string {
	var have []string
	for i, name := range []string{"a", "b"} {
		if f>>i&1 == 1 {
			have = append(have, name)
		}
	}
	return "{" + strings.Join(have, " ") + "}"
}

// Clause is one rule of S10 that can be switched off.
type Clause uint8

// The clauses, in the order of S10.
const (
	ViewsTestTheirGate    Clause = iota // every view tests that its own admission is admitted
	ClosingsFirst                       // a user's facts pass through old ∩ new, then new
	OpeningsAreRecorded                 // profile_state says that openings wait, so that a crash cannot lose them
	OneRevision                         // a pass reads facts and views at one revision
	Fence                               // a transaction with a lower lease or revision than the control row's is refused
	WholeSet                            // a gate write replaces the whole set
	GateAfterClosings                   // no gate admits R before closings of R
	OfEveryUser                         // … those of every user
	PairOnlyWhenWider                   // deployed and new are admitted together only when new shows at least as much
	ComparesWithDeployed                // … as what is deployed, not as the revision before
	NeverBack                           // a gate never goes back because DDL failed
	OpeningsWaitForGates                // an opening of R closes what may be wider than R's view
	OnEveryGate                         // … at every gate of the cluster
	MissingFactClosesGate               // facts in part close the gates of views that open when a fact is missing
	clauses
)

// String is the clause in a few words.
func (c Clause) String() string {
	return [...]string{
		"views test their gate", "closings first", "openings are recorded", "one revision", "fence", "whole set",
		"gate after closings", "of every user", "pair only when wider", "compares with deployed", "never back",
		"openings wait for gates", "on every gate", "a missing fact closes the gate",
	}[c]
}

// Protocol is S10 with some clauses in force.
type Protocol uint16

// Full is S10 as it is written.
const Full Protocol = 1<<clauses - 1

// Without is the protocol with one clause less.
func (p Protocol) Without(c Clause) Protocol { return p &^ (1 << c) }

func (p Protocol) has(c Clause) bool { return p>>c&1 == 1 }
