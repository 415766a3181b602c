package catalog

import (
	"regexp"
	"strings"
)

// Literal is a constant that a person wrote into a policy, already in the
// canonical text of its kind.
type Literal struct {
	Kind Kind   `json:"kind"` // Text, Bigint, Decimal, Boolean, Date or Timestamp
	Text string `json:"text"`
}

// Fits reports whether the literal can be compared with a column of type t,
// or stand in for one of its values, by SEMANTICS S8.
func (l Literal) Fits(t Type) bool {
	switch l.Kind {
	case Text:
		return t.IsText()
	case Bigint:
		return t.IsInteger() && t.Canonical(l.Text) || t.Kind == Decimal
	case Decimal:
		return t.Kind == Decimal
	case Boolean:
		return t.Kind == Boolean
	case Date:
		return t.Kind == Date
	case Timestamp:
		return t.Kind == Timestamp
	case Unknown, Smallint, Integer, Real, Double, Char, Varchar, TimestampTZ, Other:
	}
	return false
}

// Canonical reports whether the text is the one way in which a literal of its
// kind is written. Whatever comes from elsewhere than package policy is asked.
func (l Literal) Canonical() bool {
	switch l.Kind {
	case Decimal:
		digits := strings.NewReplacer("-", "", ".", "").Replace(strings.TrimPrefix(strings.TrimPrefix(l.Text, "-"), "0."))
		return canonicalDecimal.MatchString(l.Text) && l.Text != "-0" && len(digits) <= maxDigits
	case Text, Bigint, Boolean, Date, Timestamp:
		return Type{Kind: l.Kind}.Canonical(l.Text)
	case Unknown, Smallint, Integer, Real, Double, Char, Varchar, TimestampTZ, Other:
	}
	return false
}

// maxDigits is the greatest precision of a decimal on any warehouse.
const maxDigits = 38

var canonicalDecimal = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?$`)
