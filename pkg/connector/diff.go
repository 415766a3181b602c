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
	Waiting map[Key]string // why a thing cannot be made now: "there is no schema crm in dev"
	Foreign []Thing        // what the account's principals have besides, sorted by Key
	Owned   []Object       // what the login owns, which it leaves behind when it goes
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
	Make   Do = "make"
	Mend   Do = "mend" // of what is Different
	Remove Do = "remove"
)

// Step is one thing to do.
type Step struct {
	Do      Do
	Thing   Thing
	Why     string
	Hazards []Hazard
}

// Waiting is a thing that cannot be made yet.
type Waiting struct {
	Wanted
	For string // what is missing
}

// Plan is what is to be done for one connector, in order.
type Plan struct {
	Steps   []Step
	Waiting []Waiting
	Foreign []Thing  // kept: others gave it
	Kept    []Wanted // wanted, there, and there before scrim: never removed by it
	Owned   []Object // what the login leaves behind
	Unseen  []string
	Hazards []Hazard // of what is there
}

// Empty reports whether everything is as it should be: what waits is not.
func (p Plan) Empty() bool { return len(p.Steps) == 0 && len(p.Waiting) == 0 }

// Options is how far a plan goes.
type Options struct {
	Authoritative bool // remove what others gave to the account's principals too
}

// Diff plans what makes a warehouse have what is wanted. Wanted things come in
// the order in which they can be made; held is what scrim made for this
// connector before, in the order in which it did. What is held and no longer
// wanted is removed, last made first, before anything is made; what is Foreign
// only when authoritative. What was there before scrim is neither mended nor
// removed unless authoritative.
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
			p.Steps = append(p.Steps, Step{Do: Remove, Thing: t, Why: "the connector's document no longer asks for it"})
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
