package redshiftd_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"scrim/integration/redshiftd"
)

// shared is the one cluster of this test process.
var shared struct {
	once sync.Once
	srv  *redshiftd.Server
	err  error
}

func TestMain(m *testing.M) {
	code := m.Run()
	if shared.srv != nil {
		if err := shared.srv.Stop(); err != nil {
			os.Stderr.WriteString(err.Error() + "\n")
			code = 1
		}
	}
	os.Exit(code)
}

func startServer(t testing.TB, cfg redshiftd.Config) *redshiftd.Server {
	t.Helper()
	if testing.Short() {
		t.Skip("needs servers: make test")
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	s, err := redshiftd.Start(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// cluster returns the shared cluster.
func cluster(t testing.TB) *redshiftd.Server {
	t.Helper()
	if testing.Short() {
		t.Skip("needs servers: make test")
	}
	shared.once.Do(func() {
		shared.srv, shared.err = redshiftd.Start(context.Background(), redshiftd.Config{})
	})
	if shared.err != nil {
		t.Fatal(shared.err)
	}
	return shared.srv
}

// client is a connection whose methods fail the test.
type client struct {
	*pgx.Conn
	t testing.TB
}

func connectTo(t testing.TB, s *redshiftd.Server, user, database string) client {
	t.Helper()
	conn, err := pgx.Connect(context.Background(), s.DSN(user, database))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return client{conn, t}
}

func (c client) run(statements ...string) {
	c.t.Helper()
	for _, sql := range statements {
		if _, err := c.Exec(context.Background(), sql); err != nil {
			c.t.Fatalf("%s\n%s", sql, describe(err))
		}
	}
}

// text returns the rows as text: values with | between them, rows with newlines.
func (c client) text(sql string, args ...any) string {
	c.t.Helper()
	out, err := c.try(sql, args...)
	if err != nil {
		c.t.Fatalf("%s\n%s", sql, describe(err))
	}
	return out
}

func (c client) try(sql string, args ...any) (string, error) {
	rows, err := c.Query(context.Background(), sql, args...)
	if err != nil {
		return "", err
	}
	defer rows.Close()
	var lines []string
	for rows.Next() {
		var cells []string
		for _, v := range rows.RawValues() {
			if v == nil {
				cells = append(cells, "NULL")
			} else {
				cells = append(cells, string(v))
			}
		}
		lines = append(lines, strings.Join(cells, "|"))
	}
	return strings.Join(lines, "\n"), rows.Err()
}

func (c client) want(want, sql string, args ...any) {
	c.t.Helper()
	if got := c.text(sql, args...); got != want {
		c.t.Errorf("%s\n got: %s\nwant: %s", sql, got, want)
	}
}

// fails wants an error with this SQLSTATE whose message or detail holds the text, in whatever case.
func (c client) fails(code, text, sql string, args ...any) {
	c.t.Helper()
	out, err := c.try(sql, args...)
	if err == nil {
		c.t.Errorf("%s\nsucceeded with %q, want %s %s", sql, out, code, text)
		return
	}
	var pgErr *pgconn.PgError
	if !errors.As(err, &pgErr) || pgErr.Code != code || !strings.Contains(strings.ToLower(pgErr.Message+" "+pgErr.Detail), strings.ToLower(text)) {
		c.t.Errorf("%s\n got: %s\nwant: %s %s", sql, describe(err), code, text)
	}
}

func describe(err error) string {
	var pgErr *pgconn.PgError
	if errors.As(err, &pgErr) {
		return strings.Join([]string{pgErr.Code, pgErr.Message, pgErr.Detail, pgErr.Hint}, " / ")
	}
	return err.Error()
}

// world is two databases of one test: a base with employees, and one with views; a service that owns the views, and readers.
type world struct {
	srv            *redshiftd.Server
	sales, views   string // names of the databases
	svc, ana, bob  string
	admin, adminV  client // the superuser in sales and in views
	inSales, inV   client // the service in both
	readerA, readB client // ana and bob in views
}

func newWorld(t testing.TB, s *redshiftd.Server) world {
	t.Helper()
	n := strings.ToLower(strings.NewReplacer("/", "_", "-", "_").Replace(t.Name()))
	if len(n) > 40 {
		n = n[len(n)-40:]
	}
	w := world{srv: s, sales: "s_" + n, views: "v_" + n, svc: "svc_" + n, ana: "ana_" + n, bob: "bob_" + n}
	root := connectTo(t, s, s.Admin(), "dev")
	root.run(`CREATE DATABASE "`+w.sales+`"`, `CREATE DATABASE "`+w.views+`"`)
	for _, u := range []string{w.svc, w.ana, w.bob} {
		root.run(`CREATE USER "` + u + `" PASSWORD DISABLE`)
	}
	w.admin, w.adminV = connectTo(t, s, s.Admin(), w.sales), connectTo(t, s, s.Admin(), w.views)
	w.admin.run(`CREATE SCHEMA "hr"`,
		`CREATE TABLE "hr"."employees" ("id" INTEGER NOT NULL, "region" VARCHAR(16), "salary" NUMERIC(12,2), PRIMARY KEY ("id")) DISTSTYLE ALL SORTKEY ("id")`,
		`INSERT INTO "hr"."employees" VALUES (1, 'EU', 100), (2, 'US', 200)`,
		`GRANT USAGE ON SCHEMA "hr" TO "`+w.svc+`", "`+w.ana+`"`, `GRANT SELECT ON "hr"."employees" TO "`+w.svc+`"`)
	w.adminV.run(`CREATE SCHEMA "gov" AUTHORIZATION "`+w.svc+`"`, `GRANT USAGE ON SCHEMA "gov" TO PUBLIC`)
	w.inSales, w.inV = connectTo(t, s, w.svc, w.sales), connectTo(t, s, w.svc, w.views)
	w.readerA, w.readB = connectTo(t, s, w.ana, w.views), connectTo(t, s, w.bob, w.views)
	return w
}
