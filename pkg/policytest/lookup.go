package policytest

import (
	"fmt"
	"maps"
	"slices"

	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/oracle"
)

// lookupTables is the sources of the cluster as tables to look something up in,
// with the rows that the file gives them. What it gives none is unseen: a test
// that asks it means nothing.
func (g stage) lookupTables(f File, documents []event.Document, issues *issue.List) []oracle.LookupTable {
	var out []oracle.LookupTable
	at := issue.Place{Input: f.Name}
	for _, d := range documents {
		s, ok := d.Noun.(event.Source)
		if !ok || !g.cluster.Serves(s.Source) {
			continue
		}
		rows, given := f.Lookups[s.ID]
		t := stage{source: s.Source}
		var untyped issue.List
		t.describe(at.In("lookups."+s.ID), &untyped)
		if given {
			*issues = append(*issues, untyped...)
		}
		table := oracle.LookupTable{Source: s.Source, Base: t.base, Reviews: t.reviews, Unseen: !given}
		for _, r := range t.table(rows, at.In("lookups."+s.ID), issues) {
			table.Rows = append(table.Rows, r.values)
		}
		out = append(out, table)
	}
	for _, id := range slices.Sorted(maps.Keys(f.Lookups)) {
		if !slices.ContainsFunc(out, func(t oracle.LookupTable) bool { return t.Source.ID == id }) {
			issues.Add(at.In("lookups."+id), "unknown-source", "name a source that the documents have, on the same cluster", "there is no source %q to look something up in", id)
		}
	}
	return out
}

// unseen reports lookups whose rows a decision depends on and the file does not
// give.
func unseen(f File, d oracle.Decision, issues *issue.List) {
	for _, id := range d.Depends {
		message := fmt.Sprintf("a policy looks something up in source %s, and the file does not say what is in its table", id)
		if !slices.ContainsFunc(*issues, func(one issue.Issue) bool { return one.Message == message }) {
			issues.Add(issue.Place{Input: f.Name}.In("lookups"), "lookup-without-rows", "lookups: {"+id+": []}, or with rows", "%s", message)
		}
	}
}

// describe makes up the table that the source's document describes, its columns
// reviewed as those of a first snapshot are.
func (g *stage) describe(at issue.Place, issues *issue.List) {
	g.reviews = map[string]oracle.Review{}
	for i, c := range g.source.Columns {
		t, ok := catalog.ParseType(c.Type)
		if !ok {
			issues.Add(at, "missing-type", "give the column its type in the source's document", "the type of column %s is not known", c.Name)
		}
		g.base.Columns = append(g.base.Columns, catalog.Observed{Name: c.Name, Type: t, Ordinal: i + 1})
		if c.Reviewed || !c.Tagged(catalog.TagNew) {
			g.reviews[c.Name] = oracle.Review{Type: c.Type, Ordinal: i + 1}
		}
	}
}
