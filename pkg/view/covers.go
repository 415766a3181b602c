package view

import "reflect"

// Covers reports whether it is proven that wide shows at least what narrow
// shows, for every set of facts and every row: the same columns of the same
// table, everyone narrow admits, every row it keeps, every cell no less clear.
// False means "not proven", and the caller must treat it as wider (SEMANTICS
// S10).
func Covers(wide, narrow View) bool {
	if wide.Base != narrow.Base || len(wide.Columns) != len(narrow.Columns) {
		return false
	}
	if !Implies(narrow.Admit, wide.Admit) || !Implies(narrow.Rows, wide.Rows) {
		return false
	}
	for i := range wide.Columns {
		if !coversColumn(wide.Columns[i], narrow.Columns[i]) {
			return false
		}
	}
	return true
}

func coversColumn(wide, narrow Column) bool {
	if wide.Name != narrow.Name || wide.Type != narrow.Type {
		return false
	}
	if len(narrow.Choices) == 0 || reflect.DeepEqual(wide.Choices, narrow.Choices) {
		return true
	}
	if len(wide.Choices) > 0 && Same(wide.Choices[0].When, Always{}) && wide.Choices[0].Show == (Raw{}) {
		return true
	}
	return coversChoices(wide.Choices, narrow.Choices)
}

// coversChoices compares two lists that show the same cells in the same
// order, where only the first predicate, the one for the clear value, may be
// weaker in wide: then whoever falls past it in wide falls past it in narrow,
// and from there on both lists are the same.
func coversChoices(wide, narrow []Choice) bool {
	if len(wide) != len(narrow) || wide[0].Show != (Raw{}) || narrow[0].Show != (Raw{}) {
		return false
	}
	return reflect.DeepEqual(wide[1:], narrow[1:]) && Implies(narrow[0].When, wide[0].When)
}

// Implies reports whether it is proven that q holds wherever p does. False
// means "not proven". It compares structure: it knows connectives, and of atoms
// only that a shorter age implies a longer one, and a smaller sample a greater.
func Implies(p, q Pred) bool {
	if p == nil || Same(p, Never{}) || Same(q, Always{}) || Same(p, q) || within(p, q) || drawnWithin(p, q) {
		return true
	}
	if p, ok := p.(Any); ok {
		for _, part := range p {
			if !Implies(part, q) {
				return false
			}
		}
		return true
	}
	if q, ok := q.(All); ok {
		for _, part := range q {
			if !Implies(p, part) {
				return false
			}
		}
		return true
	}
	if q, ok := q.(Any); ok {
		for _, part := range q {
			if Implies(p, part) {
				return true
			}
		}
	}
	if p, ok := p.(All); ok {
		for _, part := range p {
			if Implies(part, q) {
				return true
			}
		}
	}
	return false
}

// within reports whether both ask one column for its age at one moment, and the
// answer to p decides q: what is at most an hour old is at most a day old, and
// what is older than a day is older than an hour.
func within(p, q Pred) bool {
	a, okA := p.(Age)
	b, okB := q.(Age)
	if !okA || !okB || a.Column != b.Column || a.Over != b.Over {
		return false
	}
	if a.Over {
		return a.Minutes >= b.Minutes
	}
	return a.Minutes <= b.Minutes
}
