package connector_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"scrim/pkg/catalog"
	"scrim/pkg/connector"
)

func extents(t *rapid.T, label string, most int) []connector.Extent {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) connector.Extent {
		e := connector.Extent{
			Database: rapid.SampledFrom([]string{"", "views", "crm", "work"}).Draw(t, "database"),
			Schema:   rapid.SampledFrom([]string{"devices", "orders", "governed", "gauze_system", "Gauze_Functions", "pg_catalog", "profiles_sync", "__segment_reverse_etl"}).Draw(t, "schema"),
		}
		switch rapid.IntRange(0, 4).Draw(t, "of it") {
		case 0:
			e.Tables = []string{"a", "b"}
		case 1:
			e.Future, e.Creators = connector.ByCreator, []string{"etl"}
		case 2:
			e.Future = connector.NotCovered
		case 3:
			e.Creators = []string{"etl", "ann"}
		}
		return e
	}), 0, most).Draw(t, label)
}

// TestNoRecipeWantsTooMuch: nothing is written but the tool's own schemas of
// its workspace and what the document says under writes; nothing is read but
// those and what it says under reads; nothing at all is given on scrim's own
// schemas; and whoever is given something is made before.
func TestNoRecipeWantsTooMuch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := connector.Connector{
			ID: "tool", Cluster: "c", Recipe: rapid.SampledFrom(connector.Recipes()).Draw(t, "recipe"),
			Workspace:  rapid.SampledFrom([]string{"", "work", "views", "crm"}).Draw(t, "workspace"),
			Books:      rapid.SampledFrom([]string{"", "governed", "own"}).Draw(t, "books"),
			UsedBefore: rapid.Bool().Draw(t, "used before"),
			Reads:      extents(t, "reads", 3),
		}
		if c.Recipe == connector.SegmentBigQuery {
			return // TestBigQueryIsGivenNoMore
		}
		if c.Recipe == connector.ReadWrite {
			c.Writes = extents(t, "writes", 2)
		}
		if c.Recipe == connector.GovernedViews {
			c.Reads, c.Workspace = nil, "" // its documents have neither
		}
		g := ground(rapid.SampledFrom([]catalog.ClusterKind{catalog.Redshift, catalog.RedshiftServerless, catalog.Postgres}).Draw(t, "kind"))
		for _, s := range connector.Needs(c, g) {
			g.Tables = append(g.Tables, connector.Table{Table: catalog.Table{Database: s.Database, Schema: s.Name, Name: "t"}, Owner: rapid.SampledFrom([]string{"etl", "tool", "old"}).Draw(t, "owner")})
		}
		want, issues := connector.Want(c, g)
		if issues.HasErrors() != (len(want) == 0) {
			t.Fatalf("%d things are wanted, and there are these issues: %v", len(want), issues)
		}
		full, made := c.Complete(g), map[connector.Principal]bool{}
		for _, w := range want {
			if w.Why == "" {
				t.Fatalf("%s has no reason", connector.Words(w.Thing))
			}
			switch thing := w.Thing.(type) {
			case connector.Role:
				made[connector.Principal{Kind: connector.IsRole, Name: thing.Name}] = true
			case connector.Login:
				made[connector.Principal{Kind: connector.IsUser, Name: thing.Name}] = true
			case connector.Database:
				if thing.Name != full.Workspace {
					t.Fatalf("database %s is made, and the workspace is %s", thing.Name, full.Workspace)
				}
			case connector.Member:
				if !made[connector.Principal{Kind: connector.IsRole, Name: thing.Role}] || !made[connector.Principal{Kind: connector.IsUser, Name: thing.Login}] {
					t.Fatalf("%s comes before one of them", connector.Words(thing))
				}
			case connector.Grant:
				if !made[thing.To] {
					t.Fatalf("%s is given something before it is made", thing.To)
				}
				permitted(t, full, g, thing)
			}
		}
	})
}

func permitted(t *rapid.T, c connector.Connector, g connector.Ground, one connector.Grant) {
	o := one.On
	within := func(extents []connector.Extent) bool {
		return slices.ContainsFunc(extents, func(e connector.Extent) bool {
			return e.Database == o.Database && e.Schema == o.Schema && (len(e.Tables) == 0 && one.Privilege != "" || o.Kind == connector.OnSchema && one.Privilege == connector.Usage || slices.Contains(e.Tables, o.Table))
		})
	}
	own := o.Database == c.Workspace && (c.Recipe == connector.SegmentDataGraph && o.Schema == c.Profiles || c.UsedBefore && c.Books != "" && o.Schema == c.Books)
	keepsBooks := c.Books != "" && o.Database == c.Workspace
	allowed := false
	switch one.Privilege {
	case connector.Connect:
		allowed = g.Kind == catalog.Postgres && o.Kind == connector.OnDatabase
	case connector.Create:
		allowed = o.Kind == connector.OnDatabase && keepsBooks || o.Kind == connector.OnSchema && (own || within(c.Writes))
	case connector.Usage, connector.Select:
		allowed = own || within(c.Reads) || within(c.Writes)
	case connector.Insert, connector.Update, connector.DeleteRows:
		allowed = own || within(c.Writes)
	}
	schema := strings.ToLower(o.Schema)
	scrims := o.Database == g.ViewDatabase && (schema == "governed" || strings.HasPrefix(schema, "gauze_")) || strings.HasPrefix(schema, "pg_")
	if !allowed || scrims {
		t.Fatalf("it must not be given %s", connector.Words(one))
	}
	if (o.Kind == connector.OnTables) && !g.Kind.IsRedshift() {
		t.Fatalf("PostgreSQL cannot say %s", connector.Words(one))
	}
}

// TestBigQueryIsGivenNoMore: roles that write are on the dataset of the books
// alone, and the project's are those that run queries and list.
func TestBigQueryIsGivenNoMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		everything := rapid.Bool().Draw(t, "everything")
		c := connector.Connector{ID: "g", Recipe: connector.SegmentBigQuery, Project: "acme-warehouse",
			Exact: rapid.Bool().Draw(t, "exact"), Beforehand: rapid.Bool().Draw(t, "beforehand"),
			Reads: []connector.Extent{{Dataset: "a", Tables: []string{"t"}}, {Dataset: "b"}}}
		if everything {
			c.Reads = append(c.Reads, connector.Extent{Everything: true})
		}
		want, issues := connector.Want(c, connector.Ground{Kind: catalog.BigQuery})
		if len(issues) > 0 {
			t.Fatal(issues)
		}
		permissions := map[string][]string{
			"roles/bigquery.user": {"bigquery.jobs.create", "bigquery.datasets.create"}, "roles/bigquery.jobUser": {"bigquery.jobs.create"},
			"roles/bigquery.metadataViewer": {"bigquery.datasets.get", "bigquery.tables.list", "bigquery.tables.get"}, "roles/bigquery.dataViewer": {"bigquery.tables.getData"},
		}
		for _, w := range want {
			switch thing := w.Thing.(type) {
			case connector.CustomRole:
				permissions["projects/"+thing.Project+"/roles/"+thing.ID] = thing.Permissions
			case connector.Binding:
				if permissions[thing.Role] == nil {
					t.Fatalf("%s is bound before it is made", thing.Role)
				}
				for _, p := range permissions[thing.Role] {
					writes := p == "bigquery.tables.create" || strings.HasSuffix(strings.ToLower(p), "update") || strings.HasSuffix(p, "updateData") || strings.Contains(p, "delete")
					reads := p == "bigquery.tables.getData"
					switch {
					case writes && thing.Dataset != "__segment_reverse_etl",
						p == "bigquery.datasets.create" && (thing.Dataset != "" || c.Beforehand),
						reads && thing.Dataset == "" && !everything,
						reads && thing.Dataset == "a" && thing.Table != "t",
						c.Exact && strings.HasPrefix(thing.Role, "roles/"):
						t.Fatalf("it must not be given %s by %s", p, connector.Words(thing))
					}
				}
			}
		}
	})
}
