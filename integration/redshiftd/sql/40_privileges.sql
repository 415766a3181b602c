-- Users, roles and groups: a user may log in, the others may not, and a group has the mark of one.
CREATE VIEW redshiftd.identity AS
    SELECT r.oid, r.rolname, CASE WHEN r.rolcanlogin THEN 'user'
        WHEN EXISTS (SELECT FROM pg_catalog.pg_auth_members AS m JOIN pg_catalog.pg_roles AS g ON g.oid = m.roleid
            WHERE m.member = r.oid AND g.rolname = 'redshiftd:group') THEN 'group'
        ELSE 'role' END AS kind
    FROM pg_catalog.pg_roles AS r
    WHERE r.rolname !~ '^(pg_|redshiftd)';
CREATE VIEW pg_catalog.svv_roles AS
    SELECT CAST(i.oid AS integer) AS role_id, CAST(i.rolname AS text) AS role_name, CAST('postgres' AS text) AS role_owner, CAST(NULL AS text) AS external_id
    FROM redshiftd.identity AS i WHERE i.kind = 'role';
CREATE VIEW pg_catalog.svv_role_grants AS
    SELECT CAST(m.oid AS integer) AS role_id, CAST(m.rolname AS text) AS role_name, CAST(g.oid AS integer) AS granted_role_id, CAST(g.rolname AS text) AS granted_role_name
    FROM pg_catalog.pg_auth_members AS a JOIN redshiftd.identity AS m ON m.oid = a.member JOIN redshiftd.identity AS g ON g.oid = a.roleid
    WHERE m.kind = 'role' AND g.kind = 'role';
CREATE VIEW pg_catalog.svv_user_grants AS
    SELECT CAST(m.oid AS integer) AS user_id, CAST(m.rolname AS text) AS user_name, CAST(g.oid AS integer) AS role_id, CAST(g.rolname AS text) AS role_name, a.admin_option
    FROM pg_catalog.pg_auth_members AS a JOIN redshiftd.identity AS m ON m.oid = a.member JOIN redshiftd.identity AS g ON g.oid = a.roleid
    WHERE m.kind = 'user' AND g.kind = 'role'
        AND (redshiftd.sees_all(current_user) OR m.rolname = current_user);
CREATE FUNCTION redshiftd.session_timeout(config text[]) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce((SELECT CAST(substring(c FROM '[0-9]+') AS integer) FROM unnest(config) AS c WHERE c LIKE 'idle_session_timeout=%'), 0) $$;
CREATE VIEW pg_catalog.svv_user_info AS
    SELECT u.usename AS user_name, CAST(u.usesysid AS integer) AS user_id, u.usecreatedb AS createdb, u.usesuper AS superuser, false AS catalog_update,
        CAST(CASE WHEN r.rolconnlimit < 0 THEN 'UNLIMITED' ELSE CAST(r.rolconnlimit AS text) END AS varchar(32)) AS connection_limit,
        CAST(CASE WHEN pg_has_role(u.usename, 'redshiftd:syslog_unrestricted', 'MEMBER') THEN 'UNRESTRICTED' ELSE 'RESTRICTED' END AS varchar(32)) AS syslog_access,
        CAST(NULL AS timestamp) AS last_ddl_timestamp, redshiftd.session_timeout(u.useconfig) AS session_timeout,
        CAST(NULL AS varchar) AS external_user_id
    FROM pg_catalog.pg_user AS u JOIN pg_catalog.pg_roles AS r ON r.oid = u.usesysid WHERE u.usename !~ '^(pg_|redshiftd)';

CREATE VIEW pg_catalog.pg_user_info AS
    SELECT u.usename, CAST(u.usesysid AS integer) AS usesysid, u.usecreatedb, u.usesuper, false AS usecatupd, CAST('********' AS text) AS passwd,
        u.valuntil, u.useconfig, CAST(i.connection_limit AS text) AS useconnlimit, CAST(i.syslog_access AS text) AS syslogaccess,
        i.last_ddl_timestamp AS last_ddl_ts, i.session_timeout AS sessiontimeout, CAST(NULL AS text) AS external_id
    FROM pg_catalog.pg_user AS u JOIN pg_catalog.svv_user_info AS i ON i.user_name = u.usename;
-- What a user's sessions begin with is told by Redshift's names.
CREATE OR REPLACE VIEW pg_catalog.pg_user AS
    SELECT s.usename, s.usesysid, s.usecreatedb, s.usesuper, s.userepl, s.usebypassrls, CAST('********' AS text) AS passwd, s.valuntil,
        CASE WHEN s.useconfig IS NOT NULL THEN ARRAY(SELECT CAST(replace(c, 'redshiftd.', '') AS text) COLLATE "C" FROM unnest(s.useconfig) AS c) END AS useconfig
    FROM pg_catalog.pg_shadow AS s;
CREATE OR REPLACE VIEW pg_catalog.pg_group AS
    SELECT i.rolname AS groname, i.oid AS grosysid, ARRAY(SELECT m.member FROM pg_catalog.pg_auth_members AS m WHERE m.roleid = i.oid) AS grolist
    FROM redshiftd.identity AS i WHERE i.kind = 'group';
CREATE VIEW pg_catalog.pg_database_info AS
    SELECT d.oid AS datid, d.datname, d.datdba, d.encoding, d.datistemplate, d.datallowconn, d.dattablespace, CAST(NULL AS text[]) AS datconfig, d.datacl,
        CAST(CASE WHEN d.datconnlimit < 0 THEN 'UNLIMITED' ELSE CAST(d.datconnlimit AS text) END AS text) AS datconnlimit
    FROM pg_catalog.pg_database AS d WHERE d.datname IN (SELECT redshiftd.databases());

-- Grants of the current database. grantee 0 is PUBLIC.
CREATE FUNCTION redshiftd.identity_name(grantee oid) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN grantee = 0 THEN 'public' ELSE CAST(pg_get_userbyid(grantee) AS text) END $$;
CREATE FUNCTION redshiftd.identity_type(grantee oid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT CASE WHEN grantee = 0 THEN 'public' ELSE (SELECT i.kind FROM redshiftd.identity AS i WHERE i.oid = grantee) END $$;
CREATE FUNCTION redshiftd.may_see(viewer name, owner oid, grantee oid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN grantee = 0 THEN true WHEN redshiftd.identity_type(grantee) IS NULL THEN false WHEN redshiftd.sees_all(viewer) THEN true ELSE pg_has_role(viewer, owner, 'MEMBER') OR pg_has_role(viewer, grantee, 'MEMBER') END $$;
-- Grants on relations are shown to superusers, to users with SYSLOG ACCESS UNRESTRICTED (ACCESS SYSTEM TABLE does not do), and to whom they are given,
-- himself or as a member. Their relation's owner is not among these, as AWS words it.
CREATE FUNCTION redshiftd.sees_relation_grants(viewer name, grantee oid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN grantee = 0 THEN true WHEN redshiftd.identity_type(grantee) IS NULL THEN false ELSE r.rolsuper
        OR pg_has_role(viewer, 'redshiftd:syslog_unrestricted', 'MEMBER') OR pg_has_role(viewer, grantee, 'MEMBER') END
    FROM pg_catalog.pg_roles AS r WHERE r.rolname = viewer $$;
CREATE VIEW pg_catalog.svv_relation_privileges AS
    SELECT CAST(n.nspname AS text) AS namespace_name, CAST(c.relname AS text) AS relation_name, e.privilege_type, CAST(e.grantee AS integer) AS identity_id,
        redshiftd.identity_name(e.grantee) AS identity_name, redshiftd.identity_type(e.grantee) AS identity_type, e.is_grantable AS admin_option
    FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace CROSS JOIN LATERAL aclexplode(c.relacl) AS e
    WHERE c.relkind IN ('r', 'v', 'm', 'p') AND NOT redshiftd.hidden(n.nspname) AND n.nspname NOT IN ('pg_catalog', 'information_schema')
        AND redshiftd.sees_relation_grants(current_user, e.grantee);
CREATE VIEW pg_catalog.svv_column_privileges AS
    SELECT CAST(n.nspname AS text) AS namespace_name, CAST(c.relname AS text) AS relation_name, CAST(a.attname AS text) AS column_name, e.privilege_type,
        CAST(e.grantee AS integer) AS identity_id, redshiftd.identity_name(e.grantee) AS identity_name, redshiftd.identity_type(e.grantee) AS identity_type
    FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid
    CROSS JOIN LATERAL aclexplode(a.attacl) AS e
    WHERE NOT redshiftd.hidden(n.nspname) AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND redshiftd.may_see(current_user, c.relowner, e.grantee);
CREATE VIEW pg_catalog.svv_schema_privileges AS
    SELECT CAST(n.nspname AS text) AS namespace_name, e.privilege_type, CAST(e.grantee AS integer) AS identity_id,
        redshiftd.identity_name(e.grantee) AS identity_name, redshiftd.identity_type(e.grantee) AS identity_type, e.is_grantable AS admin_option,
        CAST('SCHEMA' AS text) AS privilege_scope
    FROM pg_catalog.pg_namespace AS n CROSS JOIN LATERAL aclexplode(n.nspacl) AS e
    WHERE NOT redshiftd.hidden(n.nspname) AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND redshiftd.may_see(current_user, n.nspowner, e.grantee)
    UNION ALL SELECT CAST(n.nspname AS text), s.privilege, CAST(s.grantee AS integer), redshiftd.identity_name(s.grantee), redshiftd.identity_type(s.grantee), s.grantable, upper(s.kind)
    FROM redshiftd.scoped_grant AS s JOIN pg_catalog.pg_namespace AS n ON n.oid = s.schema WHERE redshiftd.may_see(current_user, n.nspowner, s.grantee);
-- What everybody may do in a database is built in, and has rows once somebody was granted something on it.
CREATE VIEW pg_catalog.svv_database_privileges AS
    SELECT CAST(d.datname AS text) AS database_name, CASE e.privilege_type WHEN 'TEMPORARY' THEN 'TEMP' ELSE e.privilege_type END AS privilege_type, CAST(e.grantee AS integer) AS identity_id,
        redshiftd.identity_name(e.grantee) AS identity_name, redshiftd.identity_type(e.grantee) AS identity_type, e.is_grantable AS admin_option,
        CAST('DATABASE' AS text) AS privilege_scope
    FROM pg_catalog.pg_database AS d CROSS JOIN LATERAL aclexplode(d.datacl) AS e
    WHERE d.datname IN (SELECT redshiftd.databases()) AND e.privilege_type <> 'CONNECT' AND redshiftd.may_see(current_user, d.datdba, e.grantee)
    UNION ALL SELECT CAST(d.datname AS text), s.privilege, CAST(s.grantee AS integer), redshiftd.identity_name(s.grantee), redshiftd.identity_type(s.grantee), s.grantable, upper(s.kind)
    FROM redshiftd.scoped_grant AS s JOIN pg_catalog.pg_database AS d ON d.datname = current_database()
    WHERE s.schema = 0 AND redshiftd.may_see(current_user, d.datdba, s.grantee);
CREATE VIEW pg_catalog.svv_default_privileges AS
    SELECT CAST(n.nspname AS text) AS schema_name, CAST(CASE d.defaclobjtype WHEN 'r' THEN 'RELATION' WHEN 'f' THEN 'FUNCTION' ELSE 'OTHER' END AS text) AS object_type,
        CAST(d.defaclrole AS integer) AS owner_id, redshiftd.identity_name(d.defaclrole) AS owner_name, redshiftd.identity_type(d.defaclrole) AS owner_type,
        e.privilege_type, CAST(e.grantee AS integer) AS grantee_id, redshiftd.identity_name(e.grantee) AS grantee_name, redshiftd.identity_type(e.grantee) AS grantee_type,
        e.is_grantable AS admin_option
    FROM pg_catalog.pg_default_acl AS d LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = d.defaclnamespace CROSS JOIN LATERAL aclexplode(d.defaclacl) AS e
    WHERE e.grantee <> d.defaclrole AND redshiftd.may_see(current_user, d.defaclrole, e.grantee);
-- What was granted on languages. PUBLIC's USAGE of sql and plpgsql is built in and has no row until somebody touches it.
CREATE VIEW pg_catalog.svv_language_privileges AS
    SELECT CAST(l.lanname AS text) AS language_name, e.privilege_type, CAST(e.grantee AS integer) AS identity_id, redshiftd.identity_name(e.grantee) AS identity_name,
        redshiftd.identity_type(e.grantee) AS identity_type, e.is_grantable AS admin_option
    FROM pg_catalog.pg_language AS l CROSS JOIN LATERAL aclexplode(l.lanacl) AS e
    WHERE l.lanname NOT IN ('c', 'internal') AND redshiftd.may_see(current_user, l.lanowner, e.grantee);
CREATE VIEW pg_catalog.svv_function_privileges AS
    SELECT CAST(n.nspname AS text) AS namespace_name, CAST(p.proname AS text) AS function_name, pg_get_function_identity_arguments(p.oid) AS argument_types,
        e.privilege_type, CAST(e.grantee AS integer) AS identity_id, redshiftd.identity_name(e.grantee) AS identity_name,
        redshiftd.identity_type(e.grantee) AS identity_type, e.is_grantable AS admin_option
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace CROSS JOIN LATERAL aclexplode(p.proacl) AS e
    WHERE NOT redshiftd.hidden(n.nspname) AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND redshiftd.may_see(current_user, p.proowner, e.grantee);
-- System permissions are memberships of roles that stand for them.
CREATE VIEW pg_catalog.svv_system_privileges AS
    SELECT substring(CAST(p.rolname AS text) FROM 22) AS system_privilege, CAST(i.oid AS integer) AS identity_id, CAST(i.rolname AS text) AS identity_name, i.kind AS identity_type
    FROM pg_catalog.pg_auth_members AS m JOIN pg_catalog.pg_roles AS p ON p.oid = m.roleid JOIN redshiftd.identity AS i ON i.oid = m.member
    WHERE p.rolname LIKE 'redshiftd:permission:%' AND (redshiftd.sees_all(current_user) OR pg_has_role(current_user, i.oid, 'MEMBER'));

GRANT SELECT ON pg_catalog.svv_roles, pg_catalog.svv_role_grants, pg_catalog.svv_user_grants, pg_catalog.svv_user_info, pg_catalog.pg_user_info,
    pg_catalog.pg_database_info, pg_catalog.svv_relation_privileges, pg_catalog.svv_column_privileges, pg_catalog.svv_schema_privileges,
    pg_catalog.svv_database_privileges, pg_catalog.svv_default_privileges, pg_catalog.svv_language_privileges, pg_catalog.svv_function_privileges,
    pg_catalog.svv_system_privileges TO PUBLIC;
