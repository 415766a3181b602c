package served

import (
	"context"
	"net"
	"strconv"
	"strings"
	"testing"
	"time"

	"scrim/integration/pgtest"
	"scrim/integration/redshiftd"
	"scrim/pkg/catalog"
	"scrim/pkg/render"
)

// NewRedshift starts a stand-in for Redshift with a table of three people in
// one database, and another database for the views, as the administrator's
// bootstrap leaves it.
func NewRedshift(t testing.TB) *Warehouse {
	t.Helper()
	if testing.Short() {
		t.Skip("needs servers: make test")
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	front, err := redshiftd.Start(ctx, redshiftd.Config{Databases: []string{Database}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := front.Stop(); err != nil {
			t.Error(err)
		}
	})
	w := &Warehouse{Server: front.Postgres(), t: t, front: front}
	w.Exec(
		"CREATE SCHEMA hr",
		"CREATE TABLE hr.people (id integer, region varchar(64), email varchar(64))",
		"INSERT INTO hr.people VALUES (1, 'eu', 'a@x.com'), (2, 'us', 'b@x.com'), (3, NULL, 'c@x.com')",
	)
	w.bootstrap()
	w.Exec("GRANT USAGE ON SCHEMA hr TO PUBLIC") // the stand-in demands it of readers of late-binding views
	w.run(redshiftViews, "GRANT CREATE ON DATABASE "+redshiftViews+" TO "+Account)
	return w
}

// bootstrap is what an administrator runs.
func (w *Warehouse) bootstrap() {
	w.t.Helper()
	c := catalog.Cluster{
		ID: "main", Kind: catalog.Redshift, ViewDatabase: redshiftViews, Databases: []string{Database},
		Credentials: catalog.Credentials{User: Account},
	}
	dialect, err := render.For(c)
	if err != nil {
		w.t.Fatal(err)
	}
	scripts, err := render.Bootstrap(dialect, c, catalog.Table{Database: Database, Schema: "hr"})
	if err != nil {
		w.t.Fatal(err)
	}
	for _, script := range scripts {
		database := script.Database
		if database == "" {
			database = "dev"
		}
		for _, line := range script.Admin {
			if !line.Optional {
				w.run(database, strings.ReplaceAll(line.SQL, render.PasswordHole, "Abcdefg1"))
			}
		}
	}
}

// Port is where scrim and readers connect.
func (w *Warehouse) Port() int {
	if w.front == nil {
		return w.Server.Port()
	}
	_, port, _ := net.SplitHostPort(w.front.Addr()) // a listener's address is well-formed
	number, _ := strconv.Atoi(port)
	return number
}

// Addr is the host and port of that.
func (w *Warehouse) Addr() string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(w.Port())) }

// DSN is how they connect.
func (w *Warehouse) DSN(user, database string) string {
	if w.front == nil {
		return w.Server.DSN(user, database)
	}
	return w.front.DSN(user, database)
}

// Admin is the warehouse's administrator.
func (w *Warehouse) Admin() string {
	if w.front == nil {
		return pgtest.Superuser
	}
	return w.front.Admin()
}

// Views is the database of the views.
func (w *Warehouse) Views() string {
	if w.front == nil {
		return Database
	}
	return redshiftViews
}

// IsRedshift tells a stand-in for Redshift.
func (w *Warehouse) IsRedshift() bool { return w.front != nil }

// LongestName is how many bytes a name may have.
func (w *Warehouse) LongestName() int {
	if w.front == nil {
		return 63
	}
	return 127
}

// Fold is a name as the catalogue has it.
func (w *Warehouse) Fold(name string) string {
	if w.front == nil {
		return name
	}
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}, name)
}

// Longest is how many bytes a name may have.
func (w *Warehouse) Longest() int {
	if w.front == nil {
		return 63
	}
	return 127
}

// Literal is a text in SQL. In Redshift's a backslash escapes.
func (w *Warehouse) Literal(text string) string {
	if w.front != nil {
		text = strings.ReplaceAll(text, `\`, `\\`)
	}
	return "'" + strings.ReplaceAll(text, "'", "''") + "'"
}

// Govern grants what a quoted schema with its tables needs to be governed.
func (w *Warehouse) Govern(schema string) {
	w.t.Helper()
	w.Exec("GRANT USAGE ON SCHEMA "+schema+" TO "+Account, "GRANT SELECT ON ALL TABLES IN SCHEMA "+schema+" TO "+Account)
	if w.front != nil {
		w.Exec("GRANT USAGE ON SCHEMA " + schema + " TO PUBLIC")
	}
}
