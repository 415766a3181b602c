package catalog

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Kind is the family of a column type. The zero value is Unknown, which fits
// nothing: an Unknown column is only ever shown as a typed NULL or not at all.
type Kind uint8

// The families that scrim can reason about. Everything else that a warehouse
// has is Other: it can be shown, masked with NULL or left out, not compared.
const (
	Unknown Kind = iota
	Smallint
	Integer
	Bigint
	Decimal
	Real
	Double
	Char
	Varchar
	Text
	Boolean
	Date
	Timestamp
	TimestampTZ
	Other
)

// Type is a column's type as the warehouse declares it: the unit in which
// masks must answer, since a mask never changes a column's type (law 3).
type Type struct {
	Kind      Kind   `json:"kind"`
	Length    int    `json:"length,omitempty"`    // Char and Varchar: characters on PostgreSQL, bytes on Redshift; 0 is unlimited
	Precision int    `json:"precision,omitempty"` // Decimal: digits in all; 0 is unconstrained
	Scale     int    `json:"scale,omitempty"`     // Decimal: digits after the point
	Name      string `json:"name,omitempty"`      // Other: the canonical SQL name, one of a closed grammar (ParseType)
	Collation string `json:"collation,omitempty"` // PostgreSQL: the column's collation when it is not the default
	Domain    bool   `json:"domain,omitempty"`    // PostgreSQL: declared through a domain, or a timestamp(3), so that even the clear value has to be cast to this type
}

// baseType is the kind that a name without its arguments means.
func baseType(name string) (Kind, bool) {
	switch name {
	case "smallint", "int2":
		return Smallint, true
	case "integer", "int", "int4":
		return Integer, true
	case "bigint", "int8":
		return Bigint, true
	case "numeric", "decimal":
		return Decimal, true
	case "real", "float4":
		return Real, true
	case "double precision", "float8", "float":
		return Double, true
	case "character", "char", "bpchar":
		return Char, true
	case "character varying", "varchar":
		return Varchar, true
	case "text":
		return Text, true
	case "boolean", "bool":
		return Boolean, true
	case "date":
		return Date, true
	case "timestamp without time zone", "timestamp":
		return Timestamp, true
	case "timestamp with time zone", "timestamptz":
		return TimestampTZ, true
	}
	return Unknown, false
}

// otherName is what the name of a type outside baseTypes may look like: words,
// a schema before them, a length list, a time zone's presence and an array
// mark. Nothing else is ever written into a statement as a type.
var otherName = regexp.MustCompile(`^([a-z_][a-z0-9_]*\.)?[a-z_][a-z0-9_]*( [a-z_][a-z0-9_]*)*(\([0-9]+(,[0-9]+)?\)( with(out)? time zone)?)?(\[\])?$`)

var typeArgs = regexp.MustCompile(`^([a-z][a-z0-9_ ]*?) ?(?:\(([0-9]+)(?:, ?([0-9]+))?\))?( with(?:out)? time zone)?$`)

// ParseType reads a type as format_type, svv_all_columns or a person writes
// it: "character varying(64)", "NUMERIC(12, 2)", "uuid". It reports false for
// text that is no type name at all.
func ParseType(text string) (Type, bool) {
	s := strings.ToLower(strings.Join(strings.Fields(text), " "))
	m := typeArgs.FindStringSubmatch(s)
	if m != nil {
		if kind, ok := baseType(m[1] + m[4]); ok {
			if t, ok := withArgs(kind, m[2], m[3]); ok {
				return t, true
			}
			return Type{}, false
		}
	}
	s = strings.ReplaceAll(s, ", ", ",")
	if otherName.MatchString(s) {
		return Type{Kind: Other, Name: s}, true
	}
	return Type{}, false
}

func withArgs(kind Kind, first, second string) (Type, bool) {
	a, tooLarge := strconv.Atoi("0" + first)
	b, alsoTooLarge := strconv.Atoi("0" + second)
	if tooLarge != nil || alsoTooLarge != nil {
		return Type{}, false
	}
	switch kind {
	case Char:
		return Type{Kind: Char, Length: max(a, 1)}, second == ""
	case Varchar:
		return Type{Kind: Varchar, Length: a}, second == ""
	case Decimal:
		return Type{Kind: Decimal, Precision: a, Scale: b}, b <= a
	case Timestamp, TimestampTZ:
		return Type{Kind: kind, Domain: first != ""}, second == ""
	case Date, Real, Double:
		return Type{Kind: kind}, second == ""
	case Smallint, Integer, Bigint, Text, Boolean:
		return Type{Kind: kind}, first == ""
	case Unknown, Other:
	}
	return Type{}, false
}

// String is the canonical SQL name, the same on every warehouse scrim knows.
func (t Type) String() string {
	switch t.Kind {
	case Smallint:
		return "smallint"
	case Integer:
		return "integer"
	case Bigint:
		return "bigint"
	case Decimal:
		if t.Precision == 0 {
			return "numeric"
		}
		return fmt.Sprintf("numeric(%d,%d)", t.Precision, t.Scale)
	case Real:
		return "real"
	case Double:
		return "double precision"
	case Char:
		return fmt.Sprintf("character(%d)", max(t.Length, 1))
	case Varchar:
		if t.Length == 0 {
			return "character varying"
		}
		return fmt.Sprintf("character varying(%d)", t.Length)
	case Text:
		return "text"
	case Boolean:
		return "boolean"
	case Date:
		return "date"
	case Timestamp:
		return "timestamp without time zone"
	case TimestampTZ:
		return "timestamp with time zone"
	case Other:
		return t.Name
	case Unknown:
	}
	return "unknown"
}

// IsText reports whether values are character strings.
func (t Type) IsText() bool { return t.Kind == Char || t.Kind == Varchar || t.Kind == Text }

// IsInteger reports whether values are whole numbers of fixed width.
func (t Type) IsInteger() bool { return t.Kind == Smallint || t.Kind == Integer || t.Kind == Bigint }

// IsNumber reports whether values can be rounded to a step.
func (t Type) IsNumber() bool {
	return t.IsInteger() || t.Kind == Decimal || t.Kind == Real || t.Kind == Double
}

// IsTime reports whether values can be truncated to a calendar unit.
func (t Type) IsTime() bool { return t.Kind == Date || t.Kind == Timestamp || t.Kind == TimestampTZ }

// Comparable reports whether a column of this type may stand in a condition
// against a reader's attribute (SEMANTICS S8); decimals may only meet literals.
func (t Type) Comparable() bool {
	return t.IsText() || t.IsInteger() || t.Kind == Boolean || t.Kind == Date || t.Kind == Timestamp
}

// Canonical reports whether text is the one way scrim writes a value of this
// type (SEMANTICS S8): integers without sign plus or leading zeros and in
// range, booleans "true" and "false", dates "2006-01-02", timestamps
// "2006-01-02 15:04:05.000000". Text is canonical when it is not empty of
// meaning: no NUL and no trailing blank.
func (t Type) Canonical(text string) bool {
	switch t.Kind {
	case Char, Varchar, Text:
		return !strings.ContainsRune(text, 0) && !strings.HasSuffix(text, " ")
	case Smallint:
		return canonicalInteger(text, 16)
	case Integer:
		return canonicalInteger(text, 32)
	case Bigint:
		return canonicalInteger(text, 64)
	case Boolean:
		return text == "true" || text == "false"
	case Date:
		return canonicalTime(text, DateLayout)
	case Timestamp:
		return canonicalTime(text, TimestampLayout)
	case Unknown, Decimal, Real, Double, TimestampTZ, Other:
	}
	return false
}

// The fixed formats in which dates and timestamps become text (SEMANTICS S5).
const (
	DateLayout      = "2006-01-02"
	TimestampLayout = "2006-01-02 15:04:05.000000"
)

func canonicalInteger(text string, bits int) bool {
	n, err := strconv.ParseInt(text, 10, bits)
	return err == nil && strconv.FormatInt(n, 10) == text
}

func canonicalTime(text, layout string) bool {
	at, err := time.Parse(layout, text)
	return err == nil && at.Format(layout) == text && at.Year() >= 1
}
