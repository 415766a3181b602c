package policy

import (
	"reflect"
	"regexp"
	"slices"

	"scrim/pkg/catalog"
)

// Target says which sources, and for masks which columns, a policy applies
// to. Keys AND, the values of one key OR; the empty Target applies to nothing.
type Target struct {
	All       bool
	Tags      []catalog.Tag // of the source
	Tagged    Tagging       // whether the source has a tag at all
	Sources   []string      // source ids
	Schemas   []string      // "database.schema" or "schema"
	Databases []string
	Owners    []string // of the source: a restricted policy
	Selected  string   // the policy's own id: the sources that name it among their policies; empty asks nothing

	ColumnTags   []catalog.Tag // masks: the columns; rows and subscription: some column has one
	ColumnTagged Tagging       // likewise, whether the column has a tag at all
	Columns      []string      // masks: columns by name, together with a key that names sources
	ColumnRegex  string        // RE2, matched against the whole column name without case; masks: the columns

	SourcesWith []Target // each must meet the source besides, by any of its columns
	AnyOf       []Target // alternatives, of which one is enough; nothing else is set then, and none has alternatives

	column *regexp.Regexp // ColumnRegex, compiled once by Parse; nil where somebody else made the Target
}

// Equal reports whether two targets say the same. What Parse compiled of one
// says nothing more.
func (t Target) Equal(other Target) bool {
	same := func(a, b []Target) bool { return slices.EqualFunc(a, b, Target.Equal) }
	if !same(t.SourcesWith, other.SourcesWith) || !same(t.AnyOf, other.AnyOf) {
		return false
	}
	for _, one := range []*Target{&t, &other} {
		one.SourcesWith, one.AnyOf, one.column = nil, nil, nil
	}
	return reflect.DeepEqual(t, other)
}

// Tagging asks whether something has any tag. The tag New, which says that
// nobody has classified it, does not count.
type Tagging uint8

// The questions of a Tagging. The zero value asks nothing.
const (
	TaggedOrNot Tagging = iota
	WithTag
	WithoutTag
)

func (g Tagging) meets(tags []catalog.Tag) bool {
	some := slices.ContainsFunc(tags, func(t catalog.Tag) bool { return !t.Within(catalog.TagNew) })
	return g == TaggedOrNot || some == (g == WithTag)
}

// Alternatives are the targets of which one is enough: AnyOf, or the target
// itself.
func (t Target) Alternatives() []Target {
	if len(t.AnyOf) > 0 {
		return t.AnyOf
	}
	return []Target{t}
}

// NamedSources are the ids of sources that the target names anywhere.
func (t Target) NamedSources() []string {
	var out []string
	for _, one := range t.Alternatives() {
		out = append(out, one.Sources...)
		for _, with := range one.SourcesWith {
			out = append(out, with.Sources...)
		}
	}
	return out
}

// On makes the target ready to be held against sources on clusters of a kind:
// names are compared as the warehouse compares them. A ColumnRegex that does
// not compile, which Parse never lets through, matches no column.
func (t Target) On(kind catalog.ClusterKind) Matcher {
	m := Matcher{}
	for _, one := range t.Alternatives() {
		m.any = append(m.any, newPart(one, kind))
	}
	return m
}

// Matcher is a Target that meets sources, with its expressions compiled. The
// zero Matcher matches nothing.
type Matcher struct{ any []part }

// Source reports whether the target names the source. The column keys ask for
// one column that meets all of them.
func (m Matcher) Source(s catalog.Source) bool {
	return slices.ContainsFunc(m.any, func(p part) bool { return p.source(s) })
}

// Column reports whether a mask policy with this target applies to the column
// of the source: the source must match, and the column must meet every column
// key. With source keys alone that is every column of the source.
func (m Matcher) Column(s catalog.Source, c catalog.Column) bool {
	return slices.ContainsFunc(m.any, func(p part) bool { return p.besides(s) && p.columnKeys(c) })
}

// part is one alternative.
type part struct {
	target Target
	kind   catalog.ClusterKind
	column *regexp.Regexp // nil when there is no ColumnRegex, or none that compiles
	with   []part
}

func newPart(t Target, kind catalog.ClusterKind) part {
	p := part{target: t, kind: kind, column: t.column}
	if p.column == nil && t.ColumnRegex != "" {
		p.column, _ = columnRegex(t.ColumnRegex) // nil then, and no column matches
	}
	for _, with := range t.SourcesWith {
		p.with = append(p.with, newPart(with, kind))
	}
	return p
}

// columnRegex compiles RE2 text that must match a whole column name, without
// case. The text is compiled by itself first, so that "a)|(b" stays the
// mistake that it is.
func columnRegex(text string) (*regexp.Regexp, error) {
	if _, err := regexp.Compile(text); err != nil {
		return nil, err
	}
	return regexp.Compile(`(?is)\A(?:` + text + `)\z`)
}

func (p part) source(s catalog.Source) bool {
	return p.besides(s) && (!p.target.hasColumnKeys() || slices.ContainsFunc(s.Columns, p.columnKeys))
}

// besides reports whether everything is met that asks for no column of the
// policy's own. A target without source keys is met when it names columns.
func (p part) besides(s catalog.Source) bool {
	return p.sourceKeys(s) && !slices.ContainsFunc(p.with, func(with part) bool { return !with.source(s) })
}

func (p part) sourceKeys(s catalog.Source) bool {
	t := p.target
	switch {
	case len(t.Tags) > 0 && !slices.ContainsFunc(t.Tags, s.Tagged),
		!t.Tagged.meets(s.Tags),
		len(t.Sources) > 0 && !slices.Contains(t.Sources, s.ID),
		len(t.Schemas) > 0 && !p.names(t.Schemas, s.Table.Schema) && !p.names(t.Schemas, s.Table.Database+"."+s.Table.Schema),
		len(t.Databases) > 0 && !p.names(t.Databases, s.Table.Database),
		len(t.Owners) > 0 && !slices.Contains(t.Owners, s.Owner),
		t.Selected != "" && !slices.Contains(s.Policies, t.Selected):
		return false
	}
	return t.hasSourceKeys() || t.hasColumnKeys()
}

// names reports whether a name is one of some, as the warehouse compares them.
func (p part) names(some []string, name string) bool {
	name = p.kind.Fold(name)
	return slices.ContainsFunc(some, func(one string) bool { return p.kind.Fold(one) == name })
}

func (p part) columnKeys(c catalog.Column) bool {
	t := p.target
	switch {
	case len(t.ColumnTags) > 0 && !slices.ContainsFunc(t.ColumnTags, c.Tagged),
		!t.ColumnTagged.meets(c.Tags),
		len(t.Columns) > 0 && !p.names(t.Columns, c.Name),
		t.ColumnRegex != "" && (p.column == nil || !p.column.MatchString(c.Name)):
		return false
	}
	return true
}

// hasSourceKeys reports whether a key names sources by themselves.
func (t Target) hasSourceKeys() bool {
	return t.All || len(t.Tags) > 0 || t.Tagged != TaggedOrNot || len(t.Sources) > 0 || len(t.Schemas) > 0 ||
		len(t.Databases) > 0 || len(t.Owners) > 0 || t.Selected != "" || len(t.SourcesWith) > 0
}

func (t Target) hasColumnKeys() bool {
	return len(t.ColumnTags) > 0 || t.ColumnTagged != TaggedOrNot || len(t.Columns) > 0 || t.ColumnRegex != ""
}
