package trial

import (
	"fmt"
	"slices"

	"scrim/pkg/connector"
)

// Expected says what a trial must come to.
type Expected string

// What trials must come to.
const (
	Allowed Expected = "allowed"
	Refused Expected = "refused"
)

// Status is what a trial proved. The zero Status is NotProven's: what nobody
// tried is never taken for good.
type Status string

// What a trial proved.
const (
	Passed    Status = "passed"
	Failed    Status = "failed"
	NotProven Status = "not-proven"
)

// Result is what came of one trial, on whatever warehouse.
type Result struct {
	Name    string   `json:"name"`   // of a kind of trial: "read", "create-in-public"
	Tries   string   `json:"tries"`  // what was tried, for a person: "read sales.orders in shop"
	Expect  Expected `json:"expect"` // what must come of it
	Why     string   `json:"why"`    // why that matters, a sentence without a full stop
	Status  Status   `json:"status"`
	Tried   int      `json:"tried,omitempty"` // how many attempts were made, where there is more than one
	Said    string   `json:"said,omitempty"`  // what the warehouse said, without data; or why it is not proven
	Repairs []Repair `json:"repairs,omitempty"`
}

// Repair is one statement, or command, that would put right what was found.
type Repair struct {
	Database string `json:"database,omitempty"` // where a statement runs; empty is any
	Text     string `json:"text"`
}

// Report is what came of all of a connector's trials.
type Report struct {
	Results []Result `json:"results"`
	Left    []Repair `json:"left,omitempty"` // what was made for a trial and could not be dropped, with what drops it
}

// Proven reports whether everything was tried, came to what it must, and left
// nothing behind.
func (r Report) Proven() bool {
	return len(r.Results) > 0 && len(r.Left) == 0 &&
		!slices.ContainsFunc(r.Results, func(one Result) bool { return one.Status != Passed })
}

// Answer is what a warehouse said to one attempt.
type Answer struct {
	Came    Came
	Said    string                // its words without data, or why nothing is proven
	Holders []connector.Principal // of what was let through and must not be: who has the privilege
}

// Came is what became of an attempt.
type Came string

// What becomes of attempts.
const (
	Unclear    Came = "" // nothing was tried, or it ended in a way that says nothing about privileges
	WentWell   Came = "went well"
	WasRefused Came = "was refused" // for want of a privilege, and for nothing else
)

// Judge says what a trial's answers prove, in the order of its attempts. One
// that came otherwise than it must makes it fail; one that is unclear, or
// missing, leaves it unproven.
func (t Trial) Judge(answers []Answer) Result {
	out := Result{Name: t.Name, Tries: t.Tries, Expect: t.Expect, Why: t.Why, Status: NotProven, Said: "nothing was tried"}
	must := WentWell
	if t.Expect == Refused {
		must = WasRefused
	}
	if len(t.Attempts) > 1 {
		out.Tried = len(answers)
	}
	if i := slices.IndexFunc(answers, func(a Answer) bool { return a.Came != must && a.Came != Unclear }); i >= 0 {
		out.Status, out.Said = Failed, t.told(answers[i], t.Attempts[i])
		return out
	}
	if i := slices.IndexFunc(answers, func(a Answer) bool { return a.Came == Unclear }); i >= 0 {
		out.Said = t.told(answers[i], t.Attempts[i])
		return out
	}
	switch {
	case len(answers) == 0 && t.Beyond == "":
	case len(answers) < len(t.Attempts):
		out.Said = fmt.Sprintf("%d of %d were tried", len(answers), len(t.Attempts))
	case t.Beyond != "":
		out.Said = t.Beyond
	default:
		out.Status, out.Said = Passed, answers[0].Said
	}
	return out
}

// told is an answer, with what it is about where there is more than one.
func (t Trial) told(a Answer, of Attempt) string {
	said := a.Said
	if said == "" {
		said = "it " + string(a.Came)
	}
	if len(t.Attempts) == 1 {
		return said
	}
	return of.String() + ": " + said
}
