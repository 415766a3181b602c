package oracle

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
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

// Of a target's alternatives one is enough. Each is asked by itself: its keys
// must all be met, those that name columns by one and the same column, and the
// source must also be what each of SourcesWith describes.

// appliesToColumn reports whether a mask policy masks the column.
func appliesToColumn(t policy.Target, s catalog.Source, c catalog.Column) bool {
	if len(t.AnyOf) > 0 {
		return slices.ContainsFunc(t.AnyOf, func(one policy.Target) bool { return appliesToColumn(one, s, c) })
	}
	return !isEmpty(t) && describesSource(t, s) && describesColumn(t, c)
}

// applies reports whether a row or subscription policy governs the source:
// keys that name columns ask for one column that meets them all.
func applies(t policy.Target, s catalog.Source) bool {
	if len(t.AnyOf) > 0 {
		return slices.ContainsFunc(t.AnyOf, func(one policy.Target) bool { return applies(one, s) })
	}
	if isEmpty(t) || !describesSource(t, s) {
		return false
	}
	for _, c := range s.Columns {
		if describesColumn(t, c) {
			return true
		}
	}
	return !namesColumns(t)
}

func namesColumns(t policy.Target) bool {
	return len(t.ColumnTags) > 0 || len(t.Columns) > 0 || t.ColumnRegex != "" || t.ColumnTagged != policy.TaggedOrNot
}

func isEmpty(t policy.Target) bool {
	named := len(t.Tags) + len(t.Sources) + len(t.Schemas) + len(t.Databases) + len(t.Owners) + len(t.SourcesWith)
	return !t.All && !namesColumns(t) && named == 0 && t.Tagged == policy.TaggedOrNot && t.Selected == ""
}

// describesSource asks the keys that speak of the source as a whole. A key
// that is not there leaves the question to the others.
func describesSource(t policy.Target, s catalog.Source) bool {
	oneOf := func(some []string, names ...string) bool {
		return len(some) == 0 || slices.ContainsFunc(names, func(name string) bool { return slices.Contains(some, name) })
	}
	for _, besides := range t.SourcesWith {
		if !applies(besides, s) {
			return false
		}
	}
	return (len(t.Tags) == 0 || slices.ContainsFunc(t.Tags, s.Tagged)) &&
		hasTags(t.Tagged, s.Tags) &&
		oneOf(t.Sources, s.ID) &&
		oneOf(t.Schemas, s.Table.Schema, s.Table.Database+"."+s.Table.Schema) &&
		oneOf(t.Databases, s.Table.Database) &&
		oneOf(t.Owners, s.Owner) &&
		(t.Selected == "" || slices.Contains(s.Policies, t.Selected))
}

// hasTags asks for a tag, or for none. The tag New and what is below it are
// put on what nobody has classified, and so are none.
func hasTags(asked policy.Tagging, tags []catalog.Tag) bool {
	classified := 0
	for _, tag := range tags {
		if tag != "New" && !strings.HasPrefix(string(tag), "New.") {
			classified++
		}
	}
	switch asked {
	case policy.WithTag:
		return classified > 0
	case policy.WithoutTag:
		return classified == 0
	case policy.TaggedOrNot:
	}
	return true
}

func describesColumn(t policy.Target, c catalog.Column) bool {
	if len(t.ColumnTags) > 0 && !slices.ContainsFunc(t.ColumnTags, c.Tagged) {
		return false
	}
	if !hasTags(t.ColumnTagged, c.Tags) {
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
// as the only one of the snapshot with the tag (SEMANTICS S9), or as the one
// that the snapshot names for its event time.
func (v view) resolve(ref policy.Ref) (column, bool) {
	name := ref.Column
	if ref.EventTime {
		if v.source.EventTime == "" {
			return column{}, false
		}
		name = v.source.EventTime
	}
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
	f.Source.Table.Database, f.Source.Table.Schema = same(f.Source.Table.Database), same(f.Source.Table.Schema)
	f.Policies = slices.Clone(f.Policies)
	for i := range f.Policies {
		f.Policies[i].AppliesTo = foldedTarget(f.Policies[i].AppliesTo, same)
	}
	return f
}

// foldedTarget is a target with its names of the warehouse's things folded.
func foldedTarget(t policy.Target, same func(string) string) policy.Target {
	for _, names := range []*[]string{&t.Columns, &t.Schemas, &t.Databases} {
		*names = slices.Clone(*names)
		for i := range *names {
			(*names)[i] = same((*names)[i])
		}
	}
	for _, parts := range []*[]policy.Target{&t.AnyOf, &t.SourcesWith} {
		*parts = slices.Clone(*parts)
		for i := range *parts {
			(*parts)[i] = foldedTarget((*parts)[i], same)
		}
	}
	return t
}
