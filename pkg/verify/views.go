package verify

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"scrim/pkg/catalog"
)

// beneath is what a view shows: governed tables, and views of ours. Neither is
// looked through.
type beneath struct {
	bases []Relation
	ours  []Relation
}

func (j *judge) beneath(r Relation) beneath {
	var out beneath
	seen := map[catalog.Table]bool{r.Table: true}
	todo := slices.Clone(r.Reads)
	for len(todo) > 0 {
		at := todo[0]
		todo = todo[1:]
		next, known := j.at[at]
		if seen[at] || !known {
			continue
		}
		seen[at] = true
		switch {
		case next.Form == Governed:
			out.ours = append(out.ours, next)
		case next.Source != "":
			out.bases = append(out.bases, next)
		default:
			todo = append(todo, next.Reads...)
		}
	}
	return out
}

// views finds those beside ours: over a base, for whoever may read them, and
// over one of ours where that keeps it as it was.
func (j *judge) views() {
	for _, r := range j.Relations {
		if r.Form == Governed || r.Form == Stored || r.Source != "" {
			continue
		}
		under := j.beneath(r)
		if len(under.bases) > 0 && !r.Invoker {
			j.audience(r, OtherView, under.bases, false)
		}
		if len(under.ours) > 0 && j.keeps(r) {
			j.audience(r, Frozen, under.ours, r.Form == Plain)
		}
	}
}

// keeps reports whether a view over one of ours goes on with what that was
// when it was made: a materialized view with its owner's rows, a regular view
// on Redshift with the text.
func (j *judge) keeps(r Relation) bool {
	return r.Form == Materialized || j.cluster.Kind.IsRedshift() && r.Form == Plain
}

// audience makes a finding for everybody who may read a view, besides whoever
// made it unless owner says so.
func (j *judge) audience(r Relation, way Way, under []Relation, owner bool) {
	var sources []string
	for _, u := range under {
		sources = append(sources, u.Source)
	}
	what := r.String() + ", a " + string(r.Form) + " of " + r.Owner
	if owner {
		j.add(Finding{Who: j.who(r.Owner), Way: way, What: what, Sources: sources, Take: DropView{r.Table, r.Form}})
	}
	for _, g := range j.Grants {
		if !g.covers(r.Table) || g.To.Kind != Public && g.To.Name == r.Owner || j.explained(g) {
			continue
		}
		f := Finding{Who: g.To, Way: way, What: what, Sources: slices.Clone(sources), Take: RevokeSelect{g}, Dormant: !j.mayName(g.To, r.Table)}
		if g.Blind {
			f.What, f.Take = what+byUnseen, nil
		}
		if g.Column != "" {
			f.What = r.String() + "." + g.Column + ", of a " + string(r.Form) + " of " + r.Owner
		}
		j.add(f)
	}
}

// Mentions is which of the tables a view's text names, for warehouses that do
// not say what a view depends on. Text is compared without case and quotes, so
// that a name which only looks like it counts too.
func Mentions(text, database string, tables []catalog.Table) []catalog.Table {
	plain := bare(text)
	var out []catalog.Table
	for _, t := range tables {
		two := strings.ToLower(t.Schema + "." + t.Name)
		if names(plain, strings.ToLower(t.Database)+"."+two) || t.Database == database && names(plain, two) {
			out = append(out, t)
		}
	}
	slices.SortFunc(out, compareTables)
	return out
}

// bare is text in lower case, without quotes and without blanks around dots.
func bare(text string) string {
	text = strings.ReplaceAll(strings.ToLower(text), `"`, "")
	parts := strings.Split(text, ".")
	for i := range parts {
		if i > 0 {
			parts[i] = strings.TrimLeftFunc(parts[i], unicode.IsSpace)
		}
		if i < len(parts)-1 {
			parts[i] = strings.TrimRightFunc(parts[i], unicode.IsSpace)
		}
	}
	return strings.Join(parts, ".")
}

// names reports whether a name stands in text as a whole.
func names(text, name string) bool {
	for from := 0; ; {
		at := strings.Index(text[from:], name)
		if at < 0 {
			return false
		}
		at += from
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		after, _ := utf8.DecodeRuneInString(text[at+len(name):])
		if !inName(before) && !inName(after) && (before != '.' || !strings.Contains(name, ".")) {
			return true
		}
		from = at + len(name)
	}
}

// inName reports whether a character goes on with a name. Nothing, which is
// what stands before the first one, does not.
func inName(r rune) bool {
	return r == '_' || r == '$' || unicode.IsLetter(r) || unicode.IsDigit(r)
}
