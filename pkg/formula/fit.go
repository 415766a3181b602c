package formula

import (
	"sort"
	"strings"

	"scrim/pkg/catalog"
)

// Unlimited is the Most of a formula that is total on values of any length.
const Unlimited = -1

// MaxBytes is the longest text that every warehouse makes.
const MaxBytes = 65535

// maxDigits is how many digits a number on the way may have: one less than
// every warehouse holds, since some want room for a product's carry.
const maxDigits = 37

// Fit says why a formula is not total on values of a type; when it is, why is
// empty. Of a text, most is of how many bytes a value may be: with more, a
// text on the way could be too long for a warehouse, and the value is NULL.
func Fit(f Formula, t catalog.Type) (most int, why string) {
	term, err := f.Term()
	if err != nil {
		return 0, "the expression cannot be read"
	}
	kind := About(t)
	switch wrong := Check(term, kind); {
	case kind == None:
		return 0, "an expression fits text, integers and decimals only"
	case wrong != nil && kind == Number:
		return 0, "the expression is about text"
	case wrong != nil:
		return 0, "the expression is about numbers"
	case t.Kind == catalog.Decimal && (t.Precision == 0 || t.Precision > maxDigits+1):
		return 0, "an expression fits decimals of at most 38 digits"
	case !total(term, t):
		return 0, "a number on the way could have more than 37 digits"
	}
	if kind == Number {
		return Unlimited, ""
	}
	long := func(n int) bool { _, fine := Bytes(term, n); return !fine }
	switch {
	case long(0):
		return 0, "a text on the way is too long"
	case !long(endless):
		return Unlimited, ""
	}
	return sort.Search(MaxBytes, func(n int) bool { return long(n + 1) }), ""
}

// About is the kind of a type's values; None when formulas are about none.
func About(t catalog.Type) Kind {
	switch {
	case t.IsText():
		return Text
	case t.IsInteger(), t.Kind == catalog.Decimal:
		return Number
	}
	return None
}

// Bytes is how many bytes a text could have where the value has at most n, and
// whether it and all that it is made of can be made. The value itself is there
// already, whatever its length.
func Bytes(t Term, n int) (most int, fine bool) {
	fine = true
	var args []int
	for _, arg := range t.Args {
		b, ok := Bytes(arg, n)
		args, fine = append(args, b), fine && ok
	}
	switch t.Op {
	case Value:
		return n, true
	case Literal:
		most = len(t.Texts[0])
	case Cover:
		most = n * len(t.Texts[0])
	case Add:
		most = args[0] + args[1]
	case Choose:
		most = max(args[1], args[2])
		return most, fine // one of two that are there
	case Left, Right:
		most = min(args[0], maxCharacter*t.Counts[0])
	case Middle:
		most = min(args[0], maxCharacter*t.Counts[1])
	case Replace:
		most = args[0]
		if from, to := len(t.Texts[0]), len(t.Texts[1]); to > from {
			most += args[0] / from * (to - from)
		}
	case UpperASCII, LowerASCII:
		most = args[0]
	case Equal, NotEqual:
		most = max(args[0], args[1]) + 1 // what stands behind both, so that blanks there count
	default: // a number or a condition, which is no text that could be too long
	}
	return min(most, endless), fine && most <= MaxBytes
}

// endless is more bytes than any value has, and few enough to count with.
const endless = 1 << 40

// maxCharacter is how many bytes a character has at most.
const maxCharacter = 4

// sizeDigits are those of the greatest number of characters.
const sizeDigits = 10

// Width is how many digits before and after its point a number could have: a
// sum one more than the longer of its parts, a product as many as both.
func Width(t Term, of catalog.Type) (before, after int) {
	type width struct{ before, after int }
	var args []width
	for _, arg := range t.Args {
		b, a := Width(arg, of)
		args = append(args, width{b, a})
	}
	switch t.Op {
	case Value:
		return valueWidth(of)
	case Digits:
		before, after, _ := strings.Cut(strings.TrimPrefix(t.Texts[0], "-"), ".")
		return len(before), len(after)
	case Size:
		return sizeDigits, 0
	case Add, Subtract:
		return max(args[0].before, args[1].before) + 1, max(args[0].after, args[1].after)
	case Multiply:
		return args[0].before + args[1].before, args[0].after + args[1].after
	case Abs:
		return args[0].before, args[0].after
	case Floor:
		return args[0].before + 1, 0
	case Choose:
		return max(args[1].before, args[2].before), max(args[1].after, args[2].after)
	default:
		return 0, 0
	}
}

func valueWidth(t catalog.Type) (before, after int) {
	switch t.Kind {
	case catalog.Smallint:
		return 5, 0
	case catalog.Integer:
		return 10, 0
	case catalog.Bigint:
		return 19, 0
	case catalog.Decimal:
		return t.Precision - t.Scale, t.Scale
	default:
		return 0, 0
	}
}

// total reports whether no number on the way can have too many digits.
func total(t Term, of catalog.Type) bool {
	for _, arg := range t.Args {
		if !total(arg, of) {
			return false
		}
	}
	if t.Op == Value || KindOf(t, About(of)) != Number {
		return true
	}
	before, after := Width(t, of)
	return before+after <= maxDigits
}
