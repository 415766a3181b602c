package render

import (
	"fmt"
	"math/big"
	"strings"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/view"
)

// random is the low end and a hash of the value modulo the number of units up
// to the high end.
func (w *writer) random(c view.Random, ref view.ColumnRef) string {
	h := w.hashNumber(w.d.digest(w.secret(c.Salt) + " || " + w.units(ref)))
	if ref.Type.IsTime() {
		low, okLow := day(c.Low)
		high, okHigh := day(c.High)
		if !okLow || !okHigh || !low.Before(high) {
			return w.unfit("a random date", ref)
		}
		n := (high.Unix()-low.Unix())/86400 + 1 // a time.Duration ends after 292 years
		return fmt.Sprintf("CASE WHEN %s THEN %s END", w.between(ref), w.midnight(fmt.Sprintf("DATE %s + CAST(pg_catalog.mod(%s, %d) AS integer)", w.literal(c.Low), h, n), ref))
	}
	low, okLow := w.count(c.Low, ref)
	high, okHigh := w.count(c.High, ref)
	if !okLow || !okHigh || low.Cmp(high) >= 0 {
		return w.unfit("a random number", ref)
	}
	n := new(big.Int).Add(new(big.Int).Sub(high, low), big.NewInt(1))
	if ref.Type.IsInteger() {
		return fmt.Sprintf("%s + pg_catalog.mod(%s, %s)", c.Low, h, n)
	}
	return fmt.Sprintf("CASE WHEN %s <= %s THEN %s + %s END", w.col(ref), greatest(ref.Type), c.Low, amount(fmt.Sprintf("pg_catalog.mod(%s, %s)", h, n), ref.Type))
}

// half is the middle of the numbers that hashNumber gives.
const half = "576460752303423488"

// noise asks first whether the value can be moved both ways, so that nothing
// overflows and the direction does not show where the type ends.
func (w *writer) noise(c view.Noise, ref view.ColumnRef) string {
	n, ok := w.count(c.Within, ref)
	if !ok || n.Sign() <= 0 {
		return w.unfit("a noise", ref)
	}
	var room string
	var moved func(sign, size string) string // the value, so many units up or down
	switch t := ref.Type; {
	case t.IsTime():
		if n.Cmp(big.NewInt(maxDays)) > 0 {
			return w.unfit("a noise", ref)
		}
		room = w.daysFrom(ref, int(n.Int64()))
		moved = func(sign, size string) string {
			return w.midnight(w.day(ref)+" "+sign+" CAST("+size+" AS integer)", ref)
		}
	case t.IsInteger():
		x := fmt.Sprintf("CAST(%s AS %s)", w.col(ref), w.d.integerRoom(t))
		low, high := integers(t)
		room = fmt.Sprintf("%s >= %s AND %s <= %s", x, new(big.Int).Add(low, n), x, new(big.Int).Sub(high, n))
		moved = func(sign, size string) string { return fmt.Sprintf("CAST(%s %s (%s) AS %s)", x, sign, size, t) }
	default:
		edge := new(big.Rat).SetFrac(new(big.Int).Sub(power(t.Precision), new(big.Int).Add(n, big.NewInt(1))), power(t.Scale))
		most := edge.FloatString(t.Scale)
		least := new(big.Rat).Neg(edge).FloatString(t.Scale)
		col := w.col(ref)
		room = fmt.Sprintf("%s >= %s AND %s <= %s", col, least, col, most)
		moved = func(sign, size string) string { return col + " " + sign + " " + amount(size, t) }
	}
	hash := w.hashNumber(w.d.digest(w.secret(c.Salt) + " || " + w.units(ref)))
	move := w.d.once(hash, func(h string) string {
		size := fmt.Sprintf("1 + pg_catalog.mod(%s, %s)", h, n)
		return fmt.Sprintf("CASE WHEN %s < %s THEN %s ELSE %s END", h, half, moved("+", size), moved("-", size))
	})
	return fmt.Sprintf("CASE WHEN %s THEN %s END", room, move)
}

// maxDays bounds noise of days, so that both its ends are dates.
const maxDays = 36500

// units is a value as a whole number of its type's units, or as its day, in
// canonical text.
func (w *writer) units(ref view.ColumnRef) string {
	col, t := w.col(ref), ref.Type
	switch {
	case t.Kind == catalog.Decimal && t.Precision > 0 && t.Precision <= 18:
		return fmt.Sprintf("CAST(CAST(%s * %s AS bigint) AS character varying(20))", col, power(t.Scale))
	case t.Kind == catalog.Date:
		return "pg_catalog.to_char(CAST(" + col + " AS timestamp without time zone), 'YYYY-MM-DD')"
	case t.Kind == catalog.Timestamp:
		return "pg_catalog.to_char(" + col + ", 'YYYY-MM-DD')"
	case t.Kind == catalog.TimestampTZ:
		return "pg_catalog.to_char(" + col + " AT TIME ZONE 'UTC', 'YYYY-MM-DD')"
	case t.IsInteger():
		return w.canonical(ref)
	}
	return w.unfit("a random value", ref)
}

// count is a number of the column's type in units; a number of days for times.
func (w *writer) count(text string, ref view.ColumnRef) (*big.Int, bool) {
	r, ok := new(big.Rat).SetString(text)
	if !ok || !number.MatchString(text) {
		return nil, false
	}
	if ref.Type.Kind == catalog.Decimal {
		r.Mul(r, new(big.Rat).SetInt(power(ref.Type.Scale)))
	}
	return r.Num(), r.IsInt()
}

func power(digits int) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil)
}

// amount is so many units of a decimal's last digit.
func amount(units string, t catalog.Type) string {
	unit := "1"
	if t.Scale > 0 {
		unit = "0." + strings.Repeat("0", t.Scale-1) + "1"
	}
	return fmt.Sprintf("CAST(%s AS numeric(18,0)) * %s", units, unit)
}

// integers are the least and the greatest of a type.
func integers(t catalog.Type) (low, high *big.Int) {
	bits := map[catalog.Kind]uint{catalog.Smallint: 15, catalog.Integer: 31, catalog.Bigint: 63}[t.Kind]
	end := new(big.Int).Lsh(big.NewInt(1), bits)
	return new(big.Int).Neg(end), new(big.Int).Sub(end, big.NewInt(1))
}

// day is a time's date, in UTC where there is a zone.
func (w *writer) day(ref view.ColumnRef) string {
	switch ref.Type.Kind {
	case catalog.Timestamp:
		return "CAST(" + w.col(ref) + " AS date)"
	case catalog.TimestampTZ:
		return "CAST(" + w.col(ref) + " AT TIME ZONE 'UTC' AS date)"
	default:
		return w.col(ref)
	}
}

// midnight is a date as a value of the column's type.
func (w *writer) midnight(date string, ref view.ColumnRef) string {
	switch ref.Type.Kind {
	case catalog.Timestamp:
		return "CAST(" + date + " AS timestamp without time zone)"
	case catalog.TimestampTZ:
		return "CAST(" + date + " AS timestamp without time zone) AT TIME ZONE 'UTC'"
	default:
		return date
	}
}

// daysFrom holds where a time is so many days from both ends of the years
// 1–9999.
func (w *writer) daysFrom(ref view.ColumnRef, n int) string {
	year1, _ := day("0001-01-01")
	year9999, _ := day("9999-12-31")
	first, last := year1.AddDate(0, 0, n).Format(catalog.DateLayout), year9999.AddDate(0, 0, -n).Format(catalog.DateLayout)
	var word, begin, end string
	switch ref.Type.Kind {
	case catalog.Timestamp:
		word, begin, end = "TIMESTAMP", " 00:00:00", " 23:59:59.999999"
	case catalog.TimestampTZ:
		word, begin, end = "TIMESTAMPTZ", " 00:00:00+00", " 23:59:59.999999+00"
	default:
		word = "DATE"
	}
	col := w.col(ref)
	return fmt.Sprintf("%s >= %s %s AND %s <= %s %s", col, word, w.literal(first+begin), col, word, w.literal(last+end))
}

func day(text string) (time.Time, bool) {
	at, err := time.Parse(catalog.DateLayout, text)
	return at, err == nil
}
