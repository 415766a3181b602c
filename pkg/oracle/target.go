package oracle

import (
	"cmp"
	"regexp"
	"slices"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/policy"
)

// activePolicies are those in force, by id.
func activePolicies(f Facts, now time.Time) []policy.Policy {
	var out []policy.Policy
	for _, p := range f.Policies {
		if p.Active(now) {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b policy.Policy) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// described finds a column in the source's snapshot.
func described(s catalog.Source, name string) (catalog.Column, bool) {
	i := slices.IndexFunc(s.Columns, func(c catalog.Column) bool { return c.Name == name })
	if i < 0 {
		return catalog.Column{}, false
	}
	return s.Columns[i], true
}

func viewColumns(f Facts) []column {
	var out []column
	for i, o := range f.Base.Columns {
		if c, ok := described(f.Source, o.Name); ok {
			out = append(out, column{Observed: o, at: i, tags: c.Tags, reviewed: reviewed(f, o)})
		}
	}
	return out
}

func (c column) describe() catalog.Column { return catalog.Column{Name: c.Name, Tags: c.tags} }

// reviewed reports whether the column is still what was confirmed (S13).
func reviewed(f Facts, o catalog.Observed) bool {
	r, ok := f.Reviews[o.Name]
	if !ok || r.Identity != f.Base.Identity || r.Ordinal != o.Ordinal {
		return false
	}
	if r.Type == "" {
		return true
	}
	t, ok := catalog.ParseType(r.Type)
	return ok && t.String() == o.Type.String()
}

// appliesToSource asks the keys of a target that name sources; a target
// without such keys leaves the question to its other keys.
func appliesToSource(t policy.Target, s catalog.Source) bool {
	schemas := []string{s.Table.Schema, s.Table.Database + "." + s.Table.Schema}
	return (len(t.Tags) == 0 || slices.ContainsFunc(t.Tags, s.Tagged)) &&
		(len(t.Sources) == 0 || slices.Contains(t.Sources, s.ID)) &&
		(len(t.Schemas) == 0 || slices.ContainsFunc(schemas, func(name string) bool { return slices.Contains(t.Schemas, name) }))
}

func namesColumns(t policy.Target) bool {
	return len(t.ColumnTags) > 0 || len(t.Columns) > 0 || t.ColumnRegex != ""
}

func isEmpty(t policy.Target) bool {
	return !t.All && !namesColumns(t) && len(t.Tags) == 0 && len(t.Sources) == 0 && len(t.Schemas) == 0
}

// appliesToColumn reports whether a mask policy masks the column.
func appliesToColumn(t policy.Target, s catalog.Source, c catalog.Column) bool {
	return !isEmpty(t) && appliesToSource(t, s) && matchesColumn(t, c)
}

// applies reports whether a row or subscription policy governs the source:
// keys that name columns ask for one column that meets them all.
func applies(t policy.Target, s catalog.Source) bool {
	if isEmpty(t) || !appliesToSource(t, s) {
		return false
	}
	return !namesColumns(t) || slices.ContainsFunc(s.Columns, func(c catalog.Column) bool { return matchesColumn(t, c) })
}

func matchesColumn(t policy.Target, c catalog.Column) bool {
	if len(t.ColumnTags) > 0 && !slices.ContainsFunc(t.ColumnTags, c.Tagged) {
		return false
	}
	if len(t.Columns) > 0 && !slices.Contains(t.Columns, c.Name) {
		return false
	}
	if t.ColumnRegex == "" {
		return true
	}
	// What a pattern that cannot be read would have left out is not known, so
	// it leaves nothing out.
	re, err := regexp.Compile(`(?is)^(?:` + t.ColumnRegex + `)$`)
	return err != nil || re.MatchString(c.Name)
}

// resolve finds the column that a reference names: one of the view's, by name
// or as the only one of the snapshot with the tag (SEMANTICS S9).
func (v view) resolve(ref policy.Ref) (column, bool) {
	name := ref.Column
	if ref.Tag != "" {
		var tagged []string
		for _, c := range v.source.Columns {
			if c.Tagged(ref.Tag) {
				tagged = append(tagged, c.Name)
			}
		}
		if len(tagged) != 1 {
			return column{}, false
		}
		name = tagged[0]
	}
	i := slices.IndexFunc(v.columns, func(c column) bool { return v.fold(c.Name) == v.fold(name) })
	if i < 0 {
		return column{}, false
	}
	return v.columns[i], true
}

// fold is a name as the cluster compares names: Redshift knows no case of
// ASCII letters.
func fold(c catalog.Cluster) func(string) string {
	if !c.Kind.IsRedshift() {
		return func(name string) string { return name }
	}
	return func(name string) string {
		lower := []byte(name)
		for i, b := range lower {
			if 'A' <= b && b <= 'Z' {
				lower[i] = b + 'a' - 'A'
			}
		}
		return string(lower)
	}
}

// folded is the facts with every column's name as the cluster has it: in the
// snapshot, in the reviews and in the policies' targets.
func folded(f Facts) Facts {
	if !f.Cluster.Kind.IsRedshift() {
		return f
	}
	same := fold(f.Cluster)
	f.Source.Columns = slices.Clone(f.Source.Columns)
	for i := range f.Source.Columns {
		f.Source.Columns[i].Name = same(f.Source.Columns[i].Name)
	}
	reviews := make(map[string]Review, len(f.Reviews))
	for name, review := range f.Reviews {
		reviews[same(name)] = review
	}
	f.Reviews = reviews
	f.Policies = slices.Clone(f.Policies)
	for i := range f.Policies {
		names := slices.Clone(f.Policies[i].AppliesTo.Columns)
		for j := range names {
			names[j] = same(names[j])
		}
		f.Policies[i].AppliesTo.Columns = names
	}
	return f
}
