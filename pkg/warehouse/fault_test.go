package warehouse_test

import (
	"errors"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"scrim/integration/pgtest"
	"scrim/integration/pgtest/pgtesting"
	"scrim/integration/redshiftd"
	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/view"
	"scrim/pkg/warehouse"
)

// TestUnreachable: what is wrong with a connection is said in words that
// errors.Is knows, without the password.
func TestUnreachable(t *testing.T) {
	t.Parallel()
	pgtesting.NeedServers(t)
	server, err := pgtest.Start(t.Context(), pgtest.Config{PasswordRoles: []string{"guarded"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Stop() })
	execute(t, server.DSN("postgres", "postgres"), "CREATE ROLE guarded LOGIN PASSWORD 'right'")
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody, err := strconv.Atoi(strings.TrimPrefix(listener.Addr().String(), "127.0.0.1:"))
	if err != nil {
		t.Fatal(err)
	}
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	good := catalog.Cluster{
		ID: "c", Kind: catalog.Postgres, Host: "127.0.0.1", Port: server.Port(), ViewDatabase: "postgres",
		Credentials: catalog.Credentials{User: "guarded", Password: "env:RIGHT"},
	}
	keys := secrets{"env:RIGHT": "right", "env:WRONG": "s3cr3t-wrong"}
	for name, c := range map[string]struct {
		change func(*catalog.Cluster)
		want   error
	}{
		"password": {func(c *catalog.Cluster) { c.Credentials.Password = "env:WRONG" }, warehouse.ErrPassword},
		"account":  {func(c *catalog.Cluster) { c.Credentials.User = "nobody" }, warehouse.ErrPassword},
		"port":     {func(c *catalog.Cluster) { c.Port = nobody }, warehouse.ErrUnreachable},
		"host":     {func(c *catalog.Cluster) { c.Host = "no-such-host.invalid" }, warehouse.ErrUnreachable},
		"database": {func(c *catalog.Cluster) { c.ViewDatabase = "nothing" }, warehouse.ErrMissing},
		"TLS":      {func(c *catalog.Cluster) { c.TLS = "verify-full" }, warehouse.ErrUnreachable},
		"good":     {func(*catalog.Cluster) {}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			cluster := good
			c.change(&cluster)
			w, err := warehouse.Open(t.Context(), cluster, keys)
			if err == nil {
				w.Close()
			}
			if !errors.Is(err, c.want) {
				t.Errorf("the error is %v, want %v", err, c.want)
			}
			if err != nil && strings.Contains(fmt.Sprintf("%+v", err), "s3cr3t") {
				t.Errorf("the error holds the password: %v", err)
			}
		})
	}
}

// TestRetried: a transaction that meets another is run again as a whole, on
// PostgreSQL by its state and on Redshift by its words; one that never gets
// through is reported and may be tried later.
func TestRetried(t *testing.T) {
	t.Parallel()
	pgtesting.NeedServers(t)
	var faults atomic.Int64
	server, err := redshiftd.Start(t.Context(), redshiftd.Config{Fault: func(s redshiftd.Statement) *redshiftd.Error {
		if strings.HasPrefix(s.Text, `INSERT INTO "scrim_system"."profile" `) && faults.Add(-1) >= 0 {
			return redshiftd.Serialization(1023)
		}
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Stop() })
	h := redshiftHouse(t, server)
	faults.Store(3)
	h.know(t, "alice")
	if n := len(h.observe(t, plan.Ask{Users: []string{"alice"}}).Users["alice"].Rows); n != 1 {
		t.Errorf("%d facts after a retry", n)
	}
	faults.Store(1000)
	out, err := h.try(t, h.unit(plan.Target{Kind: plan.TargetFacts}, plan.WriteFacts{Insert: rows("bob", group("secret-group"))}), h.unit(plan.SourceTarget("ds_after")))
	if err != nil || len(out) != 1 || out[0].Done || !out[0].Retry {
		t.Fatalf("%+v, %v", out, err)
	}
	if text := out[0].Err.Error(); strings.Contains(text, "bob") || strings.Contains(text, "secret-group") || !strings.Contains(text, "XX000") {
		t.Errorf("the error is %q", text)
	}
}

// TestCut: a connection that breaks ends the pass, and the next one goes on.
func TestCut(t *testing.T) {
	t.Parallel()
	pgtesting.NeedServers(t)
	server, err := pgtest.Start(t.Context(), pgtest.Config{Durable: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Stop() })
	h := postgresHouse(t, pgtesting.Database{Server: server, Name: "postgres"}, func(t testing.TB, options string) string {
		t.Helper()
		name := fmt.Sprintf("role%d", standIn.names.Add(1))
		execute(t, server.DSN("postgres", "postgres"), "CREATE ROLE "+name+" "+options)
		return name
	})
	h.know(t, "alice")
	if err := server.Crash(); err != nil {
		t.Fatal(err)
	}
	if _, err := h.try(t, h.unit(plan.Target{Kind: plan.TargetFacts}, plan.WriteFacts{Insert: rows("bob", group("x"))})); !errors.Is(err, warehouse.ErrUnreachable) {
		t.Errorf("after a crash: %v", err)
	}
	if _, err := h.w.Observe(t.Context(), plan.Ask{Users: []string{"alice"}}); !errors.Is(err, warehouse.ErrUnreachable) {
		t.Errorf("observing after a crash: %v", err)
	}
	if err := server.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := len(h.observe(t, plan.Ask{Users: []string{"alice"}}).Users["alice"].Rows); n != 1 {
		t.Errorf("%d facts after the restart", n)
	}
}

// TestSwapCutShort: wherever an exchange of names stops, readers see one of
// the two views, and the next pass leaves nothing over.
func TestSwapCutShort(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.as(t, h.etl, employees, employed)
		alice := h.role(t, "LOGIN")
		h.know(t, alice)
		v := h.view(t, "employees")
		fewer := v
		fewer.Columns = v.Columns[:2]
		script := func(v view.View) plan.Script {
			s, err := scriptOf(h, h.deployment(t, v))
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
		for groups := range 3 {
			h.deploy(t, v)
			cut := script(fewer)
			cut.Units = slices.Clone(cut.Units[:2])
			cut.Units[1].Groups = cut.Units[1].Groups[:groups]
			if _, err := h.w.Apply(t.Context(), cut); err != nil {
				t.Fatal(err)
			}
			h.run(t, h.unit(plan.Target{Kind: plan.TargetFacts}, gate(v.Source, v, fewer)))
			if n := len(h.read(t, alice, "SELECT id FROM governed.employees")); n != 4 {
				t.Errorf("after %d transactions alice reads %d rows", groups, n)
			}
			for _, next := range []view.View{fewer, v, fewer, v, fewer} { // nobody tidies between them: a reader may be slow
				h.deploy(t, next)
			}
			h.tidy(t)
			if got := h.read(t, "", "SELECT viewname FROM pg_views WHERE schemaname = 'governed'"); !slices.Equal(got, []string{"employees"}) {
				t.Errorf("after %d transactions and another pass there is %q", groups, got)
			}
			if got := h.read(t, "", "SELECT view_name FROM scrim_system.managed_view"); !slices.Equal(got, []string{"employees"}) {
				t.Errorf("after %d transactions and another pass the catalogue has %q", groups, got)
			}
		}
	})
}

// TestOldestSnapshot: a reader's open transaction is seen until it ends.
func TestOldestSnapshot(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.as(t, h.etl, employees, employed)
		alice := h.role(t, "LOGIN")
		h.deploy(t, h.view(t, "employees"))
		before := time.Now()
		conn := h.reader(t, alice)
		if h.dialect.Name() == "redshift" {
			read(t, conn, "BEGIN")
		} else {
			read(t, conn, "BEGIN ISOLATION LEVEL REPEATABLE READ")
		}
		read(t, conn, "SELECT * FROM governed.employees")
		oldest, err := h.w.OldestSnapshot(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if oldest < 0 || oldest > time.Since(before) && h.dialect.Name() == "postgres" {
			t.Errorf("the oldest snapshot is %v old", oldest)
		}
	})
}

// TestTeardown: everything goes that scrim made, and nothing else does.
func TestTeardown(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.as(t, h.etl, employees, employed)
		h.deploy(t, h.view(t, "employees"))
		h.admin(t, "CREATE VIEW governed.foreign_one AS SELECT 1 AS one")
		_, out, err := h.w.Teardown(t.Context(), []catalog.Table{h.table("employees")})
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range out {
			if !o.Done {
				t.Errorf("%s: %v", o.Target, o.Err)
			}
		}
		if got := h.read(t, "", "SELECT viewname FROM pg_views WHERE schemaname IN ('governed', 'scrim_system')"); !slices.Equal(got, []string{"foreign_one"}) {
			t.Errorf("left are the views %q", got)
		}
		if got := h.read(t, "", "SELECT tablename FROM pg_tables WHERE schemaname = 'scrim_system'"); len(got) != 0 {
			t.Errorf("left are the tables %q", got)
		}
		if err := h.w.Prepare(t.Context()); err != nil {
			t.Errorf("preparing again: %v", err)
		}
	})
}
