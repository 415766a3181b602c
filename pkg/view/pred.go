package view

import (
	"cmp"

	"scrim/pkg/catalog"
	"scrim/pkg/profile"
)

// Pred is a predicate over one row and the reader's facts that holds or does
// not hold. It is a sealed union: Always, Never, All and Any combine; HasFact,
// HasAny ask about the reader; the rest ask about columns, Lookup of another
// table too, and never hold for a NULL, except IsNull and Common.
type Pred interface{ pred() }

// Always holds.
type Always struct{}

// Never does not hold.
type Never struct{}

// All holds when every part does; an empty All holds.
type All []Pred

// Any holds when a part does; an empty Any does not.
type Any []Pred

// HasFact holds when the reader has (Absent: has not) the unexpired fact.
type HasFact struct {
	profile.Fact
	Absent bool
}

// HasAny holds when the reader has (Absent: has not) any unexpired fact of
// the kind and name, whatever its value.
type HasAny struct {
	Kind   profile.Kind
	Name   string
	Absent bool
}

// ColumnRef is a base column in a predicate, with the type that decides how
// it is compared.
type ColumnRef struct {
	Name string       `json:"name"`
	Type catalog.Type `json:"type"`
}

// Held holds when the column is not NULL and its canonical text is (Not: is
// not) the value of one of the reader's facts of that kind and name. A reader
// without any such fact holds no Held, also not with Not: the renderer need
// not see to that, since whoever makes a Held with Not joins it by All with
// a HasAny.
type Held struct {
	Column ColumnRef
	Kind   profile.Kind
	Name   string
	Not    bool
}

// IsNull holds when the column is (Not: is not) NULL.
type IsNull struct {
	Column ColumnRef
	Not    bool
}

// Compare holds when the column is not NULL and the comparison is true. Text
// compares by bytes.
type Compare struct {
	Column  ColumnRef
	Op      string // =, <>, <, <=, >, >=
	Literal catalog.Literal
}

// CompareColumns holds when neither is NULL and the comparison is true.
type CompareColumns struct {
	Left  ColumnRef
	Op    string
	Right ColumnRef
}

// OneOf holds when the column is not NULL and is (Not: is not) one of the
// literals.
type OneOf struct {
	Column   ColumnRef
	Literals []catalog.Literal
	Not      bool
}

// Match holds when the text column is not NULL and does (Not: does not)
// match.
type Match struct {
	Column ColumnRef
	Kind   MatchKind
	Text   string
	Not    bool
}

// MatchKind says how a Match compares.
type MatchKind string

// The ways to match.
const (
	MatchPrefix   MatchKind = "prefix"
	MatchSuffix   MatchKind = "suffix"
	MatchContains MatchKind = "contains"
	MatchPattern  MatchKind = "pattern" // the portable subset of package policy
)

// Age holds when the date or time is of the years 1 to 9999 and at most (Over:
// more than) so many minutes before the reader's statement. One that is yet to
// come is at most that old. A renderer that cannot tell the time exactly lets
// neither hold rather than the wrong one.
type Age struct {
	Column  ColumnRef
	Minutes int
	Over    bool
}

func (Always) pred()         {}
func (Never) pred()          {}
func (All) pred()            {}
func (Any) pred()            {}
func (HasFact) pred()        {}
func (HasAny) pred()         {}
func (Held) pred()           {}
func (IsNull) pred()         {}
func (Compare) pred()        {}
func (CompareColumns) pred() {}
func (OneOf) pred()          {}
func (Match) pred()          {}
func (Age) pred()            {}

// Walk calls visit for p and, below All and Any, for each part in order.
func Walk(p Pred, visit func(Pred)) {
	if p == nil {
		return
	}
	visit(p)
	switch p := p.(type) {
	case All:
		for _, part := range p {
			Walk(part, visit)
		}
	case Any:
		for _, part := range p {
			Walk(part, visit)
		}
	}
}

// walk calls visit for every predicate of the rows and of the cells.
func (v View) walk(visit func(Pred)) {
	Walk(v.Rows, visit)
	for _, c := range v.Columns {
		for _, choice := range c.Choices {
			Walk(choice.When, visit)
		}
	}
}

// Reads lists the base columns that a predicate asks about, in order, some of them
// more than once.
func Reads(p Pred) []ColumnRef {
	var out []ColumnRef
	Walk(p, func(part Pred) {
		switch part := part.(type) {
		case Held:
			out = append(out, part.Column)
		case IsNull:
			out = append(out, part.Column)
		case Compare:
			out = append(out, part.Column)
		case CompareColumns:
			out = append(out, part.Left, part.Right)
		case OneOf:
			out = append(out, part.Column)
		case Match:
			out = append(out, part.Column)
		case Lookup:
			out = append(out, part.Column)
		case Common:
			out = append(out, part.Columns.Columns()...)
		case Sample:
			out = append(out, part.Key.Columns()...)
		case Age:
			out = append(out, part.Column)
		}
	})
	return out
}

// Comparison is an attribute that is compared with columns of a type: every
// value of it must be canonical for the type (SEMANTICS S8).
type Comparison struct {
	Attribute string       `json:"attribute"`
	Type      catalog.Type `json:"type"`
}

// CompareComparison orders comparisons by attribute and type.
func CompareComparison(a, b Comparison) int {
	return cmp.Or(cmp.Compare(a.Attribute, b.Attribute), cmp.Compare(a.Type.String(), b.Type.String()), cmp.Compare(a.Type.Collation, b.Type.Collation))
}
