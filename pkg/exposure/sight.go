package exposure

import (
	"fmt"
	"reflect"
	"slices"

	"scrim/pkg/catalog"
	"scrim/pkg/profile"
	"scrim/pkg/view"
)

// side is what one reader is before or after a change.
type side struct {
	*held
	view   *view.View
	spell  map[List]bool // the lists whose values are put in
	other  map[List]bool // the lists that have other values on the other side
	marker string        // put in the place of what may mean another thing on the other side; empty where nothing does
}

// sight is what a reader sees of a source on one side.
type sight struct {
	side
	rows view.Pred // with the admission in it
}

func (s side) sight() sight {
	if s.view == nil {
		return sight{s, view.Never{}}
	}
	return sight{s, view.And(s.left(s.view.Admit), s.left(s.view.Rows))}
}

// told is the same for a person, who reads no markers.
func (s sight) told() sight {
	if s.marker == "" {
		return s
	}
	s.marker = ""
	return s.sight()
}

func (s sight) sees() bool { return !view.Same(s.rows, view.Never{}) }

// cells is what stands in a column for the reader; the last choice always
// holds.
func (s sight) cells(i int) []view.Choice {
	var out []view.Choice
	if s.view != nil && i >= 0 {
		for _, choice := range s.view.Columns[i].Choices {
			when := s.left(choice.When)
			if view.Same(when, view.Never{}) {
				continue
			}
			out = append(out, view.Choice{When: when, Show: s.cell(choice.Show)})
			if view.Same(when, view.Always{}) {
				return out
			}
		}
	}
	return append(out, view.Choice{When: view.Always{}, Show: view.Null{}})
}

// cell is a cell with the reader's project put in: hashes that join are made
// with that project's salt.
func (s side) cell(c view.Cell) view.Cell {
	hash, ok := c.(view.Hash)
	if !ok {
		return c
	}
	for _, id := range hash.Joint.Projects() {
		in := view.HasFact{Fact: profile.Fact{Kind: profile.KindContext, Value: id}}
		if view.Same(view.Given(in, s.facts), view.Always{}) {
			hash.Salt = view.ProjectSalt(id)
			break
		}
	}
	hash.Joint = ""
	return hash
}

// left is what is left of a predicate for the reader.
func (s side) left(p view.Pred) view.Pred { return s.put(view.Given(p, s.facts)) }

func (s side) put(p view.Pred) view.Pred {
	switch p := p.(type) {
	case view.All:
		return view.And(s.parts(p)...)
	case view.Any:
		return view.Or(s.parts(p)...)
	case view.Held:
		values := s.lists[List{p.Kind, p.Name}]
		switch {
		case len(values) == 0:
			return view.Never{}
		case s.spell[List{p.Kind, p.Name}]:
			return spelled(p, values)
		}
	}
	if s.marker != "" && s.shifts(p) {
		return view.HasFact{Fact: profile.Fact{Kind: profile.Kind(s.marker), Value: fmt.Sprintf("%#v", p)}}
	}
	return p
}

// shifts reports whether an atom, which is left as it is, may mean another thing
// on the other side: it looks something up by values that change, or nobody
// here knows what it asks for.
func (s side) shifts(p view.Pred) bool {
	if lookup, ok := p.(view.Lookup); ok {
		return slices.ContainsFunc(listsOf(lookup), func(l List) bool { return s.other[l] })
	}
	return !understood(p)
}

func (s side) parts(parts []view.Pred) []view.Pred {
	out := make([]view.Pred, len(parts))
	for i, p := range parts {
		out[i] = s.put(p)
	}
	return out
}

// spelled is a list with its values as literals.
func spelled(p view.Held, values []string) view.Pred {
	kind := p.Column.Type.Kind
	switch {
	case p.Column.Type.IsText():
		kind = catalog.Text
	case p.Column.Type.IsInteger():
		kind = catalog.Bigint
	}
	out := view.OneOf{Column: p.Column, Not: p.Not}
	for _, v := range values {
		out.Literals = append(out.Literals, catalog.Literal{Kind: kind, Text: v})
	}
	return out
}

// understood reports whether it is known here in what way a predicate depends
// on who reads.
func understood(p view.Pred) bool {
	switch p.(type) {
	case nil, view.Always, view.Never, view.All, view.Any, view.HasFact, view.HasAny, view.Held,
		view.IsNull, view.Compare, view.CompareColumns, view.OneOf, view.Match, view.Lookup, view.Age, view.Common, view.Sample:
		return true
	}
	return false
}

// rowsOf is the rows of a change, to be counted.
func rowsOf(before, after sight) *Rows {
	out := Rows{Before: before.reading(), After: after.reading()}
	if after.view != nil {
		out.Base = after.view.Base
	} else {
		out.Base = before.view.Base
	}
	return &out
}

// reading is the rows with lists unspelled: their values are told beside it.
func (s sight) reading() Reading {
	s.spell, s.marker = nil, ""
	out := Reading{Pred: s.side.sight().rows, Lists: map[List][]string{}}
	view.Walk(out.Pred, func(part view.Pred) {
		for _, l := range listsOf(part) {
			out.Lists[l] = s.lists[l]
		}
	})
	return out
}

// same reports whether the rows are the same for whoever has these facts and
// those.
func (r Rows) same(other Rows) bool {
	return r.Base == other.Base && reflect.DeepEqual(r.Before, other.Before) && reflect.DeepEqual(r.After, other.After)
}
