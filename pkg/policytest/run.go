package policytest

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/oracle"
)

// Run runs the tests of a file against the documents that it is about. A
// mistake that keeps all of them from meaning anything, as a source that is
// not among the documents, is an error among the issues; then nothing ran.
func Run(f File, documents []event.Document, now time.Time) (Report, issue.List) {
	t, issues := Prepare(f, documents, Place{}, now)
	if issues.HasErrors() {
		return Report{File: f.Name}, issues
	}
	report, found := t.judge(nil)
	return report, append(issues, found...)
}

// stage is the source under test, on its cluster, as a table.
type stage struct {
	cluster catalog.Cluster
	source  catalog.Source
	base    catalog.Signature
	reviews map[string]oracle.Review
	lookups []oracle.LookupTable
}

func ground(f File, documents []event.Document, on Place, issues *issue.List) stage {
	var g stage
	at := issue.Place{Input: f.Name}
	var known bool
	var found []catalog.Cluster
	for _, d := range documents {
		if s, ok := d.Noun.(event.Source); ok && s.ID == f.Source {
			g.source, known = s.Source, true
		}
	}
	if !known {
		issues.Add(at.In("source"), "unknown-source", "name a source that the documents have", "there is no source %q among the documents", f.Source)
		return g
	}
	for _, d := range documents {
		if c, ok := d.Noun.(event.Cluster); ok && c.Serves(g.source) && (f.Cluster == "" || c.ID == f.Cluster) {
			found = append(found, c.Cluster)
		}
	}
	if i := slices.IndexFunc(found, func(c catalog.Cluster) bool { return c.ID == on.Cluster }); i >= 0 && f.Cluster == "" {
		found = found[i : i+1]
	}
	switch {
	case len(found) == 1:
		g.cluster = found[0]
	case f.Cluster != "" || len(found) > 1:
		issues.Add(at.In("cluster"), "unknown-cluster", "name one whose host is the source's", "%d clusters of the documents have this name and the source", len(found))
	default: // policies mean the same everywhere; only how text compares is a warehouse's own
		g.cluster = catalog.Cluster{ID: cmp.Or(on.Cluster, "test"), Kind: catalog.Redshift, Host: g.source.Host, ViewDatabase: g.source.Table.Database}
	}
	if on.Kind != "" {
		g.cluster.Kind = on.Kind
	}
	g.describe(at.In("source"), issues)
	g.lookups = g.lookupTables(f, documents, issues)
	return g
}

func (g stage) rows(f File, issues *issue.List) []row {
	return g.table(f.Rows, issue.Place{Input: f.Name}.In("rows"), issues)
}

// table reads rows of the source's table.
func (g stage) table(rows []Row, place issue.Place, issues *issue.List) []row {
	var out []row
	for i, written := range rows {
		at := place
		at.Path = fmt.Sprintf("%s[%d]", place.Path, i)
		g.known(written, at, issues)
		r := row{name: g.nameOf(written, i)}
		for _, c := range g.base.Columns {
			var v oracle.Value
			if text, ok := written[c.Name].(Literal); ok {
				var err error
				if v, err = oracle.Parse(c.Type, string(text)); err != nil {
					issues.Add(at.In(c.Name), "bad-cell", "write it as the warehouse prints it: 2026-01-31, 12.50, true", "the value is none of type %s", c.Type)
				}
			}
			r.values = append(r.values, v)
		}
		out = append(out, r)
	}
	return out
}

// known reports columns that the source does not have.
func (g stage) known(r Row, at issue.Place, issues *issue.List) {
	for _, column := range slices.Sorted(maps.Keys(r)) {
		if g.column(column) < 0 {
			issues.Add(at.In(column), "unknown-column", "name a column of the source", "the source has no column %q", column)
		}
	}
}

func (g stage) column(name string) int {
	return slices.IndexFunc(g.base.Columns, func(c catalog.Observed) bool { return c.Name == name })
}

// nameOf is how a row is called: by the first column of the table that it
// gives.
func (g stage) nameOf(r Row, i int) string {
	for _, c := range g.base.Columns {
		if text, ok := r[c.Name].(Literal); ok {
			return c.Name + " " + string(text)
		}
	}
	return fmt.Sprintf("row %d", i+1)
}

// check reads what a test expects against the table.
func (g stage) check(t Test, documents []event.Document, at issue.Place, issues *issue.List) {
	if !slices.ContainsFunc(over(documents, t.With), func(d event.Document) bool { return d.Kind == event.KindUser && d.ID == t.User }) {
		issues.Warn(at.In("user"), "unknown-user", "name a user of the documents, or write one: user: {groups: [{name: hr}]}", "nobody is called %q, and who is unknown sees nothing", t.User)
	}
	for i, r := range t.Sees {
		place := at.In(fmt.Sprintf("sees[%d]", i))
		g.known(r, place, issues)
		for column, want := range r {
			n := g.column(column)
			if text, ok := want.(Literal); ok && n >= 0 {
				if _, err := oracle.Parse(g.base.Columns[n].Type, string(text)); err != nil {
					issues.Add(place.In(column), "bad-cell", "write it as the warehouse prints it: 2026-01-31, 12.50, true", "the value is none of type %s", g.base.Columns[n].Type)
				}
			}
		}
	}
}

// reading is everything that is true while the test's reader reads.
func (g stage) reading(t Test, documents []event.Document, now time.Time) oracle.Facts {
	f := oracle.Facts{Cluster: g.cluster, Source: g.source, Base: g.base, Reviews: g.reviews, Lookups: g.lookups}
	f.Salt = func(name string) (string, bool) { return Salt(name), true }
	for _, d := range over(documents, t.With) {
		switch n := d.Noun.(type) {
		case event.User:
			f.Users = append(f.Users, n.User)
			if n.ID == t.User {
				f.Reader = oracle.Login(g.cluster, n.User)
			}
		case event.Session:
			f.Sessions = append(f.Sessions, n.Session)
		case event.Acknowledgement:
			f.Acknowledgements = append(f.Acknowledgements, n.Acknowledgement)
		case event.Access:
			f.Accesses = append(f.Accesses, n.Access)
		case event.Project:
			f.Projects = append(f.Projects, n.Project)
		case event.Purpose:
			f.Purposes = append(f.Purposes, n.Purpose)
		case event.Policy:
			f.Policies = append(f.Policies, n.Policy)
		}
	}
	f.Compared = oracle.Compared(g.everywhere(f, documents), now)
	return f
}

// everywhere is the facts about each source of the cluster: with which types an
// attribute is compared is decided over all of them (SEMANTICS S8).
func (g stage) everywhere(f oracle.Facts, documents []event.Document) []oracle.Facts {
	var out []oracle.Facts
	for _, d := range documents {
		s, ok := d.Noun.(event.Source)
		if !ok || !g.cluster.Serves(s.Source) {
			continue
		}
		one := f
		one.Source, one.Base = s.Source, catalog.Signature{}
		for i, c := range s.Columns {
			if t, known := catalog.ParseType(c.Type); known {
				one.Base.Columns = append(one.Base.Columns, catalog.Observed{Name: c.Name, Type: t, Ordinal: i + 1})
			}
		}
		out = append(out, one)
	}
	return out
}

// over is the documents with some replaced by, or besides, those of a test.
func over(documents, with []event.Document) []event.Document {
	out := slices.Clone(documents)
	for _, w := range with {
		out = slices.DeleteFunc(out, func(d event.Document) bool { return d.Kind == w.Kind && d.ID == w.ID })
		out = append(out, w)
	}
	slices.SortStableFunc(out, func(a, b event.Document) int { return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID)) })
	return out
}
