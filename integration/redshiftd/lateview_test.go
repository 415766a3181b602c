package redshiftd_test

import (
	"fmt"
	"testing"

	"scrim/integration/redshiftd"
)

func (w world) lateView(name, query string) string {
	return fmt.Sprintf(`CREATE VIEW "gov".%q AS %s WITH NO SCHEMA BINDING`, name, query)
}

func (w world) base() string { return `"` + w.sales + `"."hr"."employees"` }

func TestLateBindingViewIsCheckedAsItsOwner(t *testing.T) {
	w := newWorld(t, cluster(t))
	w.inV.run(w.lateView("v", `SELECT t."id", CURRENT_USER AS "me" FROM `+w.base()+` AS t`))
	w.readerA.fails("42501", "permission denied for relation v", `SELECT * FROM "gov"."v"`)
	w.inV.run(`GRANT SELECT ON "gov"."v" TO "` + w.ana + `"`)
	w.readerA.want("1|"+w.ana+"\n2|"+w.ana, `SELECT * FROM "gov"."v" ORDER BY 1`)

	w.admin.run(`REVOKE SELECT ON "hr"."employees" FROM "` + w.svc + `"`)
	w.readerA.fails("42501", "permission denied for relation employees", `SELECT * FROM "gov"."v"`)
}

func TestReaderNeedsUsageOnEverySchemaNamed(t *testing.T) {
	w := newWorld(t, cluster(t))
	w.inV.run(w.lateView("v", `SELECT t."id" FROM `+w.base()+` AS t`), `GRANT SELECT ON "gov"."v" TO PUBLIC`)
	w.readB.fails("42501", "permission denied for schema hr", `SELECT * FROM "gov"."v"`)
	w.admin.run(`GRANT USAGE ON SCHEMA "hr" TO "` + w.bob + `"`)
	w.readB.want("2", `SELECT COUNT(*) FROM "gov"."v"`)
	w.readB.fails("42501", "permission denied for relation employees", `SELECT * FROM `+w.base())

	w.adminV.run(`CREATE SCHEMA "inner" AUTHORIZATION "` + w.svc + `"`)
	w.inV.run(`CREATE TABLE "inner"."t" ("a" INTEGER)`, w.lateView("local", `SELECT "a" FROM "inner"."t"`), `GRANT SELECT ON "gov"."local" TO PUBLIC`)
	w.readB.fails("42501", "permission denied for schema inner", `SELECT * FROM "gov"."local"`)
}

func TestReaderUsageCanBeSwitchedOff(t *testing.T) {
	s := startServer(t, redshiftd.Config{NoReaderUsage: true})
	defer func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	}()
	w := newWorld(t, s)
	w.inV.run(w.lateView("v", `SELECT t."id" FROM `+w.base()+` AS t`), `GRANT SELECT ON "gov"."v" TO PUBLIC`)
	w.readB.want("2", `SELECT COUNT(*) FROM "gov"."v"`)
}

func TestBaseMayBeAbsentDroppedAndMadeAgain(t *testing.T) {
	w := newWorld(t, cluster(t))
	w.inV.run(w.lateView("early", `SELECT t."x" AS "y" FROM "`+w.sales+`"."hr"."later" AS t`),
		w.lateView("v", `SELECT t."id" FROM `+w.base()+` AS t`), `GRANT SELECT ON "gov"."v", "gov"."early" TO PUBLIC`)
	w.readerA.fails("42P01", "hr.later", `SELECT "y" FROM "gov"."early"`)
	w.admin.run(`CREATE TABLE "hr"."later" ("x" VARCHAR(8))`, `INSERT INTO "hr"."later" VALUES ('seen')`, `GRANT SELECT ON "hr"."later" TO "`+w.svc+`"`)
	w.readerA.want("seen", `SELECT "y" FROM "gov"."early"`)

	w.admin.run(`DROP TABLE "hr"."employees"`)
	w.readerA.fails("42P01", "hr.employees", `SELECT "id" FROM "gov"."v"`)
	w.admin.run(`CREATE TABLE "hr"."employees" ("id" INTEGER, "region" VARCHAR(16))`, `INSERT INTO "hr"."employees" VALUES (7, 'EU')`)
	w.readerA.fails("42501", "permission denied for relation employees", `SELECT "id" FROM "gov"."v"`)
	w.admin.run(`GRANT SELECT ON "hr"."employees" TO "` + w.svc + `"`)
	w.readerA.want("7", `SELECT "id" FROM "gov"."v"`)
}

func TestScopedGrantOutlivesADrop(t *testing.T) {
	w := newWorld(t, cluster(t))
	w.admin.run(`GRANT SELECT FOR TABLES IN SCHEMA "hr" TO "` + w.svc + `"`)
	w.inV.run(w.lateView("v", `SELECT t."id" FROM `+w.base()+` AS t`), `GRANT SELECT ON "gov"."v" TO PUBLIC`)
	w.admin.run(`CREATE USER "etl_`+w.svc+`" PASSWORD DISABLE`, `GRANT CREATE, USAGE ON SCHEMA "hr" TO "etl_`+w.svc+`"`, `DROP TABLE "hr"."employees"`)
	etl := connectTo(t, w.srv, "etl_"+w.svc, w.sales)
	etl.run(`CREATE TABLE "hr"."employees" ("id" INTEGER)`, `INSERT INTO "hr"."employees" VALUES (9)`)
	w.readerA.want("9", `SELECT "id" FROM "gov"."v"`)
	w.admin.run(`REVOKE SELECT FOR TABLES IN SCHEMA "hr" FROM "` + w.svc + `"`)
	w.readerA.fails("42501", "permission denied for relation employees", `SELECT "id" FROM "gov"."v"`)
}

func TestColumnsOfTheBaseChange(t *testing.T) {
	w := newWorld(t, cluster(t))
	w.inV.run(w.lateView("v", `SELECT t."id", t."salary" AS "pay" FROM `+w.base()+` AS t`), w.lateView("all", `SELECT * FROM `+w.base()),
		`GRANT SELECT ON "gov"."v", "gov"."all" TO PUBLIC`)
	w.admin.run(`ALTER TABLE "hr"."employees" ALTER COLUMN "region" TYPE VARCHAR(64)`, `ALTER TABLE "hr"."employees" ADD COLUMN "more" INTEGER DEFAULT 5`)
	w.readerA.want("1|EU|100.00|5\n2|US|200.00|5", `SELECT * FROM "gov"."all" ORDER BY 1`)
	w.admin.run(`ALTER TABLE "hr"."employees" DROP COLUMN "salary"`)
	w.readerA.fails("42703", "salary", `SELECT * FROM "gov"."v"`)
	w.admin.run(`ALTER TABLE "hr"."employees" ADD COLUMN "salary" VARCHAR(20) DEFAULT 'much'`)
	w.readerA.want("1|much\n2|much", `SELECT * FROM "gov"."v" ORDER BY 1`)
}

// An ETL job that swaps tables by renaming does not wait for views of the same database, and they read the new table.
func TestSwapInTheSameDatabase(t *testing.T) {
	w := newWorld(t, cluster(t))
	w.inV.run(`CREATE TABLE "gov"."base" ("a" INTEGER)`, `INSERT INTO "gov"."base" VALUES (1)`,
		w.lateView("late", `SELECT "a" FROM "gov"."base"`), w.lateView("outer", `SELECT "a" + 10 AS "b" FROM "gov"."late"`),
		`CREATE VIEW "gov"."bound" AS SELECT "a" FROM "gov"."base"`, `GRANT SELECT ON "gov"."late", "gov"."outer", "gov"."bound" TO PUBLIC`)
	w.readerA.want("1|11|1", `SELECT l."a", o."b", b."a" FROM "gov"."late" AS l, "gov"."outer" AS o, "gov"."bound" AS b`)
	w.inV.run(`CREATE TABLE "gov"."base_new" ("a" INTEGER)`, `INSERT INTO "gov"."base_new" VALUES (2)`,
		"BEGIN", `ALTER TABLE "gov"."base" RENAME TO "base_old"`, `ALTER TABLE "gov"."base_new" RENAME TO "base"`)
	w.inV.want("2", `SELECT "a" FROM "gov"."late"`)
	w.inV.run("COMMIT")
	w.readerA.want("2|12", `SELECT l."a", o."b" FROM "gov"."late" AS l, "gov"."outer" AS o`)
	w.readerA.want("1", `SELECT "a" FROM "gov"."bound"`)
	w.inV.fails("2BP01", "bound", `DROP TABLE "gov"."base_old"`)
	w.inV.run(`DROP TABLE "gov"."base"`)
	w.readerA.fails("42P01", "gov.base", `SELECT "a" FROM "gov"."late"`)
	w.readerA.fails("42P01", "gov.base", `SELECT "b" FROM "gov"."outer"`)
}

func TestWhatALateBindingViewMayName(t *testing.T) {
	w := newWorld(t, cluster(t))
	w.inV.fails("42601", "All the relation names inside should be qualified", w.lateView("v", `SELECT 1 AS "a" FROM employees`))
	w.inV.fails("3F000", "nowhere", `CREATE VIEW "nowhere"."v" AS SELECT 1 AS "a" FROM `+w.base()+` WITH NO SCHEMA BINDING`)
	w.inV.fails("0A000", "NO SCHEMA BINDING", `CREATE VIEW "gov"."v" AS SELECT * FROM `+w.base())
	w.inV.fails("0A000", "recursive", w.lateView("v", `WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n FROM r`))
	w.inV.fails("0A000", "cross-database", `CREATE VIEW "`+w.sales+`"."hr"."v" AS SELECT 1 AS "a"`)
	w.inV.run(w.lateView("cte", `WITH x AS (SELECT t."id" FROM `+w.base()+` AS t) SELECT "id" FROM x`))
	w.inV.want("2", `SELECT COUNT(*) FROM "gov"."cte"`)
}

func TestOrReplaceKeepsColumnsGrantsAndOwner(t *testing.T) {
	w := newWorld(t, cluster(t))
	w.inV.run(w.lateView("v", `SELECT t."id", t."region" FROM `+w.base()+` AS t`), `GRANT SELECT ON "gov"."v" TO PUBLIC`)
	replace := func(query string) string {
		return `CREATE OR REPLACE VIEW "gov"."v" AS ` + query + ` WITH NO SCHEMA BINDING`
	}
	w.inV.run(replace(`SELECT t."id", t."region" FROM ` + w.base() + ` AS t WHERE t."id" = 2`))
	w.readerA.want("2|US", `SELECT * FROM "gov"."v"`)
	w.inV.fails("42P16", "", replace(`SELECT t."id", t."region", t."salary" FROM `+w.base()+` AS t`))
	w.inV.fails("42P16", "", replace(`SELECT t."id" FROM `+w.base()+` AS t`))
	w.inV.fails("42P16", "", replace(`SELECT CAST(t."id" AS BIGINT) AS "id", t."region" FROM `+w.base()+` AS t`))
	w.inV.fails("42P07", "already exists", w.lateView("v", `SELECT 1 AS "id" FROM `+w.base()))
	w.readerA.want("2|US", `SELECT * FROM "gov"."v"`)
}

func TestNoGrantsOnColumnsOfALateBindingView(t *testing.T) {
	w := newWorld(t, cluster(t))
	w.inV.run(w.lateView("v", `SELECT t."id" FROM `+w.base()+` AS t`), `CREATE TABLE "gov"."t" ("id" INTEGER)`)
	w.inV.fails("0A000", "columns", `GRANT SELECT ("id") ON "gov"."v" TO "`+w.ana+`"`)
	w.inV.run(`GRANT SELECT ("id") ON TABLE "gov"."t" TO "` + w.ana + `"`)
	w.inV.want("t|id|"+w.ana, `SELECT relation_name, column_name, identity_name FROM svv_column_privileges`)
}

func TestRenameSwapOfAView(t *testing.T) {
	w := newWorld(t, cluster(t))
	w.inV.run(w.lateView("v", `SELECT t."id" FROM `+w.base()+` AS t`), `GRANT SELECT ON "gov"."v" TO PUBLIC`,
		w.lateView("v__new", `SELECT t."id", t."region" FROM `+w.base()+` AS t`), `GRANT SELECT ON "gov"."v__new" TO PUBLIC`,
		"BEGIN", `ALTER TABLE "gov"."v" RENAME TO "v__old"`, `REVOKE ALL ON "gov"."v__old" FROM PUBLIC`, `ALTER TABLE "gov"."v__new" RENAME TO "v"`)
	w.inV.want("1|EU", `SELECT * FROM "gov"."v" WHERE "id" = 1`)
	w.inV.run("COMMIT", `DROP VIEW "gov"."v__old"`)
	w.readerA.want("1|EU", `SELECT * FROM "gov"."v" WHERE "id" = 1`)
}

func TestDefinitionIsTheStatement(t *testing.T) {
	w := newWorld(t, cluster(t))
	w.inV.run(`CREATE OR REPLACE VIEW "gov"."v" AS SELECT t."id" FROM ` + w.base() + ` AS t -- why` + "\nWITH NO SCHEMA BINDING")
	w.readerA.want(`create view "gov"."v" AS SELECT t."id" FROM `+w.base()+" AS t -- why\nWITH NO SCHEMA BINDING",
		`SELECT definition FROM pg_views WHERE schemaname = 'gov' AND viewname = 'v'`)
	w.inV.run(`CREATE VIEW "gov"."bound" AS SELECT 1 AS "a"`)
	w.readerA.want("f", `SELECT definition LIKE 'create%' FROM pg_catalog.pg_views WHERE schemaname = 'gov' AND viewname = 'bound'`)
	w.inV.want("gov|v|id|integer|1", `SELECT * FROM pg_get_late_binding_view_cols() AS cols (view_schema NAME, view_name NAME, col_name NAME, col_type VARCHAR, col_num INTEGER)`)
}

// A regular view over a late-binding view keeps the text that it had.
func TestARegularViewFreezesALateBindingView(t *testing.T) {
	w := newWorld(t, cluster(t))
	w.inV.run(w.lateView("v", `SELECT t."id" FROM `+w.base()+` AS t`), `CREATE VIEW "gov"."frozen" AS SELECT * FROM "gov"."v"`,
		`GRANT SELECT ON "gov"."v", "gov"."frozen" TO PUBLIC`,
		`CREATE OR REPLACE VIEW "gov"."v" AS SELECT t."id" FROM `+w.base()+` AS t WHERE t."id" = 1 WITH NO SCHEMA BINDING`)
	w.readerA.want("1", `SELECT COUNT(*) FROM "gov"."v"`)
	w.readerA.want("2", `SELECT COUNT(*) FROM "gov"."frozen"`)
	// Its owner is kept as well: another owner of the late-binding view, who may read nothing, changes nothing.
	w.adminV.run(`ALTER TABLE "gov"."v" OWNER TO "` + w.bob + `"`)
	w.readerA.fails("42501", "", `SELECT COUNT(*) FROM "gov"."v"`)
	w.readerA.want("2", `SELECT COUNT(*) FROM "gov"."frozen"`)
	w.adminV.run(`DROP VIEW "gov"."v"`)
	w.readerA.want("2", `SELECT COUNT(*) FROM "gov"."frozen"`)
}

// The text of a late-binding view is read again with its reader's letters: another column may answer (finding 4). scrim
// writes no name with capitals, and refuses tables that have some.
func TestAReadersLettersReachIntoALateBindingView(t *testing.T) {
	w := newWorld(t, cluster(t))
	w.inV.run(`SET enable_case_sensitive_identifier TO true`, `CREATE TABLE "gov"."t" ("c" INTEGER, "C" INTEGER)`, `INSERT INTO "gov"."t" VALUES (1, 2)`,
		w.lateView("capital", `SELECT t."C" AS "x" FROM "gov"."t" AS t`), w.lateView("lower", `SELECT t."c" AS "x" FROM "gov"."t" AS t`), `GRANT SELECT ON "gov"."capital", "gov"."lower" TO PUBLIC`)
	w.inV.want("2|1", `SELECT a."x", b."x" FROM "gov"."capital" AS a, "gov"."lower" AS b`)
	w.readerA.want("1|1", `SELECT a."x", b."x" FROM "gov"."capital" AS a, "gov"."lower" AS b`)
	w.readerA.run(`SET enable_case_sensitive_identifier TO true`)
	w.readerA.want("2|1", `SELECT a."x", b."x" FROM "gov"."capital" AS a, "gov"."lower" AS b`)
	w.readerA.run(`RESET enable_case_sensitive_identifier`)
	w.readerA.want("1|1", `SELECT a."x", b."x" FROM "gov"."capital" AS a, "gov"."lower" AS b`)
}

func TestReadingAViewOfAnotherDatabase(t *testing.T) {
	w := newWorld(t, cluster(t))
	w.inV.run(w.lateView("v", `SELECT t."id" FROM `+w.base()+` AS t`), w.lateView("two", `SELECT "a" FROM "pub"."t"`), `GRANT SELECT ON "gov"."v" TO PUBLIC`, `GRANT SELECT ON "gov"."two" TO PUBLIC`)
	dev := connectTo(t, w.srv, w.ana, "dev")
	dev.fails("0A000", "yet another database", `SELECT * FROM "`+w.views+`"."gov"."v"`)
	connectTo(t, w.srv, w.ana, w.sales).want("2", `SELECT COUNT(*) FROM "`+w.views+`"."gov"."v"`)

	// Two-part names mean the database that the reader is connected to.
	for _, db := range []client{w.admin, w.adminV} {
		db.run(`CREATE SCHEMA "pub"`, `GRANT USAGE ON SCHEMA "pub" TO PUBLIC`, `CREATE TABLE "pub"."t" ("a" VARCHAR(10))`, `GRANT SELECT ON "pub"."t" TO "`+w.svc+`"`)
	}
	w.admin.run(`INSERT INTO "pub"."t" VALUES ('sales')`)
	w.adminV.run(`INSERT INTO "pub"."t" VALUES ('views')`)
	w.readerA.want("views", `SELECT "a" FROM "gov"."two"`)
	connectTo(t, w.srv, w.ana, w.sales).want("sales", `SELECT "a" FROM "`+w.views+`"."gov"."two"`)
}

func TestReadingATableOfAnotherDatabase(t *testing.T) {
	w := newWorld(t, cluster(t))
	w.inV.want("1|EU\n2|US", `SELECT employees."id", `+w.base()+`."region" FROM `+w.base()+` ORDER BY 1`)
	w.inV.want("1|EU", `SELECT e."id", e."region" FROM `+w.base()+` AS e WHERE e."id" = $1`, 1)
	w.readerA.fails("42501", "permission denied for relation employees", `SELECT * FROM `+w.base())
	w.readB.fails("42501", "permission denied for schema hr", `SELECT * FROM `+w.base())
	w.inV.fails("42P01", "nothing", `SELECT * FROM "`+w.sales+`"."hr"."nothing"`)
	w.inV.fails("3D000", "nodb", `SELECT * FROM "nodb"."hr"."employees"`)
	w.inV.fails("0A000", "does not know", `INSERT INTO `+w.base()+` VALUES (3, 'x', 1)`)
	w.inSales.want("2", `SELECT COUNT(*) FROM `+w.base())

	w.admin.run(`GRANT SELECT ("id") ON "hr"."employees" TO "` + w.bob + `"`)
	w.inV.fails("0A000", "column-level", `SELECT * FROM `+w.base())
	w.admin.run(`CREATE TABLE "hr"."inter" ("a" INTEGER, "b" INTEGER) INTERLEAVED SORTKEY ("a", "b")`)
	w.adminV.fails("0A000", "interleaved", `SELECT * FROM "`+w.sales+`"."hr"."inter"`)
}

func TestOwnerOfALateBindingViewChanges(t *testing.T) {
	w := newWorld(t, cluster(t))
	w.inV.run(w.lateView("v", `SELECT t."id" FROM `+w.base()+` AS t`), `GRANT SELECT ON "gov"."v" TO PUBLIC`)
	w.adminV.run(`ALTER TABLE "gov"."v" OWNER TO "` + w.bob + `"`)
	w.readerA.fails("42501", "permission denied for schema hr", `SELECT * FROM "gov"."v"`)
	w.admin.run(`GRANT USAGE ON SCHEMA "hr" TO "`+w.bob+`"`, `GRANT SELECT ON "hr"."employees" TO "`+w.bob+`"`)
	w.readerA.want("2", `SELECT COUNT(*) FROM "gov"."v"`)
}

func TestAReaderCannotPutAnotherFunctionInPlace(t *testing.T) {
	w := newWorld(t, cluster(t))
	w.adminV.run(`CREATE FUNCTION public.len (VARCHAR) RETURNS INTEGER IMMUTABLE AS $$ SELECT 42 $$ LANGUAGE sql`)
	w.inV.run(w.lateView("bare", `SELECT MAX(LEN(t."region")) AS "n" FROM `+w.base()+` AS t`), w.lateView("full", `SELECT MAX(pg_catalog.len(t."region")) AS "n" FROM `+w.base()+` AS t`),
		`GRANT SELECT ON "gov"."bare", "gov"."full" TO PUBLIC`)
	w.readerA.run(`SET search_path TO public, pg_catalog`)
	w.readerA.fails("0A000", "public.len", `SELECT "n" FROM "gov"."bare"`)
}
