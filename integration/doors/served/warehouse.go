package served

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"scrim/integration/pgtest"
	"scrim/integration/redshiftd"
)

// Warehouse is a PostgreSQL server of the test's own, or a stand-in for
// Redshift, with a table hr.people, and an account for scrim in it.
type Warehouse struct {
	*pgtest.Server // of a stand-in: the one behind it

	t     testing.TB
	front *redshiftd.Server // nil on PostgreSQL
}

// Database is the name of the tables' database, which on PostgreSQL is that of
// the views too.
const Database = "warehouse"

// redshiftViews is the database of the views on Redshift.
const redshiftViews = "governed"

// Account is scrim's name on every warehouse.
const Account = "scrim_service"

// NewWarehouse starts a server with a table of three people. How its database
// is made may be said in SQL: "ENCODING 'LATIN1'".
func NewWarehouse(t testing.TB, c pgtest.Config, made ...string) *Warehouse {
	t.Helper()
	if testing.Short() {
		t.Skip("needs servers: make test")
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	server, err := pgtest.Start(ctx, c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	})
	w := &Warehouse{Server: server, t: t}
	w.run("postgres", strings.Join(append([]string{"CREATE DATABASE " + Database}, made...), " "), "CREATE ROLE "+Account+" LOGIN PASSWORD 'the right one'")
	w.Exec(
		"GRANT CREATE ON DATABASE "+Database+" TO "+Account,
		"CREATE SCHEMA hr",
		"CREATE TABLE hr.people (id integer, region varchar(64), email varchar(64))",
		"INSERT INTO hr.people VALUES (1, 'eu', 'a@x.com'), (2, 'us', 'b@x.com'), (3, NULL, 'c@x.com')",
		"GRANT USAGE ON SCHEMA hr TO "+Account,
		"GRANT SELECT ON ALL TABLES IN SCHEMA hr TO "+Account,
		"ALTER DEFAULT PRIVILEGES IN SCHEMA hr GRANT SELECT ON TABLES TO "+Account,
	)
	return w
}

// Cluster is the warehouse as a cluster document, with more fields in YAML.
func (w *Warehouse) Cluster(id string, more ...string) string {
	return w.ClusterAt(id, "127.0.0.1", w.Port(), more...)
}

// ClusterAt is Cluster reached in another way.
func (w *Warehouse) ClusterAt(id, host string, port int, more ...string) string {
	kind := "postgres"
	if w.front != nil {
		kind, more = "redshift", append(more, "databases: ["+Database+"]")
	}
	return fmt.Sprintf("kind: cluster\nid: %s\nwarehouse: %s\nhost: %s\nport: %d\nview_database: %s\n%s\n",
		id, kind, host, port, w.Views(), strings.Join(withAccount(more), "\n"))
}

// withAccount adds credentials without a password where there are none.
func withAccount(more []string) []string {
	for _, line := range more {
		if strings.HasPrefix(line, "credentials:") {
			return more
		}
	}
	return append(more, "credentials: {user: "+Account+"}")
}

// People is the source document, as event data, of hr.people on a host.
func People(id, host string, port, version int) string {
	return Table(id, host, port, version, "people", `{"name":"id"},{"name":"region"},{"name":"email","tags":["PII.Email"]}`)
}

// Table is the source document of a table in schema hr. Port 0 says none.
func Table(id, host string, port, version int, name, columns string) string {
	at := fmt.Sprintf(`"host":%q`, host)
	if port != 0 {
		at += fmt.Sprintf(`,"port":%d`, port)
	}
	return fmt.Sprintf(`{"id":%q,"version":%d,%s,"table":{"database":%q,"schema":"hr","name":%q},"columns":[%s]}`, id, version, at, Database, name, columns)
}

// People is the source document of this warehouse's hr.people.
func (w *Warehouse) People(id string, version int) string {
	return People(id, "127.0.0.1", w.Port(), version)
}

// Exec runs statements as the administrator, where the tables are.
func (w *Warehouse) Exec(statements ...string) {
	w.t.Helper()
	w.run(Database, statements...)
}

func (w *Warehouse) run(database string, statements ...string) {
	w.t.Helper()
	conn := w.connect(w.Admin(), database)
	defer func() { _ = conn.Close(context.Background()) }()
	for _, sql := range statements {
		if _, err := conn.Exec(w.t.Context(), sql); err != nil {
			w.t.Fatalf("%s: %v", sql, err)
		}
	}
}

func (w *Warehouse) connect(user, database string) *pgx.Conn {
	w.t.Helper()
	conn, err := pgx.Connect(w.t.Context(), w.DSN(user, database))
	if err != nil {
		w.t.Fatal(err)
	}
	return conn
}

// Reader makes a login of that name.
func (w *Warehouse) Reader(name string) string {
	w.t.Helper()
	if w.front != nil {
		w.run(Database, "CREATE USER "+pgx.Identifier{name}.Sanitize()+" PASSWORD DISABLE")
		return name
	}
	w.run(Database, "CREATE ROLE "+pgx.Identifier{name}.Sanitize()+" LOGIN")
	return name
}

// Read is the rows that a reader gets where the views are, values separated by "|", NULL as "-".
func (w *Warehouse) Read(reader, query string) []string {
	w.t.Helper()
	conn := w.connect(reader, w.Views())
	defer func() { _ = conn.Close(context.Background()) }()
	results, err := conn.PgConn().Exec(w.t.Context(), query).ReadAll()
	if err != nil {
		w.t.Fatalf("%s reads %s: %v", reader, query, err)
	}
	lines := []string{}
	for _, result := range results {
		for _, row := range result.Rows {
			cells := make([]string, len(row))
			for i, raw := range row {
				cells[i] = "-"
				if raw != nil {
					cells[i] = string(raw)
				}
			}
			lines = append(lines, strings.Join(cells, "|"))
		}
	}
	return lines
}

// Seen is the rows of the view over hr.people that a reader gets.
func (w *Warehouse) Seen(reader string) string {
	w.t.Helper()
	return strings.Join(w.Read(reader, "SELECT id, region, email FROM governed.hr_people ORDER BY id"), " ")
}

// What a reader of hr.people can see.
const (
	Clear   = "1|eu|a@x.com 2|us|b@x.com 3|-|c@x.com"
	Masked  = "1|eu|- 2|us|- 3|-|-"
	Nothing = ""
)

// Sees fails the test when a reader sees something else.
func (w *Warehouse) Sees(reader, want string) {
	w.t.Helper()
	if got := w.Seen(reader); got != want {
		w.t.Errorf("%s sees %q, not %q", reader, got, want)
	}
}
