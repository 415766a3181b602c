package connector

import "slices"

// Wanted is a thing that should be there, and why.
type Wanted struct {
	Thing   Thing
	Why     string   // one sentence for a person, without a full stop
	Hazards []Hazard // what a person should know before it is made
}

// Hazard is something that a person should know: about a grant that is wide,
// or that does not cover what one might think.
type Hazard struct {
	Code    string `json:"code"` // "whole-project", "future-tables-not-covered", …
	Message string `json:"message"`
}

// Observed is what is there, of what was asked for.
type Observed struct {
	There   map[Key]State  // of the wanted and held things; absent is missing
	Waiting map[Key]string // why a thing cannot be made or taken away now: "there is no schema crm in dev", "3 tables are in it"
	Foreign []Thing        // what the account's principals have besides, sorted by Key
	Owned   []Owned        // what the login owns, in every database: it cannot go before
	Unseen  []string       // what could not be looked at, and why: one sentence each
	Hazards []Hazard       // what a person should know of what is there: a key that is old, data kept elsewhere
}

// State says how a thing is there.
type State string

const (
	// Missing is the zero State.
	Missing State = ""
	// Present is there, as it should be.
	Present State = "present"
	// Different is there, and not as it should be: a login that may create
	// databases, a custom role with other permissions.
	Different State = "different"
)

// Do is what a step does to its thing.
type Do string

// What steps do.
const (
	Make     Do = "make"
	Mend     Do = "mend" // of what is Different
	Remove   Do = "remove"
	Reassign Do = "reassign" // of what the login owns
)

// Step is one thing to do.
type Step struct {
	Do      Do
	Thing   Thing  // of Reassign, an Owned
	To      string // of Reassign: who owns it afterwards
	Why     string
	Hazards []Hazard
}

// Waiting is a thing that cannot be made, or taken away, yet.
type Waiting struct {
	Wanted
	For string // what is missing, or in the way
}

// Plan is what is to be done for one connector, in order.
type Plan struct {
	Steps   []Step
	Waiting []Waiting
	Left    []Waiting // no longer wanted, and cannot be taken away now: a schema that is not empty
	Foreign []Thing   // kept: others gave it
	Kept    []Wanted  // wanted, there, and there before scrim: never removed by it
	Owned   []Owned   // what the login owns
	Unseen  []string
	Hazards []Hazard // of what is there
}

// Empty reports whether everything is as it should be: what waits is not, and
// what cannot be taken away is as good as it gets.
func (p Plan) Empty() bool { return len(p.Steps) == 0 && len(p.Waiting) == 0 }

// Options is how far a plan goes.
type Options struct {
	Authoritative bool   // remove what others gave to the account's principals too
	ReassignTo    string // who owns afterwards what a login owns that is removed; empty is nobody, and the login stays
}

// Diff plans what makes a warehouse have what is wanted. Wanted things come in
// the order in which they can be made; held is what scrim made for this
// connector before, in the order in which it did. What is held and no longer
// wanted is removed, last made first, before anything is made; what is Foreign
// only when authoritative. What was there before scrim is neither mended nor
// removed unless authoritative. A login goes only when it owns nothing.
func Diff(want []Wanted, have Observed, held []Thing, o Options) Plan {
	p := Plan{Owned: have.Owned, Unseen: have.Unseen, Hazards: have.Hazards}
	wanted := map[Key]bool{}
	for _, w := range want {
		wanted[w.Thing.Key()] = true
	}
	ours := map[Key]bool{}
	for _, t := range slices.Backward(held) {
		k := t.Key()
		ours[k] = true
		if !wanted[k] && have.There[k] != Missing {
			p.remove(t, have, o)
		}
	}
	for _, t := range have.Foreign {
		switch k := t.Key(); {
		case wanted[k] || ours[k]:
		case o.Authoritative:
			p.Steps = append(p.Steps, Step{Do: Remove, Thing: t, Why: "others gave it, and this plan is authoritative"})
		default:
			p.Foreign = append(p.Foreign, t)
		}
	}
	for _, w := range want {
		k := w.Thing.Key()
		switch state := have.There[k]; {
		case state == Missing && have.Waiting[k] != "":
			p.Waiting = append(p.Waiting, Waiting{Wanted: w, For: have.Waiting[k]})
		case state == Missing:
			p.Steps = append(p.Steps, Step{Do: Make, Thing: w.Thing, Why: w.Why, Hazards: w.Hazards})
		case state == Different && !ours[k] && !o.Authoritative:
			p.Waiting = append(p.Waiting, Waiting{Wanted: w, For: "it was there before scrim, and is not as it should be"})
		case state == Different:
			p.Steps = append(p.Steps, Step{Do: Mend, Thing: w.Thing, Why: w.Why, Hazards: w.Hazards})
		case !ours[k]:
			p.Kept = append(p.Kept, w)
		}
	}
	return p
}

// remove plans that a thing of scrim's own goes, where nothing is in the way.
func (p *Plan) remove(t Thing, have Observed, o Options) {
	why := "the connector's document no longer asks for it"
	_, login := t.(Login)
	if _, settings := t.(Settings); login || settings {
		switch {
		case len(have.Owned) == 0:
		case o.ReassignTo == "":
			p.Left = append(p.Left, Waiting{Wanted{Thing: t, Why: why}, "somebody to take over what the account owns"})
			return
		case login:
			for _, one := range have.Owned {
				p.Steps = append(p.Steps, Step{Do: Reassign, Thing: one, To: o.ReassignTo, Why: "its owner is removed"})
			}
		}
	}
	if way := have.Waiting[t.Key()]; way != "" {
		p.Left = append(p.Left, Waiting{Wanted{Thing: t, Why: why}, way})
		return
	}
	p.Steps = append(p.Steps, Step{Do: Remove, Thing: t, Why: why})
}
