package redshiftd_test

import "testing"

// Tables under row-level security are not read from another database, but by those who are exempt (D t_rls_usage).
func TestRowLevelSecurityBlocksReadingAcrossDatabases(t *testing.T) {
	w := newWorld(t, cluster(t))
	w.inV.run(w.lateView("v", `SELECT t."id" FROM `+w.base()+` AS t`), `GRANT SELECT ON "gov"."v" TO PUBLIC`)
	create := `CREATE RLS POLICY "p" WITH ("region" VARCHAR(16)) AS r USING (r."region" = 'EU')`
	w.inSales.fails("42501", "sys:secadmin", create)
	w.admin.run(create, `ATTACH RLS POLICY "p" ON TABLE "hr"."employees" TO PUBLIC`)
	w.readerA.want("2", `SELECT COUNT(*) FROM "gov"."v"`) // attached, but not on

	w.admin.run(`ALTER TABLE "hr"."employees" ROW LEVEL SECURITY ON`)
	w.inV.fails("0A000", "cross-database query on", `SELECT COUNT(*) FROM `+w.base())
	w.readerA.fails("0A000", "cross-database query on", `SELECT COUNT(*) FROM "gov"."v"`)
	w.inSales.fails("0A000", "does not know", `SELECT COUNT(*) FROM "hr"."employees"`)
	w.adminV.want("2", `SELECT COUNT(*) FROM `+w.base())
	w.admin.want(w.sales+"|hr|employees|table|t|f|and", `SELECT datname, relschema, relname, relkind, is_rls_on, is_rls_datashare_on, rls_conjunction_type FROM svv_rls_relation`)
	w.admin.want("p|r|r.\"region\" = 'EU'|t", `SELECT polname, polalias, polqual, polenabled FROM svv_rls_policy`)
	w.admin.want("hr|employees|p|public|public|t", `SELECT relschema, relname, polname, grantee, granteekind, is_rls_on FROM svv_rls_attached_policy`)
	w.inSales.want("0", `SELECT COUNT(*) FROM svv_rls_relation`)

	role := "role_" + w.svc
	w.admin.run(`CREATE ROLE "`+role+`"`, `GRANT IGNORE RLS TO ROLE "`+role+`"`, `GRANT ROLE "`+role+`" TO "`+w.svc+`"`)
	w.inV.want("2", `SELECT COUNT(*) FROM `+w.base())
	w.admin.run(`REVOKE ROLE "`+role+`" FROM "`+w.svc+`"`, `ALTER TABLE "hr"."employees" ROW LEVEL SECURITY OFF`)
	w.inV.want("2", `SELECT COUNT(*) FROM `+w.base())
	w.admin.fails("2BP01", "attached", `DROP RLS POLICY "p"`)
	w.admin.run(`DETACH RLS POLICY "p" ON "hr"."employees" FROM PUBLIC`, `DROP RLS POLICY "p"`)
	w.admin.want("0|0", `SELECT (SELECT COUNT(*) FROM svv_rls_policy), (SELECT COUNT(*) FROM svv_rls_attached_policy)`)
}
