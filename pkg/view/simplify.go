package view

import "slices"

// And is the conjunction in a simple form that means the same: nested Alls
// flattened, repetitions and Always dropped, Never alone when there is one or
// when a part and its complement are there. Alternatives that the other parts
// rule out, or decide, are left away.
func And(parts ...Pred) Pred {
	return simplify(parts, Always{}, Never{},
		func(p Pred) ([]Pred, bool) { all, ok := p.(All); return all, ok },
		func(p Pred) ([]Pred, bool) { any, ok := p.(Any); return any, ok },
		func(parts []Pred) Pred { return All(parts) }, Or)
}

// Or is the disjunction in a simple form that means the same; it is to And as
// Always is to Never.
func Or(parts ...Pred) Pred {
	return simplify(parts, Never{}, Always{},
		func(p Pred) ([]Pred, bool) { any, ok := p.(Any); return any, ok },
		func(p Pred) ([]Pred, bool) { all, ok := p.(All); return all, ok },
		func(parts []Pred) Pred { return Any(parts) }, And)
}

// simplify is And and, with everything exchanged, Or: neutral changes nothing,
// absorbing decides, own is what flattens into the result and other what may
// stand inside it.
func simplify(parts []Pred, neutral, absorbing Pred, own, other func(Pred) ([]Pred, bool), made func([]Pred) Pred, inner func(...Pred) Pred) Pred {
	flat := unique(flatten(parts, own, inner, other))
	for i, p := range flat {
		if within, ok := other(p); ok {
			flat[i] = reduce(p, within, flat, neutral, inner)
		}
	}
	var out []Pred
	for _, p := range flatten(flat, own, inner, nil) {
		switch {
		case Same(p, absorbing), contains(flat, complement(p)):
			return absorbing
		case !Same(p, neutral):
			out = append(out, p)
		}
	}
	switch out = unique(out); len(out) {
	case 0:
		return neutral
	case 1:
		return out[0]
	}
	return made(out)
}

// flatten lists the parts with those of the same connective opened up, and
// those of the other simplified in themselves. What is nil never holds.
func flatten(parts []Pred, own func(Pred) ([]Pred, bool), inner func(...Pred) Pred, other func(Pred) ([]Pred, bool)) []Pred {
	var out []Pred
	for _, p := range parts {
		if p == nil {
			p = Never{}
		}
		if nested, ok := own(p); ok {
			out = append(out, flatten(nested, own, inner, other)...)
			continue
		}
		if other != nil {
			if within, ok := other(p); ok {
				p = inner(within...)
				if nested, ok := own(p); ok {
					out = append(out, nested...)
					continue
				}
			}
		}
		out = append(out, p)
	}
	return out
}

// reduce is a part of the other connective as far as its neighbours leave it
// open: x and (x or y) is x, x and (not x or y) is x and y, and likewise with
// "and" and "or" exchanged.
func reduce(p Pred, within, neighbours []Pred, neutral Pred, inner func(...Pred) Pred) Pred {
	var rest []Pred
	for _, q := range within {
		if contains(neighbours, q) {
			return neutral
		}
		if !contains(neighbours, complement(q)) {
			rest = append(rest, q)
		}
	}
	if len(rest) == len(within) {
		return p
	}
	return inner(rest...)
}

// complement is the predicate that holds exactly where p does not, for those
// that have one which is as simple; nil for the others. A comparison has none:
// it does not hold for a NULL, and neither does its opposite.
func complement(p Pred) Pred {
	switch p := p.(type) {
	case HasFact:
		p.Absent = !p.Absent
		return p
	case HasAny:
		p.Absent = !p.Absent
		return p
	case IsNull:
		p.Not = !p.Not
		return p
	}
	return nil
}

func contains(parts []Pred, p Pred) bool {
	if p == nil {
		return false
	}
	for _, q := range parts {
		if Same(p, q) {
			return true
		}
	}
	return false
}

func unique(parts []Pred) []Pred {
	var out []Pred
	for _, p := range parts {
		if !contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

// Same reports whether two predicates are the same value.
func Same(a, b Pred) bool {
	switch a := a.(type) {
	case All:
		b, ok := b.(All)
		return ok && slices.EqualFunc(a, b, Same)
	case Any:
		b, ok := b.(Any)
		return ok && slices.EqualFunc(a, b, Same)
	case OneOf:
		b, ok := b.(OneOf)
		return ok && a.Column == b.Column && a.Not == b.Not && slices.Equal(a.Literals, b.Literals)
	case Lookup:
		b, ok := b.(Lookup)
		return ok && a.same(b)
	}
	switch b.(type) {
	case All, Any, OneOf, Lookup:
		return false
	}
	return a == b // the other cases are comparable
}
