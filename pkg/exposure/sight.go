package exposure

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"

	"scrim/pkg/catalog"
	"scrim/pkg/compile"
	"scrim/pkg/profile"
	"scrim/pkg/view"
)

// comparison is one source, before and after.
type comparison struct {
	Source
	differs bool // its view is another one
	opaque  bool // something in it may ask for facts in a way that is not known here
	asks    index
	columns []column
}

// column is a column by its place in the views; -1 is that it is not there.
type column struct {
	name          string
	before, after int
	same          bool // the choices are
}

func newComparison(s Source) *comparison {
	c := &comparison{Source: s}
	before, after := columnsOf(s.Before), columnsOf(s.After)
	for i, col := range after {
		one := column{name: col.Name, before: place(before, col.Name), after: i}
		one.same = one.before >= 0 && reflect.DeepEqual(before[one.before], col)
		c.columns = append(c.columns, one)
	}
	for i, col := range before {
		if place(after, col.Name) < 0 {
			c.columns = append(c.columns, column{name: col.Name, before: i, after: -1})
		}
	}
	c.differs = (s.Before == nil) != (s.After == nil) || s.Before != s.After && c.unlike()
	c.each(func(p view.Pred) {
		view.Walk(p, func(part view.Pred) { c.opaque = c.opaque || !understood(part) })
	})
	return c
}

// unlike reports whether two views show anything otherwise. By what name does
// not matter.
func (c *comparison) unlike() bool {
	return c.Before.Base != c.After.Base || !view.Same(c.Before.Admit, c.After.Admit) || !view.Same(c.Before.Rows, c.After.Rows) ||
		slices.ContainsFunc(c.columns, func(col column) bool { return !col.same })
}

func columnsOf(v *view.View) []view.Column {
	if v == nil {
		return nil
	}
	return v.Columns
}

func place(columns []view.Column, name string) int {
	return slices.IndexFunc(columns, func(c view.Column) bool { return c.Name == name })
}

// nothing reports whether nobody sees anything of the source, before or after.
func (c *comparison) nothing() bool { return c.Before == nil && c.After == nil }

// each calls for every predicate of both views.
func (c *comparison) each(visit func(view.Pred)) {
	for _, v := range []*view.View{c.Before, c.After} {
		if v == nil {
			continue
		}
		visit(v.Admit)
		visit(v.Rows)
		for _, col := range v.Columns {
			for _, choice := range col.Choices {
				visit(choice.When)
			}
		}
	}
}

// contexts are the facts of projects in which hashes are made otherwise.
func (c *comparison) contexts() []profile.Fact {
	var out []profile.Fact
	for _, v := range []*view.View{c.Before, c.After} {
		for _, col := range columnsOf(v) {
			for _, choice := range col.Choices {
				if hash, ok := choice.Show.(view.Hash); ok {
					for _, id := range hash.Joint.Projects() {
						out = append(out, profile.Fact{Kind: profile.KindContext, Value: id})
					}
				}
			}
		}
	}
	return out
}

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
		view.IsNull, view.Compare, view.CompareColumns, view.OneOf, view.Match, view.Lookup, view.Age:
		return true
	}
	return false
}

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

// finding is a change with those to whom it happens.
type finding struct {
	Change
	crowd crowd
}

// findings is what changes of the source for anybody.
func (c *comparison) findings(p *people) []finding {
	var out []finding
	for _, class := range p.classes(c) {
		whole := c.of(p, class, false)
		if parts, ok := c.parts(p, class, whole); ok {
			whole = parts
		}
		for _, f := range whole {
			out = merged(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b finding) int {
		return cmp.Or(cmp.Compare(order(a.What), order(b.What)), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Effect, b.Effect), cmp.Compare(a.crowd.first(), b.crowd.first()))
	})
	return out
}

func order(w What) int { return slices.Index([]What{OfSource, OfRows, OfColumn}, w) }

// merged adds a finding, to an equal one of others if there is one.
func merged(all []finding, f finding) []finding {
	for i, other := range all {
		same := other.Change
		same.Rows = f.Rows
		if same != f.Change {
			continue
		}
		if all[i].Rows != nil && !all[i].Rows.same(*f.Rows) {
			all[i].Rows.All = false
		}
		all[i].crowd.join(f.crowd)
		return all
	}
	return append(all, f)
}

// parts is what changes for parts of a crowd who have different values in their
// lists, where that tells more: what cannot be compared as "their region" may
// well be once it is known which one that is.
func (c *comparison) parts(p *people, class crowd, whole []finding) ([]finding, bool) {
	const limit = 64
	lists := c.vague(p, class, whole)
	if len(lists) == 0 || p.tries <= 0 {
		return nil, false
	}
	split, ok := p.split(class, lists, min(limit, p.tries))
	if !ok {
		return nil, false
	}
	var out []finding
	clearer := p.apart
	for _, part := range split {
		p.tries--
		found := c.of(p, part, true)
		clearer = clearer || undecided(found) < undecided(whole)
		out = append(out, found...)
	}
	return out, clearer
}

func undecided(all []finding) int {
	n := 0
	for _, f := range all {
		if f.Effect == Changes {
			n++
		}
	}
	return n
}

// vague are the lists that the reader is asked for where something changes in
// an unknown direction, or rows that are to be counted.
func (c *comparison) vague(p *people, class crowd, found []finding) []List {
	mixed := slices.ContainsFunc(found, func(f finding) bool { return f.Rows != nil && !f.Rows.All })
	if undecided(found) == 0 && (!p.apart || !mixed) {
		return nil
	}
	var out []List
	for l := range c.asks.lists {
		if ids := p.lists[class.first()][p.atoms.lists[l]]; ids[0] == ids[1] {
			out = append(out, l)
		}
	}
	slices.SortFunc(out, func(a, b List) int { return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Name, b.Name)) })
	return out
}

// of is what changes for a crowd of readers who are alike; with spell, in the
// values of all their lists too.
func (c *comparison) of(p *people, class crowd, spell bool) []finding {
	user := class.first()
	spelled, other := map[List]bool{}, map[List]bool{}
	for l := range c.asks.lists {
		ids := p.lists[user][p.atoms.lists[l]]
		other[l] = ids[0] != ids[1]
		spelled[l] = spell || other[l]
	}
	marks := [2]string{}
	if p.moved[user] {
		marks = [2]string{"before", "after"}
	}
	before := side{p.of(user, 0), c.Before, spelled, other, marks[0]}.sight()
	after := side{p.of(user, 1), c.After, spelled, other, marks[1]}.sight()
	changes := c.compare(before, after)
	out := make([]finding, len(changes))
	for i, change := range changes {
		change.Source = c.ID
		if r := change.Rows; r != nil {
			r.As, r.All = p.users[user].ID, spell || class.size() == 1 || len(r.Before.Lists)+len(r.After.Lists) == 0
		}
		out[i] = finding{change, slices.Clone(class)}
	}
	return out
}

// compare is what changes between two sights of the source.
func (c *comparison) compare(before, after sight) []Change {
	switch {
	case !before.sees() && !after.sees():
		return nil
	case !before.sees():
		return []Change{{What: OfSource, Effect: Gains, Before: "nothing", After: whole(after.told()), Rows: rowsOf(before, after)}}
	case !after.sees():
		return []Change{{What: OfSource, Effect: Loses, Before: whole(before.told()), After: "nothing", Rows: rowsOf(before, after)}}
	}
	var out []Change
	moved := c.Before.Base != c.After.Base
	rows := shiftOfRows(before.rows, after.rows)
	if moved {
		rows = shift{true, true}
	}
	if effect := rows.effect(); effect != "" {
		one := Change{What: OfRows, Effect: effect, Before: rowsText(before.told().rows), After: rowsText(after.told().rows), Rows: rowsOf(before, after)}
		if moved {
			one.Before += " of " + c.Before.Base.String()
			one.After += " of " + c.After.Base.String()
			one.Rows = nil // rows of two tables are not counted against each other
		}
		out = append(out, one)
	}
	kept := view.And(expanded(before.rows), expanded(after.rows))
	for _, col := range c.columns {
		if col.same && before.held == after.held && !moved {
			continue
		}
		was, is := before.cells(col.before), after.cells(col.after)
		cells := shiftOfCells(kept, expandedChoices(was), expandedChoices(is))
		if c.retyped(col) && (!null(was) || !null(is)) {
			cells = shift{true, true}
		}
		if effect := cells.effect(); effect != "" {
			out = append(out, Change{What: OfColumn, Column: col.name, Effect: effect, Before: cellsText(before.told().cells(col.before)), After: cellsText(after.told().cells(col.after))})
		}
	}
	return named(out)
}

// retyped reports whether a column is of another type than before, or of
// another table.
func (c *comparison) retyped(col column) bool {
	return col.before >= 0 && col.after >= 0 && (c.Before.Columns[col.before].Type != c.After.Columns[col.after].Type || c.Before.Base != c.After.Base)
}

func null(choices []view.Choice) bool {
	return !slices.ContainsFunc(choices, func(c view.Choice) bool { return c.Show != view.Null{} })
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
