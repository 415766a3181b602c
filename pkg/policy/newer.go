package policy

import (
	"fmt"
	"strconv"
	"strings"

	"cel.dev/cel-go/common/ast"
)

// Newer is row.created.newer_than("90d"), and its opposite row.created.older_than("90d"):
// whether a date or time is at most so long before the reader's statement, or
// after it. Unknown when the column is NULL, infinite or outside the years 1 to
// 9999. Dates and timestamps without a zone are in UTC.
type Newer struct {
	Ref  Ref
	Than Age
}

func (Newer) condition() {}

// Age is how long ago, in minutes: at least one, at most a thousand years.
type Age int

// The units of an age. A year has 365 days, whatever the calendar says, so
// that an age is the same everywhere and always.
const (
	minute Age = 1
	hour       = 60 * minute
	day        = 24 * hour
	week       = 7 * day
	year       = 365 * day
	oldest     = 1000 * year
)

// ageUnit is a unit as it is written and as it is said.
type ageUnit struct {
	written, said string
	of            Age
}

func ageUnits() []ageUnit {
	return []ageUnit{{"y", "year", year}, {"w", "week", week}, {"d", "day", day}, {"h", "hour", hour}, {"min", "minute", minute}}
}

// parseAge reads "90d". The problem completes "the value …".
func parseAge(text string) (age Age, problem string) {
	digits := strings.TrimRight(text, "abcdefghijklmnopqrstuvwxyz")
	for _, unit := range ageUnits() {
		if unit.written != text[len(digits):] {
			continue
		}
		n, err := strconv.ParseUint(digits, 10, 32)
		switch {
		case err != nil || digits[0] == '0':
			return 0, notAnAge
		case Age(n) > oldest/unit.of:
			return 0, "is more than a thousand years"
		}
		return Age(n) * unit.of, ""
	}
	return 0, notAnAge
}

const notAnAge = "is no age such as 90d: a whole number and one of min, h, d, w, y"

// String is the age as it is written, in the greatest unit of which it is a
// whole number.
func (a Age) String() string {
	for _, unit := range ageUnits() {
		if a >= unit.of && a%unit.of == 0 {
			return fmt.Sprintf("%d%s", a/unit.of, unit.written)
		}
	}
	return fmt.Sprintf("%dmin", int(a))
}

// Words is the age as a person says it: "90 days", "1 hour".
func (a Age) Words() string {
	for _, unit := range ageUnits() {
		switch {
		case a == unit.of:
			return "1 " + unit.said
		case a > unit.of && a%unit.of == 0:
			return fmt.Sprintf("%d %ss", a/unit.of, unit.said)
		}
	}
	return fmt.Sprintf("%d minutes", int(a))
}

// The functions of a column that ask for its age.
const (
	newerThan = "newer_than"
	olderThan = "older_than"
)

// age lifts row.created.newer_than("90d") and older_than.
func (l *lifter) age(e ast.Expr, call ast.CallExpr, of operand) Condition {
	name := call.FunctionName()
	texts, ok := l.texts(e, call, 1)
	if !ok {
		return nil
	}
	than, problem := parseAge(texts[0])
	if problem != "" {
		l.wrong(call.Args()[0], "bad-literal", "minutes are min; months are not of one length: write 30d", "the value %s", problem)
		return nil
	}
	return negated(name == olderThan, Newer{of.ref, than})
}
