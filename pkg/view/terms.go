package view

import (
	"slices"

	"scrim/pkg/profile"
)

// Terms are on what terms a view lets a reader in, as data, for a catalogue
// that a warehouse asks without knowing any policy: each Term must be met. No
// level is ever empty, so that Terms are one row for each test.
type Terms []Term

// Term is met by any of its alternatives.
type Term []Alternative

// Alternative holds when each of its tests does.
type Alternative []Test

// Test holds when the reader has (Absent: has not) the unexpired fact; with
// Any, one of that kind and name, whatever its value. The zero Test never
// holds, since no fact is without a kind.
type Test struct {
	profile.Fact
	Any    bool
	Absent bool
}

// MaxTests is how many tests the terms of one view may have: whoever reads the
// catalogue pays for those of all views.
const MaxTests = 1000

// Closed are terms that nobody meets.
func Closed() Terms { return Terms{{{Test{}}}} }

// TermsOf is what Admit asks of a reader. Each of its conjuncts is brought
// into disjunctive normal form by itself, so that projects, guardrails and
// grants are not multiplied with each other. False means that the predicate
// cannot be put this way: it asks about a column or about what can be no fact,
// or takes more than MaxTests. The terms are Closed then.
func TermsOf(p Pred) (Terms, bool) {
	p = And(p)
	conjuncts, several := p.(All)
	if !several {
		conjuncts = All{p}
	}
	var out Terms
	size := 0
	for _, part := range conjuncts {
		term, ok := alternatives(part)
		if size += term.size(); !ok || size > MaxTests {
			return Closed(), false
		}
		switch {
		case len(term) == 0:
			return Closed(), true
		case !slices.ContainsFunc(term, func(a Alternative) bool { return len(a) == 0 }):
			out = append(out, term)
		}
	}
	if len(out) == 0 {
		return Terms{{{Test{Absent: true}}}}, true // whatever somebody has, it is not that
	}
	return out, true
}

func (t Term) size() int {
	n := 0
	for _, a := range t {
		n += len(a)
	}
	return n
}

// alternatives is a predicate in disjunctive normal form: none never holds,
// and one without tests always does.
func alternatives(p Pred) (Term, bool) {
	switch p := p.(type) {
	case nil, Never:
		return nil, true
	case Always:
		return Term{nil}, true
	case HasFact:
		return Term{{Test{Fact: p.Fact, Absent: p.Absent}}}, p.Storable()
	case HasAny:
		fact := profile.Fact{Kind: p.Kind, Name: p.Name}
		return Term{{Test{Fact: fact, Any: true, Absent: p.Absent}}}, fact.Storable()
	case Any:
		var out Term
		for _, part := range p {
			term, ok := alternatives(part)
			if out = append(out, term...); !ok || out.size() > MaxTests {
				return nil, false
			}
		}
		return out, true
	case All:
		out := Term{nil}
		for _, part := range p {
			term, ok := alternatives(part)
			if !ok || len(out)*len(term) > MaxTests {
				return nil, false
			}
			out = both(out, term)
		}
		return out, out.size() <= MaxTests
	}
	return nil, false
}

// both is every alternative of a with every one of b, but those that
// contradict themselves.
func both(a, b Term) Term {
	var out Term
	for _, x := range a {
		for _, y := range b {
			if joined, ok := join(x, y); ok {
				out = append(out, joined)
			}
		}
	}
	return out
}

func join(x, y Alternative) (Alternative, bool) {
	out := slices.Clone(x)
	for _, test := range y {
		opposite := test
		opposite.Absent = !test.Absent
		switch {
		case slices.Contains(out, opposite):
			return nil, false
		case !slices.Contains(out, test):
			out = append(out, test)
		}
	}
	return out, true
}
