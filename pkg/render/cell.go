package render

import (
	"fmt"
	"math/big"
	"strings"
	"unicode/utf8"

	"scrim/pkg/catalog"
	"scrim/pkg/profile"
	"scrim/pkg/view"
)

// cell is the expression of what stands in a cell, of the column's type or
// convertible to it without loss. It is NULL for NULL, and never raises:
// whatever could is behind a CASE that asks first.
func (w *writer) cell(c view.Cell, ref view.ColumnRef) string {
	switch c := c.(type) {
	case view.Raw:
		return w.col(ref)
	case nil, view.Null:
		return "NULL"
	case view.Constant:
		return w.constantCell(c, ref)
	case view.Hash:
		return w.hash(c, ref)
	case view.Regex:
		return w.regex(c, ref)
	case view.RoundNumber:
		return w.roundNumber(c, ref)
	case view.RoundTime:
		return w.roundTime(c, ref)
	case view.Bucket:
		return w.bucket(c, ref)
	case view.Random:
		return w.random(c, ref)
	case view.Noise:
		return w.noise(c, ref)
	case view.Partial:
		return w.partial(c, ref)
	case view.Email:
		return w.email(c, ref)
	case view.Custom:
		return w.custom(c, ref)
	}
	w.fail(fmt.Errorf("a cell of unknown kind %T", c))
	return "NULL"
}

func (w *writer) unfit(what string, ref view.ColumnRef) string {
	w.fail(fmt.Errorf("%s does not fit column %q of type %s", what, shorten(ref.Name), ref.Type))
	return "NULL"
}

func (w *writer) constantCell(c view.Constant, ref view.ColumnRef) string {
	if !c.Value.Fits(ref.Type) {
		return w.unfit("a constant", ref)
	}
	if ref.Type.IsText() && ref.Type.Length > 0 && len(c.Value.Text) > ref.Type.Length {
		return w.unfit("a constant", ref) // a cast would cut it
	}
	if t := ref.Type; t.Kind == catalog.Decimal && t.Precision > 0 && !holds(t, c.Value.Text) {
		return w.unfit("a constant", ref) // a cast would round it, or raise
	}
	value := w.constant(c.Value)
	if t := ref.Type; w.d.keepsType() && t.Length+t.Precision > 0 { // then the constant alone is cut to length, once, and not what the CASE makes of each row
		value = w.cast(value, ref.Type)
	}
	return fmt.Sprintf("CASE WHEN %s IS NOT NULL THEN %s END", w.col(ref), value)
}

// holds reports whether a decimal stands in numeric(p,s) as it is.
func holds(t catalog.Type, text string) bool {
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	return len(strings.TrimLeft(whole, "0")) <= t.Precision-t.Scale && len(strings.TrimRight(fraction, "0")) <= t.Scale
}

// secret reads a salt in a scalar subquery: one value for the statement. One
// that is missing is NULL, and so is what is made with it.
func (w *writer) secret(name string) string {
	return fmt.Sprintf(`(SELECT s."value" FROM %s AS s WHERE s."name" = %s)`, w.system("mask_secret"), w.literal(name))
}

// jointSecret is the salt of the project that the reader works in, where that
// is one of those that join.
func (w *writer) jointSecret(c view.Hash) string {
	projects := c.Joint.Projects()
	if len(projects) == 0 {
		return w.secret(c.Salt)
	}
	var b strings.Builder
	b.WriteString("CASE")
	for _, id := range projects {
		fmt.Fprintf(&b, " WHEN %s THEN %s", w.exists(false, w.facts("1", profile.KindContext, "", &id)), w.secret(view.ProjectSalt(id)))
	}
	return b.String() + " ELSE " + w.secret(c.Salt) + " END"
}

// hashNumber is the first 15 digits of a hash as a bigint, from 0 to below
// 2^60.
func (w *writer) hashNumber(digest string) string {
	return w.d.number(fmt.Sprintf(`pg_catalog."left"(%s, 15)`, digest))
}

func (w *writer) hash(c view.Hash, ref view.ColumnRef) string {
	digest := w.d.digest(w.jointSecret(c) + " || " + w.canonical(ref))
	switch {
	case ref.Type.Kind == catalog.Bigint:
		return w.hashNumber(digest)
	case !ref.Type.IsText() || c.Digits < 1 || c.Digits > 64 || ref.Type.Length > 0 && ref.Type.Length < c.Digits:
		return w.unfit("a hash", ref)
	case c.Digits == 64:
		return digest
	}
	return fmt.Sprintf(`pg_catalog."left"(%s, %d)`, digest, c.Digits)
}

// regex is NULL without a match, since replacing nothing gives the input.
func (w *writer) regex(c view.Regex, ref view.ColumnRef) string {
	if !ref.Type.IsText() {
		return w.unfit("a regex", ref)
	}
	w.checkPattern(c.Pattern)
	w.literal(c.Replacement) // refuses a NUL
	text := w.text(ref)
	replaced := w.d.replaceAll(text, c.Pattern, c.Replacement)
	if ref.Type.Length == 0 {
		return w.changed(replaced, text, ref.Type)
	}
	short := ref.Type.Length / max(1, len(c.Replacement)) // of such a text the result fits: a match is a byte at least; so most results are computed once
	return fmt.Sprintf("CASE WHEN pg_catalog.octet_length(%s) <= %d THEN %s ELSE %s END",
		text, short, w.different(replaced, text, ref.Type), w.changed(replaced, text, ref.Type))
}

func (w *writer) partial(c view.Partial, ref view.ColumnRef) string {
	if !ref.Type.IsText() || c.First < 0 || c.Last < 0 || c.First+c.Last < 1 {
		return w.unfit("a partial", ref)
	}
	text := w.text(ref)
	var parts []string
	if c.First > 0 {
		parts = append(parts, fmt.Sprintf(`pg_catalog."left"(%s, %d)`, text, c.First))
	}
	parts = append(parts, w.literal(c.Fill))
	if c.Last > 0 {
		parts = append(parts, fmt.Sprintf(`pg_catalog."right"(%s, %d)`, text, c.Last))
	}
	result := strings.Join(parts, " || ")
	if kept := c.First + c.Last; utf8.RuneCountInString(c.Fill) > kept || ref.Type.Length > 0 && maxCharacter*kept+len(c.Fill) > ref.Type.Length {
		result = w.changed(result, text, ref.Type)
	} // otherwise it is shorter than its input, and fits whatever the characters
	return fmt.Sprintf("CASE WHEN pg_catalog.char_length(%s) > %d THEN %s END", text, 2*(c.First+c.Last), result)
}

// domain is the @ of an address and what stands behind it. It has no backslash,
// which patterns do not need.
const domain = "@([A-Za-z0-9-]+[.])+[A-Za-z][A-Za-z0-9-]*$"

// email asks first whether there is exactly one @, so that what follows it is
// the domain and nothing else.
func (w *writer) email(c view.Email, ref view.ColumnRef) string {
	if !ref.Type.IsText() || c.First < 0 || c.First > 1 {
		return w.unfit("an email", ref)
	}
	text := w.text(ref)
	address, result := "^[^@]+"+domain, w.literal(c.Fill+"@")
	if c.First == 1 {
		address, result = "^[^@]{3,}"+domain, fmt.Sprintf(`pg_catalog."left"(%s, 1) || %s`, text, result)
	}
	result += fmt.Sprintf(" || pg_catalog.split_part(%s, '@', 2)", text)
	return fmt.Sprintf("CASE WHEN %s THEN %s END", w.d.matches(text, address), w.changed(result, text, ref.Type))
}

// maxCharacter is how many bytes a character has at most, in any encoding of a
// server.
const maxCharacter = 4

// changed is a result that is neither its input nor too long for the type.
func (w *writer) changed(result, input string, t catalog.Type) string {
	if t.Length == 0 {
		return w.different(result, input, t)
	}
	return fmt.Sprintf("CASE WHEN pg_catalog.octet_length(%s) <= %d THEN %s END", result, t.Length, w.different(result, input, t))
}

// different is a result that is not its input. Blanks at its end are lost in a
// CHAR(n), and must not be all that is new.
func (w *writer) different(result, input string, t catalog.Type) string {
	if t.Kind == catalog.Char {
		result = "pg_catalog.rtrim(" + result + ", ' ')"
	}
	return fmt.Sprintf("NULLIF(%s, %s)", result, input)
}

// roundTime cuts in UTC where there is a zone, whatever the session's is.
func (w *writer) roundTime(c view.RoundTime, ref view.ColumnRef) string {
	switch c.Unit {
	case "hour", "day":
		if ref.Type.Kind == catalog.Date {
			return w.unfit("rounding to the "+c.Unit, ref)
		}
	case "month", "year":
	default:
		return w.unfit("rounding to a unit", ref)
	}
	if !ref.Type.IsTime() {
		return w.unfit("rounding to a unit", ref)
	}
	col := w.col(ref)
	var cut string
	switch ref.Type.Kind {
	case catalog.Date:
		cut = fmt.Sprintf("CAST(pg_catalog.date_trunc('%s', CAST(%s AS timestamp without time zone)) AS date)", c.Unit, col)
	case catalog.Timestamp:
		cut = fmt.Sprintf("pg_catalog.date_trunc('%s', %s)", c.Unit, col)
	default:
		cut = fmt.Sprintf("pg_catalog.date_trunc('%s', %s AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'", c.Unit, col)
	}
	return fmt.Sprintf("CASE WHEN %s THEN %s END", w.between(ref), cut)
}

func (w *writer) roundNumber(c view.RoundNumber, ref view.ColumnRef) string {
	step, ok := new(big.Rat).SetString(c.Step)
	if !number.MatchString(c.Step) || !ok || step.Sign() <= 0 {
		return w.unfit("a step", ref)
	}
	switch t := ref.Type; {
	case t.IsInteger() && step.IsInt():
		return w.roundInteger(c.Step, ref)
	case t.Kind == catalog.Decimal:
		return w.roundDecimal(c.Step, ref)
	case t.Kind == catalog.Real || t.Kind == catalog.Double:
		return w.roundFloat(c.Step, ref)
	}
	return w.unfit("a step", ref)
}

// lowered is the greatest multiple of step that is not above x, exactly:
// without a division, whose result would be rounded.
func lowered(x, step string) string {
	return fmt.Sprintf("%s - pg_catalog.mod(pg_catalog.mod(%s, %s) + %s, %s)", x, x, step, step, step)
}

// least is the smallest multiple of step that is at least, or where above is
// set greater than, a bound. Whether a value's multiple is inside the type is
// asked of the value, so that the multiple is computed once.
func least(bound *big.Int, step string, above bool) string {
	s, _ := new(big.Rat).SetString(step) // roundNumber has looked
	steps := new(big.Rat).Quo(new(big.Rat).SetInt(bound), s)
	n := new(big.Int).Div(steps.Num(), steps.Denom()) // rounded down
	if above || !steps.IsInt() {
		n.Add(n, big.NewInt(1))
	}
	out := new(big.Rat).Mul(new(big.Rat).SetInt(n), s)
	digits, _ := out.FloatPrec() // a multiple of a decimal is one
	return out.FloatString(digits)
}

func (w *writer) roundInteger(step string, ref view.ColumnRef) string {
	lowest, _ := integers(ref.Type)
	x := fmt.Sprintf("CAST(%s AS %s)", w.col(ref), w.d.integerRoom(ref.Type))
	return fmt.Sprintf("CASE WHEN %s >= %s THEN CAST(%s AS %s) END", x, least(lowest, step, false), lowered(x, step), ref.Type)
}

// roundDecimal asks first whether the value is a number at all: what is none
// is above every number, and the difference of what has no end from itself is
// none either.
func (w *writer) roundDecimal(step string, ref view.ColumnRef) string {
	col, t := w.col(ref), ref.Type
	result := lowered(col, step)
	if t.Precision == 0 {
		return fmt.Sprintf("CASE WHEN %s - %s = 0 THEN %s END", col, col, result)
	}
	scale := 0
	if i := strings.IndexByte(step, '.'); i >= 0 {
		scale = len(strings.TrimRight(step[i+1:], "0"))
	}
	if scale > t.Scale {
		return w.unfit("a step", ref)
	}
	if t.Precision+scale < w.d.quotientDigits() { // too short for a quotient to be rounded up to a whole number
		result = fmt.Sprintf("pg_catalog.floor(%s / %s) * %s", col, step, step)
	}
	end := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(t.Precision-t.Scale)), nil)
	return fmt.Sprintf("CASE WHEN %s >= %s AND %s <= %s THEN %s END", col, least(new(big.Int).Neg(end), step, true), col, greatest(t), result)
}

// greatest is the greatest number of a numeric(p,s).
func greatest(t catalog.Type) string {
	nines := strings.Repeat("9", t.Precision)
	whole, fraction := nines[:t.Precision-t.Scale], nines[t.Precision-t.Scale:]
	if whole == "" {
		whole = "0"
	}
	if fraction == "" {
		return whole
	}
	return whole + "." + fraction
}

// roundFloat divides only what is at least a step, so that nothing can
// underflow, and only what is at most 1e15, so that nothing can overflow.
func (w *writer) roundFloat(step string, ref view.ColumnRef) string {
	x := "CAST(" + w.col(ref) + " AS double precision)"
	s := "CAST(" + step + " AS double precision)"
	below := "CAST(-" + step + " AS double precision)" // not every reader of Redshift's SQL knows a minus before a CAST
	zero := "CAST(0 AS double precision)"
	return fmt.Sprintf("CASE WHEN %[1]s > %[4]s AND %[1]s < %[3]s THEN %[4]s WHEN %[1]s >= %[3]s AND %[1]s < %[2]s THEN %[3]s "+
		"WHEN pg_catalog.abs(%[1]s) <= 1000000000000000 THEN pg_catalog.floor(%[1]s / %[2]s) * %[2]s END", x, s, zero, below)
}
