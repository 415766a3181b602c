package stack

import (
	"context"
	"fmt"
	"net"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"scrim/integration/pgtest/pgtesting"
	"scrim/integration/redshiftd"
	"scrim/pkg/catalog"
	"scrim/pkg/render"
)

// site is the warehouse under a stack: where base tables are made, and whom
// it knows.
type site interface {
	// cluster is how scrim registers it.
	cluster() catalog.Cluster
	// bases are the databases of the base tables, at least one.
	bases() []string
	// dsn is how an account reads the view database; "" is the administrator.
	dsn(account string) string
	// exec runs statements in a database as the administrator.
	exec(t testing.TB, database string, statements ...string)
	// reader makes a login.
	reader(t testing.TB) string
	// grant lets scrim's account read a schema's tables.
	grant(t testing.TB, database, schema string)
	revoke(t testing.TB, database, schema string) // takes USAGE of a schema from scrim
}

// postgres is a database of the shared private PostgreSQL.
type postgres struct {
	database pgtesting.Database
	account  string
}

func newPostgres(t testing.TB) site {
	t.Helper()
	p := &postgres{database: pgtesting.NewDatabase(t), account: pgtesting.Role(t, "LOGIN")}
	p.exec(t, "", fmt.Sprintf("GRANT CREATE ON DATABASE %s TO %s", quote(p.database.Name), quote(p.account)))
	return p
}

func (p *postgres) cluster() catalog.Cluster {
	return catalog.Cluster{
		ID: "main", Kind: catalog.Postgres, Host: "127.0.0.1", Port: p.database.Server.Port(),
		ViewDatabase: p.database.Name, Credentials: catalog.Credentials{User: p.account},
	}
}

func (p *postgres) bases() []string { return []string{p.database.Name} }

func (p *postgres) dsn(account string) string { return p.database.DSN(account) }

func (p *postgres) exec(t testing.TB, _ string, statements ...string) {
	t.Helper()
	p.database.Exec(t, statements...)
}

func (p *postgres) reader(t testing.TB) string { return pgtesting.Role(t, "LOGIN") }

func (p *postgres) grant(t testing.TB, _, schema string) {
	t.Helper()
	p.exec(t, "", fmt.Sprintf("GRANT USAGE ON SCHEMA %s TO %s", quote(schema), quote(p.account)),
		fmt.Sprintf("GRANT SELECT ON ALL TABLES IN SCHEMA %s TO %s", quote(schema), quote(p.account)))
}

// redshift is a stand-in with a view database and two with base tables,
// bootstrapped by the lines that an administrator would run.
type redshift struct {
	server  *redshiftd.Server
	readers int
	granted []place
}

// place is a schema of a database.
type place struct{ database, schema string }

const (
	viewDatabase   = "governed"
	baseDatabase   = "sales"
	secondDatabase = "crm"
)

func newRedshift(t testing.TB) site {
	t.Helper()
	pgtesting.NeedServers(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	server, err := redshiftd.Start(ctx, redshiftd.Config{Databases: []string{baseDatabase, secondDatabase}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	})
	r := &redshift{server: server}
	Bootstrap(t, server, r.cluster())
	return r
}

// Bootstrap runs the lines that an administrator would run.
func Bootstrap(t testing.TB, server *redshiftd.Server, c catalog.Cluster) {
	t.Helper()
	dialect, err := render.For(c)
	if err != nil {
		t.Fatal(err)
	}
	scripts, err := render.Bootstrap(dialect, c)
	if err != nil {
		t.Fatal(err)
	}
	for _, script := range scripts {
		database := script.Database
		if database == "" {
			database = "dev"
		}
		conn := connect(t, server.DSN(server.Admin(), database))
		for _, line := range script.Admin {
			bootstrapLine(t, conn, line)
		}
		_ = conn.Close(context.Background())
	}
}

func bootstrapLine(t testing.TB, conn *pgx.Conn, line render.BootstrapLine) {
	t.Helper()
	if line.Unless != "" {
		var found int
		if conn.QueryRow(t.Context(), line.Unless).Scan(&found) == nil {
			return
		}
	}
	sql := strings.ReplaceAll(line.SQL, render.PasswordHole, "Secret1x")
	if _, err := conn.Exec(t.Context(), sql); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

func (r *redshift) cluster() catalog.Cluster {
	host, port, err := net.SplitHostPort(r.server.Addr())
	number, bad := strconv.Atoi(port)
	if err != nil || bad != nil {
		panic("a listener's address is a host and a port")
	}
	return catalog.Cluster{
		ID: "main", Kind: catalog.Redshift, Host: host, Port: number, ViewDatabase: viewDatabase,
		Databases: []string{baseDatabase, secondDatabase}, Credentials: catalog.Credentials{User: "scrim"},
	}
}

func (r *redshift) bases() []string { return []string{baseDatabase, secondDatabase} }

func (r *redshift) dsn(account string) string {
	if account == "" {
		account = r.server.Admin()
	}
	return r.server.DSN(account, viewDatabase)
}

func (r *redshift) exec(t testing.TB, database string, statements ...string) {
	t.Helper()
	conn := connect(t, r.server.DSN(r.server.Admin(), database))
	defer func() { _ = conn.Close(context.Background()) }()
	for _, sql := range statements {
		if _, err := conn.Exec(t.Context(), sql); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
}

// reader may name the base schemas, as late-binding views need it.
func (r *redshift) reader(t testing.TB) string {
	t.Helper()
	r.readers++
	name := fmt.Sprintf("reader_%d", r.readers)
	r.exec(t, baseDatabase, fmt.Sprintf("CREATE USER %s PASSWORD DISABLE", quote(name)))
	for _, at := range r.granted {
		r.exec(t, at.database, fmt.Sprintf("GRANT USAGE ON SCHEMA %s TO %s", quote(at.schema), quote(name)))
	}
	return name
}

func (r *redshift) grant(t testing.TB, database, schema string) {
	t.Helper()
	r.granted = append(r.granted, place{database, schema})
	r.exec(t, database, fmt.Sprintf("GRANT USAGE ON SCHEMA %s TO scrim", quote(schema)),
		fmt.Sprintf("GRANT SELECT FOR TABLES IN SCHEMA %s TO scrim", quote(schema)))
	for i := range r.readers {
		r.exec(t, database, fmt.Sprintf("GRANT USAGE ON SCHEMA %s TO reader_%d", quote(schema), i+1))
	}
}

func (p *postgres) revoke(t testing.TB, _, schema string) {
	t.Helper()
	p.exec(t, "", fmt.Sprintf("REVOKE USAGE ON SCHEMA %s FROM %s", quote(schema), quote(p.account)))
}

func (r *redshift) revoke(t testing.TB, database, schema string) {
	t.Helper()
	r.exec(t, database, fmt.Sprintf("REVOKE USAGE ON SCHEMA %s FROM scrim", quote(schema)))
}

func quote(name string) string { return pgx.Identifier{name}.Sanitize() }

func connect(t testing.TB, dsn string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	return conn
}
