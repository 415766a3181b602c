package redshiftd_test

import "testing"

// Scoped permissions and grants on objects are independent: taking one leaves the other (D t_scoped-permissions-considerations).
func TestScopedPermissionsAreKeptAsScoped(t *testing.T) {
	w := newWorld(t, cluster(t))
	bob := connectTo(t, w.srv, w.bob, w.sales)
	read := func() string {
		out, err := bob.try(`SELECT COUNT(*) FROM "hr"."employees"`)
		if err != nil {
			return "denied"
		}
		return out
	}
	want := func(want, after string) {
		t.Helper()
		w.admin.run(after)
		if got := read(); got != want {
			t.Errorf("%s\nbob reads: %s, want %s", after, got, want)
		}
	}
	grantee := `"` + w.bob + `"`
	want("denied", `GRANT USAGE ON SCHEMA "hr" TO `+grantee)
	want("2", `GRANT SELECT FOR TABLES IN SCHEMA "hr" TO `+grantee)
	want("2", `REVOKE SELECT ON "hr"."employees" FROM `+grantee) // by name: there is no such grant
	want("2", `REVOKE ALL ON ALL TABLES IN SCHEMA "hr" FROM `+grantee)
	w.admin.want("0", `SELECT COUNT(*) FROM svv_relation_privileges WHERE identity_name = '`+w.bob+`'`)
	w.admin.want("SELECT|user|TABLES\nUSAGE|user|SCHEMA", `SELECT privilege_type, identity_type, privilege_scope FROM svv_schema_privileges WHERE identity_name = '`+w.bob+`' ORDER BY 1`)

	want("2", `GRANT SELECT ON "hr"."employees" TO `+grantee)
	want("2", `REVOKE SELECT FOR TABLES IN SCHEMA "hr" FROM `+grantee) // the grant on the table is left
	want("denied", `REVOKE SELECT ON "hr"."employees" FROM `+grantee)

	// One that still gives it stays.
	want("2", `GRANT SELECT FOR TABLES IN DATABASE "`+w.sales+`" TO `+grantee)
	want("2", `GRANT SELECT FOR TABLES IN SCHEMA "hr" TO `+grantee)
	want("2", `REVOKE SELECT FOR TABLES IN SCHEMA "hr" FROM `+grantee)
	want("denied", `REVOKE SELECT FOR TABLES IN DATABASE "`+w.sales+`" FROM `+grantee)
}

func TestScopedPermissionsCoverWhateverAnybodyMakes(t *testing.T) {
	w := newWorld(t, cluster(t))
	role, etl := "role_"+w.svc, "etl_"+w.svc
	w.admin.run(`CREATE ROLE "`+role+`"`, `GRANT ROLE "`+role+`" TO "`+w.bob+`"`, `GRANT USAGE ON SCHEMA "hr" TO ROLE "`+role+`"`,
		`GRANT SELECT FOR TABLES IN SCHEMA "hr" TO ROLE "`+role+`"`, `GRANT EXECUTE FOR FUNCTIONS IN SCHEMA "hr" TO ROLE "`+role+`"`,
		`CREATE USER "`+etl+`" PASSWORD DISABLE`, `GRANT CREATE, USAGE ON SCHEMA "hr" TO "`+etl+`"`, `GRANT SELECT ON "hr"."employees" TO "`+etl+`"`)
	maker := connectTo(t, w.srv, etl, w.sales)
	maker.run(`CREATE TABLE "hr"."made" ("a" INTEGER)`, `CREATE VIEW "hr"."seen" AS SELECT "a" FROM "hr"."made"`, `CREATE TABLE "hr"."copied" AS SELECT "id" FROM "hr"."employees"`)
	w.admin.run(`CREATE FUNCTION "hr"."f" (INTEGER) RETURNS INTEGER IMMUTABLE AS $$ SELECT $1 $$ LANGUAGE sql`, `REVOKE ALL ON FUNCTION "hr"."f" (INTEGER) FROM PUBLIC`)
	bob := connectTo(t, w.srv, w.bob, w.sales)
	bob.want("0|0|2|7", `SELECT (SELECT COUNT(*) FROM "hr"."made"), (SELECT COUNT(*) FROM "hr"."seen"), (SELECT COUNT(*) FROM "hr"."copied"), "hr"."f"(7)`)
	// Renaming the schema takes them along, and the catalogue does not show how they are kept.
	w.admin.run(`ALTER SCHEMA "hr" RENAME TO "staff"`)
	maker.run(`CREATE TABLE "staff"."more" ("a" INTEGER)`)
	bob.want("0", `SELECT COUNT(*) FROM "staff"."more"`)
	w.admin.want("0", `SELECT COUNT(*) FROM svv_redshift_tables WHERE database_name = '`+w.sales+`' AND table_acl LIKE '%redshiftd%'`)
	w.admin.want("0", `SELECT COUNT(*) FROM svv_relation_privileges WHERE identity_type IS NULL OR identity_name LIKE 'redshiftd%'`)

	w.admin.run(`DROP ROLE "` + role + `" FORCE`)
	bob.fails("42501", "schema staff", `SELECT COUNT(*) FROM "staff"."more"`)
}

func TestWhoMayGiveScopedPermissions(t *testing.T) {
	w := newWorld(t, cluster(t))
	give := `GRANT SELECT FOR TABLES IN SCHEMA "hr" TO "` + w.bob + `"`
	w.inSales.fails("42501", "permission denied for schema hr", give)
	w.admin.run(`GRANT SELECT FOR TABLES IN SCHEMA "hr" TO "` + w.svc + `"`)
	w.inSales.fails("42501", "permission denied for schema hr", give)
	w.admin.run(`GRANT SELECT FOR TABLES IN SCHEMA "hr" TO "` + w.svc + `" WITH GRANT OPTION`)
	w.inSales.run(give)
	w.admin.fails("42601", "users and roles only", `GRANT SELECT FOR TABLES IN SCHEMA "hr" TO PUBLIC`)
	w.admin.fails("42601", "connected database", `GRANT SELECT FOR TABLES IN SCHEMA "hr" DATABASE dev TO "`+w.bob+`"`)
	w.admin.fails("42601", "execute", `GRANT EXECUTE FOR TABLES IN SCHEMA "hr" TO "`+w.bob+`"`)
	w.admin.fails("3F000", "nowhere", `GRANT SELECT FOR TABLES IN SCHEMA "nowhere" TO "`+w.bob+`"`)

	// A user who holds one is not dropped here, and loses it when he is dropped from another database.
	w.admin.run(`REVOKE ALL ON SCHEMA "hr" FROM "` + w.bob + `"`)
	w.admin.fails("2BP01", "cannot be dropped", `DROP USER "`+w.bob+`"`)
	w.adminV.run(`DROP USER "` + w.bob + `"`)
	w.admin.want("0", `SELECT COUNT(*) FROM svv_schema_privileges WHERE identity_name = '`+w.bob+`'`)
}
