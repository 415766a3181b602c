package connector

import (
	"fmt"
	"slices"
)

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
	From    map[Key]Key    // of wanted grants on tables that are there: the default privilege, wanted or held, that gave them if it was there first
	Derived []Thing        // grants on tables that came from default privileges of scrim's own, which are no longer wanted
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
	// Unknown could not be looked at: nothing is planned about it.
	Unknown State = "unknown"
)

// Do is what a step does to its thing.
type Do string

// What steps do.
const (
	Make     Do = "make"
	Mend     Do = "mend" // of what is Different
	Remove   Do = "remove"
	Reassign Do = "reassign" // of what the login owns
	Rotate   Do = "rotate"   // of a login: a new password
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
	Rotate        bool   // set a new password
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
	for _, t := range held {
		ours[t.Key()] = true
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
	for _, t := range have.Derived {
		p.Steps = append(p.Steps, Step{Do: Remove, Thing: t, Why: "it came from default privileges that the connector's document no longer asks for"})
	}
	for _, t := range slices.Backward(held) {
		if k := t.Key(); !wanted[k] && have.There[k] != Missing {
			p.remove(t, have, o)
		}
	}
	for _, w := range want {
		p.want(w, have, ours[w.Thing.Key()], o)
	}
	return p
}

// want plans that a thing is there, as it should be.
func (p *Plan) want(w Wanted, have Observed, ours bool, o Options) {
	k := w.Thing.Key()
	do := func(d Do) { p.Steps = append(p.Steps, Step{Do: d, Thing: w.Thing, Why: w.Why, Hazards: w.Hazards}) }
	wait := func(why string) { p.Waiting = append(p.Waiting, Waiting{w, why}) }
	state := have.There[k]
	switch {
	case state == Unknown:
		return
	case state == Missing && have.Waiting[k] != "":
		wait(have.Waiting[k])
		return
	case state == Missing:
		do(Make)
		return
	case state == Different && !ours && !o.Authoritative:
		wait("it was there before scrim, and is not as it should be")
	case state == Different:
		do(Mend)
	case !ours:
		p.Kept = append(p.Kept, w)
	}
	if login, ok := w.Thing.(Login); ok && o.Rotate && !login.IAM {
		if ours || o.Authoritative {
			do(Rotate)
		} else {
			wait("it was there before scrim, and so its password is not scrim's to change")
		}
	}
}

// remove plans that a thing of scrim's own goes, where nothing is in the way.
func (p *Plan) remove(t Thing, have Observed, o Options) {
	w := Wanted{Thing: t, Why: "no document asks for it any more"}
	way := have.Waiting[t.Key()]
	if have.There[t.Key()] == Unknown {
		way = "it cannot be seen whether it is there"
	}
	if who, is := identity(t); is && way == "" {
		way = p.clings(who, have.Owned, o)
	}
	if way != "" {
		p.Left = append(p.Left, Waiting{w, way})
		return
	}
	if login, is := t.(Login); is {
		for _, one := range have.Owned {
			if one.By == login.Name {
				p.Steps = append(p.Steps, Step{Do: Reassign, Thing: one, To: o.ReassignTo, Why: "its owner is removed"})
			}
		}
	}
	p.Steps = append(p.Steps, Step{Do: Remove, Thing: t, Why: w.Why})
}

// clings says what keeps a login or a role from going.
func (p *Plan) clings(who string, owned []Owned, o Options) string {
	for _, one := range owned {
		switch {
		case one.By != who:
		case one.On.Kind == OnRoutine:
			return fmt.Sprintf("%s owns %s: give that to somebody, or drop it", who, one.On)
		case o.ReassignTo == "":
			return fmt.Sprintf("%s owns %s: say who shall (--reassign-to)", who, one.On)
		}
	}
	for _, t := range p.Foreign {
		if !About(t, who) {
			continue
		}
		return "others gave it something: " + Words(t) + " (--authoritative takes that away)"
	}
	return ""
}

// About reports whether a thing is a grant to somebody, or a membership of his.
func About(t Thing, who string) bool {
	switch t := t.(type) {
	case Grant:
		return t.To.Name == who
	case Member:
		return t.Role == who || t.Login == who
	}
	return false
}

// identity is the name of a login or role.
func identity(t Thing) (string, bool) {
	switch t := t.(type) {
	case Login:
		return t.Name, true
	case Settings:
		return t.Login, true
	case Role:
		return t.Name, true
	}
	return "", false
}
