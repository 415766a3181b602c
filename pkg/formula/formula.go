// Package formula is what a custom mask makes of a value: a small closed
// language of total steps (SEMANTICS S14).
//
// It promises that whatever passes Check has one meaning on every warehouse,
// and that Fit says of a column's type whether no value of it can make a step
// fail. It knows no syntax, which is package policy's, and no SQL, which is
// package render's.
package formula

import (
	"encoding/json"
	"fmt"
)

// Formula is a term as text, so that equal formulas are equal by ==. The empty
// Formula is none.
type Formula string

// New makes one of a term that is right about values of some kind.
func New(t Term) (Formula, error) {
	if about(t) == 0 {
		return "", Check(t, Text)
	}
	text, err := json.Marshal(t)
	if err != nil {
		return "", fmt.Errorf("writing a formula: %w", err)
	}
	return Formula(text), nil
}

// Term is the formula's outermost step.
func (f Formula) Term() (Term, error) {
	var t Term
	if err := json.Unmarshal([]byte(f), &t); err != nil {
		return Term{}, fmt.Errorf("reading a formula: %w", err)
	}
	if about(t) == 0 {
		return Term{}, fmt.Errorf("reading a formula: %w", Check(t, Text))
	}
	return t, nil
}

// about counts the kinds of values that a term is right about.
func about(t Term) int {
	n := 0
	for _, kind := range []Kind{Text, Number} {
		if Check(t, kind) == nil {
			n++
		}
	}
	return n
}

// Texts are the texts that are written in the formula.
func (f Formula) Texts() []string {
	t, err := f.Term()
	if err != nil {
		return nil
	}
	return written(t)
}

func written(t Term) []string {
	var out []string
	if t.Op != Digits {
		out = append(out, t.Texts...)
	}
	for _, arg := range t.Args {
		out = append(out, written(arg)...)
	}
	return out
}
