package compile

import (
	"slices"
	"strings"

	"scrim/pkg/catalog"
	"scrim/pkg/issue"
	"scrim/pkg/view"
)

// together says what hashes tell by what stands beside them.
func (c *compiler) together() {
	for _, d := range c.decision.Columns {
		if besideItself(d.Choices) {
			c.issues.Warn(c.columnPlace(d.Column), "guessable-hash", "mask the other rows too, with null or constant, for whoever sees the hashes",
				"column %q shows one reader hashes in some rows and values in others: a hash is known once another column tells that two such rows belong together", d.Column)
		}
		c.joins(d)
	}
}

func (c *compiler) columnPlace(name string) issue.Place {
	return issue.Place{Input: "source " + c.in.Source.ID, Path: "columns." + name}
}

// besideItself reports whether one reader may see a hash in one row and the
// value in another.
func besideItself(choices []view.Choice) bool {
	for i, clear := range choices {
		if clear.Show != view.Cell(view.Raw{}) || len(view.Reads(clear.When)) == 0 {
			continue // it is the reader alone who decides, and for this one there is no hash
		}
		for j, other := range choices {
			if isHash(other.Show) && possible(reaching(choices, i), reaching(choices, j)) {
				return true
			}
		}
	}
	return false
}

func isHash(cell view.Cell) bool { _, ok := cell.(view.Hash); return ok }

// joins warns of a column beside one whose hashes join: whoever works in the
// project learns from this source who is who in all of them.
func (c *compiler) joins(hashed ColumnDecision) {
	i := slices.IndexFunc(hashed.Choices, func(choice view.Choice) bool {
		h, ok := choice.Show.(view.Hash)
		return ok && len(h.Joint.Projects()) > 0
	})
	if i < 0 {
		return
	}
	who := reaching(hashed.Choices, i)
	projects := hashed.Choices[i].Show.(view.Hash).Joint.Projects()
	for _, other := range c.decision.Columns {
		tag := c.kinship(hashed.Column, other.Column)
		if other.Column == hashed.Column || tag == "" || !shownBeside(other.Choices, who) {
			continue
		}
		c.issues.Warn(c.columnPlace(other.Column), "accidental-join", "mask it too for whoever sees the hashes, or take the source out of the project",
			"column %q, of tag %s as %q is, stands clear beside hashes that join in project %s: whoever works there learns from it who is who in the other sources",
			other.Column, tag, hashed.Column, strings.Join(projects, ", "))
	}
}

func shownBeside(choices []view.Choice, hash view.Pred) bool {
	for i, choice := range choices {
		if choice.Show == view.Cell(view.Raw{}) && possible(reaching(choices, i), hash) {
			return true
		}
	}
	return false
}

// reaching is where a choice is shown, as far as the reader decides about the
// ones before it.
func reaching(choices []view.Choice, i int) view.Pred {
	when := choices[i].When
	for _, before := range choices[:i] {
		if len(view.Reads(before.When)) == 0 {
			when = view.And(when, without(before.When))
		}
	}
	return when
}

// kinship is the tag that two columns share, as far as its first part; what is
// tagged alike is of one kind, such as what tells who somebody is.
func (c *compiler) kinship(a, b string) string {
	one, _ := c.described(a)
	other, _ := c.described(b)
	for _, tag := range one.Tags {
		root := firstPart(tag)
		if slices.ContainsFunc(other.Tags, func(t catalog.Tag) bool { return firstPart(t) == root }) {
			return root
		}
	}
	return ""
}

func firstPart(t catalog.Tag) string {
	first, _, _ := strings.Cut(string(t), ".")
	return first
}

// possible reports whether one reader may meet both, in whatever rows. No
// means that the two are proven to exclude each other.
func possible(a, b view.Pred) bool {
	return !view.Same(view.And(anyRow(a), anyRow(b)), view.Never{})
}

// anyRow is what a predicate asks of the reader alone, taking whatever it asks
// of a row as true of some row.
func anyRow(p view.Pred) view.Pred {
	switch p := p.(type) {
	case view.All:
		return view.And(eachRow(p)...)
	case view.Any:
		return view.Or(eachRow(p)...)
	}
	if len(view.Reads(p)) > 0 {
		return view.Always{}
	}
	return p
}

func eachRow(parts []view.Pred) []view.Pred {
	out := make([]view.Pred, len(parts))
	for i, p := range parts {
		out[i] = anyRow(p)
	}
	return out
}
