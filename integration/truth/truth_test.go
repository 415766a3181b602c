package truth

import (
	"context"
	"fmt"
	"net"
	"strconv"
	"testing"

	"github.com/jackc/pgx/v5"

	"scrim/integration/draw"
	"scrim/integration/pgtest"
	"scrim/integration/pgtest/pgtesting"
	"scrim/integration/redshiftd"
	"scrim/integration/stack"
	"scrim/pkg/catalog"
	"scrim/pkg/oracle"
	"scrim/pkg/warehouse"
)

func TestMain(m *testing.M) { pgtesting.Main(m) }

// keys answers with the salts of the drawn cases.
type keys struct{}

func (keys) Secret(context.Context, catalog.Reference) (string, error) { return "", nil }

func (keys) Salt(_ context.Context, name string) (string, error) {
	return oracle.Salt([]byte(draw.Master), name), nil
}

// The database shows what the oracle says, cell by cell, whatever the reader
// sets (law 10), on PostgreSQL in both enforcement modes.
func TestPostgresShowsWhatTheOracleSays(t *testing.T) {
	pgtesting.NeedServers(t)
	for _, mode := range []catalog.Enforcement{catalog.Fenced, catalog.Fast} {
		t.Run(string(mode), func(t *testing.T) {
			postgresSite(t, mode).tryMany(t)
		})
	}
}

func postgresSite(t *testing.T, mode catalog.Enforcement) *site {
	t.Helper()
	db := pgtesting.NewDatabase(t)
	account := pgtesting.Role(t, "LOGIN")
	db.Exec(t, fmt.Sprintf("GRANT CREATE ON DATABASE %q TO %q", db.Name, account))
	s := &site{
		cluster: catalog.Cluster{
			ID: "c1", Kind: catalog.Postgres, Host: "127.0.0.1", Port: db.Server.Port(), ViewDatabase: db.Name,
			Credentials: catalog.Credentials{User: account}, Enforcement: mode,
		},
		admin: db.Connect(t, ""), grantee: account, database: db.Name,
		settings: postgresSettings(), neutral: []string{"RESET ALL", "SET timezone = 'UTC'"},
	}
	readers := map[string]*pgx.Conn{}
	for _, login := range draw.Logins() {
		db.Exec(t, "DO $$ BEGIN CREATE ROLE "+quote(login)+" LOGIN; EXCEPTION WHEN duplicate_object THEN END $$")
		readers[login] = db.Connect(t, login)
	}
	s.connect = func(login string) *pgx.Conn { return readers[login] }
	var err error
	if s.warehouse, err = warehouse.Open(t.Context(), s.cluster, keys{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.warehouse.Close)
	db.Exec(t, shadows(true))
	if err := s.warehouse.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

// The same through the Redshift dialect and a stand-in: late-binding views in
// one database over tables in another.
func TestRedshiftShowsWhatTheOracleSays(t *testing.T) {
	pgtesting.NeedServers(t)
	redshiftSite(t).tryMany(t)
}

func redshiftSite(t *testing.T) *site {
	t.Helper()
	heard := &listener{seen: map[string]bool{}}
	server, err := redshiftd.Start(t.Context(), redshiftd.Config{Databases: []string{"sales"}, Fault: heard.hear})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
		heard.report(t)
	})
	host, port, err := net.SplitHostPort(server.Addr())
	if err != nil {
		t.Fatal(err)
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		t.Fatal(err)
	}
	open := func(dsn string) *pgx.Conn {
		conn, err := pgx.Connect(t.Context(), dsn)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = conn.Close(context.Background()) })
		return conn
	}
	s := &site{
		cluster: catalog.Cluster{
			ID: "c1", Kind: catalog.Redshift, Host: host, Port: number, ViewDatabase: "governed", Databases: []string{"sales"},
			Credentials: catalog.Credentials{User: "scrim"},
		},
		// Tables and rows are made beneath the stand-in, so that every hostile value gets in.
		admin: open(server.Postgres().DSN(pgtest.Superuser, "sales")), grantee: "scrim", database: "sales",
		settings: redshiftSettings(),
		neutral: []string{
			"SET timezone TO 'UTC'", "SET datestyle TO 'ISO, MDY'", "SET extra_float_digits TO 1",
			"SET search_path TO public", "SET enable_case_sensitive_identifier TO false",
		},
	}
	stack.Bootstrap(t, server, s.cluster)
	root := open(server.DSN(server.Admin(), "governed"))
	readers := map[string]*pgx.Conn{}
	for _, login := range draw.Logins() {
		if _, err := root.Exec(t.Context(), "CREATE USER "+quote(login)+" PASSWORD DISABLE"); err != nil {
			t.Fatal(err)
		}
		readers[login] = open(server.DSN(login, "governed"))
	}
	s.connect = func(login string) *pgx.Conn { return readers[login] }
	if s.warehouse, err = warehouse.Open(t.Context(), s.cluster, keys{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.warehouse.Close)
	if _, err := open(server.Postgres().DSN(pgtest.Superuser, "governed")).Exec(t.Context(), shadows(false)); err != nil {
		t.Fatal(err)
	}
	if err := s.warehouse.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}
