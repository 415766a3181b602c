package redshiftd_test

import (
	"context"
	"crypto/md5" //nolint:gosec // Redshift's own format of stored passwords
	"encoding/hex"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"scrim/integration/redshiftd"
)

func login(s *redshiftd.Server, user, database, password string, params map[string]string) error {
	cfg, err := pgx.ParseConfig(s.DSN(user, database))
	if err != nil {
		return err
	}
	cfg.Password = password
	for k, v := range params {
		cfg.RuntimeParams[k] = v
	}
	conn, err := pgx.ConnectConfig(context.Background(), cfg)
	if err != nil {
		return err
	}
	return conn.Close(context.Background())
}

func wantCode(t *testing.T, err error, code, text string) {
	t.Helper()
	var pgErr *pgconn.PgError
	if !errors.As(err, &pgErr) || pgErr.Code != code || !strings.Contains(pgErr.Message, text) {
		t.Errorf("got %v, want %s %s", err, code, text)
	}
}

func TestPasswords(t *testing.T) {
	s := startServer(t, redshiftd.Config{Auth: "md5"})
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	root, err := pgx.Connect(context.Background(), s.Postgres().SocketDSN("postgres", "postgres"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := root.Exec(context.Background(), `ALTER ROLE awsuser PASSWORD 'Admin123'; SET password_encryption = 'scram-sha-256'; CREATE ROLE scram LOGIN PASSWORD 'Secret1x'`); err != nil {
		t.Fatal(err)
	}
	_ = root.Close(context.Background())
	cfg, err := pgx.ParseConfig(s.DSN("awsuser", "dev"))
	if err != nil {
		t.Fatal(err)
	}
	cfg.Password = "Admin123"
	conn, err := pgx.ConnectConfig(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	sum := md5.Sum([]byte("Hashed1xhashed"))
	client{conn, t}.run(`CREATE USER "clear" PASSWORD 'Secret1x'`, `CREATE USER hashed WITH PASSWORD 'md5`+hex.EncodeToString(sum[:])+`' NOCREATEDB SYSLOG ACCESS RESTRICTED CONNECTION LIMIT 5`,
		`CREATE USER digest PASSWORD 'sha256|0011|salt'`, `CREATE USER iam PASSWORD DISABLE`)

	for user, password := range map[string]string{"clear": "Secret1x", "hashed": "Hashed1x", "scram": "Secret1x"} {
		if err := login(s, user, "dev", password, nil); err != nil {
			t.Errorf("%s: %v", user, err)
		}
		wantCode(t, login(s, user, "dev", "Wrong123", nil), "28P01", "password authentication failed")
	}
	wantCode(t, login(s, "iam", "dev", "x", nil), "28P01", "password authentication failed")
	if err := login(s, "digest", "dev", "x", nil); err == nil || !strings.Contains(err.Error(), "unknown authentication type: 13") {
		t.Errorf("a SHA-256 user: got %v", err)
	}
}

func TestStartupParameters(t *testing.T) {
	s := cluster(t)
	for _, name := range []string{"IntervalStyle", "lc_monetary", "standard_conforming_strings"} {
		wantCode(t, login(s, "awsuser", "dev", "", map[string]string{name: "x"}), "42704", name)
	}
	if err := login(s, "awsuser", "dev", "", map[string]string{"client_encoding": "UTF8", "application_name": "x"}); err != nil {
		t.Error(err)
	}
	wantCode(t, login(s, "awsuser", "postgres", "", nil), "3D000", "does not exist")
	wantCode(t, login(s, "awsuser", "nothere", "", nil), "3D000", "does not exist")
	wantCode(t, login(s, "nobody", "dev", "", nil), "28000", "nobody")
}

func TestSessionParameters(t *testing.T) {
	s := cluster(t)
	c := connectTo(t, s, s.Admin(), "dev")
	c.run(`SET query_group TO 'scrim'`, `SET statement_timeout TO 30000`, `SET timezone TO 'Asia/Tokyo'`, `SET search_path TO pg_catalog`, `SET enable_case_sensitive_identifier TO true`)
	c.want("scrim", "SHOW query_group")
	c.want("8.0.2", "SHOW server_version")
	c.want("30s", "SHOW statement_timeout")
	c.want("pg_catalog", "SHOW search_path")
	c.want("true", "SHOW enable_case_sensitive_identifier")
	c.run(`RESET enable_case_sensitive_identifier`)
	c.want("off", "SHOW enable_case_sensitive_identifier")
	c.want("t", `SELECT getdate() - (SELECT CAST(convert_timezone('Asia/Tokyo', 'UTC', getdate()) AS TIMESTAMP)) = interval '9 hours'`)
	c.run("BEGIN")
	c.want("repeatable read", "SELECT current_setting('transaction_isolation')")
	c.run("COMMIT", "BEGIN ISOLATION LEVEL READ COMMITTED")
	c.want("repeatable read", "SELECT current_setting('transaction_isolation')")
	c.run("COMMIT")
}

func TestQuotedNamesFoldUnlessTheSessionSaysOtherwise(t *testing.T) {
	w := newWorld(t, cluster(t))
	w.admin.run(`CREATE TABLE "hr"."Mixed" ("Col" INTEGER)`, `INSERT INTO "HR"."MIXED" ("COL") VALUES (1)`)
	w.admin.want("1", `SELECT "col" FROM hr.mixed`)
	w.admin.run(`SET enable_case_sensitive_identifier TO true`)
	w.admin.fails("42703", "Col", `SELECT "Col" FROM hr.mixed`)
	w.admin.run(`CREATE USER "IAM:Alice" PASSWORD DISABLE`, `GRANT USAGE ON SCHEMA hr TO "IAM:Alice"`, `RESET enable_case_sensitive_identifier`, `GRANT SELECT ON hr.mixed TO "IAM:Alice"`)
	connectTo(t, w.srv, "IAM:Alice", w.sales).want("IAM:Alice|1", `SELECT CURRENT_USER, "col" FROM hr.mixed`)
	w.admin.run(`REVOKE ALL ON hr.mixed FROM "IAM:Alice"`, `REVOKE ALL ON SCHEMA hr FROM "IAM:Alice"`, `DROP USER "IAM:Alice"`)
}

func TestLongNames(t *testing.T) {
	w := newWorld(t, cluster(t))
	long := strings.Repeat("n", 126)
	w.admin.run(`CREATE TABLE "hr"."`+long+`t" ("`+long+`a" INTEGER, `+long+`b INTEGER)`, `INSERT INTO hr.`+strings.ToUpper(long)+`t VALUES (1, 2)`)
	rows, err := w.admin.Query(context.Background(), `SELECT * FROM "hr"."`+long+`t" WHERE "`+long+`b" = 2`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	if got := rows.FieldDescriptions(); len(got) != 2 || got[0].Name != long+"a" || got[1].Name != long+"b" {
		t.Errorf("the columns are %v", got)
	}
	rows.Close()
	// Catalogues show the long names, and are asked by them, in literals and in arguments.
	columns := `SELECT column_name FROM svv_all_columns WHERE database_name = '` + w.sales + `' AND table_name = `
	w.admin.want(long+"a\n"+long+"b", columns+`'`+long+`t' ORDER BY ordinal_position`)
	w.admin.want(long+"b", columns+`$1 AND column_name = $2`, long+"t", long+"b")
	w.admin.want("t", `SELECT has_table_privilege('hr.`+long+`t', 'select')`)
	w.admin.fails("42P01", "hr."+long+"u", `SELECT * FROM hr.`+long+`u`)
	w.admin.run(`CREATE VIEW "hr"."`+long+`v" AS SELECT * FROM "hr"."`+long+`t"`, `CREATE VIEW "hr"."`+long+`w" AS SELECT "`+long+`a" FROM "hr"."`+long+`t" WITH NO SCHEMA BINDING`)
	for _, name := range []string{"v", "w"} {
		w.admin.want(long+name, `SELECT viewname FROM pg_views WHERE viewname = $1`, long+name)
		if got := w.admin.text(`SELECT definition FROM pg_views WHERE viewname = '` + long + name + `'`); !strings.Contains(got, long+"a") {
			t.Errorf("the definition is %s", got)
		}
	}
	// A table's data are left as they are.
	w.admin.run(`CREATE TABLE "hr"."names" ("n" VARCHAR(127))`, `INSERT INTO "hr"."names" VALUES ('`+long+`t')`)
	w.admin.want("126|1", `SELECT LEN("n") - 1, COUNT(*) FROM "hr"."names" WHERE "n" = $1 GROUP BY "n"`, long+"t")
	w.admin.fails("42622", "127", `SELECT 1 AS "`+long+`xx"`)
}

func TestTables(t *testing.T) {
	w := newWorld(t, cluster(t))
	c := w.admin
	c.run(`CREATE TABLE "hr"."k" ("id" INTEGER IDENTITY(10, 5), "a" VARCHAR NOT NULL ENCODE lzo, "b" TEXT DEFAULT 'x' || 'y', "c" VARCHAR(MAX), "d" SUPER, "e" VARBYTE(10),
			PRIMARY KEY ("a"), UNIQUE ("b"), FOREIGN KEY ("a") REFERENCES "hr"."employees" ("region")) BACKUP NO DISTSTYLE KEY DISTKEY ("a") COMPOUND SORTKEY ("a", "b")`,
		`INSERT INTO "hr"."k" ("a") VALUES ('same'), ('same')`)
	c.want("10|same|xy\n15|same|xy", `SELECT "id", "a", "b" FROM "hr"."k" ORDER BY "id"`)
	c.fails("23502", "null", `INSERT INTO "hr"."k" ("a") VALUES (NULL)`)
	c.want("id|integer|NULL|1\na|character varying|256|2\nb|character varying|256|3\nc|character varying|65535|4\nd|super|NULL|5\ne|binary varying|NULL|6",
		`SELECT column_name, data_type, character_maximum_length, ordinal_position FROM svv_all_columns WHERE database_name = '`+w.sales+`' AND table_name = 'k' ORDER BY ordinal_position`)
	c.want("a|lzo|t|1\nb|none|f|2", `SELECT column_name, encoding, distkey, sortkey FROM svv_redshift_columns WHERE database_name = '`+w.sales+`' AND table_name = 'k' AND sortkey <> 0 ORDER BY 1`)
	c.run(`CREATE TABLE "hr"."copy" DISTSTYLE ALL AS SELECT "id" FROM "hr"."k"`, `ALTER TABLE "hr"."copy" ADD COLUMN "n" NUMERIC(8,2) DEFAULT 1 ENCODE az64`, `ALTER TABLE "hr"."copy" RENAME COLUMN "n" TO "m"`)
	c.want("1.00\n1.00", `SELECT "m" FROM "hr"."copy"`)
	c.run(`MERGE INTO "hr"."copy" USING "hr"."k" AS s ON "hr"."copy"."id" = s."id" WHEN MATCHED THEN UPDATE SET "m" = 2 WHEN NOT MATCHED THEN INSERT ("id") VALUES (s."id")`)
	c.want("2.00", `SELECT DISTINCT "m" FROM "hr"."copy"`)
}

func TestFunctions(t *testing.T) {
	s := cluster(t)
	c := connectTo(t, s, s.Admin(), "dev")
	c.want("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", `SELECT pg_catalog.sha2('abc', 256)`)
	c.want("a9993e364706816aba3e25717850c26c9cd0d89d", `SELECT SHA1('abc')`)
	c.want("255|-16", `SELECT STRTOL('ff', 16), pg_catalog.strtol('-10', 16)`)
	c.want("x-x-x|a-x", `SELECT REGEXP_REPLACE('a-b-c', '[a-c]', 'x'), pg_catalog.regexp_replace('a-b', '[a-c]', 'x', 2, 'p')`)
	c.want("3|7", `SELECT LEN('abc'), octet_length(CURRENT_USER)`)
	c.want("2024-03-01 00:00:00|2|2024-02-01", `SELECT DATEADD(month, 1, '2024-02-01'), DATEDIFF(day, '2024-02-01', '2024-02-03'), TRUNC(TIMESTAMP '2024-02-01 10:00:00')`)
	c.run(`CREATE FUNCTION public.f (INTEGER) RETURNS INTEGER IMMUTABLE AS $$ SELECT $1 + 1 $$ LANGUAGE sql`)
	c.want("2", `SELECT public.f(1)`)
	c.run(`CREATE PROCEDURE public.p (a INTEGER) AS $$ BEGIN DELETE FROM pg_temp.nothing WHERE false; EXCEPTION WHEN OTHERS THEN NULL; END; $$ LANGUAGE plpgsql`, `CALL public.p(1)`)
}

func TestUsersRolesAndGrants(t *testing.T) {
	w := newWorld(t, cluster(t))
	c, role := w.admin, "role_"+w.svc
	c.run(`CREATE ROLE "`+role+`"`, `CREATE ROLE "sub_`+role+`"`, `GRANT ROLE "`+role+`" TO "`+w.bob+`"`, `GRANT ROLE "`+role+`" TO ROLE "sub_`+role+`"`,
		`GRANT USAGE ON SCHEMA "hr" TO ROLE "`+role+`"`, `GRANT SELECT ON ALL TABLES IN SCHEMA "hr" TO ROLE "`+role+`", "`+w.ana+`"`,
		`ALTER DEFAULT PRIVILEGES FOR USER "awsuser" IN SCHEMA "hr" GRANT SELECT ON TABLES TO ROLE "`+role+`"`)
	connectTo(t, w.srv, w.bob, w.sales).want("2", `SELECT COUNT(*) FROM "hr"."employees"`)
	c.want(w.bob+"|"+role+"|f", `SELECT user_name, role_name, admin_option FROM svv_user_grants WHERE role_name = '`+role+`'`)
	c.want("sub_"+role, `SELECT role_name FROM svv_role_grants WHERE granted_role_name = '`+role+`'`)
	c.want(role+"|role\n"+w.ana+"|user\n"+w.svc+"|user",
		`SELECT identity_name, identity_type FROM svv_relation_privileges WHERE namespace_name = 'hr' AND relation_name = 'employees' AND privilege_type = 'SELECT' AND identity_name <> 'awsuser' ORDER BY identity_type, identity_name`)
	c.want("hr|RELATION|awsuser|SELECT|"+role, `SELECT schema_name, object_type, owner_name, privilege_type, grantee_name FROM svv_default_privileges`)
	c.run(`CREATE TABLE "hr"."later" ("a" INTEGER)`)
	connectTo(t, w.srv, w.bob, w.sales).want("0", `SELECT COUNT(*) FROM "hr"."later"`)

	// Grants of other databases are not shown, and a role that somebody has is not dropped.
	w.adminV.want("0", `SELECT COUNT(*) FROM svv_relation_privileges WHERE namespace_name = 'hr'`)
	c.fails("2BP01", "granted", `DROP ROLE "`+role+`"`)
	c.run(`DROP ROLE "` + role + `" FORCE`)
	connectTo(t, w.srv, w.bob, w.sales).fails("42501", "schema hr", `SELECT COUNT(*) FROM "hr"."later"`)
	c.run(`GRANT USAGE FOR SCHEMAS IN DATABASE "`+w.sales+`" TO "`+w.bob+`"`, `CREATE SCHEMA "fresh"`)
	c.want("USAGE|SCHEMAS", `SELECT privilege_type, privilege_scope FROM svv_database_privileges WHERE identity_name = '`+w.bob+`'`)
	connectTo(t, w.srv, w.bob, w.sales).want("t", `SELECT has_schema_privilege('fresh', 'USAGE')`)
}

// Default privileges are one creator's, in one database, and for what he makes later (D r_ALTER_DEFAULT_PRIVILEGES).
func TestDefaultPrivilegesAreOneCreatorsInOneDatabase(t *testing.T) {
	w := newWorld(t, cluster(t))
	for _, db := range []client{w.admin, w.adminV} {
		db.run(`CREATE SCHEMA "made"`, `GRANT USAGE ON SCHEMA "made" TO "`+w.bob+`"`, `GRANT CREATE, USAGE ON SCHEMA "made" TO "`+w.svc+`"`, `CREATE TABLE "made"."before" ("a" INTEGER)`)
	}
	w.inSales.fails("42501", "", `ALTER DEFAULT PRIVILEGES FOR USER "awsuser" IN SCHEMA "made" GRANT SELECT ON TABLES TO "`+w.bob+`"`)
	w.admin.run(`ALTER DEFAULT PRIVILEGES FOR USER "` + w.svc + `" IN SCHEMA "made" GRANT SELECT ON TABLES TO "` + w.bob + `"`)
	w.inSales.run(`CREATE TABLE "made"."by_service" ("a" INTEGER)`)
	w.admin.run(`CREATE TABLE "made"."by_admin" ("a" INTEGER)`)
	w.inV.run(`CREATE TABLE "made"."elsewhere" ("a" INTEGER)`)
	bob := connectTo(t, w.srv, w.bob, w.sales)
	bob.want("0", `SELECT COUNT(*) FROM "made"."by_service"`)
	for _, table := range []string{"before", "by_admin"} {
		bob.fails("42501", "permission denied for relation "+table, `SELECT COUNT(*) FROM "made"."`+table+`"`)
	}
	w.readB.fails("42501", "permission denied for relation elsewhere", `SELECT COUNT(*) FROM "made"."elsewhere"`)
	w.adminV.want("0", `SELECT COUNT(*) FROM svv_default_privileges`)
}

// Dropping a user looks at the current database only: what he owns elsewhere belongs to nobody afterwards.
func TestDroppingAUser(t *testing.T) {
	w := newWorld(t, cluster(t))
	w.inV.run(w.lateView("v", `SELECT t."id" FROM `+w.base()+` AS t`), `GRANT SELECT ON "gov"."v" TO PUBLIC`)
	w.readerA.want("2", `SELECT COUNT(*) FROM "gov"."v"`)
	w.admin.fails("2BP01", "cannot be dropped", `DROP USER "`+w.svc+`"`)
	w.admin.run(`REVOKE ALL ON "hr"."employees" FROM "`+w.svc+`"`, `REVOKE ALL ON SCHEMA "hr" FROM "`+w.svc+`"`, `DROP USER "`+w.svc+`"`)
	w.adminV.want("t|t", `SELECT v.viewowner LIKE 'unknown (UID=%)', t.table_owner = v.viewowner FROM pg_views AS v, svv_redshift_tables AS t
		WHERE v.viewname = 'v' AND v.schemaname = 'gov' AND t.table_name = 'v' AND t.database_name = '`+w.views+`'`)
	w.readerA.fails("42501", "", `SELECT COUNT(*) FROM "gov"."v"`)
	w.admin.run(`DROP USER IF EXISTS "` + w.svc + `"`)
}

func TestDroppingADatabaseThatWasRead(t *testing.T) {
	w := newWorld(t, cluster(t))
	w.inV.run(w.lateView("v", `SELECT t."id" FROM `+w.base()+` AS t`), `GRANT SELECT ON "gov"."v" TO PUBLIC`)
	w.readerA.want("2", `SELECT COUNT(*) FROM "gov"."v"`)
	root := connectTo(t, w.srv, "awsuser", "dev")
	root.fails("55006", "being accessed", `DROP DATABASE "`+w.sales+`"`)
	for _, c := range []client{w.admin, w.inSales} {
		if err := c.Close(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	root.run(`DROP DATABASE "` + w.sales + `"`)
	w.readerA.fails("3D000", w.sales, `SELECT COUNT(*) FROM "gov"."v"`)
}

func TestCataloguesOfAllDatabases(t *testing.T) {
	w := newWorld(t, cluster(t))
	w.inV.run(w.lateView("v", `SELECT t."id" FROM `+w.base()+` AS t`), `CREATE VIEW "gov"."b" AS SELECT 1 AS "one"`)
	of := ` WHERE database_name = '` + w.sales + `'`
	for _, c := range []client{w.inV, w.inSales} {
		c.want("local", `SELECT database_type FROM svv_redshift_databases`+of)
		c.want("hr", `SELECT schema_name FROM svv_redshift_schemas`+of+` AND schema_name = 'hr'`)
		c.want("employees|TABLE", `SELECT table_name, table_type FROM svv_redshift_tables`+of)
		c.want("id|1|integer|NO|NULL|32|0\nregion|2|character varying|YES|16|NULL|NULL\nsalary|3|numeric|YES|NULL|12|2",
			`SELECT column_name, ordinal_position, data_type, is_nullable, character_maximum_length, numeric_precision, numeric_scale FROM svv_all_columns`+of+` AND schema_name = 'hr' AND table_name = 'employees' ORDER BY ordinal_position`)
	}
	// Late-binding views have no columns there, and who may not read sees nothing.
	w.inV.want("one", `SELECT column_name FROM svv_all_columns WHERE database_name = '`+w.views+`' AND schema_name = 'gov'`)
	w.readB.want("", `SELECT table_name FROM svv_redshift_tables`+of)
	w.adminV.run(`CREATE ROLE "cat_`+w.bob+`"`, `GRANT ACCESS CATALOG TO ROLE "cat_`+w.bob+`"`, `GRANT ROLE "cat_`+w.bob+`" TO "`+w.bob+`"`)
	w.readB.want("employees", `SELECT table_name FROM svv_redshift_tables`+of)
	w.readB.want("0", `SELECT COUNT(*) FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
		WHERE c.relkind IN ('r', 'v', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND has_schema_privilege(n.nspname, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')`)
}

func TestOpenTransactionsAreShown(t *testing.T) {
	w := newWorld(t, cluster(t))
	w.inV.run(w.lateView("v", `SELECT t."id" FROM `+w.base()+` AS t`), `GRANT SELECT ON "gov"."v" TO PUBLIC`)
	w.readerA.run("BEGIN")
	w.readerA.want("2", `SELECT COUNT(*) FROM "gov"."v"`)
	w.admin.want("1", `SELECT COUNT(DISTINCT pid) FROM svv_transactions WHERE txn_owner = '`+w.ana+`' AND txn_db = '`+w.views+`'`)
	w.admin.want("0", `SELECT COUNT(*) FROM svv_transactions WHERE txn_owner = '`+w.svc+`'`)
	w.inV.want("0", `SELECT COUNT(*) FROM svv_transactions WHERE txn_owner = '`+w.ana+`'`)
	w.readerA.run("COMMIT")
	w.admin.want("0", `SELECT COUNT(*) FROM svv_transactions WHERE txn_owner = '`+w.ana+`'`)
}

// An old snapshot goes on with its old state, and a conflict of writers is Redshift's 1023.
func TestSnapshotsAndConflicts(t *testing.T) {
	w := newWorld(t, cluster(t))
	a, b := w.admin, connectTo(t, w.srv, w.srv.Admin(), w.sales)
	a.run("BEGIN")
	a.want("2", `SELECT COUNT(*) FROM "hr"."employees"`)
	b.run(`UPDATE "hr"."employees" SET "salary" = 1`, `INSERT INTO "hr"."employees" VALUES (3, 'EU', 1)`)
	a.want("2", `SELECT COUNT(*) FROM "hr"."employees"`)
	a.fails("XX000", "1023", `UPDATE "hr"."employees" SET "salary" = 2`)
	a.run("ROLLBACK")
}

func TestFaults(t *testing.T) {
	var fault func(redshiftd.Statement) *redshiftd.Error
	s := startServer(t, redshiftd.Config{Fault: func(st redshiftd.Statement) *redshiftd.Error {
		if fault == nil {
			return nil
		}
		return fault(st)
	}})
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	c := connectTo(t, s, s.Admin(), "dev")
	c.run(`CREATE TABLE public.t (a INTEGER)`)
	fault = func(st redshiftd.Statement) *redshiftd.Error {
		if st.Kind == "COMMIT" {
			return redshiftd.Serialization(1023)
		}
		return nil
	}
	c.run("BEGIN", `INSERT INTO public.t VALUES (1)`)
	c.fails("XX000", "Serializable isolation violation on table", "COMMIT")
	fault = nil
	c.want("0", `SELECT COUNT(*) FROM public.t`)
	fault = func(st redshiftd.Statement) *redshiftd.Error {
		if st.Kind == "SELECT" {
			return redshiftd.Serialization(1018)
		}
		return nil
	}
	c.fails("XX000", "1018", `SELECT COUNT(*) FROM public.t`)
	fault = func(redshiftd.Statement) *redshiftd.Error { return &redshiftd.Error{Cut: true} }
	if _, err := c.Exec(context.Background(), "SELECT 1"); err == nil || !c.IsClosed() {
		t.Errorf("the connection was not cut: %v", err)
	}
}

// A client that goes away ends what runs for it, and so does a context.
func TestCancelling(t *testing.T) {
	s := cluster(t)
	c := connectTo(t, s, s.Admin(), "dev")
	ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	started := time.Now()
	_, err := c.Exec(ctx, `SELECT COUNT(*) FROM pg_catalog.pg_class AS a, pg_catalog.pg_class AS b, pg_catalog.pg_class AS c, pg_catalog.pg_class AS d`)
	if err == nil || time.Since(started) > 10*time.Second {
		t.Errorf("got %v after %s", err, time.Since(started))
	}
	d := connectTo(t, s, s.Admin(), "dev")
	d.run(`SET statement_timeout TO 5000`)
	_ = d.Close(context.Background())
}

// Whatever way pgx runs statements, the front understands: prepared, described, pipelined.
func TestEveryModeOfExecution(t *testing.T) {
	w := newWorld(t, cluster(t))
	w.inV.run(w.lateView("v", `SELECT t."id", t."region" FROM `+w.base()+` AS t`), `GRANT SELECT ON "gov"."v" TO PUBLIC`)
	for _, mode := range []pgx.QueryExecMode{pgx.QueryExecModeExec, pgx.QueryExecModeCacheStatement, pgx.QueryExecModeCacheDescribe, pgx.QueryExecModeDescribeExec} {
		for range 2 {
			w.readerA.want("EU", `SELECT "region" FROM "gov"."v" WHERE "id" = $1`, mode, 1)
		}
	}
	_, err := w.readerA.try(`SELECT "region" FROM "gov"."v" WHERE "id" = $1`, pgx.QueryExecModeSimpleProtocol, 1)
	if err == nil || !strings.Contains(err.Error(), "standard_conforming_strings") {
		t.Errorf("simple protocol with arguments: got %v", err)
	}
	batch := &pgx.Batch{}
	for i := range 50 {
		batch.Queue(`SELECT $1::integer + "id" FROM "gov"."v" WHERE "id" = 1`, i)
	}
	results := w.readerA.SendBatch(context.Background(), batch)
	for i := range 50 {
		var got int
		if err := results.QueryRow().Scan(&got); err != nil || got != i+1 {
			t.Fatalf("query %d: %d, %v", i, got, err)
		}
	}
	if err := results.Close(); err != nil {
		t.Error(err)
	}
}
