package render

import (
	"fmt"
	"math/big"
	"strings"
	"unicode/utf8"

	"scrim/pkg/catalog"
	"scrim/pkg/formula"
	"scrim/pkg/view"
)

// custom is a formula's result where it is of the column's type and not the
// value itself. What could fail on the way is asked of the value first: its
// length, or whether it is a number at all.
func (w *writer) custom(c view.Custom, ref view.ColumnRef) string {
	most, why := formula.Fit(c.Formula, ref.Type)
	term, err := c.Formula.Term()
	if why != "" || err != nil {
		return w.unfit("an expression", ref)
	}
	s := steps{writer: w, ref: ref}
	if ref.Type.IsText() {
		return s.textResult(term, most)
	}
	return s.numberResult(term)
}

// steps writes the terms of a formula about one column.
type steps struct {
	*writer
	ref view.ColumnRef
}

// textResult compares without blanks at the end, which do not count everywhere.
func (s steps) textResult(term formula.Term, most int) string {
	t, value, result := s.ref.Type, s.text(s.ref), s.term(term)
	var asked []string
	if most != formula.Unlimited && (t.Length == 0 || maxCharacter*t.Length > most) {
		asked = append(asked, fmt.Sprintf("pg_catalog.octet_length(%s) <= %d", value, most))
	}
	if longest, _ := formula.Bytes(term, maxCharacter*t.Length); t.Length > 0 && longest > t.Length {
		asked = append(asked, fmt.Sprintf("pg_catalog.octet_length(%s) <= %d", result, t.Length))
	}
	out := fmt.Sprintf("CASE WHEN %s THEN %s END", s.d.unlike(result, value), result)
	for i := len(asked) - 1; i >= 0; i-- { // one inside the other: nothing says that AND begins at the left
		out = fmt.Sprintf("CASE WHEN %s THEN %s END", asked[i], out)
	}
	return out
}

// numberResult cuts the digits that the column has no place for.
func (s steps) numberResult(term formula.Term) string {
	t, result := s.ref.Type, s.term(term)
	before, after := formula.Width(term, t)
	cut, scale := result, 0
	var low, high *big.Int
	if t.IsInteger() {
		low, high = integers(t)
	} else {
		scale = t.Scale
		high = power(t.Precision - t.Scale)
		low = new(big.Int).Neg(high)
	}
	if after > scale {
		cut = fmt.Sprintf("pg_catalog.trunc(%s, %d)", result, scale)
	}
	cut = fmt.Sprintf("NULLIF(CAST(%s AS %s), %s)", cut, s.d.typeName(t), s.col(s.ref))
	if t.IsInteger() { // of which both ends are values, whatever is cut behind the point
		low, high = new(big.Int).Sub(low, big.NewInt(1)), new(big.Int).Add(high, big.NewInt(1))
	}
	if power(before).Cmp(high) > 0 {
		cut = fmt.Sprintf("CASE WHEN %[1]s > %[2]s AND %[1]s < %[3]s THEN %[4]s END", result, low, high, cut)
	}
	if t.Kind == catalog.Decimal { // which leaves out NULL as it does NaN
		return fmt.Sprintf("CASE WHEN %s <= %s THEN %s END", s.col(s.ref), greatest(t), cut)
	}
	return fmt.Sprintf("CASE WHEN %s IS NOT NULL THEN %s END", s.col(s.ref), cut) // what is asked of NULL is not true, and something is shown then
}

// term is one step, of NUMERIC with exactly its digits or of text, and as an
// operand of anything.
func (s steps) term(t formula.Term) string {
	args := make([]string, len(t.Args))
	for i, arg := range t.Args {
		args[i] = s.term(arg)
	}
	switch kind := formula.KindOf(t, formula.About(s.ref.Type)); kind {
	case formula.Text:
		return s.textStep(t, args)
	case formula.Number:
		before, after := formula.Width(t, s.ref.Type)
		return fmt.Sprintf("CAST(%s AS numeric(%d,%d))", s.numberStep(t, args), max(before+after, 1), after)
	case formula.Truth:
		return s.truthStep(t, args)
	default:
		return s.unfit("an expression", s.ref)
	}
}

const (
	smallLetters = "abcdefghijklmnopqrstuvwxyz"
	bigLetters   = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
)

func (s steps) textStep(t formula.Term, args []string) string {
	switch t.Op {
	case formula.Value:
		return s.text(s.ref)
	case formula.Literal:
		return s.written(t.Texts[0])
	case formula.Add:
		return "(" + args[0] + " || " + args[1] + ")"
	case formula.Choose:
		return fmt.Sprintf("CASE WHEN %s THEN %s ELSE %s END", args[0], args[1], args[2])
	case formula.Left:
		return fmt.Sprintf(`pg_catalog."left"(%s, %d)`, args[0], t.Counts[0])
	case formula.Right:
		return fmt.Sprintf(`pg_catalog."right"(%s, %d)`, args[0], t.Counts[0])
	case formula.Middle:
		return fmt.Sprintf(`pg_catalog."substring"(%s, %d, %d)`, args[0], t.Counts[0], t.Counts[1])
	case formula.Replace:
		return fmt.Sprintf("pg_catalog.replace(%s, %s, %s)", args[0], s.literal(t.Texts[0]), s.literal(t.Texts[1]))
	case formula.UpperASCII:
		return fmt.Sprintf("pg_catalog.translate(%s, '%s', '%s')", args[0], smallLetters, bigLetters)
	case formula.LowerASCII:
		return fmt.Sprintf("pg_catalog.translate(%s, '%s', '%s')", args[0], bigLetters, smallLetters)
	case formula.Cover:
		return s.cover(t)
	default:
		return s.unfit("an expression", s.ref)
	}
}

// cover covers all of a value that has no more characters than may stay.
func (s steps) cover(t formula.Term) string {
	value, with, kept := s.text(s.ref), s.literal(t.Texts[0]), t.Counts[0]+t.Counts[1]
	size := "pg_catalog.char_length(" + value + ")"
	all := fmt.Sprintf("pg_catalog.repeat(%s, %s)", with, size)
	if kept == 0 {
		return all
	}
	parts := []string{fmt.Sprintf("pg_catalog.repeat(%s, %s - %d)", with, size, kept)}
	if first := t.Counts[0]; first > 0 {
		parts = append([]string{fmt.Sprintf(`pg_catalog."left"(%s, %d)`, value, first)}, parts...)
	}
	if last := t.Counts[1]; last > 0 {
		parts = append(parts, fmt.Sprintf(`pg_catalog."right"(%s, %d)`, value, last))
	}
	return fmt.Sprintf("CASE WHEN %s > %d THEN %s ELSE %s END", size, kept, strings.Join(parts, " || "), all)
}

// written is a text of a type that nothing has to guess, since a CASE of
// literals alone has no other.
func (s steps) written(text string) string {
	return fmt.Sprintf("CAST(%s AS character varying(%d))", s.literal(text), max(len(text), 1))
}

func (s steps) numberStep(t formula.Term, args []string) string {
	switch t.Op {
	case formula.Value:
		return s.col(s.ref)
	case formula.Digits:
		return t.Texts[0]
	case formula.Add, formula.Subtract, formula.Multiply:
		return args[0] + " " + string(t.Op) + " " + args[1]
	case formula.Choose:
		return fmt.Sprintf("CASE WHEN %s THEN %s ELSE %s END", args[0], args[1], args[2])
	case formula.Size:
		return "pg_catalog.char_length(" + args[0] + ")"
	case formula.Abs:
		return "pg_catalog.abs(" + args[0] + ")"
	case formula.Floor:
		return "pg_catalog.floor(" + args[0] + ")"
	default:
		return s.unfit("an expression", s.ref)
	}
}

// end stands behind two texts that are compared: then blanks at their ends
// count, and a prefix of no length too.
const end = "'.'"

func (s steps) truthStep(t formula.Term, args []string) string {
	switch t.Op {
	case formula.And, formula.Or:
		return "(" + strings.Join(args, map[formula.Op]string{formula.And: " AND ", formula.Or: " OR "}[t.Op]) + ")"
	case formula.Not:
		return "(NOT " + args[0] + ")"
	case formula.Less, formula.LessEqual, formula.Greater, formula.GreaterEqual:
		return fmt.Sprintf("(%s %s %s)", args[0], t.Op, args[1])
	case formula.Equal, formula.NotEqual:
		op := map[formula.Op]string{formula.Equal: "=", formula.NotEqual: "<>"}[t.Op]
		if formula.KindOf(t.Args[0], formula.About(s.ref.Type)) == formula.Text {
			return fmt.Sprintf("(%s || %s %s %s || %s)", args[0], end, op, args[1], end)
		}
		return fmt.Sprintf("(%s %s %s)", args[0], op, args[1])
	case formula.StartsWith, formula.EndsWith:
		side := map[formula.Op]string{formula.StartsWith: "left", formula.EndsWith: "right"}[t.Op]
		return fmt.Sprintf(`(pg_catalog."%s"(%s, %d) || %s = %s)`, side, args[0], utf8.RuneCountInString(t.Texts[0]), end, s.literal(t.Texts[0]+"."))
	case formula.Contains:
		return fmt.Sprintf("(pg_catalog.strpos(%s, %s) > 0)", args[0], s.literal(t.Texts[0]))
	default:
		return s.unfit("an expression", s.ref)
	}
}
