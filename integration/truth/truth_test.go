package truth

import (
	"context"
	"fmt"
	"net"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"pgregory.net/rapid"

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
			s := postgresSite(t, mode)
			rapid.Check(t, func(rt *rapid.T) { s.try(rt, draw.NewCase(rt, catalog.Postgres)) })
			t.Logf("%d cells compared, columns listed %d times and not %d times", s.cells, s.open, s.shut)
			if s.cells < 2500 || min(s.open, s.shut) < 100 {
				t.Errorf("only %d cells were compared, or columns were hardly ever listed, or left out", s.cells)
			}
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
		settings: []string{
			"SET timezone = '<evil>+167'", "SET datestyle = 'German, DMY'", "SET extra_float_digits = -15",
			"SET intervalstyle = 'sql_standard'", "SET search_path = hr, public", "SET bytea_output = 'escape'",
			"SET standard_conforming_strings = off", "SET backslash_quote = on", "SET lc_numeric = 'C'",
		},
		neutral: []string{"RESET ALL", "SET timezone = 'UTC'"},
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
	if err := s.warehouse.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

// The same through the Redshift dialect and a stand-in: late-binding views in
// one database over tables in another.
func TestRedshiftShowsWhatTheOracleSays(t *testing.T) {
	pgtesting.NeedServers(t)
	s := redshiftSite(t)
	rapid.Check(t, func(rt *rapid.T) { s.try(rt, draw.NewCase(rt, catalog.Redshift)) })
	t.Logf("%d cells compared, columns listed %d times and not %d times", s.cells, s.open, s.shut)
	if s.cells < 2500 || min(s.open, s.shut) < 100 {
		t.Errorf("only %d cells were compared, or columns were hardly ever listed, or left out", s.cells)
	}
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
		settings: []string{
			"SET timezone TO '<evil>+167'", "SET datestyle TO 'German, DMY'", "SET extra_float_digits TO -15",
			"SET search_path TO hr, public", "SET enable_case_sensitive_identifier TO true",
		},
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
	if err := s.warehouse.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

// try applies one case and compares what every login reads, under neutral and
// under hostile settings.
func (s *site) try(t *rapid.T, c draw.Case) {
	s.prepare(t, &c)
	s.apply(t, &c)
	for _, login := range draw.Logins() {
		facts := c.Facts(login)
		columns := oracle.Columns(facts)
		// Both warehouses are PostgreSQL underneath, where trailing blanks of
		// varchar count: the stand-in cannot show otherwise (docs/redshiftd.md).
		want := text(columns, oracle.Read(facts, c.Rows, oracle.Comparison{}, draw.Now()))
		for _, settings := range [][]string{nil, s.settings} {
			got := text(columns, s.read(t, c, login, settings))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("as %q, with %d hostile settings (-oracle +database):\n%s\n%s", login, len(settings), diff, describe(c, facts))
			}
			s.cells += len(columns) * max(len(c.Rows), 1)
			var lines []string
			if oracle.Explain(facts, nobodysRow(c), oracle.Comparison{}, draw.Now()).Door.Open {
				lines = listing(columns)
			}
			if diff := cmp.Diff(lines, s.listed(t, login, settings)); diff != "" {
				t.Fatalf("as %q, with %d hostile settings, columns are listed otherwise (-oracle +database):\n%s\n%s", login, len(settings), diff, describe(c, facts))
			}
			if len(lines) > 0 {
				s.open++
			} else {
				s.shut++
			}
		}
	}
}

// describe is the case as far as it is not seen from the plan.
func describe(c draw.Case, f oracle.Facts) string {
	out := fmt.Sprintf("unpoliced %q\n", c.Cluster.Unpoliced)
	for _, p := range c.Policies {
		out += fmt.Sprintf("policy %+v\n", p)
	}
	for i, row := range c.Rows {
		out += fmt.Sprintf("row %d %v: %+v\n", i, row, oracle.Explain(f, row, oracle.Comparison{}, draw.Now()))
	}
	return out + fmt.Sprintf("users %+v\nsessions %+v\naccesses %+v\nprojects %+v\n", c.Users, c.Sessions, c.Accesses, c.Projects)
}
