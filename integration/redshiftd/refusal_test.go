package redshiftd_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
)

// What Redshift refuses, with the SQLSTATE and a word of the message.
func TestRefusals(t *testing.T) {
	w := newWorld(t, cluster(t))
	c := w.admin
	c.run(`CREATE TABLE "hr"."t" ("a" INTEGER, "b" VARCHAR(10), "c" TIMESTAMP)`)
	for _, tc := range []struct{ code, text, sql string }{
		{"0A000", "COPY FROM STDIN", `COPY "hr"."t" FROM STDIN`},
		{"0A000", "SAVEPOINT", `SAVEPOINT x`},
		{"0A000", "ROLLBACK TO", `ROLLBACK TO SAVEPOINT x`},
		{"0A000", "RELEASE", `RELEASE SAVEPOINT x`},
		{"42601", "returning", `INSERT INTO "hr"."t" ("a") VALUES (1) RETURNING "a"`},
		{"42601", "on", `INSERT INTO "hr"."t" ("a") VALUES (1) ON CONFLICT DO NOTHING`},
		{"0A000", "LISTEN", `LISTEN x`},
		{"0A000", "NOTIFY", `NOTIFY x`},
		{"42883", "pg_advisory_lock", `SELECT pg_advisory_lock(1)`},
		{"42883", "pg_try_advisory_xact_lock", `SELECT pg_catalog.pg_try_advisory_xact_lock(1)`},
		{"0A000", "ARRAY", `SELECT ARRAY[1, 2]`},
		{"0A000", "subscripts", `SELECT '{1}'::int[]`},
		{"0A000", "ANY/SOME", `SELECT * FROM "hr"."t" WHERE "a" = ANY($1)`},
		{"0A000", "ANY/SOME", `SELECT * FROM "hr"."t" WHERE "a" = ANY('{1,2}')`},
		{"0A000", "DO", `DO $$ BEGIN NULL; END $$`},
		{"42601", "lateral", `SELECT * FROM "hr"."t" AS t, LATERAL (SELECT t."a") AS x`},
		{"42601", "with", `CREATE VIEW "hr"."v" WITH (security_barrier) AS SELECT 1 AS "a"`},
		{"42601", "if", `CREATE VIEW IF NOT EXISTS "hr"."v" AS SELECT 1 AS "a"`},
		{"0A000", "CREATE INDEX", `CREATE INDEX i ON "hr"."t" ("a")`},
		{"0A000", "CREATE UNIQUE", `CREATE UNIQUE INDEX i ON "hr"."t" ("a")`},
		{"0A000", "CREATE TRIGGER", `CREATE TRIGGER x BEFORE INSERT ON "hr"."t" EXECUTE FUNCTION f()`},
		{"0A000", "CREATE EXTENSION", `CREATE EXTENSION pgcrypto`},
		{"0A000", "CREATE POLICY", `CREATE POLICY p ON "hr"."t" USING (true)`},
		{"0A000", "CREATE SEQUENCE", `CREATE SEQUENCE s`},
		{"0A000", "CREATE TYPE", `CREATE TYPE x AS ENUM ('a')`},
		{"0A000", "ALTER VIEW", `ALTER VIEW "hr"."v" OWNER TO "awsuser"`},
		{"42704", "jsonb", `CREATE TABLE "hr"."x" ("a" JSONB)`},
		{"42704", "uuid", `CREATE TABLE "hr"."x" ("a" UUID)`},
		{"42704", "bytea", `CREATE TABLE "hr"."x" ("a" BYTEA)`},
		{"42704", "serial", `CREATE TABLE "hr"."x" ("a" SERIAL)`},
		{"0A000", "subscripts", `CREATE TABLE "hr"."x" ("a" TEXT[])`},
		{"0A000", "CHECK", `CREATE TABLE "hr"."x" ("a" INTEGER CHECK ("a" > 0))`},
		{"42704", "jsonb", `SELECT CAST('{}' AS jsonb)`},
		{"42704", `type "e"`, `SELECT E'a\\n'`},
		{"0A000", "FOR UPDATE", `SELECT * FROM "hr"."t" FOR UPDATE`},
		{"0A000", "leader", `SELECT * FROM generate_series(1, 3) AS g, "hr"."t"`},
		{"42601", "distinct", `SELECT * FROM "hr"."t" WHERE "a" IS DISTINCT FROM 1`},
		{"42601", "not", `SELECT 1 WHERE 1 IS NOT DISTINCT FROM NULL`},
		{"42601", "filter", `SELECT COUNT(*) FILTER (WHERE "a" > 0) FROM "hr"."t"`},
		{"42601", "local", `SET LOCAL query_group TO 'x'`},
		{"0A000", "SET ROLE", `SET ROLE "awsuser"`},
		{"0A000", "TIME ZONE", `SET TIME ZONE 'UTC'`},
		{"42704", "standard_conforming_strings", `SET standard_conforming_strings TO on`},
		{"42704", "lock_timeout", `SET lock_timeout TO 100`},
		{"42704", "standard_conforming_strings", `SHOW standard_conforming_strings`},
		{"0A000", "does not know SHOW EXTERNAL", `SHOW EXTERNAL TABLE dev.public.t`},
		{"42883", "string_agg", `SELECT string_agg("b", ',') FROM "hr"."t"`},
		{"42883", "array_agg", `SELECT array_agg("b") FROM "hr"."t"`},
		{"42883", "encode", `SELECT encode('x', 'hex')`},
		{"42883", "convert_to", `SELECT pg_catalog.convert_to('x', 'UTF8')`},
		{"42883", "overlay", `SELECT overlay('abc' PLACING 'x' FROM 1)`},
		{"42883", "format", `SELECT format('%s', 'x')`},
		{"42883", "sha256", `SELECT sha256('x')`},
		{"42883", "clock_timestamp", `SELECT clock_timestamp()`},
		{"42883", "pg_sleep", `SELECT pg_sleep(1)`},
		{"42883", "gen_random_uuid", `SELECT gen_random_uuid()`},
		{"0A000", "leader", `SELECT * FROM "hr"."t" WHERE "c" < now()`},
		{"0A000", "leader", `SELECT * FROM "hr"."t" WHERE "c" < CURRENT_TIMESTAMP`},
		{"0A000", "leader", `SELECT has_table_privilege('hr.t', 'select') FROM "hr"."t"`},
		{"0A000", "leader", `SELECT version(), "a" FROM "hr"."t"`},
		{"0A000", "leader", `SELECT t."a" FROM "hr"."t" AS t, pg_catalog.pg_class AS c`},
		{"0A000", "leader", `SELECT t."a" FROM "hr"."t" AS t JOIN svv_redshift_columns AS c ON c.column_name = t."b"`},
		{"42601", "returning", `DELETE FROM "hr"."t" RETURNING "a"`},
		{"0A000", "DISTINCT ON", `SELECT DISTINCT ON ("a") "a" FROM "hr"."t"`},
		{"0A000", "VALUES", `SELECT * FROM (VALUES (1)) AS v (a)`},
		{"42883", "->>", `SELECT '{}' ->> 'a'`},
		{"42601", "(", `SELECT current_user()`},
		{"42P02", "-32768", `SELECT $32768`},
		{"42601", "PASSWORD", `CREATE USER "x"`},
		{"42601", `secret1x`, `CREATE USER "x" PASSWORD "Secret1x"`},
		{"22023", "uppercase", `CREATE USER "x" PASSWORD 'secret1x'`},
		{"22023", "length", `CREATE USER "x" PASSWORD 'Sh0rt'`},
		{"42601", "if", `CREATE USER IF NOT EXISTS "x" PASSWORD DISABLE`},
		{"42601", "encrypted", `CREATE USER "x" WITH ENCRYPTED PASSWORD 'Secret1x'`},
		{"42601", "if", `CREATE ROLE IF NOT EXISTS "x"`},
		{"42601", "if", `DROP ROLE IF EXISTS "x"`},
		{"42601", "if", `CREATE DATABASE IF NOT EXISTS x`},
		{"42601", "if", `DROP DATABASE IF EXISTS x`},
		{"42601", "to", `GRANT "x" TO "awsuser"`},
		{"42601", "connect", `GRANT CONNECT ON DATABASE dev TO "awsuser"`},
		{"42601", "all", `GRANT USAGE ON ALL SEQUENCES IN SCHEMA "hr" TO "awsuser"`},
		{"42601", "role", `ALTER DEFAULT PRIVILEGES FOR ROLE "awsuser" IN SCHEMA "hr" GRANT SELECT ON TABLES TO "awsuser"`},
		{"42601", "sequences", `ALTER DEFAULT PRIVILEGES IN SCHEMA "hr" GRANT SELECT ON SEQUENCES TO "awsuser"`},
		{"0A000", "does not know VACUUM", `VACUUM`},
		{"0A000", "does not know UNLOAD", `UNLOAD ('select 1') TO 's3://x'`},
		{"0A000", "does not know CREATE MASKING", `CREATE MASKING POLICY p WITH (a INTEGER) USING (NULL)`},
		{"42501", "redshiftd", `SELECT * FROM redshiftd.config`},
		{"42501", "redshiftd", `SELECT redshiftd.sudo('x', 'SELECT 1')`},
		{"42501", "redshiftd", `SELECT * FROM "redshiftd_far"."t"`},
	} {
		c.fails(tc.code, strings.TrimSpace(tc.text), tc.sql, argumentsFor(tc.sql)...)
	}
}

func argumentsFor(sql string) []any {
	if strings.Contains(sql, "$1)") {
		return []any{"{1}"}
	}
	return nil
}

// A refusal is an error like any other: the transaction has failed, and the connection goes on.
func TestARefusalFailsTheTransaction(t *testing.T) {
	w := newWorld(t, cluster(t))
	c := w.admin
	c.run("BEGIN", `CREATE TABLE "hr"."gone" ("a" INTEGER)`)
	c.fails("0A000", "SAVEPOINT", "SAVEPOINT x")
	c.fails("25P02", "aborted", "SELECT 1")
	if got := c.PgConn().TxStatus(); got != 'E' {
		t.Errorf("the transaction's status is %c", got)
	}
	c.run("ROLLBACK")
	c.fails("42P01", "gone", `SELECT * FROM "hr"."gone"`)
	c.want("1", "SELECT 1")
}

func TestArgumentsOfUnknownTypesAreRefused(t *testing.T) {
	c := connectTo(t, cluster(t), "awsuser", "dev")
	for name, oid := range map[string]uint32{"text[]": 1009, "bytea": 17, "jsonb": 3802, "uuid": 2950} {
		_, err := c.PgConn().Prepare(context.Background(), "", "SELECT $1", []uint32{oid})
		var pgErr *pgconn.PgError
		if !errors.As(err, &pgErr) || pgErr.Code != "42704" || !strings.Contains(pgErr.Message, name) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	c.want("a", "SELECT $1::varchar", "a")
}

func TestMoreArgumentsThanRedshiftCounts(t *testing.T) {
	c := connectTo(t, cluster(t), "awsuser", "dev")
	c.run(`CREATE TABLE public.many (a INTEGER)`)
	insert := func(n int) error {
		args := make([]any, n)
		rows := make([]string, n)
		for i := range args {
			args[i], rows[i] = i, fmt.Sprintf("($%d)", i+1)
		}
		_, err := c.Exec(context.Background(), "INSERT INTO public.many VALUES "+strings.Join(rows, ", "), args...)
		return err
	}
	if err := insert(32767); err != nil {
		t.Error(err)
	}
	if err := insert(32768); err == nil || !strings.Contains(err.Error(), "there is no parameter $-32768") {
		t.Errorf("got %v", err)
	}
}

// Strings are read as on Redshift: a backslash escapes, and the parameter that would say otherwise is not reported.
func TestBackslashes(t *testing.T) {
	c := connectTo(t, cluster(t), "awsuser", "dev")
	c.want(`it's a \ backslash|3`, `SELECT 'it''s a \\ backslash', length('a\'b')`)
	if got := c.PgConn().ParameterStatus("standard_conforming_strings"); got != "" {
		t.Errorf("standard_conforming_strings is reported as %q", got)
	}
	if got := c.PgConn().ParameterStatus("client_encoding"); got != "UNICODE" {
		t.Errorf("client_encoding is %q", got)
	}
	_, err := c.PgConn().EscapeString("x")
	if err == nil {
		t.Error("pgx escapes strings for a server that it does not know to conform")
	}
	if _, err := c.Exec(context.Background(), "SELECT $1", "x"); err != nil {
		t.Error(err)
	}
}
