package policy

import (
	"regexp"
	"slices"

	"scrim/pkg/catalog"
)

// MatchesSource reports whether the target names the source. Keys AND, the
// values of a key OR. The column keys (ColumnTags, Columns, ColumnRegex) ask
// for one column that meets all of them. The empty Target matches nothing.
// Whoever asks about many sources makes a Matcher once.
func (t Target) MatchesSource(s catalog.Source) bool { return t.Matcher().Source(s) }

// MatchesColumn reports whether a mask policy with this target applies to the
// column of the source: the source must match, and the column must meet every
// column key. With source keys alone that is every column of the source.
func (t Target) MatchesColumn(s catalog.Source, c catalog.Column) bool {
	return t.Matcher().Column(s, c)
}

// Matcher is a Target with its column expression compiled: what to use when
// one target meets many sources. The zero Matcher matches nothing.
type Matcher struct {
	target Target
	column *regexp.Regexp // nil when there is no ColumnRegex, or none that compiles
}

// Matcher compiles the target. A ColumnRegex that does not compile, which
// Parse never lets through, matches no column.
func (t Target) Matcher() Matcher {
	m := Matcher{target: t}
	if t.ColumnRegex != "" {
		m.column, _ = columnRegex(t.ColumnRegex) // nil then, and no column matches
	}
	return m
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

// Source is MatchesSource.
func (m Matcher) Source(s catalog.Source) bool {
	if !m.sourceKeys(s) {
		return false
	}
	if !m.hasColumnKeys() {
		return true
	}
	return slices.ContainsFunc(s.Columns, m.columnKeys)
}

// Column is MatchesColumn.
func (m Matcher) Column(s catalog.Source, c catalog.Column) bool {
	return m.sourceKeys(s) && m.columnKeys(c)
}

// sourceKeys reports whether every key that names sources is met. A target
// without any of them is met when it names columns.
func (m Matcher) sourceKeys(s catalog.Source) bool {
	t := m.target
	switch {
	case len(t.Tags) > 0 && !slices.ContainsFunc(t.Tags, s.Tagged),
		len(t.Sources) > 0 && !slices.Contains(t.Sources, s.ID),
		len(t.Schemas) > 0 && !slices.ContainsFunc(t.Schemas, func(schema string) bool { return inSchema(s.Table, schema) }):
		return false
	}
	return t.hasSourceKeys() || m.hasColumnKeys()
}

func inSchema(t catalog.Table, schema string) bool {
	return schema == t.Schema || schema == t.Database+"."+t.Schema
}

func (m Matcher) columnKeys(c catalog.Column) bool {
	t := m.target
	switch {
	case len(t.ColumnTags) > 0 && !slices.ContainsFunc(t.ColumnTags, c.Tagged),
		len(t.Columns) > 0 && !slices.Contains(t.Columns, c.Name),
		t.ColumnRegex != "" && (m.column == nil || !m.column.MatchString(c.Name)):
		return false
	}
	return true
}

// hasSourceKeys reports whether a key names sources by themselves.
func (t Target) hasSourceKeys() bool {
	return t.All || len(t.Tags) > 0 || len(t.Sources) > 0 || len(t.Schemas) > 0
}

func (m Matcher) hasColumnKeys() bool {
	t := m.target
	return len(t.ColumnTags) > 0 || len(t.Columns) > 0 || t.ColumnRegex != ""
}
