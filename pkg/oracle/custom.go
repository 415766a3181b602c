package oracle

import (
	"math/big"
	"slices"
	"strings"

	"scrim/pkg/catalog"
	"scrim/pkg/formula"
	"scrim/pkg/policy"
)

// fitCustom holds an expression against a column's type: it has to be about
// such values, and no step may come near to what a warehouse cannot make.
func fitCustom(m policy.MaskCustom, t catalog.Type) policy.Mask {
	term, err := m.Formula.Term()
	if err != nil || formula.Check(term, subject(t)) != nil {
		return policy.MaskNull{}
	}
	if t.IsText() && slices.ContainsFunc(m.Formula.Texts(), func(text string) bool { return foreign(text, t) }) {
		return policy.MaskNull{}
	}
	if t.Kind == catalog.Decimal && (t.Precision < 1 || t.Precision > 38) {
		return policy.MaskNull{}
	}
	e := evaluation{on: t}
	if !e.digitsFit(term) || e.growth(term, 0) < 0 {
		return policy.MaskNull{}
	}
	return m
}

func subject(t catalog.Type) formula.Kind {
	switch {
	case t.IsText():
		return formula.Text
	case t.IsInteger() || t.Kind == catalog.Decimal:
		return formula.Number
	}
	return formula.None
}

func custom(m policy.MaskCustom, v Value, t catalog.Type) Value {
	term, err := m.Formula.Term()
	if err != nil {
		return nil
	}
	e := evaluation{on: t}
	switch v := v.(type) {
	case Text:
		e.text = string(v)
		if e.growth(term, len(e.text)) < 0 {
			return nil
		}
		out := e.eval(term).text
		if strings.TrimRight(out, " ") == strings.TrimRight(e.text, " ") {
			return nil
		}
		return masked(&out, v, t)
	case Integer:
		e.number = new(big.Rat).SetInt64(int64(v))
	case Decimal:
		if _, none := special(string(v)); none {
			return nil
		}
		e.number = rational(string(v))
	default:
		return nil
	}
	return e.numeric(e.eval(term).number)
}

// evaluation is an expression about one value.
type evaluation struct {
	on     catalog.Type
	text   string
	number *big.Rat
}

// result is what one step gives: of its three parts the one of its kind.
type result struct {
	text   string
	number *big.Rat
	truth  bool
}

// numeric is a number as the column's type has it, cut to its digits; nil when
// it is out of the type, or the value itself.
func (e evaluation) numeric(r *big.Rat) Value {
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(e.on.Scale)), nil)
	r = new(big.Rat).Mul(r, new(big.Rat).SetInt(unit))
	units := new(big.Int).Quo(r.Num(), r.Denom()) // towards zero
	cut := new(big.Rat).SetFrac(units, unit)
	if cut.Cmp(e.number) == 0 {
		return nil
	}
	if e.on.Kind == catalog.Decimal {
		if !representable(cut, e.on) {
			return nil
		}
		return Decimal(plain(cut))
	}
	if !e.on.Canonical(units.String()) {
		return nil
	}
	return Integer(units.Int64())
}

func (e evaluation) eval(t formula.Term) result {
	if t.Op == formula.Choose { // of which the other one is not looked at
		if e.eval(t.Args[0]).truth {
			return e.eval(t.Args[1])
		}
		return e.eval(t.Args[2])
	}
	args := make([]result, len(t.Args))
	for i, arg := range t.Args {
		args[i] = e.eval(arg)
	}
	switch t.Op {
	case formula.Value:
		return result{text: e.text, number: e.number}
	case formula.Literal:
		return result{text: t.Texts[0]}
	case formula.Digits:
		return result{number: rational(t.Texts[0])}
	case formula.Add, formula.Subtract, formula.Multiply, formula.Abs, formula.Floor:
		return calculate(t.Op, args)
	case formula.Size:
		return result{number: new(big.Rat).SetInt64(int64(len([]rune(args[0].text))))}
	case formula.Left, formula.Right, formula.Middle, formula.Replace, formula.UpperASCII, formula.LowerASCII:
		return result{text: change(t, args[0].text)}
	case formula.Cover:
		return result{text: cover(t, []rune(e.text))}
	default:
		return result{truth: stands(t, args)}
	}
}

func calculate(op formula.Op, args []result) result {
	if args[0].number == nil {
		return result{text: args[0].text + args[1].text}
	}
	out, a := new(big.Rat), args[0].number
	switch op {
	case formula.Add:
		return result{number: out.Add(a, args[1].number)}
	case formula.Subtract:
		return result{number: out.Sub(a, args[1].number)}
	case formula.Multiply:
		return result{number: out.Mul(a, args[1].number)}
	case formula.Abs:
		return result{number: out.Abs(a)}
	default:
		return result{number: floorTo(a, big.NewRat(1, 1))}
	}
}

func change(t formula.Term, text string) string {
	chars := []rune(text)
	switch t.Op {
	case formula.Left:
		return string(chars[:min(t.Counts[0], len(chars))])
	case formula.Right:
		return string(chars[max(0, len(chars)-t.Counts[0]):])
	case formula.Middle:
		from := min(t.Counts[0]-1, len(chars))
		return string(chars[from:min(from+t.Counts[1], len(chars))])
	case formula.Replace:
		return strings.ReplaceAll(text, t.Texts[0], t.Texts[1])
	default: // letters
	}
	for i, c := range chars {
		switch {
		case t.Op == formula.UpperASCII && c >= 'a' && c <= 'z':
			chars[i] = c - 'a' + 'A'
		case t.Op == formula.LowerASCII && c >= 'A' && c <= 'Z':
			chars[i] = c - 'A' + 'a'
		}
	}
	return string(chars)
}

// cover keeps nothing of a text that has no more characters than it would
// keep.
func cover(t formula.Term, chars []rune) string {
	first, last := t.Counts[0], t.Counts[1]
	if len(chars) <= first+last {
		first, last = 0, 0
	}
	return string(chars[:first]) + strings.Repeat(t.Texts[0], len(chars)-first-last) + string(chars[len(chars)-last:])
}

func stands(t formula.Term, args []result) bool {
	is := func(r result) bool { return r.truth }
	switch t.Op {
	case formula.And:
		return !slices.ContainsFunc(args, func(r result) bool { return !r.truth })
	case formula.Or:
		return slices.ContainsFunc(args, is)
	case formula.Not:
		return !args[0].truth
	case formula.StartsWith:
		return strings.HasPrefix(args[0].text, t.Texts[0])
	case formula.EndsWith:
		return strings.HasSuffix(args[0].text, t.Texts[0])
	case formula.Contains:
		return strings.Contains(args[0].text, t.Texts[0])
	default: // a comparison
	}
	order := strings.Compare(args[0].text, args[1].text)
	if args[0].number != nil {
		order = args[0].number.Cmp(args[1].number)
	}
	switch t.Op {
	case formula.Equal:
		return order == 0
	case formula.NotEqual:
		return order != 0
	case formula.Less:
		return order < 0
	case formula.LessEqual:
		return order <= 0
	case formula.Greater:
		return order > 0
	default:
		return order >= 0
	}
}

// longest is how many bytes a text on the way may have.
const longest = 65535

// growth is how many bytes a step's text could have, whatever the characters
// of a value of so many bytes; below 0 when a text on the way could be too
// long. The value itself, and a choice, are texts that are there already.
func (e evaluation) growth(t formula.Term, bytes int) int {
	var of []int
	for _, arg := range t.Args {
		n := e.growth(arg, bytes)
		if n < 0 {
			return -1
		}
		of = append(of, n)
	}
	n := 0
	switch t.Op {
	case formula.Value:
		return bytes
	case formula.Choose:
		return max(of[1], of[2])
	case formula.Literal:
		n = len(t.Texts[0])
	case formula.Cover:
		n = bytes * len(t.Texts[0])
	case formula.Add:
		n = of[0] + of[1]
	case formula.Left, formula.Right:
		n = min(of[0], 4*t.Counts[0])
	case formula.Middle:
		n = min(of[0], 4*t.Counts[1])
	case formula.UpperASCII, formula.LowerASCII:
		n = of[0]
	case formula.Equal, formula.NotEqual:
		n = 1 + max(of[0], of[1]) // a comparison puts something behind both
	case formula.Replace:
		from, to := len(t.Texts[0]), len(t.Texts[1])
		n = of[0] + max(0, of[0]/from*(to-from))
	default: // a number or a condition has no length
	}
	if n > longest {
		return -1
	}
	return n
}

// places are the digits of a number before and after its point.
type places struct{ before, after int }

// digitsFit reports whether every number on the way has room: 37 digits, of
// which a sum needs one more than the longer of its parts, and a product as
// many as both.
func (e evaluation) digitsFit(t formula.Term) bool {
	for _, arg := range t.Args {
		if !e.digitsFit(arg) {
			return false
		}
	}
	d := e.digits(t)
	return t.Op == formula.Value || formula.KindOf(t, subject(e.on)) != formula.Number || d.before+d.after <= 37
}

func (e evaluation) digits(t formula.Term) places {
	var of []places
	for _, arg := range t.Args {
		of = append(of, e.digits(arg))
	}
	switch t.Op {
	case formula.Value:
		return e.ofValue()
	case formula.Digits:
		before, after, _ := strings.Cut(strings.TrimPrefix(t.Texts[0], "-"), ".")
		return places{len(before), len(after)}
	case formula.Size:
		return places{10, 0}
	case formula.Add, formula.Subtract:
		return places{1 + max(of[0].before, of[1].before), max(of[0].after, of[1].after)}
	case formula.Multiply:
		return places{of[0].before + of[1].before, of[0].after + of[1].after}
	case formula.Abs:
		return of[0]
	case formula.Floor:
		return places{of[0].before + 1, 0}
	case formula.Choose:
		return places{max(of[1].before, of[2].before), max(of[1].after, of[2].after)}
	default:
		return places{}
	}
}

func (e evaluation) ofValue() places {
	switch e.on.Kind {
	case catalog.Smallint:
		return places{5, 0}
	case catalog.Integer:
		return places{10, 0}
	case catalog.Bigint:
		return places{19, 0}
	case catalog.Decimal:
		return places{e.on.Precision - e.on.Scale, e.on.Scale}
	default:
		return places{}
	}
}
