package exposure

import (
	"slices"

	"scrim/pkg/catalog"
	"scrim/pkg/compile"
	"scrim/pkg/view"
)

// expanded is a predicate in which lists of literals are alternatives, so that
// a part of a list is seen to be a part of it.
func expanded(p view.Pred) view.Pred {
	switch p := p.(type) {
	case view.All:
		return view.And(expandedParts(p)...)
	case view.Any:
		return view.Or(expandedParts(p)...)
	case view.Compare:
		if p.Op == "=" || p.Op == "<>" {
			return view.OneOf{Column: p.Column, Literals: []catalog.Literal{p.Literal}, Not: p.Op == "<>"}
		}
	case view.OneOf:
		const enough = 64
		if len(p.Literals) > enough {
			return p
		}
		parts := make([]view.Pred, len(p.Literals))
		for i, l := range p.Literals {
			parts[i] = view.OneOf{Column: p.Column, Literals: []catalog.Literal{l}, Not: p.Not}
		}
		if p.Not {
			return view.And(parts...)
		}
		return view.Or(parts...)
	}
	return p
}

func expandedParts(parts []view.Pred) []view.Pred {
	out := make([]view.Pred, len(parts))
	for i, p := range parts {
		out[i] = expanded(p)
	}
	return out
}

// shift is what may come of a change: gains and losses that are not ruled out.
type shift struct{ gains, loses bool }

// effect is empty when nothing changes.
func (s shift) effect() Effect {
	switch {
	case s.gains && s.loses:
		return Changes
	case s.gains:
		return Gains
	case s.loses:
		return Loses
	}
	return ""
}

// shiftOfRows compares which rows there are.
func shiftOfRows(before, after view.Pred) shift {
	if view.Same(before, after) {
		return shift{}
	}
	before, after = expanded(before), expanded(after)
	return shift{gains: !view.Implies(after, before), loses: !view.Implies(before, after)}
}

// shiftOfCells compares what stands in a cell of a row that is there before and
// after. Every choice before meets every choice after, but for those of which it
// is plain that one rules out the other.
func shiftOfCells(rows view.Pred, before, after []view.Choice) shift {
	var out shift
	for i, b := range before {
		for j, a := range after {
			if b.Show == a.Show || out.gains && out.loses {
				continue
			}
			both := view.And(rows, b.When, a.When)
			if view.Same(both, view.Never{}) || decidedBefore(both, before[:i]) || decidedBefore(both, after[:j]) {
				continue
			}
			out.gains = out.gains || !compile.Stricter(a.Show, b.Show)
			out.loses = out.loses || !compile.Stricter(b.Show, a.Show)
		}
	}
	return out
}

func decidedBefore(p view.Pred, earlier []view.Choice) bool {
	return slices.ContainsFunc(earlier, func(c view.Choice) bool { return view.Implies(p, c.When) })
}

func expandedChoices(choices []view.Choice) []view.Choice {
	out := slices.Clone(choices)
	for i := range out {
		out[i].When = expanded(out[i].When)
	}
	return out
}
