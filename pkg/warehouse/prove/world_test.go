package prove_test

import (
	"cmp"
	"context"
	"fmt"
	"net"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"scrim/integration/pgtest"
	"scrim/integration/pgtest/pgtesting"
	"scrim/integration/redshiftd"
	"scrim/pkg/catalog"
	"scrim/pkg/connector"
	"scrim/pkg/connector/trial"
	"scrim/pkg/render"
	"scrim/pkg/warehouse"
	"scrim/pkg/warehouse/prove"
)

func TestMain(m *testing.M) { os.Exit(pgtesting.Run(m)) }

// world is a cluster of its own, with what a company has on it: data of
// customers and of finance, a database of scrim's, and nothing in which PUBLIC
// may create.
type world struct {
	cluster catalog.Cluster
	dialect render.Dialect
	super   string
	dsn     func(user, database string) string
	behind  func(user, database string) string // PostgreSQL itself, where the catalogue is whole
	raw     []catalog.Table
}

func newWorld(t *testing.T, kind catalog.ClusterKind) *world {
	t.Helper()
	w := &world{cluster: catalog.Cluster{ID: "main", Kind: kind, ViewDatabase: "views", Databases: []string{"shop"}, Credentials: catalog.Credentials{User: "scrim_service"}}}
	var addr string
	pgtesting.NeedServers(t)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if kind.IsRedshift() {
		s, err := redshiftd.Start(ctx, redshiftd.Config{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Stop() })
		w.super, w.dsn, w.behind, addr = s.Admin(), s.DSN, s.Postgres().DSN, s.Addr()
	} else {
		s, err := pgtest.Start(ctx, pgtest.Config{}) // its own: every database of the cluster is looked at
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Stop() })
		w.super, w.dsn, w.behind, addr = "postgres", s.DSN, s.DSN, s.Addr()
	}
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		t.Fatal(err)
	}
	w.cluster.Host = host
	if w.cluster.Port, err = strconv.Atoi(port); err != nil {
		t.Fatal(err)
	}
	if w.dialect, err = render.For(w.cluster); err != nil {
		t.Fatal(err)
	}
	w.furnish(t)
	return w
}

// first is a database that is always there.
func (w *world) first() string {
	if w.redshift() {
		return "dev"
	}
	return "postgres"
}

func (w *world) redshift() bool { return w.cluster.Kind.IsRedshift() }

func (w *world) furnish(t *testing.T) {
	t.Helper()
	password := ""
	if w.redshift() {
		password = " PASSWORD DISABLE"
	}
	for _, user := range []string{"scrim_service", "etl", "loader"} {
		w.say(t, w.first(), "CREATE USER "+user+password)
	}
	w.say(t, w.first(), "CREATE DATABASE shop", "CREATE DATABASE views")
	for _, database := range []string{w.first(), "shop", "views"} {
		w.say(t, database, "REVOKE CREATE ON SCHEMA public FROM PUBLIC")
	}
	for _, schema := range []string{"crm", "finance", "hr"} {
		w.say(t, "shop", "CREATE SCHEMA "+schema+" AUTHORIZATION etl", "GRANT USAGE, CREATE ON SCHEMA "+schema+" TO loader")
	}
	w.sayAs(t, "etl", "shop",
		"CREATE TABLE crm.devices (id INTEGER NOT NULL, owner VARCHAR(64) DEFAULT 'x')", "INSERT INTO crm.devices VALUES (1, 'ana')",
		"CREATE TABLE crm.people (id INTEGER, email VARCHAR(64))", "CREATE TABLE finance.salaries (id INTEGER, amount INTEGER)",
		"CREATE TABLE hr.reviews (id INTEGER)")
	if w.redshift() {
		w.say(t, w.first(), "CREATE ROLE scrim_catalog")
	}
	w.raw = []catalog.Table{{Database: "shop", Schema: "crm", Name: "people"}}
	w.say(t, "views", "CREATE SCHEMA scrim_system", "CREATE SCHEMA governed", "GRANT USAGE ON SCHEMA scrim_system TO PUBLIC", "GRANT USAGE ON SCHEMA governed TO PUBLIC",
		"CREATE TABLE scrim_system.mask_secret (name VARCHAR(64), value VARCHAR(64))", "CREATE TABLE scrim_system.view_columns (name VARCHAR(64))",
		"CREATE VIEW scrim_system.columns AS SELECT name FROM scrim_system.view_columns", "GRANT SELECT ON scrim_system.columns TO PUBLIC",
		"CREATE VIEW governed.crm_people AS SELECT name FROM scrim_system.view_columns", "GRANT SELECT ON governed.crm_people TO PUBLIC")
}

// say runs statements as the superuser.
func (w *world) say(t *testing.T, database string, statements ...string) {
	t.Helper()
	w.sayAs(t, w.super, database, statements...)
}

func (w *world) sayAs(t *testing.T, user, database string, statements ...string) {
	t.Helper()
	w.sayTo(t, w.dsn(user, database), statements...)
}

func (w *world) sayTo(t *testing.T, dsn string, statements ...string) {
	t.Helper()
	conn, err := pgx.Connect(context.Background(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.Background()) }()
	for _, text := range statements {
		if _, err := conn.Exec(context.Background(), text); err != nil {
			t.Fatalf("%s\n%v", text, err)
		}
	}
}

// rows is what a query says to the superuser, rows joined by line ends.
func (w *world) rows(t *testing.T, database, query string) []string {
	t.Helper()
	return read(t, w.dsn(w.super, database), query)
}

func read(t *testing.T, dsn, query string) []string {
	t.Helper()
	conn, err := pgx.Connect(context.Background(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.Background()) }()
	rows, err := conn.Query(context.Background(), query)
	if err != nil {
		t.Fatal(err)
	}
	out, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (string, error) {
		var cells []string
		for _, raw := range row.RawValues() {
			cells = append(cells, string(raw))
		}
		return strings.Join(cells, "|"), nil
	})
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return out
}

func (w *world) databases(t *testing.T) []string {
	t.Helper()
	if w.redshift() {
		return w.rows(t, w.first(), "SELECT database_name FROM svv_redshift_databases ORDER BY database_name")
	}
	return w.rows(t, w.first(), "SELECT datname FROM pg_catalog.pg_database WHERE datallowconn AND datname NOT IN ('template0', 'template1') ORDER BY datname")
}

// ground is what a recipe stands on here.
func (w *world) ground(t *testing.T) connector.Ground {
	t.Helper()
	g := connector.On(w.cluster)
	g.Views = []string{"governed"}
	for _, database := range w.databases(t) {
		for _, row := range w.rows(t, database, "SELECT schemaname, tablename, tableowner FROM pg_catalog.pg_tables WHERE schemaname NOT LIKE 'pg%' AND schemaname <> 'information_schema' ORDER BY 1, 2") {
			cells := strings.Split(row, "|")
			g.Tables = append(g.Tables, connector.Table{Table: catalog.Table{Database: database, Schema: cells[0], Name: cells[1]}, Owner: cells[2]})
		}
	}
	return g
}

// provision makes an account as its recipe wants it.
func (w *world) provision(t *testing.T, c connector.Connector) {
	t.Helper()
	want, issues := connector.Want(c, w.ground(t))
	if err := issues.Err(); err != nil {
		t.Fatal(err)
	}
	var steps []connector.Step
	for _, one := range want {
		if d, ok := one.Thing.(connector.Database); ok && slices.Contains(w.databases(t), d.Name) {
			continue
		}
		steps = append(steps, connector.Step{Do: connector.Make, Thing: one.Thing})
	}
	units, err := render.Account(w.dialect, steps)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range units {
		w.say(t, cmp.Or(u.Database, w.first()), strings.ReplaceAll(u.Text, render.PasswordHole, "Abcdefg1"))
		if d, ok := u.Steps[0].Thing.(connector.Database); ok {
			w.say(t, d.Name, "REVOKE CREATE ON SCHEMA public FROM PUBLIC")
		}
	}
}

// ask is how a connector is proven here, with a superuser to make tables.
func (w *world) ask(t *testing.T, c connector.Connector) prove.Ask {
	t.Helper()
	g := w.ground(t)
	return prove.Ask{
		Cluster: w.cluster, Connector: c, Ground: g, Raw: w.raw, Login: prove.Known(c.Complete(g).User, ""),
		As: &warehouse.Account{User: w.super},
	}
}

func (w *world) prove(t *testing.T, ask prove.Ask) trial.Report {
	t.Helper()
	report, err := prove.Run(t.Context(), ask)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// dump is everything that a run could leave or change.
func (w *world) dump(t *testing.T) []string {
	t.Helper()
	out := read(t, w.behind("postgres", "postgres"), "SELECT rolname, rolsuper, rolcreatedb, rolcreaterole FROM pg_catalog.pg_roles ORDER BY rolname")
	for _, database := range w.databases(t) {
		for _, query := range []string{
			"SELECT CAST(datname AS text), CAST(datacl AS text) FROM pg_catalog.pg_database WHERE datname = current_database()",
			"SELECT CAST(nspname AS text), CAST(nspacl AS text) FROM pg_catalog.pg_namespace WHERE nspname NOT LIKE 'pg%' ORDER BY nspname",
			"SELECT n.nspname, c.relname, CAST(c.relacl AS text) FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname NOT LIKE 'pg%' AND n.nspname <> 'redshiftd_far' AND n.nspname <> 'information_schema' ORDER BY n.nspname, c.relname",
		} {
			for _, row := range read(t, w.behind("postgres", database), query) {
				out = append(out, database+": "+row)
			}
		}
	}
	return out
}

// tell is a report for a person who looks why a test failed.
func tell(r trial.Report) string {
	var b strings.Builder
	for _, one := range r.Results {
		fmt.Fprintf(&b, "%-10s %s %s (%s): %s %v\n", one.Status, one.Expect, one.Name, one.Tries, one.Said, one.Repairs)
	}
	for _, l := range r.Left {
		fmt.Fprintf(&b, "left in %s: %s\n", l.Database, l.Text)
	}
	return b.String()
}
