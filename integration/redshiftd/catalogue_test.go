package redshiftd_test

import "testing"

// Catalogues that Redshift documents and the stand-in has nothing for are there and empty, for everybody.
func TestCataloguesOfWhatIsAbsent(t *testing.T) {
	w := newWorld(t, cluster(t))
	for _, name := range []string{
		"svv_external_schemas", "pg_external_schema", "svv_external_databases", "svv_external_tables", "svv_external_columns", "svv_external_partitions",
		"svv_datashares", "svv_datashare_objects", "svv_datashare_consumers", "svv_datashare_privileges",
		"svv_masking_policy", "svv_attached_masking_policy",
	} {
		w.readerA.want("0", `SELECT COUNT(*) FROM `+name)
	}
	w.readerA.want("", `SELECT share_name, share_type, source_database, consumer_database, is_publicaccessible FROM svv_datashares`)
	w.readerA.want("", `SELECT esoid, eskind, schemaname, esowner, databasename, esoptions FROM svv_external_schemas`)
}

func TestPrivilegesOnLanguagesFunctionsAndSystem(t *testing.T) {
	w := newWorld(t, cluster(t))
	c, role := w.adminV, "role_"+w.svc
	ofLanguage := `SELECT language_name, privilege_type, identity_name, identity_type, admin_option FROM svv_language_privileges WHERE identity_name <> 'postgres' ORDER BY 1, 3`
	c.want("", ofLanguage) // what is built in has no row
	c.want("t", `SELECT has_language_privilege('`+w.ana+`', 'sql', 'USAGE')`)
	c.run(`REVOKE USAGE ON LANGUAGE sql FROM PUBLIC`, `CREATE ROLE "`+role+`"`, `GRANT USAGE ON LANGUAGE sql TO ROLE "`+role+`"`)
	c.want("sql|USAGE|"+role+"|role|f", ofLanguage)
	c.want("f", `SELECT has_language_privilege('`+w.ana+`', 'sql', 'USAGE')`)
	w.readerA.fails("42501", "language sql", `CREATE FUNCTION public.len (VARCHAR) RETURNS INTEGER IMMUTABLE AS $$ SELECT 42 $$ LANGUAGE sql`)

	c.run(`CREATE FUNCTION "gov"."f" (INTEGER) RETURNS INTEGER IMMUTABLE AS $$ SELECT $1 $$ LANGUAGE sql`, `GRANT EXECUTE ON FUNCTION "gov"."f" (INTEGER) TO ROLE "`+role+`"`)
	c.want("gov|f|integer|EXECUTE|role", `SELECT namespace_name, function_name, argument_types, privilege_type, identity_type FROM svv_function_privileges WHERE identity_name = '`+role+`'`)
	// Functions of other databases are seen too.
	w.admin.want("REGULAR FUNCTION", `SELECT function_type FROM svv_redshift_functions WHERE database_name = '`+w.views+`' AND function_name = 'f' AND schema_name = 'gov'`)

	ofSystem := `SELECT system_privilege, identity_type FROM svv_system_privileges WHERE identity_name = '` + role + `' ORDER BY 1`
	c.run(`GRANT IGNORE RLS, CREATE OR REPLACE VIEW TO ROLE "` + role + `"`)
	c.want("CREATE OR REPLACE VIEW|role\nIGNORE RLS|role", ofSystem)
	c.run(`REVOKE IGNORE RLS FROM ROLE "` + role + `"`)
	c.want("CREATE OR REPLACE VIEW|role", ofSystem)
	c.fails("42601", "roles only", `GRANT IGNORE RLS TO "`+w.ana+`"`)
	c.fails("42601", "TO", `GRANT FLY TO ROLE "`+role+`"`)
}

func TestUsersGroupsAndDatabases(t *testing.T) {
	w := newWorld(t, cluster(t))
	c, group, other := w.admin, "group_"+w.svc, "other_"+w.svc
	c.run(`CREATE GROUP "`+group+`"`, `CREATE USER "`+other+`" PASSWORD DISABLE CREATEDB IN GROUP "`+group+`" SYSLOG ACCESS UNRESTRICTED CONNECTION LIMIT 7 SESSION TIMEOUT 120`,
		`GRANT SELECT ON "hr"."employees" TO GROUP "`+group+`"`)
	c.want("t|f|7|UNRESTRICTED|120", `SELECT createdb, superuser, connection_limit, syslog_access, session_timeout FROM svv_user_info WHERE user_name = '`+other+`'`)
	c.want("t|f|7|UNRESTRICTED|120", `SELECT usecreatedb, usesuper, TRIM(useconnlimit), TRIM(syslogaccess), sessiontimeout FROM pg_user_info WHERE usename = '`+other+`'`)
	c.want("group", `SELECT identity_type FROM svv_relation_privileges WHERE relation_name = 'employees' AND identity_name = '`+group+`'`)
	c.want("0", `SELECT COUNT(*) FROM svv_roles WHERE role_name = '`+group+`'`)
	c.want("0", `SELECT COUNT(*) FROM svv_user_grants WHERE role_name = '`+group+`'`)
	c.want(other, `SELECT u.usename FROM pg_group AS g, pg_user AS u WHERE g.groname = '`+group+`' AND u.usesysid = ANY (g.grolist)`)
	c.want("NULL", `SELECT datconfig FROM pg_database_info WHERE datname = '`+w.sales+`'`)
	c.want("hr|USAGE|SCHEMA", `SELECT namespace_name, privilege_type, privilege_scope FROM svv_schema_privileges WHERE identity_name = '`+w.ana+`'`)
}

// Interleaved keys have signs that alternate, and grants on columns show in their ACL: neither can be read across databases.
func TestWhatForbidsReadingAcrossDatabasesIsInTheCatalogue(t *testing.T) {
	w := newWorld(t, cluster(t))
	w.admin.run(`CREATE TABLE "hr"."inter" ("a" INTEGER, "b" INTEGER, "c" INTEGER) INTERLEAVED SORTKEY ("a", "b")`,
		`CREATE TABLE "hr"."compound" ("a" INTEGER DISTKEY, "b" INTEGER) COMPOUND SORTKEY ("b", "a")`, `GRANT SELECT ("id") ON "hr"."employees" TO "`+w.bob+`"`)
	sortkeys := `SELECT column_name, distkey, sortkey FROM svv_redshift_columns WHERE database_name = '` + w.sales + `' AND schema_name = 'hr' AND table_name = `
	w.adminV.want("a|f|1\nb|f|-2\nc|f|0", sortkeys+`'inter' ORDER BY ordinal_position`)
	w.adminV.want("a|t|2\nb|f|1", sortkeys+`'compound' ORDER BY ordinal_position`)
	w.adminV.want("id|"+w.bob+"=r/awsuser\nregion|NULL\nsalary|NULL", `SELECT column_name, column_acl FROM svv_redshift_columns
		WHERE database_name = '`+w.sales+`' AND schema_name = 'hr' AND table_name = 'employees' ORDER BY ordinal_position`)
	w.admin.run(`SET search_path TO hr`)
	w.admin.want("a|integer|f|1\nb|integer|f|-2\nc|integer|f|0", `SELECT "column", type, "notnull", sortkey FROM pg_table_def WHERE tablename = 'inter'`)
	w.admin.want("compound|a|integer|BASE TABLE", `SELECT c.table_name, c.column_name, c.data_type, t.table_type FROM svv_columns AS c, svv_tables AS t
		WHERE t.table_schema = 'hr' AND t.table_name = 'compound' AND c.table_schema = 'hr' AND c.table_name = 'compound' AND c.column_name = 'a'`)
}

// ACCESS SYSTEM TABLE shows grants on schemas and not those on relations, for which AWS asks SYSLOG ACCESS UNRESTRICTED; the relation's owner is
// shown no more than others.
func TestWhoSeesGrantsOnRelations(t *testing.T) {
	w := newWorld(t, cluster(t))
	role := "role_" + w.svc
	w.adminV.run(`CREATE ROLE "`+role+`"`, `GRANT ROLE "`+role+`" TO "`+w.bob+`"`, `GRANT CREATE ON SCHEMA "gov" TO "`+w.ana+`"`)
	w.inV.run(`CREATE TABLE "gov"."t" ("a" INTEGER)`, `GRANT SELECT ON "gov"."t" TO "`+w.ana+`", ROLE "`+role+`"`, `GRANT INSERT ON "gov"."t" TO PUBLIC`)
	grants := `SELECT identity_name, privilege_type FROM svv_relation_privileges WHERE relation_name = 't' AND identity_name <> '` + w.svc + `' ORDER BY privilege_type, identity_name`
	schemas := `SELECT COUNT(*) FROM svv_schema_privileges WHERE namespace_name = 'gov' AND identity_name = '` + w.ana + `'`
	own, ofRole, all := w.ana+"|SELECT", role+"|SELECT", "public|INSERT\n"+w.ana+"|SELECT\n"+role+"|SELECT"
	w.readerA.want("public|INSERT\n"+own, grants)
	w.readB.want("public|INSERT\n"+ofRole, grants)
	w.inV.want("public|INSERT", grants)
	w.adminV.want(all, grants)

	w.readB.want("0", schemas)
	w.adminV.run(`GRANT ACCESS SYSTEM TABLE TO ROLE "` + role + `"`)
	w.readB.want("1", schemas)
	w.readB.want("public|INSERT\n"+ofRole, grants)
	w.adminV.run(`ALTER USER "` + w.bob + `" SYSLOG ACCESS UNRESTRICTED`)
	w.readB.want(all, grants)
}
