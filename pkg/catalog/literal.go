package catalog

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
