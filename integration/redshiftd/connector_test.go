package redshiftd_test

import "testing"

// The account of a connector (reference B8) from its making to its removal: what default privileges of a named creator
// reach, what scoped ones do, and what is left in a database from which nobody dropped its user.
func TestAConnectorsAccount(t *testing.T) {
	w := newWorld(t, cluster(t))
	role, user, etl, other, workspace := `"role_`+w.svc+`"`, `"user_`+w.svc+`"`, `"etl_`+w.svc+`"`, `"other_`+w.svc+`"`, "w_"+w.svc
	root := connectTo(t, w.srv, w.srv.Admin(), "dev")
	root.run(`CREATE ROLE `+role, `CREATE USER `+user+` PASSWORD 'md50c983d1a624280812631c5389e60d48c' NOCREATEDB NOCREATEUSER CONNECTION LIMIT 10`,
		`GRANT ROLE `+role+` TO `+user, `CREATE DATABASE "`+workspace+`"`, `GRANT CREATE ON DATABASE "`+workspace+`" TO ROLE `+role,
		`CREATE USER `+etl+` PASSWORD DISABLE`, `CREATE USER `+other+` PASSWORD DISABLE`)
	root.fails("42601", "", `CREATE USER "x" PASSWORD "Secret1x"`) // as the guides write it
	w.admin.run(`CREATE SCHEMA "devices"`, `CREATE TABLE "devices"."now" ("a" INTEGER)`, `GRANT USAGE, CREATE ON SCHEMA "devices" TO `+etl+`, `+other,
		`GRANT USAGE ON SCHEMA "devices" TO ROLE `+role, `GRANT SELECT ON ALL TABLES IN SCHEMA "devices" TO ROLE `+role,
		`ALTER DEFAULT PRIVILEGES FOR USER `+etl+` IN SCHEMA "devices" GRANT SELECT ON TABLES TO ROLE `+role)
	connectTo(t, w.srv, etl[1:len(etl)-1], w.sales).run(`CREATE TABLE "devices"."etl" ("a" INTEGER)`)
	connectTo(t, w.srv, other[1:len(other)-1], w.sales).run(`CREATE TABLE "devices"."other" ("a" INTEGER)`)
	account := connectTo(t, w.srv, user[1:len(user)-1], w.sales)
	account.want("0|0", `SELECT (SELECT COUNT(*) FROM "devices"."now"), (SELECT COUNT(*) FROM "devices"."etl")`)
	account.fails("42501", "permission denied for relation other", `SELECT COUNT(*) FROM "devices"."other"`)
	w.admin.run(`GRANT SELECT FOR TABLES IN SCHEMA "devices" TO ROLE ` + role)
	account.want("0", `SELECT COUNT(*) FROM "devices"."other"`)

	w.admin.run(`CREATE SCHEMA "__segment_reverse_etl"`, `GRANT USAGE, CREATE ON SCHEMA "__segment_reverse_etl" TO ROLE `+role,
		`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "__segment_reverse_etl" TO ROLE `+role)
	account.run(`CREATE TABLE "__segment_reverse_etl"."kept" ("a" INTEGER)`)
	inWorkspace := connectTo(t, w.srv, user[1:len(user)-1], workspace)
	inWorkspace.run(`CREATE SCHEMA "mine"`, `CREATE TABLE "mine"."t" ("a" INTEGER)`, `CREATE TABLE "public"."t" ("a" INTEGER)`)
	inWorkspace.fails("42501", "permission denied", `CREATE USER "x" PASSWORD DISABLE`)

	root.fails("2BP01", "cannot", `DROP ROLE `+role)
	w.admin.run(`REVOKE SELECT FOR TABLES IN SCHEMA "devices" FROM ROLE `+role,
		`ALTER DEFAULT PRIVILEGES FOR USER `+etl+` IN SCHEMA "devices" REVOKE SELECT ON TABLES FROM ROLE `+role, `REVOKE ROLE `+role+` FROM `+user)
	w.admin.fails("2BP01", "cannot be dropped", `DROP USER `+user) // owns a table here
	w.admin.run(`DROP TABLE "__segment_reverse_etl"."kept"`)
	for _, c := range []client{account, inWorkspace} {
		_ = c.Close(t.Context())
	}
	w.admin.run(`DROP USER IF EXISTS `+user, `DROP ROLE `+role+` FORCE`)
	connectTo(t, w.srv, w.srv.Admin(), workspace).want("mine|t\npublic|t",
		`SELECT schemaname, tableowner LIKE 'unknown (UID=%)' FROM pg_tables WHERE tablename = 't' ORDER BY 1`)
	for _, view := range []string{"svv_schema_privileges", "svv_relation_privileges", "svv_default_privileges"} {
		column := "identity_name"
		if view == "svv_default_privileges" {
			column = "grantee_name"
		}
		w.admin.want("0", `SELECT COUNT(*) FROM `+view+` WHERE `+column+` IN (`+"'"+role[1:len(role)-1]+"', '"+user[1:len(user)-1]+`')`)
	}
}
