package warehouse_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5/pgconn"

	"scrim/pkg/connector"
	"scrim/pkg/warehouse"
)

// TestEveryRecipeIsMade: what each recipe wants can be made in its order, is
// then wanted no more, lets the tool do what it is for and nothing of what is
// tried besides, and goes again without a trace.
func TestEveryRecipeIsMade(t *testing.T) {
	grounds(t, func(t *testing.T, g *ground) {
		g.creator(t)
		execute(t, g.dsn(g.admin.User, "sales"),
			"CREATE USER old_segment PASSWORD 'Abcdefg1'", "CREATE SCHEMA __segment_reverse_etl", "GRANT ALL ON SCHEMA __segment_reverse_etl TO old_segment")
		execute(t, g.dsn("old_segment", "sales"), "CREATE TABLE __segment_reverse_etl.checkpoints (id integer)")
		if g.cluster.Kind.IsRedshift() { // PostgreSQL's views are in the database that there is
			execute(t, g.dsn(g.admin.User, "sales"), "CREATE DATABASE "+g.cluster.ViewDatabase)
		}
		before := g.rights(t)
		hr := connector.Extent{Database: "sales", Schema: "hr", Creators: []string{"etl"}}
		one := connector.Extent{Database: "sales", Schema: "hr", Tables: []string{"employees"}}
		for name, recipe := range map[string]struct {
			document connector.Connector
			database string
			may      []string
			mayNot   []string
		}{
			"read-only": {connector.Connector{Recipe: connector.ReadOnly, Workspace: "sales", Reads: []connector.Extent{hr}}, "sales",
				[]string{"SELECT count(*) FROM hr.employees"}, []string{"DELETE FROM hr.employees WHERE false", "CREATE TABLE hr.x (id integer)", "CREATE SCHEMA x"}},
			"read-write": {connector.Connector{Recipe: connector.ReadWrite, Workspace: "sales", Writes: []connector.Extent{hr}}, "sales",
				[]string{"SELECT count(*) FROM hr.employees", "DELETE FROM hr.employees WHERE false", "CREATE TABLE hr.x (id integer)", "DROP TABLE hr.x"}, []string{"DROP TABLE hr.employees", "CREATE SCHEMA x"}},
			"whaly-bi": {connector.Connector{Recipe: connector.WhalyBI, Workspace: "sales", Reads: []connector.Extent{one}}, "sales",
				[]string{"SELECT count(*) FROM hr.employees"}, []string{"DELETE FROM hr.employees WHERE false", "SELECT count(*) FROM __segment_reverse_etl.checkpoints"}},
			"segment-linked": {connector.Connector{Recipe: connector.SegmentLinked, Reads: []connector.Extent{hr}}, "segment_linked_profiles_db",
				[]string{"CREATE SCHEMA __segment_reverse_etl", "CREATE TABLE __segment_reverse_etl.c (id integer)", "DROP TABLE __segment_reverse_etl.c", "DROP SCHEMA __segment_reverse_etl"}, nil},
			"segment-entities": {connector.Connector{Recipe: connector.SegmentEntities, Workspace: "sales", UsedBefore: true, Reads: []connector.Extent{one}}, "sales",
				[]string{"SELECT count(*) FROM hr.employees", "INSERT INTO __segment_reverse_etl.checkpoints VALUES (1)", "DELETE FROM __segment_reverse_etl.checkpoints"},
				[]string{"DROP TABLE __segment_reverse_etl.checkpoints", "ALTER TABLE __segment_reverse_etl.checkpoints ADD COLUMN x integer", "DELETE FROM hr.employees WHERE false"}},
			"segment-data-graph": {connector.Connector{Recipe: connector.SegmentDataGraph, Workspace: "sales", UsedBefore: true, Role: "Linked", Reads: []connector.Extent{hr}}, "sales",
				[]string{"SELECT count(*) FROM hr.employees", "CREATE TABLE profiles_sync.p (id integer)", "INSERT INTO profiles_sync.p VALUES (1)", "DROP TABLE profiles_sync.p"},
				[]string{"DELETE FROM hr.employees WHERE false", "DROP SCHEMA hr"}},
			"governed-views": {connector.Connector{Recipe: connector.GovernedViews}, g.cluster.ViewDatabase, []string{"SELECT 1"}, []string{"CREATE SCHEMA x"}},
		} {
			t.Run(name, func(t *testing.T) {
				recipe.document.ID, recipe.document.Cluster = "tool", "c"
				o := g.tool(t, recipe.document)
				o.apply(t, connector.Options{})
				user := recipe.document.Complete(connector.On(g.cluster)).User
				conn, err := warehouse.Session(t.Context(), g.cluster, recipe.database, warehouse.Account{User: user, Password: toolPassword}, func(*pgconn.Notice) {})
				if err != nil {
					t.Fatalf("the account cannot log in: %v", err)
				}
				defer func() { _ = conn.Close(t.Context()) }()
				for _, text := range recipe.may {
					if _, err := conn.Exec(t.Context(), text); err != nil {
						t.Errorf("%s: %v", text, err)
					}
				}
				for _, text := range recipe.mayNot {
					if _, err := conn.Exec(t.Context(), text); err == nil {
						t.Errorf("it may %s", text)
					}
				}
				if err := conn.Close(t.Context()); err != nil {
					t.Fatal(err)
				}
				o.document = connector.Connector{}
				o.apply(t, connector.Options{})
				if diff := cmp.Diff(before, g.rights(t)); diff != "" {
					t.Errorf("what was there before is not what is left:\n%s", diff)
				}
			})
		}
	})
}
