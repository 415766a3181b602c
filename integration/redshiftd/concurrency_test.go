package redshiftd_test

import (
	"context"
	"strings"
	"testing"
	"time"
)

// waiting reports when a statement of the other client waits for a lock.
func (w world) waiting(t *testing.T, user string) {
	t.Helper()
	root := connectTo(t, w.srv, w.srv.Admin(), "dev")
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); {
		if root.text(`SELECT COUNT(*) FROM svv_transactions WHERE txn_owner = '`+user+`' AND NOT granted`) != "0" {
			return
		}
	}
	t.Fatal("nobody waits")
}

// started runs a query in the background, and returns what it said.
func (c client) started(sql string) <-chan error {
	done := make(chan error, 1)
	go func() {
		_, err := c.Exec(context.Background(), sql)
		done <- err
	}()
	return done
}

// A reader who waits for a view that is dropped meanwhile fails, even if one of that name is there again (DESIGN §5).
func TestReadersOfADroppedViewFail(t *testing.T) {
	w := newWorld(t, cluster(t))
	for _, late := range []string{"", " WITH NO SCHEMA BINDING"} {
		view := `CREATE VIEW "gov"."v" AS SELECT g."a" FROM "gov"."g" AS g` + late
		w.inV.run(`DROP TABLE IF EXISTS "gov"."g"`, `CREATE TABLE "gov"."g" ("a" INTEGER)`, view, `GRANT SELECT ON "gov"."v" TO PUBLIC`)
		w.readerA.want("0", `SELECT COUNT(*) FROM "gov"."v"`)
		w.inV.run("BEGIN", `DROP VIEW "gov"."v"`, view, `GRANT SELECT ON "gov"."v" TO PUBLIC`)
		done := w.readerA.started(`SELECT COUNT(*) FROM "gov"."v"`)
		w.waiting(t, w.ana)
		w.inV.run("COMMIT")
		wantCode(t, <-done, "XX000", "could not open relation with OID")
		w.readerA.want("0", `SELECT COUNT(*) FROM "gov"."v"`)

		// One that was replaced or renamed is still there.
		for _, change := range []string{"CREATE OR REPLACE" + strings.TrimPrefix(view, "CREATE"), `ALTER TABLE "gov"."v" RENAME TO "w"; ALTER TABLE "gov"."w" RENAME TO "v"`} {
			w.inV.run("BEGIN")
			w.inV.run(strings.Split(change, "; ")...)
			done = w.readerA.started(`SELECT COUNT(*) FROM "gov"."v"`)
			w.waiting(t, w.ana)
			w.inV.run("COMMIT")
			if err := <-done; err != nil {
				t.Errorf("%s: %s", change, describe(err))
			}
		}
		w.inV.run(`DROP VIEW "gov"."v"`)
	}
}

// A late-binding view that the front binds again under other columns is no view that somebody dropped.
func TestBindingAgainFailsNobody(t *testing.T) {
	w := newWorld(t, cluster(t))
	w.inV.run(w.lateView("all", `SELECT * FROM `+w.base()), `GRANT SELECT ON "gov"."all" TO PUBLIC`)
	for i := range 6 {
		w.admin.run(`ALTER TABLE "hr"."employees" ADD COLUMN "c` + string(rune('a'+i)) + `" INTEGER`)
		first, second := w.readerA.started(`SELECT * FROM "gov"."all"`), connectTo(t, w.srv, w.ana, w.views).started(`SELECT * FROM "gov"."all"`)
		for _, err := range []error{<-first, <-second} {
			if err != nil {
				t.Error(describe(err))
			}
		}
	}
}

// A table that was made after the transaction's snapshot is not there for it: 1018.
func TestATableOfTheFutureIsNotThere(t *testing.T) {
	w := newWorld(t, cluster(t))
	w.inSales.run("BEGIN")
	w.inSales.want("2", `SELECT COUNT(*) FROM "hr"."employees"`)
	w.admin.run(`CREATE TABLE "hr"."later" ("a" INTEGER)`, `GRANT SELECT ON "hr"."later" TO "`+w.svc+`"`, `GRANT SELECT ON "hr"."employees" TO "`+w.bob+`"`)
	w.inSales.want("2", `SELECT COUNT(*) FROM "hr"."employees"`) // a grant makes no table new
	w.inSales.fails("XX000", "1018", `SELECT COUNT(*) FROM "hr"."later"`)
	w.inSales.run("ROLLBACK")
	w.inSales.want("0", `SELECT COUNT(*) FROM "hr"."later"`)
}

func TestTruncateCommits(t *testing.T) {
	w := newWorld(t, cluster(t))
	c, other := w.admin, connectTo(t, w.srv, w.srv.Admin(), w.sales)
	other.run(`SET statement_timeout TO 10000`) // whoever does not commit keeps the table locked
	c.run("BEGIN", `INSERT INTO "hr"."employees" VALUES (3, 'EU', 1)`, `CREATE TABLE "hr"."log" ("a" INTEGER)`, `TRUNCATE "hr"."employees"`)
	if got := c.PgConn().TxStatus(); got != 'I' {
		t.Errorf("the transaction's status is %c", got)
	}
	other.want("0|0", `SELECT (SELECT COUNT(*) FROM "hr"."employees"), (SELECT COUNT(*) FROM "hr"."log")`)
	c.run("ROLLBACK") // a warning: there is no transaction
	other.want("0", `SELECT COUNT(*) FROM "hr"."log"`)
	c.run(`BEGIN; INSERT INTO "hr"."log" VALUES (1); TRUNCATE TABLE "hr"."employees"; ROLLBACK`)
	other.want("1", `SELECT COUNT(*) FROM "hr"."log"`)

	c.run("BEGIN", `INSERT INTO "hr"."log" VALUES (2)`)
	c.fails("42P01", "nothere", `TRUNCATE "hr"."nothere"`)
	c.run("ROLLBACK")
	other.want("1", `SELECT COUNT(*) FROM "hr"."log"`)
}

// Two transactions that read and write one table: each alone is right, both together are not, and the second fails with
// 1023 even though they touched other rows (D c_serial_isolation). A database may be at snapshot isolation instead.
func TestTwoThatReadAndWriteOneTable(t *testing.T) {
	w := newWorld(t, cluster(t))
	both := func() error {
		t.Helper()
		a, b := connectTo(t, w.srv, w.srv.Admin(), w.sales), connectTo(t, w.srv, w.srv.Admin(), w.sales)
		for _, c := range []client{a, b} {
			c.run("BEGIN")
			c.want("2", `SELECT COUNT(*) FROM "hr"."employees" WHERE "region" <> 'new'`)
			defer func() { _, _ = c.Exec(context.Background(), "ROLLBACK") }()
		}
		a.run(`INSERT INTO "hr"."employees" VALUES (3, 'new', 1)`)
		if _, err := b.Exec(context.Background(), `INSERT INTO "hr"."employees" VALUES (4, 'new', 1)`); err != nil {
			return err
		}
		a.run("COMMIT")
		_, err := b.Exec(context.Background(), "COMMIT")
		return err
	}
	w.admin.run(`ALTER DATABASE "` + w.sales + `" ISOLATION LEVEL SERIALIZABLE`)
	wantCode(t, both(), "XX000", "1023")
	// One that only writes disturbs nobody who only reads.
	reader := connectTo(t, w.srv, w.srv.Admin(), w.sales)
	reader.run("BEGIN")
	reader.want("3", `SELECT COUNT(*) FROM "hr"."employees"`)
	w.admin.run(`DELETE FROM "hr"."employees" WHERE "region" = 'new'`)
	reader.want("3", `SELECT COUNT(*) FROM "hr"."employees"`)
	reader.run("COMMIT")

	w.admin.run(`ALTER DATABASE "` + w.sales + `" ISOLATION LEVEL SNAPSHOT`)
	if err := both(); err != nil {
		t.Errorf("at snapshot isolation: %s", describe(err))
	}
}
