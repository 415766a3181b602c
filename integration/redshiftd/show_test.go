package redshiftd_test

import "testing"

// SHOW lists the databases' catalogues, of other databases too (D r_SHOW_TABLES and its kind).
func TestShow(t *testing.T) {
	w := newWorld(t, cluster(t))
	w.inV.run(w.lateView("v", `SELECT t."id" FROM `+w.base()+` AS t`), `CREATE VIEW "gov"."b" AS SELECT 1 AS "one"`, `GRANT SELECT ON "gov"."v" TO PUBLIC`)
	c := w.adminV
	c.want(w.sales, `SELECT database_name FROM svv_redshift_databases WHERE database_name = '`+w.sales+`'`)
	c.want(w.sales+"|"+c.text(`SELECT database_owner FROM svv_redshift_databases WHERE database_name = '`+w.sales+`'`)+"|local|NULL|", `SHOW DATABASES LIKE '`+w.sales+`' LIMIT 1`)
	hr := c.text(`SHOW SCHEMAS FROM DATABASE "` + w.sales + `" LIKE 'h%'`)
	c.want(hr, `SELECT * FROM svv_redshift_schemas WHERE database_name = '`+w.sales+`' AND schema_name = 'hr'`)
	c.want("gov|b|VIEW\ngov|v|VIEW", `SELECT schema_name, table_name, table_type FROM svv_redshift_tables WHERE database_name = '`+w.views+`' ORDER BY table_name`)
	if got := c.text(`SHOW TABLES FROM SCHEMA "` + w.sales + `"."hr"`); got == "" || got != c.text(`SELECT database_name, schema_name, table_name, table_type, table_acl, remarks FROM svv_redshift_tables WHERE database_name = '`+w.sales+`'`) {
		t.Errorf("SHOW TABLES: %s", got)
	}
	columns := `|id|1|NULL|NO|integer|NULL|32|0|NULL`
	c.want(w.sales+`|hr|employees`+columns, `SHOW COLUMNS FROM TABLE `+w.base()+` LIKE 'id'`)
	w.admin.want(w.sales+`|hr|employees`+columns, `SHOW COLUMNS FROM TABLE "hr"."employees" LIMIT 1`)
	w.readB.want("", `SHOW COLUMNS FROM TABLE `+w.base())
	c.want(`create view "gov"."v" AS SELECT t."id" FROM `+w.base()+` AS t WITH NO SCHEMA BINDING`, `SHOW VIEW "gov"."v"`)
	c.fails("42P01", "nothere", `SHOW VIEW "gov"."nothere"`)
	c.fails("42601", "from", `SHOW TABLES FROM employees`)
}

// SHOW GRANTS shows grants of any database, scoped ones with their scope, to those whom they concern (D r_SHOW_GRANTS).
func TestShowGrants(t *testing.T) {
	w := newWorld(t, cluster(t))
	role := "role_" + w.svc
	w.admin.run(`CREATE ROLE "`+role+`"`, `GRANT SELECT ON "hr"."employees" TO ROLE "`+role+`"`, `GRANT SELECT FOR TABLES IN SCHEMA "hr" TO "`+w.bob+`"`)
	w.adminV.want(w.sales+"|hr|employees|TABLE|SELECT|"+w.idOf(w.svc)+"|"+w.svc+"|user|f|TABLE", `SHOW GRANTS ON TABLE `+w.base()+` FOR "`+w.svc+`"`)
	w.admin.want(w.sales+"|hr|employees|TABLE|SELECT|"+w.roleID(role)+"|"+role+"|role|f|TABLE", `SHOW GRANTS FOR ROLE "`+role+`"`)
	w.admin.want(w.sales+"|hr|NULL|SCHEMA|SELECT|"+w.idOf(w.bob)+"|"+w.bob+"|user|f|TABLES", `SHOW GRANTS ON SCHEMA "hr" FOR "`+w.bob+`"`)
	w.adminV.want(w.sales+"|hr|NULL|SCHEMA|SELECT|"+w.idOf(w.bob)+"|"+w.bob+"|user|f|TABLES", `SHOW GRANTS FOR "`+w.bob+`" FROM DATABASE "`+w.sales+`"`)
	w.readerA.want("", `SHOW GRANTS ON TABLE `+w.base()) // none of them is hers
	w.admin.run(`GRANT CREATE ON DATABASE "` + w.sales + `" TO "` + w.bob + `"`)
	w.admin.want(w.sales+"|CREATE|"+w.idOf(w.bob)+"|"+w.bob+"|user|f|DATABASE", `SHOW GRANTS ON DATABASE "`+w.sales+`" FOR "`+w.bob+`"`)
	w.admin.fails("3D000", "nodb", `SHOW GRANTS FOR "`+w.bob+`" FROM DATABASE nodb`)
	w.admin.fails("0A000", "does not know SHOW GRANTS ON FUNCTION", `SHOW GRANTS ON FUNCTION "hr"."f"()`)
}

func (w world) idOf(user string) string {
	return w.admin.text(`SELECT usesysid FROM pg_user WHERE usename = '` + user + `'`)
}

func (w world) roleID(role string) string {
	return w.admin.text(`SELECT role_id FROM svv_roles WHERE role_name = '` + role + `'`)
}
