package trial

import (
	"slices"
	"strings"

	"scrim/pkg/catalog"
	"scrim/pkg/connector"
)

// Seen is what somebody who sees everything found on the cluster. What is not
// in it is not tried.
type Seen struct {
	Service   string          // scrim's own account: somebody else, to whom nothing may be given
	Raw       []catalog.Table // the tables beneath scrim's views
	Maker     string          // who makes tables for trials; empty: nobody
	Roles     []string        // roles that there are, and that the account must not get
	Readers   string          // the role that lets readers into the schemas under late-binding views; empty where there is none
	Databases []Database
	Unseen    []string // databases that could not be looked at, and why
}

// Database is one of the cluster's, with its schemas but the system's.
type Database struct {
	Name    string
	Schemas []Schema
}

// Schema is one of a database's.
type Schema struct {
	Name      string
	Relations []Relation
}

// Relation is a table, or a view.
type Relation struct {
	Name   string
	View   bool
	Column string // one that can be written; empty where it has none
}

// ProbePrefix begins the names of everything that is made for a trial.
const ProbePrefix = "scrim_probe_"

// schema is one of a database's; the zero Schema where it is not there.
func (s Seen) schema(database, name string) (Schema, bool) {
	for _, d := range s.Databases {
		for _, one := range d.Schemas {
			if d.Name == database && one.Name == name {
				return one, true
			}
		}
	}
	return Schema{}, false
}

// asked is what a document asks for, in a form in which anything on the
// cluster can be held against it.
type asked struct {
	connector.Connector
	ground connector.Ground
	seen   Seen
}

// use is how an account may use a relation or a schema.
type use int

const (
	nothing use = iota
	reading
	writing
)

// books reports whether the tool keeps books in its workspace, in a schema
// that it makes.
func (a asked) books() bool {
	return slices.Contains([]connector.Recipe{connector.SegmentDataGraph, connector.SegmentEntities, connector.SegmentLinked}, a.Recipe)
}

// keeps reports whether a schema is the one of the tool's books.
func (a asked) keeps(database, schema string) bool {
	return a.books() && database == a.Workspace && schema == a.Books
}

// own reports whether a schema is for the account to make tables in.
func (a asked) own(database, schema string) bool {
	if a.keeps(database, schema) || database == a.Workspace && a.Profiles != "" && schema == a.Profiles {
		return true
	}
	return slices.ContainsFunc(a.Writes, func(e connector.Extent) bool {
		return e.Database == database && e.Schema == schema && len(e.Tables) == 0
	})
}

// may says how a relation may be used.
func (a asked) may(t catalog.Table) use {
	holds := func(e connector.Extent) bool {
		return e.Database == t.Database && e.Schema == t.Schema && (len(e.Tables) == 0 || slices.Contains(e.Tables, t.Name))
	}
	switch {
	case a.own(t.Database, t.Schema), slices.ContainsFunc(a.Writes, holds):
		return writing
	case slices.ContainsFunc(a.Reads, holds), a.everybodys(t):
		return reading
	}
	return nothing
}

// everybodys reports whether a relation is scrim's, and for everybody: what
// it shows depends on who reads.
func (a asked) everybodys(t catalog.Table) bool {
	switch {
	case t.Database != a.ground.ViewDatabase:
		return false
	case slices.Contains(a.ground.Views, t.Schema):
		return true
	}
	return t.Schema == a.system() && slices.Contains([]string{"user_profile", "sync_state", "columns", "my_requests"}, t.Name)
}

// system is the schema of scrim's own tables.
func (a asked) system() string { return a.ground.Prefix + "_system" }

// raw reports whether a table is one beneath scrim's views.
func (a asked) raw(t catalog.Table) bool { return slices.Contains(a.seen.Raw, t) }

// each calls a function for every schema that is not left over from trials.
func (a asked) each(do func(database string, s Schema)) {
	for _, d := range a.seen.Databases {
		for _, s := range d.Schemas {
			if !strings.HasPrefix(s.Name, ProbePrefix) {
				do(d.Name, s)
			}
		}
	}
}

// relations is the relations of a schema that pass.
func relations(database string, s Schema, pass func(t catalog.Table, r Relation) bool) []Relation {
	var out []Relation
	for _, r := range s.Relations {
		if !strings.HasPrefix(r.Name, ProbePrefix) && pass(catalog.Table{Database: database, Schema: s.Name, Name: r.Name}, r) {
			out = append(out, r)
		}
	}
	return out
}

// later says how the tables are covered that will be made where the account
// reads.
func (a asked) later(e connector.Extent) connector.Future {
	switch {
	case len(e.Tables) > 0:
		return connector.NotCovered
	case e.Future == "" && len(e.Creators) > 0:
		return connector.ByCreator
	case e.Future == "" && a.ground.Kind.IsRedshift():
		return connector.Scoped
	case e.Future == "":
		return connector.NotCovered
	}
	return e.Future
}
