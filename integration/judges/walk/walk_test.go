package walk_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"scrim/integration/judges/walk"
	"scrim/pkg/catalog"
)

// late wraps an expression into a late-binding view over a table with a column
// of each type.
func late(expr string) string {
	return `CREATE VIEW "governed"."v" AS SELECT ` + expr + ` AS "x" FROM "sales"."hr"."t" AS t WHERE TRUE WITH NO SCHEMA BINDING`
}

func where(condition string) string {
	return `CREATE VIEW "governed"."v" AS SELECT t."words" AS "x" FROM "sales"."hr"."t" AS t WHERE ` + condition + ` WITH NO SCHEMA BINDING`
}

func from(clause string) string {
	return `CREATE VIEW "governed"."v" AS SELECT t."words" AS "x" FROM ` + clause + ` WITH NO SCHEMA BINDING`
}

const (
	base  = `"sales"."hr"."t" AS t`
	facts = `"governed"."scrim_system"."user_profile" AS p`
)

func types(t testing.TB) map[string]catalog.Type {
	t.Helper()
	out := map[string]catalog.Type{}
	for name, text := range map[string]string{
		"words": "character varying(64)", "n": "integer", "part": "real", "day": "date",
		"at": "timestamp without time zone", "instant": "timestamp with time zone", "yes": "boolean",
	} {
		typ, ok := catalog.ParseType(text)
		if !ok {
			t.Fatal(text)
		}
		out[name] = typ
	}
	return out
}

// bad is at least one statement for each rule, each with exactly that fault.
func bad() map[walk.Rule][]string {
	return map[walk.Rule][]string{
		walk.Syntax: {
			`SELECT 1 FROM`, `SELECT 1; DROP TABLE "a"."b"`, `SELECT 'x`, `SELECT "x`, `SELECT (1`, `DELETE FROM "a"."b" WHERE "x" = `,
			`BEGIN READ WRITE`, `BEGIN READ`, `DROP ROLE IF EXISTS "r"`, `DROP DATABASE IF EXISTS "d"`, `GRANT "r" TO "u"`, `CREATE ROLE IF NOT EXISTS "r"`, `GRANT CONNECT ON DATABASE "d" TO "u"`,
			`CREATE USER "u" PASSWORD "secret1"`, `GRANT USAGE ON ALL SEQUENCES IN SCHEMA "s" TO "u"`,
			`CREATE USER "u" ENCRYPTED PASSWORD 'md5a'`, `CREATE TABLE "a"."b" ("c" INTEGER PRIMARY KEY)`, `CREATE VIEW IF NOT EXISTS "a"."b" AS SELECT 1`,
			`CREATE VIEW "a"."b" WITH (security_barrier) AS SELECT 1`, `INSERT INTO "a"."b" ("c") VALUES (1) ON CONFLICT DO NOTHING`,
			`REVOKE ADMIN OPTION FOR "r" FROM "u"`, `REVOKE CREATE USER ON "a"."b" FROM ROLE "r"`, `GRANT VACUUM TO ROLE "r"`, `CREATE USER "u" CREATEUSER`, `ALTER USER "u" CREATEUSER CREATEDB`,
			`ALTER SCHEMA "s" RENAME TO "t"`, `REVOKE SELECT () ON "a"."b" FROM "u"`, `SET SESSION AUTHORIZATION 'u'`, `DROP MATERIALIZED VIEW`, `ALTER GROUP "g" ADD USER "u"`,
			`SELECT a."x" FROM "a"."b" AS a FULL JOIN "a"."c" AS c ON TRUE`,
		},
		walk.Known: {
			`TRUNCATE "a"."b"`, `VACUUM`, `LOCK "a"."b"`, `DO $1`, `CREATE INDEX "i" ON "a"."b" ("c")`, `LISTEN "x"`, `SAVEPOINT "s"`, `CREATE EXTENSION "x"`,
			`CREATE POLICY "p" ON "a"."b"`, `CREATE TRIGGER "t"`, `ALTER VIEW "a"."b" OWNER TO "u"`, `SET standard_conforming_strings TO on`, `DISCARD ALL`, `SET LOCAL timezone TO 'UTC'`, ``,
		},
		walk.Postgres: {
			`ALTER DEFAULT PRIVILEGES FOR ROLE "u" GRANT SELECT ON TABLES TO "r"`,
			late(`t."n"::text`), late(`E'a'`), late(`t."words" ->> 'a'`), late(`ARRAY[1]`), late(`pg_catalog.count(*) FILTER (WHERE TRUE)`), where(`t."words" IS DISTINCT FROM 'a'`),
			`SELECT DISTINCT ON ("a") "a" FROM "b"."c"`, `INSERT INTO "a"."b" ("c") VALUES (1) RETURNING "c"`, where(`t."n" = ANY(ARRAY[1])`),
			where(`t."words" SIMILAR TO 'a'`), from(base + `, LATERAL (SELECT 1) AS l`), `WITH RECURSIVE x AS (SELECT 1) SELECT 1 FROM x`,
			late(`overlay(t."words" placing 'a' from 1)`), `SELECT 1 FROM pg_catalog.generate_series(1, 2)`, where(`t."words" !~ 'a'`), `SELECT 1 FROM "a"."b" FOR UPDATE`,
			late(`CAST('{}' AS varchar[])`), late(`t."words" COLLATE "c"`),
		},
		walk.Type: {
			late(`CAST(t."words" AS jsonb)`), late(`CAST(t."words" AS uuid)`), late(`CAST(t."words" AS bytea)`), late(`CAST(t."words" AS text)`),
			`CREATE TABLE "a"."b" ("c" SERIAL)`, `CREATE TABLE "a"."b" ("c" TEXT NOT NULL)`, `ALTER TABLE "a"."b" ADD COLUMN "c" interval`,
		},
		walk.Function: {
			late(`pg_catalog.string_agg(t."words", ',')`), late(`pg_catalog.array_agg(t."words")`), late(`pg_catalog.encode(t."words", 'hex')`), late(`pg_catalog.random()`),
			late(`pg_catalog.pg_sleep(1)`), late(`pg_catalog.regexp_matches(t."words", 'a')`), `SELECT pg_catalog.pg_advisory_lock(1)`, late(`pg_catalog.current_setting('x')`),
			late(`pg_catalog.substr(t."words", 1)`), late(`pg_catalog.now()`),
		},
		walk.Qualified: {
			late(`sha2(t."words", 256)`), late(`"left"(t."words", 1)`), late(`count(*)`), `SELECT has_table_privilege('a', 'SELECT')`,
			late(`public.sha2(t."words", 256)`), late(`"public"."sha2"(t."words", 256)`), late(`pg_catalog.coalesce(t."words", 'a')`),
		},
		walk.Parts: {
			from(`"hr"."t" AS t`), from(`"t" AS t`), from(`"a"."sales"."hr"."t" AS t`), where(`EXISTS (SELECT 1 FROM "scrim_system"."gate" AS g)`),
			`SELECT 1 FROM "a"."sales"."hr"."t"`, `DELETE FROM "profile"`, `CREATE VIEW "other"."s"."v" AS SELECT 1 AS "x"`, `DROP VIEW "v"`, `GRANT SELECT ON "v" TO PUBLIC`,
			`CREATE VIEW "a"."v" AS SELECT x."y" AS "y" FROM "other"."s"."x" AS x`,
		},
		walk.Column: {
			late(`"words"`), where(`"n" = 1`), where(`x."n" = 1`),
			`SELECT 1 FROM "a"."b" AS b WHERE EXISTS (SELECT 1 FROM "a"."c" AS c WHERE "x" = 1)`,
		},
		walk.Related: {
			where(`EXISTS (SELECT 1 FROM ` + facts + ` WHERE p."value" = t."words")`), where(`t."words" IN (SELECT p."value" FROM ` + facts + ` WHERE p."name" = t."words")`),
			late(`(SELECT p."value" FROM ` + facts + ` WHERE p."name" = t."words")`),
			`SELECT b."x" FROM "a"."b" AS b WHERE EXISTS (SELECT 1 FROM "a"."c" AS c WHERE c."x" = b."x")`,
		},
		walk.Leader: {
			late(`pg_catalog.has_table_privilege('a', 'SELECT')`), late(`pg_catalog.current_database()`), where(`pg_catalog.version() = 'a'`),
			`SELECT pg_catalog.has_table_privilege('x', 'SELECT') FROM "a"."b"`, `DELETE FROM "a"."b" WHERE "c" = pg_catalog.current_database()`,
		},
		walk.Catalogue: {
			`SELECT usename FROM pg_user`, `SELECT 1 FROM pg_catalog.pg_authid`, `SELECT 1 FROM pg_catalog.pg_roles`, `SELECT 1 FROM svv_nothing`,
			`SELECT 1 FROM pg_catalog.pg_user AS u JOIN "a"."b" AS b ON u.usename = b."x"`, `SELECT 1 FROM svv_redshift_columns AS c JOIN pg_catalog.pg_class AS k ON k.relname = c.table_name`,
			from(`pg_catalog.pg_user AS t`), `SELECT 1 FROM svv_all_columns AS a JOIN svv_roles AS b ON a.x = b.x`,
		},
		walk.Session: {
			late(`pg_catalog.getdate()`), late(`CURRENT_DATE`), late(`SYSDATE`), late(`CURRENT_TIMESTAMP`), late(`LOCALTIMESTAMP`), late(`CURRENT_SCHEMA`), `SELECT SYSDATE`,
			late(`CAST(t."at" AS varchar(64))`), late(`CAST(t."day" AS varchar(64))`), late(`CAST(t."instant" AS varchar(64))`), late(`CAST(t."part" AS varchar(64))`),
			late(`CAST(t."instant" AS date)`), late(`CAST(t."instant" AS timestamp)`), late(`CAST(t."at" AS timestamptz)`), late(`CAST(t."day" AS timestamptz)`),
			late(`CAST(t."words" AS date)`), late(`CAST('now' AS timestamp)`), late(`CAST('2024-01-01 00:00:00' AS timestamptz)`),
			late(`DATE 'today'`), late(`DATE '01/02/2024'`), late(`TIMESTAMPTZ '2024-01-01 00:00:00'`), late(`TIMESTAMPTZ '2024-01-01 00:00:00+02'`),
			late(`pg_catalog.date_trunc('day', t."instant")`), late(`pg_catalog.date_trunc('year', t."day")`), late(`pg_catalog.to_char(t."instant", 'YYYY-MM-DD')`),
			late(`pg_catalog.to_char(t."day", 'YYYY-MM-DD')`), late(`pg_catalog.to_char(t."at", 'Month')`), late(`t."instant" AT TIME ZONE 'Europe/Berlin'`),
			late(`t."words" || t."at"`), late(`t."part" || t."words"`), where(`t."instant" > t."at"`), where(`t."at" = t."words"`), where(`t."instant" = t."day"`),
			where(`t."at" IN (SELECT p."value" FROM ` + facts + `)`), where(`t."day" IN ('2024-01-01')`), late(`pg_catalog."left"(t."at", 4)`),
			late(`CASE WHEN t."yes" THEN CAST(t."at" AS varchar(64)) END`), where(`t."at" > CASE WHEN t."yes" THEN pg_catalog.getdate() END`),
			where(`t."at" BETWEEN t."instant" AND TIMESTAMP '2024-01-01 00:00:00'`), where(`t."at" > TIMESTAMP '2024-01-01 00:00:00' - INTERVAL '1 month'`),
			`CREATE VIEW "s"."user_profile" AS SELECT p."kind" AS "kind" FROM "s"."profile" AS p WHERE p."valid_until" > CAST(pg_catalog.getdate() AS TIMESTAMPTZ)`,
			`CREATE VIEW "s"."user_profile" AS SELECT p."kind" AS "kind" FROM "s"."profile" AS p WHERE CAST(p."valid_until" AS TIMESTAMP) > pg_catalog.getdate()`,
		},
		walk.Nested: {
			from(base + `, ` + facts), from(base + ` CROSS JOIN ` + facts), from(base + ` LEFT JOIN ` + facts + ` ON p."value" > t."words"`), from(base + ` JOIN ` + facts + ` ON TRUE`),
		},
		walk.Backslash: {where(`t."words" = 'a\n'`), where(`t."words" ~ '[0-9]\.'`)},
		walk.Name:      {late(`t."Words"`), `SELECT 1 FROM "a"."` + strings.Repeat("n", 128) + `"`, `DROP VIEW "a"."V"`},
		walk.Secret: {
			late(`pg_catalog.sha2('pepper' || t."words", 256)`), late(`pg_catalog.sha2('pepper', 256)`), `SELECT 'a-salt-in-the-text'`,
			`CREATE USER "u" PASSWORD 'Clear0Text'`, `ALTER USER "u" PASSWORD 'Clear0Text'`,
		},
	}
}

// Every rule fails for what breaks it, and for nothing else that is in the
// statement.
func TestEveryRuleCanFail(t *testing.T) {
	columns := types(t)
	for _, rule := range walk.Rules() {
		if len(bad()[rule]) == 0 {
			t.Errorf("no bad statement for %s", rule)
		}
		for _, text := range bad()[rule] {
			findings := walk.Check(walk.Statement{Text: text, Columns: columns, Secrets: []string{"a-salt"}})
			other := func(f walk.Finding) bool { return f.Rule != rule }
			if len(findings) == 0 || slices.ContainsFunc(findings, other) {
				t.Errorf("%s is not what is found in %s: %v", rule, text, findings)
			}
		}
	}
}

// What differs from a bad statement only in not being bad passes.
func TestGoodStatementsPass(t *testing.T) {
	columns := types(t)
	for _, text := range []string{
		late(`pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'a') || t."words", 256)`),
		late(`CAST(pg_catalog.date_trunc('year', CAST(t."day" AS timestamp)) AS date)`), late(`pg_catalog.date_trunc('hour', t."instant" AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'`),
		late(`pg_catalog.to_char(CAST(t."day" AS timestamp), 'YYYY-MM-DD')`), late(`"governed"."scrim_functions"."mine"(t."words")`), late(`CAST(t."n" AS varchar(20))`),
		where(`t."instant" >= TIMESTAMPTZ '0001-01-01 00:00:00+00'`), where(`t."day" > DATE '2024-01-01'`), where(`t."at" BETWEEN TIMESTAMP '2024-01-01 00:00:00' AND TIMESTAMP '2024-01-01 00:00:00' + INTERVAL '2 days'`), where(`t."words" = 'a\\'`), where(`NOT EXISTS (SELECT 1 FROM ` + facts + ` WHERE p."kind" = 'a')`),
		from(base + ` LEFT JOIN (SELECT DISTINCT p."value" FROM ` + facts + `) AS r1 ON r1."value" = t."words"`),
		`CREATE VIEW "s"."user_profile" AS SELECT p."kind" AS "kind" FROM "s"."profile" AS p WHERE p."valid_until" > CAST(pg_catalog.getdate() AS TIMESTAMPTZ) AND CAST(p."valid_until" AS TIMESTAMP) > pg_catalog.getdate()`,
		`CREATE USER "Upper" PASSWORD 'md50123'`, `SELECT COUNT(*) FROM svv_roles;`, `-- a comment` + "\n" + `SELECT 1`, `GRANT SELECT FOR TABLES IN SCHEMA "s" TO ROLE "r"`,
	} {
		if findings := walk.Check(walk.Statement{Text: text, Columns: columns}); len(findings) > 0 {
			t.Errorf("%s\n%v", text, findings)
		}
	}
}

// Whatever the text, walk comes to an end and says something or nothing.
func FuzzCheck(f *testing.F) {
	for _, texts := range bad() {
		for _, text := range texts {
			f.Add(text)
		}
	}
	f.Fuzz(func(_ *testing.T, text string) { _ = fmt.Sprint(walk.Check(walk.Statement{Text: text})) })
}
