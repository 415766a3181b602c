package policytest

import (
	"fmt"
	"slices"

	"scrim/pkg/oracle"
)

// sighting is a row of the table and what the reader sees of it.
type sighting struct {
	row
	decision  oracle.Decision
	otherwise bool // a warehouse shows or hides it against what the oracle says, whose reasons are none then
}

// pair is a row that is expected with the one that is seen in its place.
type pair struct {
	want Row
	seen *sighting // nil: there is none
}

// compare holds what a reader sees against what the test says.
func (g stage) compare(t Test, facts oracle.Facts, all []sighting) Result {
	out := Result{Name: t.Name, Line: t.Line}
	for _, s := range all {
		if s.decision.Shown {
			out.Rows++
		}
	}
	pairs, rest := g.match(t.Sees, facts, all)
	for _, p := range pairs {
		if p.seen == nil {
			out.Differences = append(out.Differences, g.missing(p.want, all))
			continue
		}
		out.Differences = append(out.Differences, g.cells(p, facts)...)
	}
	for _, s := range rest {
		out.Differences = append(out.Differences, Difference{Row: s.name, Want: "hidden", Got: "shown", Because: whyShown(s)})
	}
	return out
}

// match gives every expected row the shown row that differs from it least; of
// equal ones the first. What is left over is seen and not expected.
func (g stage) match(want []Row, facts oracle.Facts, all []sighting) (pairs []pair, rest []sighting) {
	for _, s := range all {
		if s.decision.Shown {
			rest = append(rest, s)
		}
	}
	pairs = make([]pair, len(want))
	for i, w := range want {
		pairs[i].want = w
	}
	for limit := 0; limit <= len(g.base.Columns); limit++ { // rows that fit well are taken before those that fit badly
		for i := range pairs {
			if pairs[i].seen != nil {
				continue
			}
			n := slices.IndexFunc(rest, func(s sighting) bool {
				return len(g.cells(pair{pairs[i].want, &s}, facts)) <= limit && (limit == 0 || g.named(pairs[i].want, s))
			})
			if n >= 0 {
				one := rest[n]
				pairs[i].seen = &one
				rest = slices.Delete(rest, n, n+1)
			}
		}
	}
	return pairs, rest
}

// named reports whether an expected row means this row of the table, although
// they differ: one of the cells that it writes is the table's own value.
func (g stage) named(want Row, s sighting) bool {
	for column, cell := range want {
		n := g.column(column)
		text, ok := cell.(Literal)
		if !ok || s.values[n] == nil {
			continue
		}
		v, err := oracle.Parse(g.base.Columns[n].Type, string(text))
		if err == nil && oracle.Equal(v, s.values[n]) {
			return true
		}
	}
	return false
}

// cells is where a row that is seen is not what the test says.
func (g stage) cells(p pair, facts oracle.Facts) []Difference {
	var out []Difference
	for _, c := range p.seen.decision.Cells {
		want, said := p.want[c.Column]
		if !said {
			continue
		}
		n := g.column(c.Column)
		if text, same := g.same(want, c, p.seen.values[n], n, facts); !same {
			out = append(out, Difference{Row: p.seen.name, Column: c.Column, Want: text, Got: shown(c.Value), Because: whyCell(c)})
		}
	}
	return out
}

// same reports whether a cell is as expected, and says what is.
func (g stage) same(want Cell, got oracle.Cell, raw oracle.Value, n int, facts oracle.Facts) (string, bool) {
	t := g.base.Columns[n].Type
	switch want := want.(type) {
	case Literal:
		v, err := oracle.Parse(t, string(want))
		return shown(v), err == nil && got.Value != nil && oracle.Equal(v, got.Value)
	case Null:
		return "NULL", got.Value == nil
	case HashOf:
		v := oracle.HashOf(facts, want.Length, want.Value, t)
		return fmt.Sprintf("the hash of %s", want.Value), v != nil && got.Value != nil && oracle.Equal(v, got.Value)
	case Masked:
		return "anything but " + shown(raw), got.Value == nil || raw == nil || !oracle.Equal(got.Value, raw)
	case Any:
		return "anything", true
	}
	return "", false
}

func shown(v oracle.Value) string {
	if v == nil {
		return "NULL"
	}
	return v.String()
}

// missing says of an expected row that nothing like it is seen, and which
// policy hides it when the test names a row of the table.
func (g stage) missing(want Row, all []sighting) Difference {
	d := Difference{Row: g.nameOf(want, 0), Want: "shown", Got: "hidden"}
	for _, s := range all {
		if !s.decision.Shown && g.named(want, s) {
			d.Row, d.Because = s.name, whyHidden(s)
			return d
		}
	}
	if len(want) == 0 {
		d.Row = "a row"
	}
	return d
}

func whyHidden(s sighting) string {
	if s.otherwise {
		return ""
	}
	d := s.decision
	for _, c := range d.Door.Because {
		if !c.Holds && c.Kind != oracle.ClauseGrant {
			return clause(c)
		}
	}
	if !d.Door.Open {
		return "no grant lets the reader in"
	}
	for _, s := range d.Rows {
		if !s.Shows {
			return step(s)
		}
	}
	return ""
}

func whyShown(s sighting) string {
	switch {
	case s.otherwise:
		return ""
	case len(s.decision.Rows) == 0:
		return "no row policy meets the source"
	}
	return "every row policy shows it"
}

func whyCell(c oracle.Cell) string {
	if c.Unreviewed {
		return "the column was never reviewed"
	}
	out := ""
	for _, s := range c.Because {
		if out != "" {
			out += "; "
		}
		out += step(s)
	}
	if out == "" {
		return "no mask policy meets the column"
	}
	return out
}

func clause(c oracle.Clause) string {
	switch c.Kind {
	case oracle.ClauseEnabled:
		return "the source is disabled"
	case oracle.ClauseSelected:
		return "the source names policy " + c.Policy + ", which is not there or does not meet it"
	case oracle.ClauseKnown:
		return c.Detail
	case oracle.ClauseNotRevoked:
		return "the reader's access was revoked"
	case oracle.ClauseContext:
		return "the reader works in a project that does not have the source"
	case oracle.ClauseUnpoliced:
		return "no grant policy meets the source"
	case oracle.ClauseGuardrail, oracle.ClauseGrant:
		return c.Policy
	}
	return string(c.Kind)
}

// step is how one policy's chain ended, in a few words.
func step(s oracle.Step) string {
	what := ""
	switch s.End {
	case oracle.EndExempt:
		what = "unless is true"
	case oracle.EndDecided:
		what = fmt.Sprintf("rule %d", s.Rule+1)
	case oracle.EndUnknown:
		what = fmt.Sprintf("rule %d is unknown", s.Rule+1)
	case oracle.EndOtherwise:
		what = "otherwise"
	case oracle.EndUnresolved:
		what = "names a column that the source does not have once"
	case oracle.EndUnreviewed:
		what = "reads a column that was never reviewed"
	case oracle.EndLookup:
		what = "looks something up where no enabled source of the cluster is"
	}
	return s.Policy + ", " + what
}
