package connector

import (
	"fmt"
	"slices"
	"strings"

	"scrim/pkg/catalog"
	"scrim/pkg/issue"
)

// Want is what should be there for a connector, in the order in which it can
// be made. With an error among the issues it is nothing, which is not the
// same as wanting nothing: such a connector is neither planned nor removed.
func Want(c Connector, g Ground) ([]Wanted, issue.List) {
	w := &wants{Connector: c.Complete(g), g: g}
	w.stand()
	if w.issues.HasErrors() {
		return nil, w.issues
	}
	switch c.Recipe {
	case SegmentDataGraph:
		w.dataGraph()
	case SegmentEntities:
		w.entities()
	case SegmentLinked:
		w.linked()
	case SegmentBigQuery:
		w.bigQuery()
	case WhalyBI:
		w.reader(Principal{Kind: IsUser, Name: w.User})
	case ReadOnly, ReadWrite:
		w.reader(Principal{Kind: IsRole, Name: w.Role})
	case GovernedViews:
		w.governed()
	default:
		w.bad("recipe", "unknown-value", "scrim connector presets lists them", "there is no recipe %q", c.Recipe)
	}
	if w.issues.HasErrors() {
		return nil, w.issues
	}
	return w.inOrder(), w.issues
}

// wants collects what a connector wants.
type wants struct {
	Connector
	g      Ground
	out    []Wanted
	issues issue.List
}

// add wants a thing once: its first reason stands, and every hazard.
func (w *wants) add(t Thing, why string, hazards ...Hazard) {
	k := t.Key()
	i := slices.IndexFunc(w.out, func(o Wanted) bool { return o.Thing.Key() == k })
	if i < 0 {
		i = len(w.out)
		w.out = append(w.out, Wanted{Thing: t, Why: why})
	}
	for _, h := range hazards {
		if !slices.Contains(w.out[i].Hazards, h) {
			w.out[i].Hazards = append(w.out[i].Hazards, h)
		}
	}
}

func (w *wants) grant(p Privilege, on Object, to Principal, why string, hazards ...Hazard) {
	w.add(Grant{Privilege: p, On: on, To: to}, why, hazards...)
}

func (w *wants) bad(path string, code issue.Code, hint, format string, args ...any) {
	w.issues.Add(issue.Place{Input: "connector " + w.ID, Path: path}, code, hint, format, args...)
}

// inOrder sorts by what must be there before: a user before what it may do,
// and before default privileges for it.
func (w *wants) inOrder() []Wanted {
	slices.SortStableFunc(w.out, func(a, b Wanted) int { return rank(a.Thing) - rank(b.Thing) })
	return w.out
}

func rank(t Thing) int {
	switch t.(type) {
	case Database, ServiceAccount:
		return 0
	case Role, CustomRole:
		return 1
	case Login, Dataset:
		return 2
	case Settings:
		return 3
	case Member:
		return 4
	case Schema:
		return 5
	default:
		return 6
	}
}

// stand checks the document against the ground.
func (w *wants) stand() {
	onBigQuery := w.Recipe == SegmentBigQuery
	switch {
	case onBigQuery:
		return
	case w.g.Kind == catalog.BigQuery:
		w.bad("recipe", "not-on-this-warehouse", "segment-bigquery is the recipe there", "the recipe %s is for Redshift and PostgreSQL, and cluster %s is on BigQuery", w.Recipe, w.Cluster)
	case w.IAM && !w.g.Kind.IsRedshift():
		w.bad("iam", "not-on-this-warehouse", "leave it out, or give a password by reference", "an account without a password is Redshift's, and cluster %s is not", w.Cluster)
	}
	for _, one := range []struct{ path, name string }{{"user", w.User}, {"role", w.Role}, {"sync_role", w.SyncRole}} {
		w.standAccount(one.path, one.name)
	}
	w.standExtents("reads", w.Reads)
	w.standExtents("writes", w.Writes)
	if w.Workspace != "" && w.ownSchema(w.Workspace, w.Profiles) {
		w.bad("profiles", "reserved-schema", "give it another name", "schema %s is scrim's own", w.Profiles)
	}
	if w.Workspace != "" && w.ownSchema(w.Workspace, w.Books) {
		w.bad("books", "reserved-schema", "give it another name", "schema %s is scrim's own", w.Books)
	}
}

// standAccount keeps a tool from being somebody whom scrim lives by, or
// everybody: what a document gives, or an authoritative plan takes away, would
// be theirs.
func (w *wants) standAccount(path, name string) {
	switch lower := strings.ToLower(name); {
	case slices.ContainsFunc(w.g.Apart, func(one string) bool { return w.g.fold(one) == name && name != "" }):
		w.bad(path, "bad-account", "give the tool an account of its own", "%s is scrim's own, an administrator's, or another connector's", name)
	case lower == "public" || strings.HasPrefix(lower, "pg_"):
		w.bad(path, "bad-account", path+": NAME, with a name of the tool's own", "a warehouse keeps the name %s for itself", name)
	}
}

func (w *wants) standExtents(list string, extents []Extent) {
	for i, e := range extents {
		path := fmt.Sprintf("%s[%d]", list, i)
		if w.ownSchema(e.Database, e.Schema) {
			w.bad(path+".schema", "reserved-schema", "the recipe governed-views reads scrim's views, with no grant in its schemas", "schema %s of %s is scrim's own, or the system's", e.Schema, e.Database)
		}
		if len(e.Tables) > 0 || w.g.Kind.IsRedshift() {
			continue
		}
		switch {
		case e.Future == Scoped:
			w.bad(path+".future", "not-on-this-warehouse", "name who makes the tables: creators: [etl]; or future: none", "PostgreSQL has no permission that covers the tables of everybody to come")
		case e.scoped():
			w.bad(path+".creators", "creators-unknown", "name who makes the tables: creators: [etl]; or future: none", "on PostgreSQL later tables are covered for named creators only, and nobody is named for %s", e.Schema)
		}
	}
}

// ownSchema reports whether a recipe must keep away from a schema: what is in
// it is scrim's, or the warehouse's.
func (w *wants) ownSchema(database, schema string) bool {
	s := strings.ToLower(schema)
	return strings.HasPrefix(s, "pg_") || s == "information_schema" ||
		database == w.g.ViewDatabase && (strings.HasPrefix(s, w.g.Prefix+"_") || slices.Contains(w.g.Views, schema))
}
