package oracle

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
	"time"

	"scrim/pkg/catalog"
)

// Value is one value of a column; nil is NULL. It is a sealed union.
type Value interface {
	value()
	// String is the value as PostgreSQL prints it with datestyle ISO in UTC.
	String() string
}

// Text is a value of char, varchar or text. One of char is held without its
// padding.
type Text string

// Integer is a value of smallint, integer or bigint.
type Integer int64

// Decimal is a value of numeric: decimal digits, "NaN", "Infinity" or
// "-Infinity". Two decimals of one value may differ in trailing zeros.
type Decimal string

// Float is a value of real or double precision; one of real is exactly
// representable in 32 bits.
type Float float64

// Bool is a value of boolean.
type Bool bool

// Date is a day.
type Date struct{ Moment }

// Timestamp is a time of day on a day, without a zone.
type Timestamp struct{ Moment }

// TimestampTZ is an instant.
type TimestampTZ struct{ Moment }

// Opaque is a value of any other type, as text.
type Opaque string

// Moment is a time in UTC, in whole microseconds, or an infinite one.
type Moment struct {
	At       time.Time
	Infinite int // -1, 0, 1
}

func (Text) value()        {}
func (Integer) value()     {}
func (Decimal) value()     {}
func (Float) value()       {}
func (Bool) value()        {}
func (Date) value()        {}
func (Timestamp) value()   {}
func (TimestampTZ) value() {}
func (Opaque) value()      {}

func (v Text) String() string    { return string(v) }
func (v Integer) String() string { return strconv.FormatInt(int64(v), 10) }
func (v Decimal) String() string { return string(v) }
func (v Opaque) String() string  { return string(v) }

func (v Float) String() string {
	switch {
	case math.IsNaN(float64(v)):
		return "NaN"
	case math.IsInf(float64(v), 0):
		return map[bool]string{true: "Infinity", false: "-Infinity"}[v > 0]
	}
	return strconv.FormatFloat(float64(v), 'g', -1, 64)
}

func (v Bool) String() string {
	if v {
		return "true"
	}
	return "false"
}

func (v Date) String() string        { return v.text("") }
func (v Timestamp) String() string   { return v.text(" 15:04:05.000000") }
func (v TimestampTZ) String() string { return v.text(" 15:04:05.000000+00") }

// text writes years of five digits and years before Christ, which time.Format
// cannot.
func (m Moment) text(clock string) string {
	if m.Infinite != 0 {
		return map[bool]string{true: "infinity", false: "-infinity"}[m.Infinite > 0]
	}
	year, era := m.At.Year(), ""
	if year < 1 {
		year, era = 1-year, " BC"
	}
	out := fmt.Sprintf("%04d-%02d-%02d", year, m.At.Month(), m.At.Day())
	if clock != "" {
		out += m.At.Format(clock)
	}
	return out + era
}

// common reports whether the moment lies in the years that scrim writes as
// text and truncates, 1–9999.
func (m Moment) common() bool {
	return m.Infinite == 0 && m.At.Year() >= 1 && m.At.Year() <= 9999
}

func (m Moment) compare(n Moment) int {
	if m.Infinite != n.Infinite || m.Infinite != 0 {
		return m.Infinite - n.Infinite
	}
	return m.At.Compare(n.At)
}

// Equal reports whether a and b are one value: decimals by value, a NaN equal
// to itself, minus zero equal to zero.
func Equal(a, b Value) bool {
	switch a := a.(type) {
	case Decimal:
		b, ok := b.(Decimal)
		return ok && compareDecimals(string(a), string(b)) == 0
	case Float:
		b, ok := b.(Float)
		return ok && (a == b || math.IsNaN(float64(a)) && math.IsNaN(float64(b)))
	case Date:
		b, ok := b.(Date)
		return ok && a.compare(b.Moment) == 0
	case Timestamp:
		b, ok := b.(Timestamp)
		return ok && a.compare(b.Moment) == 0
	case TimestampTZ:
		b, ok := b.(TimestampTZ)
		return ok && a.compare(b.Moment) == 0
	}
	return a == b
}

// compareDecimals orders decimals by value as warehouses do: infinities
// beyond all numbers, NaN above everything and equal to itself.
func compareDecimals(a, b string) int {
	x, xSpecial := special(a)
	y, ySpecial := special(b)
	if xSpecial || ySpecial {
		return x - y
	}
	return rational(a).Cmp(rational(b))
}

// special ranks what is no number: -1, 1 and 2; numbers are 0.
func special(text string) (rank int, ok bool) {
	switch text {
	case "-Infinity":
		return -1, true
	case "Infinity":
		return 1, true
	case "NaN":
		return 2, true
	}
	return 0, false
}

// rational is a decimal by value; what is none is 0, which Parse never lets
// in.
func rational(text string) *big.Rat {
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		return new(big.Rat)
	}
	return r
}

// canonical is a value's canonical text (SEMANTICS S8); not every value has
// one.
func canonical(v Value) (string, bool) {
	switch v := v.(type) {
	case Text, Integer, Bool:
		return v.String(), true
	case Date:
		return v.At.Format(catalog.DateLayout), v.common()
	case Timestamp:
		return v.At.Format(catalog.TimestampLayout), v.common()
	}
	return "", false
}

// trimmed is the value as a column of that type holds it: char without its
// padding.
func trimmed(v Value, t catalog.Type) Value {
	if text, ok := v.(Text); ok && t.Kind == catalog.Char {
		return Text(strings.TrimRight(string(text), " "))
	}
	return v
}
