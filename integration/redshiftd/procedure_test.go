package redshiftd_test

import (
	"testing"
)

// TestProcedures: who may call a procedure, with whose rights it runs, and what Redshift does not let one be.
func TestProcedures(t *testing.T) {
	w := newWorld(t, cluster(t))
	c := w.admin
	c.run(`CREATE TABLE "hr"."log" ("who" VARCHAR(128), "owner" VARCHAR(128))`,
		`CREATE OR REPLACE PROCEDURE "hr"."inner"(a VARCHAR) AS $$ BEGIN INSERT INTO "hr"."log" VALUES (SESSION_USER, CURRENT_USER); END; $$ LANGUAGE plpgsql SECURITY INVOKER`,
		`CREATE OR REPLACE PROCEDURE "hr"."outer"(a VARCHAR(65535)) AS $$ BEGIN CALL "hr"."inner"(a); END; $$ LANGUAGE plpgsql SECURITY DEFINER SET search_path TO pg_catalog`,
		`GRANT USAGE ON SCHEMA "hr" TO "`+w.ana+`"`)
	ana := connectTo(t, w.srv, w.ana, w.sales)
	// D stored-procedure-security-and-privileges: only superusers and owners may call a procedure by default.
	ana.fails("42501", "permission denied", `CALL "hr"."outer"('x')`)
	c.run(`GRANT EXECUTE ON PROCEDURE "hr"."outer"(VARCHAR) TO PUBLIC`)
	ana.run(`CALL "hr"."outer"('x')`)
	c.want(w.ana+"|awsuser", `SELECT "who", "owner" FROM "hr"."log"`)
	ana.fails("42501", "permission denied", `CALL "hr"."inner"('x')`)
	c.run(`CREATE OR REPLACE PROCEDURE "hr"."outer"(a VARCHAR(65535)) AS $$ BEGIN NULL; END; $$ LANGUAGE plpgsql`)
	ana.run(`CALL "hr"."outer"('x')`) // what is replaced keeps its grants
	ana.run(`CALL ` + w.sales + `."hr"."outer"('x')`)
	for _, tc := range []struct{ code, text, source, sql string }{
		{"0A000", "cross-database", "D r_CREATE_PROCEDURE: for the current database", `CREATE PROCEDURE "dev"."public"."p"() AS $$ BEGIN NULL; END $$ LANGUAGE plpgsql`},
		{"0A000", "cross-database", "D r_CALL_procedure", `CALL "dev"."public"."p"()`},
		{"42601", "select", "D r_CALL_procedure: no queries as arguments", `CALL "hr"."outer"((SELECT 'x'))`},
		{"42601", "if", "D r_DROP_PROCEDURE", `DROP PROCEDURE IF EXISTS "hr"."outer"(VARCHAR)`},
		{"42601", "dollar", "D r_CREATE_PROCEDURE: dollar quoting", `CREATE PROCEDURE "hr"."p"() LANGUAGE plpgsql AS 'BEGIN NULL; END'`},
		{"42601", "default", "D r_CREATE_PROCEDURE", `CREATE PROCEDURE "hr"."p"(a INTEGER DEFAULT 1) AS $$ BEGIN NULL; END $$ LANGUAGE plpgsql`},
		{"0A000", "NONATOMIC", "the stand-in's own", `CREATE PROCEDURE "hr"."p"() NONATOMIC AS $$ BEGIN NULL; END $$ LANGUAGE plpgsql`},
		{"0A000", "language", "D r_CREATE_PROCEDURE", `CREATE PROCEDURE "hr"."p"() AS $$ SELECT 1 $$ LANGUAGE sql`},
		{"42601", "from", "D r_CREATE_PROCEDURE", `CREATE PROCEDURE "hr"."p"() AS $$ BEGIN NULL; END $$ LANGUAGE plpgsql SET search_path FROM CURRENT`},
		{"42883", "clock_timestamp", "D c_unsupported-postgresql-functions", `CREATE PROCEDURE "hr"."p"() AS $$ BEGIN PERFORM pg_catalog.clock_timestamp(); END $$ LANGUAGE plpgsql`},
		{"42601", "returning", "D c_unsupported-postgresql-features", `CREATE PROCEDURE "hr"."p"() AS $$ BEGIN INSERT INTO "hr"."log" VALUES ('a', 'b') RETURNING "who"; END $$ LANGUAGE plpgsql`},
		{"42704", "jsonb", "D c_unsupported-postgresql-datatypes", `CREATE PROCEDURE "hr"."p"() AS $$ BEGIN PERFORM CAST('{}' AS jsonb); END $$ LANGUAGE plpgsql`},
	} {
		t.Run(tc.text+" "+tc.source, func(t *testing.T) { w.admin.fails(tc.code, tc.text, tc.sql) })
	}
}
