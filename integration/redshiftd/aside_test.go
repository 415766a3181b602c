package redshiftd_test

import (
	"context"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"scrim/integration/pgtest"
)

// Inside a transaction, catalogues are as they are and data are as of the snapshot.
func TestCataloguesHaveNoSnapshot(t *testing.T) {
	w := newWorld(t, cluster(t))
	c := w.inSales
	const (
		views  = `SELECT COUNT(*) FROM pg_views WHERE schemaname = 'hr'`
		grants = `SELECT COUNT(*) FROM svv_relation_privileges WHERE namespace_name = 'hr' AND identity_name = $1`
		simple = `SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'hr'`
	)
	c.run(`SET search_path TO hr`, "BEGIN")
	c.want("2", `SELECT COUNT(*) FROM "hr"."employees"`)
	c.want("0", views)
	c.wantSimply(t, "1", simple)
	c.want("1", grants, w.svc)
	w.admin.run(`CREATE VIEW "hr"."v" AS SELECT e."id" FROM "hr"."employees" AS e`, `GRANT SELECT ON "hr"."v" TO "`+w.svc+`"`,
		`INSERT INTO "hr"."employees" VALUES (3, 'EU', 1)`)
	c.want("1", views)
	c.wantSimply(t, "2", simple)
	c.want("2", grants, w.svc)
	c.want(w.svc+"|hr", `SELECT CURRENT_USER, CURRENT_SCHEMA() FROM pg_class WHERE relname = 'pg_class'`)
	c.want("2", `SELECT COUNT(*) FROM "hr"."employees"`)
	c.run("COMMIT")
	c.want("3", `SELECT COUNT(*) FROM "hr"."employees"`)
	w.asides(t, 0)
}

// What the transaction itself defined or granted is seen, whatever became of the others' changes.
func TestOwnDefinitionsShowInCatalogues(t *testing.T) {
	w := newWorld(t, cluster(t))
	for _, own := range []struct{ do, see string }{
		{`CREATE VIEW "hr"."own" AS SELECT e."id" FROM "hr"."employees" AS e`, `SELECT COUNT(*) FROM pg_views WHERE schemaname = 'hr' AND viewname = 'own'`},
		{`GRANT SELECT ON "hr"."employees" TO "` + w.ana + `"`, `SELECT COUNT(*) FROM svv_relation_privileges WHERE namespace_name = 'hr' AND identity_name = '` + w.ana + `'`},
		{`SELECT * INTO "hr"."copy" FROM "hr"."employees"`, `SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'hr' AND tablename = 'copy'`},
	} {
		w.admin.run("BEGIN")
		w.admin.want("0", own.see)
		w.admin.run(own.do)
		w.admin.want("1", own.see)
		w.admin.run("ROLLBACK", "BEGIN")
		w.admin.want("0", own.see)
		w.admin.run("COMMIT")
	}
	w.admin.run(`CREATE TEMP TABLE mine (a INTEGER)`, "BEGIN")
	w.admin.want("1", `SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'mine'`)
	w.admin.run("ROLLBACK")
}

// An error about catalogues fails the transaction as any error does.
func TestAnErrorAboutCataloguesFailsTheTransaction(t *testing.T) {
	w := newWorld(t, cluster(t))
	c := w.admin
	const wrong = `SELECT 1 / (c.relnatts - c.relnatts) FROM pg_class AS c`
	for _, ask := range []func(){
		func() { c.fails("22012", "division by zero", wrong) },
		func() { wantCode(t, c.simply(wrong, nil), "22012", "division by zero") },
	} {
		c.run("BEGIN", `INSERT INTO "hr"."employees" VALUES (9, 'EU', 1)`)
		ask()
		if got := c.PgConn().TxStatus(); got != 'E' {
			t.Errorf("the transaction's status is %c", got)
		}
		c.fails("25P02", "aborted", `SELECT COUNT(*) FROM pg_class`)
		c.fails("25P02", "aborted", `SELECT COUNT(*) FROM "hr"."employees"`)
		c.run("COMMIT") // rolls back
		c.want("2", `SELECT COUNT(*) FROM "hr"."employees"`)
	}
	w.asides(t, 0)
}

// Whoever cancels or leaves ends what reads catalogues for him.
func TestCancellingReadsOfCatalogues(t *testing.T) {
	w := newWorld(t, cluster(t))
	const slow = `SELECT COUNT(*) FROM pg_attribute AS a, pg_attribute AS b, pg_attribute AS c, pg_attribute AS d`
	c := w.admin
	c.run("BEGIN")
	done := c.started(slow)
	w.asides(t, 1)
	if err := c.PgConn().CancelRequest(context.Background()); err != nil {
		t.Fatal(err)
	}
	wantCode(t, <-done, "57014", "canceling statement")
	w.asides(t, 0)
	c.fails("25P02", "aborted", `SELECT COUNT(*) FROM pg_class`)
	c.run("ROLLBACK", "BEGIN")

	done = c.started(slow)
	w.asides(t, 1)
	if err := c.PgConn().Conn().Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err == nil {
		t.Error("a query went on without its connection")
	}
	w.asides(t, 0)
}

// simply asks by the simple protocol, and hands over the first value.
func (c client) simply(sql string, got *string) error {
	results, err := c.PgConn().Exec(context.Background(), sql).ReadAll()
	if err == nil && got != nil {
		*got = string(results[0].Rows[0][0])
	}
	return err
}

func (c client) wantSimply(t *testing.T, want, sql string) {
	t.Helper()
	var got string
	if err := c.simply(sql, &got); err != nil || got != want {
		t.Errorf("%s\n got: %s, %v\nwant: %s", sql, got, err, want)
	}
}

// asides waits until the cluster holds so many connections of the test's base that read catalogues aside.
func (w world) asides(t *testing.T, want int) {
	t.Helper()
	conn, err := pgx.Connect(context.Background(), w.srv.Postgres().SocketDSN(pgtest.Superuser, "postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.Background()) }()
	for got, deadline := -1, time.Now().Add(20*time.Second); got != want; {
		if time.Now().After(deadline) {
			t.Fatalf("%d connections read catalogues aside, want %d", got, want)
		}
		err := conn.QueryRow(context.Background(), `SELECT COUNT(*) FROM pg_stat_activity
			WHERE datname = $1 AND usename = $2 AND application_name NOT LIKE 'redshiftd%' AND ($3 = 0 OR state = 'active')`, w.sales, pgtest.Superuser, want).Scan(&got)
		if err != nil {
			t.Fatal(err)
		}
	}
}
