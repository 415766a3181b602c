package policy

import "scrim/pkg/catalog"

// Condition is a question about a row and the person who reads it, answered
// true, false or unknown by SEMANTICS S2 and S8.
//
// It is a sealed union: Const, Unknown, Not, And, Or are the constants and
// connectives of three-valued logic; InGroup, HasAttribute, AttributeIs and UnderPurpose ask
// about the user alone; the rest ask about a column, Lookup about another
// table besides, and Sampled about the key of the source.
type Condition interface{ condition() }

// Const is true or false.
type Const struct{ Value bool }

// Unknown is never true and never false: what row.x == null means (and
// row.x != null), since a comparison with NULL tells nothing.
type Unknown struct{}

// Not is three-valued: not unknown is unknown.
type Not struct{ Of Condition }

// And is false if any part is false, else unknown if any is unknown.
type And struct{ All []Condition }

// Or is true if any part is true, else unknown if any is unknown.
type Or struct{ Any []Condition }

// InGroup is user.in_group("hr") or user.in_group("okta", "hr"): true or
// false, never unknown.
type InGroup struct{ Issuer, Name string }

// HasAttribute is user.has_attribute("region"): whether there is a value at
// all, true or false.
type HasAttribute struct{ Name string }

// AttributeIs is "eu" in user.attribute("region"): unknown when the user has
// no value for it.
type AttributeIs struct{ Name, Value string }

// UnderPurpose is user.purpose("fraud"): true or false.
type UnderPurpose struct{ Purpose string }

// Ref names a column of the source: row.country by name, tag("Geo.Country")
// by a tag that exactly one column must carry (SEMANTICS S9), event_time() as
// the one that the source's document names. Exactly one field is set.
type Ref struct {
	Column    string      `json:"column,omitempty"`
	Tag       catalog.Tag `json:"tag,omitempty"`
	EventTime bool        `json:"event_time,omitempty"`
}

// Operator is a comparison.
type Operator string

// The comparisons.
const (
	Equal        Operator = "="
	NotEqual     Operator = "<>"
	Less         Operator = "<"
	LessEqual    Operator = "<="
	Greater      Operator = ">"
	GreaterEqual Operator = ">="
)

// Compare is row.amount > 100: unknown when the column is NULL or does not
// exist or the literal does not fit its type.
type Compare struct {
	Ref     Ref
	Op      Operator
	Literal catalog.Literal
}

// CompareColumns is row.shipped > row.ordered: unknown when either is NULL or
// their types are not of one family.
type CompareColumns struct {
	Left  Ref
	Op    Operator
	Right Ref
}

// OneOf is row.country in ["DE", "FR"]: unknown when the column is NULL. An
// empty list is refused when parsing.
type OneOf struct {
	Ref      Ref
	Literals []catalog.Literal
}

// List names a list of the user's: user.attribute("region"), user.groups(),
// user.groups("okta"), user.purposes() or [user.id].
type List struct {
	Kind ListKind
	Name string // the attribute's name, the groups' issuer
}

// ListKind is which of the user's lists a List is.
type ListKind uint8

// The lists of a user.
const (
	ListUnknown ListKind = iota
	ListAttribute
	ListGroups
	ListPurposes
	ListUserID
)

// Held is row.region in user.attribute("region") and row.owner == user.id:
// unknown when the column is NULL, when the user's list is empty, and when one
// of an attribute's values is not canonical for the column's type.
type Held struct {
	Ref  Ref
	List List
}

// IsNull is is_null(row.x): true or false.
type IsNull struct{ Ref Ref }

// IsTrue is a boolean column standing alone, row.active: unknown when NULL.
type IsTrue struct{ Ref Ref }

// MatchKind says how a Match compares text.
type MatchKind uint8

// The ways to match.
const (
	MatchUnknown  MatchKind = iota
	MatchPrefix             // row.x.startsWith("ab")
	MatchSuffix             // row.x.endsWith("yz")
	MatchContains           // row.x.contains("mid")
	MatchPattern            // row.x.matches("^[a-z]+$"), in the portable subset (Pattern)
)

// Match is a test of text: unknown when the column is NULL.
type Match struct {
	Ref  Ref
	Kind MatchKind
	Text string
}

func (Const) condition()          {}
func (Unknown) condition()        {}
func (Not) condition()            {}
func (And) condition()            {}
func (Or) condition()             {}
func (InGroup) condition()        {}
func (HasAttribute) condition()   {}
func (AttributeIs) condition()    {}
func (UnderPurpose) condition()   {}
func (Compare) condition()        {}
func (CompareColumns) condition() {}
func (OneOf) condition()          {}
func (Held) condition()           {}
func (IsNull) condition()         {}
func (IsTrue) condition()         {}
func (Match) condition()          {}
