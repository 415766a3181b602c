package draw

import (
	"fmt"
	"math/big"

	"pgregory.net/rapid"

	"scrim/pkg/catalog"
	"scrim/pkg/formula"
	"scrim/pkg/oracle"
	"scrim/pkg/policy"
)

// Expressions draws a case in which everyone known is let in, and each column
// is masked by an expression for everyone.
func Expressions(t *rapid.T, kind catalog.ClusterKind) Case {
	c := NewCase(t, kind)
	w := world{t: t, redshift: kind.IsRedshift()}
	c.Policies = []policy.Policy{{ID: "in", Type: policy.TypeSubscription, AppliesTo: policy.Target{All: true}, Subscription: policy.Subscription{Mode: policy.Everyone}}}
	for i, o := range c.Base.Columns {
		c.Reviews[o.Name] = oracle.Review{Type: o.Type.String(), Identity: c.Base.Identity, Ordinal: o.Ordinal}
		c.Policies = append(c.Policies, policy.Policy{
			ID: fmt.Sprintf("c%d", i), Type: policy.TypeMask, AppliesTo: policy.Target{Sources: []string{c.Source.ID}, Columns: []string{o.Name}},
			Rules: []policy.Rule{{Do: policy.Apply{Mask: w.custom(o.Type)}}},
		})
	}
	return c
}

// custom draws an expression that is right about values of the type's kind,
// and mostly shows something.
func (w world) custom(t catalog.Type) policy.Mask {
	kind := formula.About(t)
	if kind == formula.None {
		kind = formula.Number // of a real, which no expression fits
	}
	term := w.term(kind, kind, 3)
	switch {
	case term.Op == formula.Value:
		term = formula.Term{Op: formula.Add, Args: []formula.Term{term, w.leaf(kind, formula.None)}}
	case formula.Check(term, kind) != nil: // the value does not occur
		term = formula.Term{Op: formula.Add, Args: []formula.Term{{Op: formula.Value}, term}}
	}
	f, err := formula.New(term)
	if err != nil {
		w.t.Fatalf("drew a formula that is none: %v", err)
	}
	return policy.MaskCustom{Formula: f}
}

// term draws a term that gives one kind, of values of another.
func (w world) term(gives, value formula.Kind, depth int) formula.Term {
	if gives == formula.Truth {
		return w.truth(value, depth)
	}
	if depth == 0 || w.often("a leaf", 3) {
		return w.leaf(gives, value)
	}
	some := func(k formula.Kind) formula.Term { return w.term(k, value, depth-1) }
	if w.rarely("choice", 20) {
		return formula.Term{Op: formula.Choose, Args: []formula.Term{some(formula.Truth), some(gives), some(gives)}}
	}
	if gives == formula.Number {
		switch op := pick(w, "number", formula.Add, formula.Subtract, formula.Multiply, formula.Abs, formula.Floor, formula.Size); op {
		case formula.Size:
			return formula.Term{Op: op, Args: []formula.Term{some(formula.Text)}}
		case formula.Abs, formula.Floor:
			return formula.Term{Op: op, Args: []formula.Term{some(gives)}}
		default:
			return formula.Term{Op: op, Args: []formula.Term{some(gives), some(gives)}}
		}
	}
	switch op := pick(w, "text", formula.Add, formula.Add, formula.Left, formula.Right, formula.Middle, formula.Replace, formula.UpperASCII, formula.LowerASCII); op {
	case formula.Add:
		return formula.Term{Op: op, Args: []formula.Term{some(gives), some(gives)}}
	case formula.Left, formula.Right:
		return formula.Term{Op: op, Args: []formula.Term{some(gives)}, Counts: []int{w.count()}}
	case formula.Middle:
		return formula.Term{Op: op, Args: []formula.Term{some(gives)}, Counts: []int{w.count(), w.count()}}
	case formula.Replace:
		return formula.Term{Op: op, Args: []formula.Term{some(gives)}, Texts: []string{w.piece(), pick(w, "with", append(pieces(), "")...)}}
	default:
		return formula.Term{Op: op, Args: []formula.Term{some(gives)}}
	}
}

func (w world) leaf(gives, value formula.Kind) formula.Term {
	switch {
	case gives == value && w.often("the value", 7):
		if gives == formula.Text && w.rarely("covered", 25) {
			return formula.Term{Op: formula.Cover, Counts: []int{w.between("first", 0, 3), w.between("last", 0, 4)}, Texts: []string{pick(w, "cover", "*", "'", `\`, "…", " ")}}
		}
		return formula.Term{Op: formula.Value}
	case gives == formula.Number:
		r, _ := new(big.Rat).SetString(pick(w, "number", "0", "1", "-1", "2", "10", "0.5", "-0.25", "0.000001", "100", "32767", "999999999999999", "-99999999.999999"))
		return formula.NumberTerm(r)
	}
	return formula.Term{Op: formula.Literal, Texts: []string{pick(w, "literal", append(pieces(), "", "***", "DE ")...)}}
}

func (w world) truth(value formula.Kind, depth int) formula.Term {
	if depth > 0 && w.rarely("connective", 30) {
		a, b := w.truth(value, depth-1), w.truth(value, depth-1)
		switch op := pick(w, "connective", formula.Not, formula.And, formula.Or); {
		case op == formula.Not:
			return formula.Term{Op: op, Args: []formula.Term{a}}
		case a.Op != op && b.Op != op:
			return formula.Term{Op: op, Args: []formula.Term{a, b}}
		}
		return a
	}
	kind := pick(w, "compared", formula.Text, formula.Number)
	of := w.term(kind, value, max(depth-1, 0))
	switch op := pick(w, "comparison", formula.Equal, formula.NotEqual, formula.Less, formula.LessEqual, formula.Greater, formula.GreaterEqual); {
	case kind == formula.Number:
		return formula.Term{Op: op, Args: []formula.Term{of, w.term(kind, value, 0)}}
	case op == formula.Equal || op == formula.NotEqual:
		return formula.Term{Op: op, Args: []formula.Term{of, w.term(kind, value, 0)}}
	}
	return formula.Term{Op: pick(w, "match", formula.StartsWith, formula.EndsWith, formula.Contains), Args: []formula.Term{of}, Texts: []string{w.piece()}}
}

// count is a number of characters, mostly few.
func (w world) count() int { return pick(w, "count", 1, 2, 2, 3, 5, 8, 65535) }

// piece is a text that occurs in values, or could be code.
func (w world) piece() string { return pick(w, "piece", pieces()...) }

func pieces() []string {
	return []string{"a", "e", "DE", "@", "x", "'", `\`, "é", " ", "ann", ".", "***", "😀", "\n", "$1"}
}
