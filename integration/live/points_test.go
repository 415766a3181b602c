package live_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// point is one question to a cluster. What it is about, and what the answer changes, is in docs/live-cluster-checklist.md.
type point struct {
	id       string
	question string
	// ask returns what was seen, and whether scrim may go on relying on it; on questions that are only asked it returns true.
	ask func(c *cluster) (seen string, holds bool)
}

func points() []point {
	return slices.Concat(firstPoints(), documentedPoints())
}

// firstPoints are the ones that came up last and matter most.
func firstPoints() []point {
	return []point{
		{"0.1", "Does the result cache keep readers apart?", resultCache},
		{"0.2", "Which database do two-part names in a late-binding view mean?", twoParts},
		{"0.3", "Is a LIMIT a fence against a reader's predicate?", limitFence},
		{"0.4", "Is GETDATE, cast to TIMESTAMPTZ, an instant in every time zone?", getdate},
		{"0.5", "What does an old snapshot see of a view that was replaced?", oldSnapshot},
		{"0.6", "Does a frozen copy of a view close with the gate?", frozenCopy},
		{"0.7", "Does DISTINCT keep a join single when values differ in trailing blanks?", trailingBlanks},
		{"0.8", "May a masking policy hold a subquery?", maskingSubquery},
		{"0.9", "What does an idle reader's transaction block?", idleTransaction},
	}
}

func documentedPoints() []point {
	return []point{
		{"1", "Does a reader need USAGE on the base's schema in the other database?", readerUsage},
		{"2", "Do the functions that scrim writes parse with pg_catalog in a late-binding view?", qualifiedFunctions},
		{"3", "Can a reader put a function of his own before a built-in one?", shadowedFunction},
		{"4", "May a late-binding view be replaced with other columns?", otherColumns},
		{"5", "Is CURRENT_USER the reader in a late-binding view over another database?", currentUser},
		{"6", "Does the reader's enable_case_sensitive_identifier change a view of lower-case names?", caseSensitive},
		{"7", "Must the other database's schema exist when a late-binding view is created?", absentSchema},
		{"8", "Where do the columns of a cross-database late-binding view show?", columnsShown},
		{"9", "Does a masking policy on the base apply beneath a late-binding view?", maskedBase},
		{"10", "Is SELECT through a role enough for a view's owner?", ownerByRole},
		{"11", "Is a view's plan free of nested loops?", planShape},
		{"12", "Does a backslash escape, and which parameters are reported?", backslash},
		{"13", "Can a user without any grant connect?", strangerConnects},
		{"14", "Do scrim's own tables and views work, and does the list of columns keep readers apart?", ownTables},
		{"15", "Do the catalogues that the checks read answer as documented?", catalogues},
		{"16", "Does a view's owner see to whom others granted it?", grantsOfOwner},
		{"17", "What does a cast to CHAR show of letters of several bytes?", castToChar},
		{"18", "Does a transaction that may write nothing read a table of another database?", readOnly},
		{"19", "Do scrim's procedures note the login's wish and nobody else's?", procedures},
	}
}

func resultCache(c *cluster) (string, bool) {
	c.must(c.asOwner, `CREATE TABLE "g"."facts" ("userid" VARCHAR(128), "value" VARCHAR(64))`,
		fmt.Sprintf(`INSERT INTO "g"."facts" VALUES ('%s', 'one'), ('%s', 'two')`, c.reader, c.other),
		`CREATE VIEW "g"."mine" AS SELECT f."value" FROM "g"."facts" AS f WHERE f."userid" = CURRENT_USER`, `GRANT SELECT ON "g"."mine" TO PUBLIC`)
	a, b := c.connect(c.reader, c.views), c.connect(c.other, c.views)
	seen := []string{a.ask(`SELECT "value" FROM "g"."mine"`), a.ask(`SELECT "value" FROM "g"."mine"`), b.ask(`SELECT "value" FROM "g"."mine"`), b.ask(`SELECT "value" FROM "g"."mine"`)}
	return strings.Join(seen, ", "), slices.Equal(seen, []string{"one", "one", "two", "two"})
}

func twoParts(c *cluster) (string, bool) {
	c.must(c.inViews, `CREATE SCHEMA "s"`, `CREATE TABLE "s"."t" ("id" INTEGER, "v" VARCHAR(32))`, `INSERT INTO "s"."t" VALUES (1, 'views')`,
		fmt.Sprintf(`GRANT USAGE ON SCHEMA "s" TO %q, %q`, c.owner, c.reader), fmt.Sprintf(`GRANT SELECT ON "s"."t" TO %q`, c.owner))
	c.lateView("two", `SELECT DISTINCT "v" FROM "s"."t"`)
	here := c.connect(c.reader, c.views).ask(`SELECT * FROM "g"."two"`)
	there := c.connect(c.reader, c.base).ask(fmt.Sprintf(`SELECT * FROM %q."g"."two"`, c.views))
	return "from the view's database: " + here + "; from the other: " + there, here == "views"
}

func limitFence(c *cluster) (string, bool) {
	c.must(c.asOwner, `CREATE TABLE "g"."secret" ("userid" VARCHAR(128), "value" VARCHAR(64))`,
		fmt.Sprintf(`INSERT INTO "g"."secret" VALUES ('%s', '1'), ('%s', 'not a number')`, c.reader, c.other),
		`CREATE VIEW "g"."plain" AS SELECT f."value" FROM "g"."secret" AS f WHERE f."userid" = CURRENT_USER`,
		`CREATE VIEW "g"."fenced" AS SELECT x."value" FROM (SELECT f."value" FROM "g"."secret" AS f WHERE f."userid" = CURRENT_USER LIMIT 2147483647) AS x`,
		`GRANT SELECT ON "g"."plain", "g"."fenced" TO PUBLIC`)
	r := c.connect(c.reader, c.views)
	probe := `SELECT "value" FROM "g".%q WHERE CAST("value" AS INTEGER) = 1`
	fenced := r.ask(fmt.Sprintf(probe, "fenced"))
	return "fenced: " + fenced + "; plain: " + r.ask(fmt.Sprintf(probe, "plain")), fenced == "1"
}

func getdate(c *cluster) (string, bool) {
	r := c.connect(c.reader, c.views)
	var seen []string
	holds := true
	for _, zone := range []string{"UTC", "Asia/Tokyo", "America/St_Johns", "<XXX>+11", "XXX-13:30"} {
		if answer := r.ask(`SET timezone TO '` + zone + `'`); failed(answer) {
			seen = append(seen, zone+" is refused")
			continue
		}
		now := time.Now().UTC()
		layout := "2006-01-02 15:04:05+00"
		answer := r.ask(fmt.Sprintf(`SELECT CAST(pg_catalog.getdate() AS TIMESTAMPTZ) BETWEEN CAST('%s' AS TIMESTAMPTZ) AND CAST('%s' AS TIMESTAMPTZ)`,
			now.Add(-10*time.Minute).Format(layout), now.Add(10*time.Minute).Format(layout)))
		seen = append(seen, zone+": "+answer)
		holds = holds && answer == "t"
	}
	return strings.Join(seen, ", "), holds
}

// gated makes a view that shows rows while the gate admits its own mark, as scrim's views do.
func (c *cluster) gated(name, mark string, replace bool) {
	verb := "CREATE VIEW"
	if replace {
		verb = "CREATE OR REPLACE VIEW"
	}
	c.must(c.asOwner, fmt.Sprintf(`%s "g".%q AS SELECT t."id", CAST('%s' AS VARCHAR(8)) AS "mark" FROM %s AS t WHERE EXISTS (SELECT 1 FROM %q."g".%q AS x WHERE x."mark" = '%s') WITH NO SCHEMA BINDING`,
		verb, name, mark, c.from(), c.views, name+"_gate", mark))
}

func (c *cluster) gate(name string) {
	c.must(c.asOwner, fmt.Sprintf(`CREATE TABLE "g".%q ("mark" VARCHAR(8))`, name+"_gate"), fmt.Sprintf(`INSERT INTO "g".%q VALUES ('one')`, name+"_gate"))
	c.gated(name, "one", false)
	c.must(c.asOwner, fmt.Sprintf(`GRANT SELECT ON "g".%q TO PUBLIC`, name))
}

func oldSnapshot(c *cluster) (string, bool) {
	c.gate("snap")
	c.lateView("unrelated", `SELECT t."id" FROM `+c.from()+` AS t`)
	r := c.connect(c.reader, c.views)
	c.must(r, "BEGIN")
	r.ask(`SELECT COUNT(*) FROM "g"."unrelated"`)
	c.must(c.asOwner, "BEGIN", `DELETE FROM "g"."snap_gate"`, `INSERT INTO "g"."snap_gate" VALUES ('two')`, "COMMIT")
	c.gated("snap", "two", true)
	seen := r.ask(`SELECT "mark", COUNT(*) FROM "g"."snap" GROUP BY "mark"`)
	r.ask("ROLLBACK")
	if seen == "" {
		seen = "nothing: the new definition with the old gate"
	}
	return seen, !strings.HasPrefix(seen, "two")
}

func frozenCopy(c *cluster) (string, bool) {
	c.gate("kept")
	c.must(c.asOwner, `CREATE VIEW "g"."copy" AS SELECT * FROM "g"."kept"`, `GRANT SELECT ON "g"."copy" TO PUBLIC`)
	r := c.connect(c.reader, c.views)
	before := r.ask(`SELECT COUNT(*) FROM "g"."copy"`)
	c.must(c.asOwner, `DELETE FROM "g"."kept_gate"`)
	after := r.ask(`SELECT COUNT(*) FROM "g"."copy"`)
	return "open: " + before + "; closed: " + after, before == "2" && after == "0"
}

func trailingBlanks(c *cluster) (string, bool) {
	c.must(c.asOwner, `CREATE TABLE "g"."blank" ("v" VARCHAR(8))`, `INSERT INTO "g"."blank" VALUES ('a'), ('a ')`,
		`CREATE TABLE "g"."left" ("v" VARCHAR(8))`, `INSERT INTO "g"."left" VALUES ('a')`)
	distinct := c.asOwner.ask(`SELECT COUNT(*) FROM (SELECT DISTINCT "v" FROM "g"."blank") AS d`)
	rows := c.asOwner.ask(`SELECT COUNT(*) FROM "g"."left" AS l LEFT JOIN (SELECT DISTINCT "v" FROM "g"."blank") AS d ON d."v" = l."v"`)
	equal := c.asOwner.ask(`SELECT COUNT(*) FROM "g"."blank" WHERE "v" = 'a'`)
	return fmt.Sprintf("DISTINCT leaves %s, the join has %s rows, %s are equal to 'a'", distinct, rows, equal), rows == "1"
}

func maskingSubquery(c *cluster) (string, bool) {
	name := c.prefix + "_sub"
	seen := c.inBase.ask(fmt.Sprintf(`CREATE MASKING POLICY %q WITH ("v" VARCHAR(32)) USING (CASE WHEN EXISTS (SELECT 1 FROM "s"."t") THEN "v" END)`, name))
	if !failed(seen) {
		c.must(c.inBase, fmt.Sprintf(`DROP MASKING POLICY %q`, name))
		return "yes", true
	}
	return seen, true
}

func idleTransaction(c *cluster) (string, bool) {
	c.gate("idle")
	r := c.connect(c.reader, c.views)
	c.must(r, "BEGIN")
	r.ask(`SELECT COUNT(*) FROM "g"."idle"`)
	c.must(c.asOwner, "SET statement_timeout TO 3000")
	data := c.asOwner.ask(`DELETE FROM "g"."idle_gate"`)
	ddl := c.asOwner.ask(fmt.Sprintf(`CREATE OR REPLACE VIEW "g"."idle" AS SELECT t."id", CAST('two' AS VARCHAR(8)) AS "mark" FROM %s AS t WITH NO SCHEMA BINDING`, c.from()))
	c.must(c.asOwner, "SET statement_timeout TO 0")
	r.ask("ROLLBACK")
	words := map[bool]string{true: "waits", false: "goes through"}
	return "closing the gate " + words[failed(data)] + ", replacing the view " + words[failed(ddl)], !failed(data)
}

func readerUsage(c *cluster) (string, bool) {
	c.lateView("usage", `SELECT t."id" FROM `+c.from()+` AS t`)
	with := c.connect(c.reader, c.views).ask(`SELECT COUNT(*) FROM "g"."usage"`)
	without := c.connect(c.other, c.views).ask(`SELECT COUNT(*) FROM "g"."usage"`)
	return "with USAGE: " + with + "; without: " + without, with == "2"
}

func qualifiedFunctions(c *cluster) (string, bool) {
	c.lateView("functions", `SELECT CAST(pg_catalog.sha2('x', 256) AS VARCHAR(64)) AS "a", pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2('x', 256), 15), 16) AS "b",
		pg_catalog.regexp_replace(t."v", '[a-s]+', '#', 1, 'c') AS "c", pg_catalog.octet_length(t."v") AS "d", pg_catalog."right"(t."v", 1) AS "e",
		pg_catalog.date_trunc('month', CAST('2024-02-03' AS TIMESTAMP)) AS "f", pg_catalog.mod(t."id", 2) AS "g", pg_catalog.floor(CAST(2.5 AS DOUBLE PRECISION)) AS "h",
		pg_catalog.char_length(t."v") AS "i", pg_catalog.strpos(t."v", 'a') AS "j", pg_catalog.rtrim(t."v") AS "k", pg_catalog.replace(t."v", 'b', 'c') AS "l",
		CAST(pg_catalog.getdate() AS TIMESTAMPTZ) > CAST('2020-01-01 00:00:00+00' AS TIMESTAMPTZ) AS "m" FROM `+c.from()+` AS t WHERE t."id" = 1`)
	seen := c.connect(c.reader, c.views).ask(`SELECT "a", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m" FROM "g"."functions"`)
	want := "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881|#|4|e|2024-02-01 00:00:00|1|2|4|2|base|case|t"
	return seen, seen == want
}

func shadowedFunction(c *cluster) (string, bool) {
	c.must(c.inViews, `GRANT CREATE, USAGE ON SCHEMA "public" TO PUBLIC`,
		`CREATE FUNCTION "public"."sha2" (VARCHAR, INTEGER) RETURNS VARCHAR IMMUTABLE AS $$ SELECT $1 $$ LANGUAGE sql`)
	c.lateView("bare", `SELECT CAST(sha2(t."v", 256) AS VARCHAR(64)) AS "h" FROM `+c.from()+` AS t WHERE t."id" = 1`)
	c.lateView("qualified", `SELECT CAST(pg_catalog.sha2(t."v", 256) AS VARCHAR(64)) AS "h" FROM `+c.from()+` AS t WHERE t."id" = 1`)
	r := c.connect(c.reader, c.views)
	c.must(r, `SET search_path TO public, pg_catalog`)
	bare, qualified := r.ask(`SELECT "h" FROM "g"."bare"`), r.ask(`SELECT "h" FROM "g"."qualified"`)
	return "without pg_catalog: " + bare + "; with it: " + qualified, len(qualified) == 64
}

func otherColumns(c *cluster) (string, bool) {
	c.lateView("replaced", `SELECT t."id" FROM `+c.from()+` AS t`)
	seen := c.asOwner.ask(fmt.Sprintf(`CREATE OR REPLACE VIEW "g"."replaced" AS SELECT t."id", t."v" FROM %s AS t WITH NO SCHEMA BINDING`, c.from()))
	c.must(c.asOwner, `CREATE VIEW "g"."regular" AS SELECT 1 AS "id"`)
	turned := c.asOwner.ask(fmt.Sprintf(`CREATE OR REPLACE VIEW "g"."regular" AS SELECT t."id" FROM %s AS t WITH NO SCHEMA BINDING`, c.from()))
	return "more columns: " + orYes(seen) + "; regular to late-binding: " + orYes(turned), true
}

func orYes(answer string) string {
	if answer == "" {
		return "yes"
	}
	return answer
}

func currentUser(c *cluster) (string, bool) {
	c.lateView("who", `SELECT DISTINCT CAST(CURRENT_USER AS VARCHAR(128)) AS "me" FROM `+c.from()+` AS t`)
	seen := c.connect(c.reader, c.views).ask(`SELECT "me" FROM "g"."who"`)
	return seen, seen == c.reader
}

func caseSensitive(c *cluster) (string, bool) {
	c.lateView("lower", `SELECT t."id" AS "id", t."v" AS "v" FROM `+c.from()+` AS t WHERE t."id" = 1`)
	r := c.connect(c.reader, c.views)
	before := r.ask(`SELECT "id", "v" FROM "g"."lower"`)
	c.must(r, `SET enable_case_sensitive_identifier TO true`)
	after := r.ask(`SELECT "id", "v" FROM "g"."lower"`)
	return "off: " + before + "; on: " + after, before == after && !failed(before)
}

func absentSchema(c *cluster) (string, bool) {
	table := c.asOwner.ask(fmt.Sprintf(`CREATE VIEW "g"."no_table" AS SELECT x."a" FROM %q."s"."absent" AS x WITH NO SCHEMA BINDING`, c.base))
	schema := c.asOwner.ask(fmt.Sprintf(`CREATE VIEW "g"."no_schema" AS SELECT x."a" FROM %q."absent"."t" AS x WITH NO SCHEMA BINDING`, c.base))
	return "absent table: created " + orYes(table) + "; absent schema: created " + orYes(schema), true
}

func columnsShown(c *cluster) (string, bool) {
	c.lateView("shown", `SELECT t."id", t."v" FROM `+c.from()+` AS t`)
	late := c.asOwner.ask(`SELECT col_name FROM pg_get_late_binding_view_cols() cols(view_schema name, view_name name, col_name name, col_type varchar, col_num int) WHERE view_name = 'shown' ORDER BY col_num`)
	all := c.asOwner.ask(`SELECT column_name FROM svv_all_columns WHERE database_name = '` + c.views + `' AND schema_name = 'g' AND table_name = 'shown'`)
	show := c.asOwner.ask(fmt.Sprintf(`SHOW COLUMNS FROM TABLE %q."g"."shown"`, c.views))
	return fmt.Sprintf("pg_get_late_binding_view_cols: %q; svv_all_columns: %q; SHOW COLUMNS: %q", late, all, show), true
}

func maskedBase(c *cluster) (string, bool) {
	name := c.prefix + "_mask"
	c.must(c.inBase, `CREATE TABLE "s"."masked" ("v" VARCHAR(32))`, `INSERT INTO "s"."masked" VALUES ('clear')`, fmt.Sprintf(`GRANT SELECT ON "s"."masked" TO %q`, c.owner))
	if made := c.inBase.ask(fmt.Sprintf(`CREATE MASKING POLICY %q WITH ("v" VARCHAR(32)) USING (CAST('hidden' AS VARCHAR(32)))`, name)); failed(made) {
		return "not asked: " + made, true
	}
	c.must(c.inBase, fmt.Sprintf(`ATTACH MASKING POLICY %q ON "s"."masked" ("v") TO PUBLIC`, name))
	c.lateView("over_masked", fmt.Sprintf(`SELECT t."v" FROM %q."s"."masked" AS t`, c.base))
	seen := c.connect(c.reader, c.views).ask(`SELECT "v" FROM "g"."over_masked"`)
	c.must(c.inBase, fmt.Sprintf(`DETACH MASKING POLICY %q ON "s"."masked" ("v") FROM PUBLIC`, name), fmt.Sprintf(`DROP MASKING POLICY %q`, name))
	return seen, true
}

func ownerByRole(c *cluster) (string, bool) {
	c.must(c.inBase, `CREATE TABLE "s"."by_role" ("id" INTEGER)`, fmt.Sprintf(`GRANT SELECT ON "s"."by_role" TO ROLE %q`, c.role), fmt.Sprintf(`GRANT ROLE %q TO %q`, c.role, c.owner))
	c.lateView("by_role", fmt.Sprintf(`SELECT t."id" FROM %q."s"."by_role" AS t`, c.base))
	seen := c.connect(c.reader, c.views).ask(`SELECT COUNT(*) FROM "g"."by_role"`)
	c.must(c.inBase, fmt.Sprintf(`REVOKE ROLE %q FROM %q`, c.role, c.owner))
	return seen, true
}

func planShape(c *cluster) (string, bool) {
	c.must(c.asOwner, `CREATE TABLE "g"."held" ("kind" VARCHAR(16), "value" VARCHAR(64)) DISTSTYLE ALL`, `INSERT INTO "g"."held" VALUES ('region', 'base')`)
	c.lateView("planned", fmt.Sprintf(`SELECT t."id", CASE WHEN EXISTS (SELECT 1 FROM %[2]q."g"."held" AS h WHERE h."kind" = 'group') THEN t."v" END AS "v" FROM %[1]s AS t
		WHERE EXISTS (SELECT 1 FROM %[2]q."g"."held" AS h WHERE h."kind" = 'user') AND t."v" IN (SELECT h."value" FROM %[2]q."g"."held" AS h WHERE h."kind" = 'region')`, c.from(), c.views))
	c.must(c.inViews, fmt.Sprintf(`GRANT SELECT ON "g"."held" TO %q`, c.reader))
	seen := c.connect(c.reader, c.views).ask(`EXPLAIN SELECT * FROM "g"."planned"`)
	// The stand-in joins two rows in a nested loop because they are two: only a cluster's plan says something.
	return seen, !failed(seen) && (!strings.Contains(seen, "Nested Loop") || !strings.Contains(seen, "XN "))
}

func backslash(c *cluster) (string, bool) {
	length := c.asAdmin.ask(`SELECT length('a\'b')`)
	var reported []string
	for _, name := range slices.Sorted(maps.Keys(map[string]bool{"standard_conforming_strings": true, "client_encoding": true, "server_version": true, "TimeZone": true, "DateStyle": true, "integer_datetimes": true})) {
		reported = append(reported, name+"="+c.asAdmin.PgConn().ParameterStatus(name))
	}
	return `length('a\'b') is ` + length + "; " + strings.Join(reported, ", "), length == "3"
}

func strangerConnects(c *cluster) (string, bool) {
	cn, err := c.tryConnect(c.stranger, c.views)
	if err != nil {
		return "no: " + short(err), true
	}
	return "yes, and reading the base gives: " + cn.ask(`SELECT COUNT(*) FROM `+c.from()), true
}

func grantsOfOwner(c *cluster) (string, bool) {
	c.lateView("granted", `SELECT t."id" FROM `+c.from()+` AS t`)
	c.must(c.inViews, fmt.Sprintf(`GRANT SELECT ON "g"."granted" TO ROLE %q`, c.role))
	seen := c.asOwner.ask(`SELECT identity_type, COUNT(*) FROM svv_relation_privileges WHERE namespace_name = 'g' AND relation_name = 'granted' AND privilege_type = 'SELECT' GROUP BY 1 ORDER BY 1`)
	shown := c.asOwner.ask(fmt.Sprintf(`SHOW GRANTS ON TABLE %q."g"."granted"`, c.views))
	return fmt.Sprintf("svv_relation_privileges: %q; SHOW GRANTS: %q", seen, shown), true
}

func castToChar(c *cluster) (string, bool) {
	c.must(c.inBase, `CREATE TABLE "s"."letters" ("v" VARCHAR(32))`, `INSERT INTO "s"."letters" VALUES ('20 °C')`)
	return c.inBase.ask(`SELECT CAST("v" AS CHAR(8)) FROM "s"."letters"`), true
}

func readOnly(c *cluster) (string, bool) {
	r := c.connect(c.owner, c.views)
	begun := r.ask("BEGIN READ ONLY")
	read := r.ask(`SELECT COALESCE(MAX(1), 0) AS "rows" FROM ` + c.from() + " AS t")
	written := r.ask(`CREATE TABLE "g"."written" ("id" INTEGER)`)
	c.must(r, "ROLLBACK")
	return "reading: " + read + "; writing: " + written, !failed(begun) && read == "1"
}
