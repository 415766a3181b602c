package exposure

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"scrim/pkg/compile"
	"scrim/pkg/explain"
	"scrim/pkg/view"
)

// rowsText says which rows these are.
func rowsText(p view.Pred) string {
	switch p.(type) {
	case view.Always:
		return "all rows"
	case nil, view.Never:
		return "no rows"
	}
	return "rows where " + explain.Sentence(p)
}

// cellsText says what stands in a cell.
func cellsText(choices []view.Choice) string {
	var parts []string
	for i, choice := range choices {
		text := cellText(choice.Show)
		if i < len(choices)-1 {
			text += " where " + explain.Sentence(choice.When)
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, ", else ")
}

func cellText(c view.Cell) string {
	if c == (view.Raw{}) {
		return "clear"
	}
	return compile.CellName(c)
}

// named tells two things apart that are called the same.
func named(changes []Change) []Change {
	for i, c := range changes {
		if c.Before == c.After {
			changes[i].After += ", made otherwise"
		}
	}
	return changes
}

// whole says what somebody sees of a source, by what stands in the cells.
func whole(s sight) string {
	var kinds []string
	columns := map[string][]string{}
	for i, col := range s.view.Columns {
		text := cellsText(s.cells(i))
		if columns[text] == nil {
			kinds = append(kinds, text)
		}
		columns[text] = append(columns[text], col.Name)
	}
	out := rowsText(s.rows)
	for _, kind := range kinds {
		out += "; " + list(columns[kind], mostColumns) + " " + kind
	}
	return out
}

// What a line of text names at most; the values themselves have all.
const (
	mostColumns = 12
	mostUsers   = 5
	mostSources = 3
	mostText    = 240
)

// list is names as a person says them: all, or the first and how many there are
// besides.
func list(names []string, most int) string {
	if len(names) <= most+1 {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}

// Lines are the changes as sentences: what happens to the same people in the
// same way to several sources is one. Those that widen come first.
func (d Delta) Lines() []Line {
	type key struct {
		what          What
		column        string
		effect        Effect
		before, after string
		crowd         int
		counted       string // the source, since each has its own count
	}
	place := map[key]int{}
	var out []Line
	for _, c := range d.Changes {
		k := key{c.What, c.Column, c.Effect, c.Before, c.After, c.Crowd, ""}
		if c.Count != nil {
			k.counted = c.Source
		}
		i, known := place[k]
		if !known {
			i = len(out)
			place[k], out = i, append(out, Line{Change: c, Users: d.Users(c)})
		}
		out[i].Sources = append(out[i].Sources, c.Source)
	}
	slices.SortStableFunc(out, func(a, b Line) int { return direction(a.Effect) - direction(b.Effect) })
	return out
}

func direction(e Effect) int { return slices.Index([]Effect{Gains, Changes, Loses}, e) }

// Line is one change of one or several sources, for a person.
type Line struct {
	Change
	Sources []string
	Users   []string
}

// String is the sentence: "3 users gain salary of hr.employees: NULL → clear
// (ann, bob, carl)".
func (l Line) String() string {
	text := l.definition()
	if l.Users != nil {
		text = l.sentence()
	}
	return strings.Map(printed, text)
}

// printed keeps a name with a line break from ending a line, and one with an
// escape from painting a terminal.
func printed(r rune) rune {
	if !unicode.IsPrint(r) {
		return '\uFFFD'
	}
	return r
}

func (l Line) sentence() string {
	one := len(l.Users) == 1
	subject := "1 user"
	if !one {
		subject = fmt.Sprintf("%d users", len(l.Users))
	}
	verb := map[Effect][2]string{Gains: {"gain", "gains"}, Loses: {"lose", "loses"}, Changes: {"see", "sees"}}[l.Effect][0]
	if one {
		verb = map[Effect][2]string{Gains: {"gain", "gains"}, Loses: {"lose", "loses"}, Changes: {"see", "sees"}}[l.Effect][1]
	}
	what := list(l.Sources, mostSources)
	switch l.What {
	case OfRows:
		what = "rows of " + what
		if l.Effect == Changes {
			what = "other " + what
		}
	case OfColumn:
		what = l.Column + " of " + what
		if l.Effect == Changes {
			what += " otherwise"
		}
	case OfSource:
	}
	change := cut(l.Before) + " → " + cut(l.After)
	if l.What == OfSource {
		if change = cut(l.After); l.Effect == Loses {
			change = "it was " + cut(l.Before)
		}
	}
	return fmt.Sprintf("%s %s %s: %s (%s)", subject, verb, what, change, list(l.Users, mostUsers)) + l.Count.text()
}

// text is the count behind a sentence.
func (c *Count) text() string {
	switch {
	case c == nil:
		return ""
	case c.Not != "":
		return "; not counted (" + c.Not + ")"
	}
	out := fmt.Sprintf("; rows: %d more, %d fewer", c.Gained, c.Lost)
	if c.As != "" {
		out += " as " + c.As + " sees it"
	}
	return out
}

// definition is the sentence where nobody in particular is meant.
func (l Line) definition() string {
	what := list(l.Sources, mostSources)
	switch l.What {
	case OfRows:
		what = "rows of " + what
	case OfColumn:
		what = l.Column + " of " + what
	case OfSource:
		what = "who sees " + what
	}
	return what + ": " + cut(l.Before) + " → " + cut(l.After)
}

// ByDefinition are the definitions as lines, one for several sources where the
// same becomes of them; Users is empty.
func (d Delta) ByDefinition() []Line {
	var all Delta
	for _, one := range d.Definitions {
		all.Changes = append(all.Changes, Change{Source: one.Source, What: one.What, Column: one.Column, Effect: one.Effect, Before: one.Before, After: one.After})
	}
	all.Crowds = [][]string{nil}
	return all.Lines()
}

func cut(text string) string {
	if runes := []rune(text); len(runes) > mostText {
		return string(runes[:mostText]) + "…"
	}
	return text
}
