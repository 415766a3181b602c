package oracle

import (
	"fmt"
	"math"
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"time"

	"scrim/pkg/catalog"
)

// Parse reads a value of a type as PostgreSQL prints it with datestyle ISO in
// UTC, which is also what String writes. Text of a char loses its padding.
func Parse(t catalog.Type, text string) (Value, error) {
	v, err := parse(t, text)
	if err != nil {
		return nil, fmt.Errorf("reading a value of type %s: %w", t, err)
	}
	return v, nil
}

func parse(t catalog.Type, text string) (Value, error) {
	switch t.Kind {
	case catalog.Smallint, catalog.Integer, catalog.Bigint:
		n, err := strconv.ParseInt(text, 10, 64)
		return Integer(n), err
	case catalog.Decimal:
		return parseDecimal(text)
	case catalog.Real:
		f, err := strconv.ParseFloat(text, 32)
		return Float(float32(f)), err
	case catalog.Double:
		f, err := strconv.ParseFloat(text, 64)
		return Float(f), err
	case catalog.Char, catalog.Varchar, catalog.Text:
		return trimmed(Text(text), t), nil
	case catalog.Boolean:
		return parseBool(text)
	case catalog.Date:
		m, err := parseMoment(text)
		if err == nil && !m.At.Equal(m.At.Truncate(24*time.Hour)) {
			err = fmt.Errorf("a date has no time of day")
		}
		return Date{m}, err
	case catalog.Timestamp:
		m, err := parseMoment(text)
		return Timestamp{m}, err
	case catalog.TimestampTZ:
		m, err := parseMoment(text)
		return TimestampTZ{m}, err
	case catalog.Other, catalog.Unknown:
	}
	return Opaque(text), nil
}

func parseDecimal(text string) (Value, error) {
	if _, ok := special(text); ok {
		return Decimal(text), nil
	}
	if _, ok := new(big.Rat).SetString(text); !ok || strings.ContainsRune(text, '/') {
		return nil, fmt.Errorf("not a decimal")
	}
	return Decimal(text), nil
}

func parseBool(text string) (Value, error) {
	switch text {
	case "t", "true":
		return Bool(true), nil
	case "f", "false":
		return Bool(false), nil
	}
	return nil, fmt.Errorf("not a boolean")
}

var moment = regexp.MustCompile(`^(\d{4,6})-(\d\d)-(\d\d)(?: (\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?(?:\+00)?)?( BC)?$`)

func parseMoment(text string) (Moment, error) {
	switch text {
	case "infinity":
		return Moment{Infinite: 1}, nil
	case "-infinity":
		return Moment{Infinite: -1}, nil
	}
	m := moment.FindStringSubmatch(text)
	if m == nil {
		return Moment{}, fmt.Errorf("not a time in UTC")
	}
	var n [8]int
	for i := 1; i <= 7; i++ {
		digits := m[i]
		if i == 7 {
			digits = (digits + "000000")[:6]
		}
		n[i], _ = strconv.Atoi(digits) // empty is 0, the rest is digits
	}
	if m[8] != "" {
		n[1] = 1 - n[1]
	}
	at := time.Date(n[1], time.Month(n[2]), n[3], n[4], n[5], n[6], n[7]*int(time.Microsecond), time.UTC)
	if at.Year() != n[1] || int(at.Month()) != n[2] || at.Day() != n[3] || at.Hour() != n[4] || at.Minute() != n[5] || at.Second() != n[6] {
		return Moment{}, fmt.Errorf("there is no such day, or no such time of day")
	}
	return Moment{At: at}, nil
}

// floatOf is the double that a decimal literal stands for.
func floatOf(text string) float64 {
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return math.NaN()
	}
	return f
}
