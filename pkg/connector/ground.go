package connector

import "scrim/pkg/catalog"

// Ground is what a recipe stands on: a few facts of the cluster, and what an
// adapter found in the schemas that Needs names. What was not found is not
// there; on BigQuery only Locations is asked.
type Ground struct {
	Kind         catalog.ClusterKind
	ViewDatabase string
	Prefix       string            // of scrim's own schemas
	Views        []string          // the schemas of scrim's views, in the view database
	Tables       []Table           // that there are in the schemas of Needs, views too, sorted
	Locations    map[string]string // BigQuery: where the datasets of Needs are kept
	Apart        []string          // accounts and roles that are not this tool's: scrim's own, administrators', other connectors'
}

// Table is a table that there is, and whose it is.
type Table struct {
	catalog.Table
	Owner string
}

// On is the ground of a cluster before anybody looked at it.
func On(c catalog.Cluster) Ground {
	apart := []string{c.Credentials.User, c.SystemPrefix() + "_readers"}
	if c.Provisioner != nil {
		apart = append(apart, c.Provisioner.User)
	}
	return Ground{Kind: c.Kind, ViewDatabase: c.ViewDatabase, Prefix: c.SystemPrefix(), Apart: apart}
}

// Needs names the schemas whose tables must be in the Ground for Want, and on
// BigQuery the datasets whose locations must: a dataset's Database is its
// project. It asks of the ground what On gives.
func Needs(c Connector, g Ground) []Schema {
	c = c.Complete(g)
	var out []Schema
	seen := map[Schema]bool{}
	add := func(database, name string) {
		if s := (Schema{Database: database, Name: name}); name != "" && !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	for _, e := range c.Reads {
		switch {
		case e.Dataset != "":
			add(c.Project, e.Dataset)
		case len(e.Tables) > 0, g.Kind.IsRedshift() && e.scoped():
		default:
			add(e.Database, e.Schema)
		}
	}
	for _, e := range c.Writes {
		add(e.Database, e.Schema)
	}
	if c.Profiles != "" {
		add(c.Workspace, c.Profiles)
	}
	if c.UsedBefore {
		add(c.Workspace, c.Books)
	}
	return out
}

// scoped reports whether later tables are covered, whoever makes them, where
// the warehouse can do so.
func (e Extent) scoped() bool {
	return e.Future == Scoped || e.Future == "" && len(e.Creators) == 0
}

// tables are those of a schema.
func (g Ground) tables(database, schema string) []Table {
	var out []Table
	for _, t := range g.Tables {
		if t.Database == database && t.Schema == schema {
			out = append(out, t)
		}
	}
	return out
}
