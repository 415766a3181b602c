// Package shelf is documents as they lie in files: by what they are, and what
// they come to on a cluster when there is neither a store nor a warehouse to
// ask.
//
// It promises that views are what package compile makes of the documents, and
// facts what package profile makes of them, as for a warehouse that has the
// tables that the documents describe. It decides nothing, and never asks the
// time.
package shelf

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/compile"
	"scrim/pkg/directory"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/policy"
	"scrim/pkg/view"
)

// Shelf is documents by what they are.
type Shelf struct {
	Clusters []catalog.Cluster // by id
	Sources  []catalog.Source  // by id
	Projects []directory.Project
	Policies []policy.Policy
	cast
}

// Of sorts documents.
func Of(documents []event.Document) Shelf {
	s := Shelf{cast: castOf(documents)}
	for _, d := range documents {
		switch noun := d.Noun.(type) {
		case event.Cluster:
			s.Clusters = append(s.Clusters, noun.Cluster)
		case event.Source:
			s.Sources = append(s.Sources, noun.Source)
		case event.Project:
			s.Projects = append(s.Projects, noun.Project)
		case event.Policy:
			s.Policies = append(s.Policies, noun.Policy)
		}
	}
	slices.SortFunc(s.Clusters, func(a, b catalog.Cluster) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(s.Sources, func(a, b catalog.Source) int { return cmp.Compare(a.ID, b.ID) })
	return s
}

// Compiled is a source's view as documents describe it.
type Compiled struct {
	Source   catalog.Source
	View     view.View
	Decision compile.Decision
	Issues   issue.List
}

// Compile compiles each source that has a view on a cluster. What is said of
// the others, and of their policies, is added to the issues.
func (s Shelf) Compile(c catalog.Cluster, now time.Time, issues *issue.List) []Compiled {
	var out []Compiled
	tables := s.lookups(c)
	for _, source := range s.Sources {
		if source.Disabled || !c.Serves(source) {
			continue
		}
		if !c.Governs(source.Table.Database) {
			issues.Warn(PlaceOf(source), "out-of-scope", "add the database to the cluster's databases", "cluster %s does not govern database %s, so it has no view", c.ID, source.Table.Database)
			continue
		}
		base, reviewed, ok := described(source, issues)
		if !ok {
			continue
		}
		name, _ := c.Place(source)
		v, decision, found := compile.Compile(compile.Input{
			Cluster: c, Source: source, Name: name, Base: base, Reviewed: reviewed, Policies: s.Policies, Lookups: tables, Now: now,
			Projects: slices.DeleteFunc(slices.Clone(s.Projects), func(p directory.Project) bool { return !slices.Contains(p.Sources, source.ID) }),
		})
		*issues = append(*issues, found...)
		out = append(out, Compiled{source, v, decision, found})
	}
	return out
}

// Compared are the types with which these views compare each attribute.
func Compared(views []Compiled) map[string][]catalog.Type {
	out := map[string][]catalog.Type{}
	for _, one := range views {
		for _, asked := range one.Decision.Comparisons {
			if !slices.Contains(out[asked.Attribute], asked.Type) {
				out[asked.Attribute] = append(out[asked.Attribute], asked.Type)
			}
		}
	}
	return out
}

// PlaceOf is where an issue of a source is reported.
func PlaceOf(s catalog.Source) issue.Place { return issue.Place{Input: "source " + s.ID} }

// Unmatched warns of sources that none of the clusters serves.
func (s Shelf) Unmatched(issues *issue.List) {
	for _, source := range s.Sources {
		if !slices.ContainsFunc(s.Clusters, func(c catalog.Cluster) bool { return c.Serves(source) }) {
			issues.Warn(PlaceOf(source), "unmatched", "add its cluster, or correct its host and port", "no cluster given here has the host %s, so it has no view", source.Host)
		}
	}
}

// lookups is the sources of the cluster, in each of which policies may look
// something up.
func (s Shelf) lookups(c catalog.Cluster) []compile.Lookup {
	var out []compile.Lookup
	for _, source := range s.Sources {
		if !c.Serves(source) || !c.Governs(source.Table.Database) {
			continue
		}
		one := compile.Lookup{Source: source}
		var issues issue.List
		base, reviewed, ok := described(source, &issues)
		switch {
		case source.Disabled:
			one.Closed = "it is disabled"
		case !ok:
			one.Closed = issues[0].Message
		default:
			one.Base, one.Reviewed = base, reviewed
		}
		out = append(out, one)
	}
	return out
}

// described makes up the table that the snapshot's types describe. Columns are
// reviewed as those of a first snapshot are (SEMANTICS S13).
func described(source catalog.Source, issues *issue.List) (base catalog.Signature, reviewed map[string]bool, ok bool) {
	reviewed = map[string]bool{}
	var untyped []string
	for i, column := range source.Columns {
		t, known := catalog.ParseType(column.Type)
		if !known {
			untyped = append(untyped, column.Name)
		}
		base.Columns = append(base.Columns, catalog.Observed{Name: column.Name, Type: t, Ordinal: i + 1})
		reviewed[column.Name] = column.Reviewed || !column.Tagged(catalog.TagNew)
	}
	if len(untyped) > 0 {
		issues.Add(PlaceOf(source), "missing-type", "give each column its type, or ask the server: scrim plan",
			"without a warehouse the types of %s are not known, so it is left out", strings.Join(untyped, ", "))
		return base, nil, false
	}
	return base, reviewed, true
}
