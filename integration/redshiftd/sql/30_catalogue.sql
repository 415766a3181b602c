-- Redshift's catalogue views. Those that show all databases ask each of the others over a connection of the superuser,
-- and show what the asking user may see.
CREATE FUNCTION redshiftd.sees_all(viewer name) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT r.rolsuper OR pg_has_role(viewer, 'redshiftd:access_system_table', 'MEMBER') OR pg_has_role(viewer, 'redshiftd:access_catalog', 'MEMBER')
    FROM pg_catalog.pg_roles AS r WHERE r.rolname = viewer $$;

CREATE FUNCTION redshiftd.hidden(namespace name) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT namespace ~ '^(redshiftd|pg_toast|pg_temp)' $$;

CREATE FUNCTION redshiftd.acl_text(acl aclitem[]) RETURNS varchar LANGUAGE sql STABLE AS $$ SELECT array_to_string(acl, ',') $$;

CREATE FUNCTION redshiftd.databases() RETURNS SETOF name LANGUAGE sql STABLE AS $$
    SELECT d.datname FROM pg_catalog.pg_database AS d WHERE d.datallowconn AND d.datname NOT IN ('postgres', 'template0', 'template1') $$;

CREATE FUNCTION redshiftd.other_databases() RETURNS SETOF name LANGUAGE sql STABLE AS $$
    SELECT d FROM redshiftd.databases() AS d WHERE d <> current_database() ORDER BY 1 $$;

CREATE FUNCTION redshiftd.reach(database name) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT format('host=%s port=%s user=postgres dbname=%s application_name=redshiftd', c.host, c.port, quote_literal(database)) FROM redshiftd.config AS c $$;

-- Schemas.
CREATE TYPE redshiftd.schema_row AS (database_name text, schema_name text, schema_owner integer, schema_type text, schema_acl text, schema_option text);
CREATE FUNCTION redshiftd.local_schemas(viewer name) RETURNS SETOF redshiftd.schema_row LANGUAGE sql STABLE AS $$
    SELECT CAST(current_database() AS text), CAST(n.nspname AS text), CAST(n.nspowner AS integer), 'local', CAST(redshiftd.acl_text(n.nspacl) AS text), ''
    FROM pg_catalog.pg_namespace AS n
    WHERE NOT redshiftd.hidden(n.nspname) AND (redshiftd.sees_all(viewer) OR has_schema_privilege(viewer, n.oid, 'USAGE')) $$;
CREATE FUNCTION redshiftd.all_schemas(viewer name) RETURNS SETOF redshiftd.schema_row LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
DECLARE d name;
BEGIN
    RETURN QUERY SELECT * FROM redshiftd.local_schemas(viewer);
    FOR d IN SELECT redshiftd.other_databases() LOOP
        RETURN QUERY SELECT * FROM redshiftd.dblink(redshiftd.reach(d), format('SELECT * FROM redshiftd.local_schemas(%L)', viewer))
            AS t(database_name text, schema_name text, schema_owner integer, schema_type text, schema_acl text, schema_option text);
    END LOOP;
END $$;

-- Tables and views.
CREATE TYPE redshiftd.table_row AS (database_name text, schema_name text, table_name text, table_type text, table_acl text, remarks text, table_owner text);
CREATE FUNCTION redshiftd.local_tables(viewer name) RETURNS SETOF redshiftd.table_row LANGUAGE sql STABLE AS $$
    SELECT CAST(current_database() AS text), CAST(n.nspname AS text), CAST(c.relname AS text), CASE c.relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END,
        CAST(redshiftd.acl_text(c.relacl) AS text), obj_description(c.oid, 'pg_class'), CAST(pg_get_userbyid(c.relowner) AS text)
    FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'v', 'm', 'p') AND NOT redshiftd.hidden(n.nspname) AND n.nspname NOT IN ('pg_catalog', 'information_schema')
        AND (redshiftd.sees_all(viewer) OR has_table_privilege(viewer, c.oid, 'SELECT, INSERT, UPDATE, DELETE')
            OR has_any_column_privilege(viewer, c.oid, 'SELECT')) $$;
CREATE FUNCTION redshiftd.all_tables(viewer name) RETURNS SETOF redshiftd.table_row LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
DECLARE d name;
BEGIN
    RETURN QUERY SELECT * FROM redshiftd.local_tables(viewer);
    FOR d IN SELECT redshiftd.other_databases() LOOP
        RETURN QUERY SELECT * FROM redshiftd.dblink(redshiftd.reach(d), format('SELECT * FROM redshiftd.local_tables(%L)', viewer))
            AS t(database_name text, schema_name text, table_name text, table_type text, table_acl text, remarks text, table_owner text);
    END LOOP;
END $$;

-- Columns. Late-binding views have none here, as on Redshift.
CREATE TYPE redshiftd.column_row AS (database_name text, schema_name text, table_name text, column_name text, ordinal_position integer, column_default text,
    is_nullable text, data_type text, character_maximum_length integer, numeric_precision integer, numeric_scale integer, remarks text,
    encoding text, distkey boolean, sortkey integer, column_acl text);
CREATE FUNCTION redshiftd.local_columns(viewer name) RETURNS SETOF redshiftd.column_row LANGUAGE sql STABLE AS $$
    SELECT CAST(current_database() AS text), CAST(n.nspname AS text), CAST(c.relname AS text), CAST(a.attname AS text), CAST(a.attnum AS integer),
        pg_get_expr(d.adbin, d.adrelid), CASE WHEN a.attnotnull THEN 'NO' ELSE 'YES' END,
        CASE format_type(a.atttypid, NULL) WHEN 'jsonb' THEN 'super' WHEN 'bytea' THEN 'binary varying' ELSE format_type(a.atttypid, NULL) END,
        CASE WHEN a.atttypid IN (1042, 1043) AND a.atttypmod >= 0 THEN a.atttypmod - 4 END,
        CASE a.atttypid WHEN 21 THEN 16 WHEN 23 THEN 32 WHEN 20 THEN 64 WHEN 700 THEN 24 WHEN 701 THEN 53
            WHEN 1700 THEN CASE WHEN a.atttypmod >= 0 THEN (a.atttypmod - 4) >> 16 & 65535 END END,
        CASE WHEN a.atttypid IN (20, 21, 23) THEN 0 WHEN a.atttypid = 1700 AND a.atttypmod >= 0 THEN (a.atttypmod - 4) & 65535 END,
        col_description(c.oid, a.attnum), coalesce(h.encoding, 'none'), coalesce(h.distkey, false), coalesce(h.sortkey, 0), CAST(redshiftd.acl_text(a.attacl) AS text)
    FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_catalog.pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum
    LEFT JOIN redshiftd.column_hint AS h ON h.oid = c.oid AND h.column_name = a.attname
    WHERE c.relkind IN ('r', 'v', 'm', 'p') AND NOT redshiftd.hidden(n.nspname) AND n.nspname NOT IN ('pg_catalog', 'information_schema')
        AND NOT EXISTS (SELECT FROM redshiftd.late_view AS l WHERE l.oid = c.oid)
        AND (redshiftd.sees_all(viewer) OR has_column_privilege(viewer, c.oid, a.attnum, 'SELECT, INSERT, UPDATE')) $$;
CREATE FUNCTION redshiftd.all_columns(viewer name) RETURNS SETOF redshiftd.column_row LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
DECLARE d name;
BEGIN
    RETURN QUERY SELECT * FROM redshiftd.local_columns(viewer);
    FOR d IN SELECT redshiftd.other_databases() LOOP
        RETURN QUERY SELECT * FROM redshiftd.dblink(redshiftd.reach(d), format('SELECT * FROM redshiftd.local_columns(%L)', viewer))
            AS t(database_name text, schema_name text, table_name text, column_name text, ordinal_position integer, column_default text,
            is_nullable text, data_type text, character_maximum_length integer, numeric_precision integer, numeric_scale integer, remarks text,
            encoding text, distkey boolean, sortkey integer, column_acl text);
    END LOOP;
END $$;

CREATE VIEW pg_catalog.svv_redshift_databases AS
    SELECT CAST(d.datname AS varchar(128)) AS database_name, CAST(d.datdba AS integer) AS database_owner, CAST('local' AS varchar(32)) AS database_type,
        redshiftd.acl_text(d.datacl) AS database_acl, CAST('' AS varchar(128)) AS database_options
    FROM pg_catalog.pg_database AS d WHERE d.datname IN (SELECT redshiftd.databases());
CREATE VIEW pg_catalog.svv_redshift_schemas AS
    SELECT CAST(s.database_name AS varchar(128)) AS database_name, CAST(s.schema_name AS varchar(128)) AS schema_name, s.schema_owner,
        CAST(s.schema_type AS varchar(128)) AS schema_type, CAST(s.schema_acl AS varchar(128)) AS schema_acl, CAST(s.schema_option AS varchar(128)) AS schema_option
    FROM redshiftd.all_schemas(current_user) AS s;
CREATE VIEW pg_catalog.svv_all_schemas AS SELECT * FROM pg_catalog.svv_redshift_schemas;
CREATE VIEW pg_catalog.svv_redshift_tables AS
    SELECT CAST(t.database_name AS varchar(128)) AS database_name, CAST(t.schema_name AS varchar(128)) AS schema_name, CAST(t.table_name AS varchar(128)) AS table_name,
        CAST(t.table_type AS varchar(128)) AS table_type, CAST(t.table_acl AS varchar) AS table_acl, CAST(t.remarks AS varchar) AS remarks,
        CAST(t.table_owner AS varchar(128)) AS table_owner
    FROM redshiftd.all_tables(current_user) AS t;
CREATE VIEW pg_catalog.svv_all_tables AS
    SELECT t.database_name, t.schema_name, t.table_name, t.table_acl, t.table_type, t.remarks FROM pg_catalog.svv_redshift_tables AS t;
CREATE VIEW pg_catalog.svv_all_columns AS
    SELECT CAST(c.database_name AS varchar(128)) AS database_name, CAST(c.schema_name AS varchar(128)) AS schema_name, CAST(c.table_name AS varchar(128)) AS table_name,
        CAST(c.column_name AS varchar(128)) AS column_name, c.ordinal_position, CAST(c.column_default AS varchar(4000)) AS column_default,
        CAST(c.is_nullable AS varchar(3)) AS is_nullable, CAST(c.data_type AS varchar(128)) AS data_type, c.character_maximum_length, c.numeric_precision, c.numeric_scale,
        CAST(c.remarks AS varchar(256)) AS remarks
    FROM redshiftd.all_columns(current_user) AS c;
CREATE VIEW pg_catalog.svv_redshift_columns AS
    SELECT CAST(c.database_name AS varchar(128)) AS database_name, CAST(c.schema_name AS varchar(128)) AS schema_name, CAST(c.table_name AS varchar(128)) AS table_name,
        CAST(c.column_name AS varchar(128)) AS column_name, c.ordinal_position, CAST(left(c.data_type, 32) AS varchar(32)) AS data_type,
        CAST(c.column_default AS varchar(4000)) AS column_default, CAST(c.is_nullable AS varchar(3)) AS is_nullable, CAST(c.encoding AS varchar(128)) AS encoding,
        c.distkey, c.sortkey, CAST(c.column_acl AS varchar(128)) AS column_acl, CAST(c.remarks AS varchar(256)) AS remarks
    FROM redshiftd.all_columns(current_user) AS c;

-- Users and roles: a user may log in, a role may not.
CREATE VIEW redshiftd.identity AS
    SELECT r.oid, r.rolname, CASE WHEN r.rolcanlogin THEN 'user' ELSE 'role' END AS kind FROM pg_catalog.pg_roles AS r
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
CREATE VIEW pg_catalog.svv_user_info AS
    SELECT u.usename AS user_name, CAST(u.usesysid AS integer) AS user_id, u.usecreatedb AS createdb, u.usesuper AS superuser, false AS catalog_update,
        CAST(CASE WHEN r.rolconnlimit < 0 THEN 'UNLIMITED' ELSE CAST(r.rolconnlimit AS text) END AS varchar(32)) AS connection_limit,
        CAST(CASE WHEN pg_has_role(u.usename, 'redshiftd:syslog_unrestricted', 'MEMBER') THEN 'UNRESTRICTED' ELSE 'RESTRICTED' END AS varchar(32)) AS syslog_access,
        CAST(NULL AS timestamp) AS last_ddl_timestamp, 0 AS session_timeout, CAST(NULL AS varchar) AS external_user_id
    FROM pg_catalog.pg_user AS u JOIN pg_catalog.pg_roles AS r ON r.oid = u.usesysid WHERE u.usename !~ '^(pg_|redshiftd)';

-- Grants of the current database. grantee 0 is PUBLIC.
CREATE FUNCTION redshiftd.identity_name(grantee oid) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN grantee = 0 THEN 'public' ELSE CAST(pg_get_userbyid(grantee) AS text) END $$;
CREATE FUNCTION redshiftd.identity_type(grantee oid) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN grantee = 0 THEN 'public' ELSE (SELECT i.kind FROM redshiftd.identity AS i WHERE i.oid = grantee) END $$;
CREATE FUNCTION redshiftd.may_see(viewer name, owner oid, grantee oid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN redshiftd.sees_all(viewer) OR grantee = 0 THEN true ELSE pg_has_role(viewer, owner, 'MEMBER') OR pg_has_role(viewer, grantee, 'MEMBER') END $$;
CREATE VIEW pg_catalog.svv_relation_privileges AS
    SELECT CAST(n.nspname AS text) AS namespace_name, CAST(c.relname AS text) AS relation_name, e.privilege_type, CAST(e.grantee AS integer) AS identity_id,
        redshiftd.identity_name(e.grantee) AS identity_name, redshiftd.identity_type(e.grantee) AS identity_type, e.is_grantable AS admin_option
    FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace CROSS JOIN LATERAL aclexplode(c.relacl) AS e
    WHERE c.relkind IN ('r', 'v', 'm', 'p') AND NOT redshiftd.hidden(n.nspname) AND n.nspname NOT IN ('pg_catalog', 'information_schema')
        AND redshiftd.may_see(current_user, c.relowner, e.grantee);
CREATE VIEW pg_catalog.svv_column_privileges AS
    SELECT CAST(n.nspname AS text) AS namespace_name, CAST(c.relname AS text) AS relation_name, CAST(a.attname AS text) AS column_name, e.privilege_type,
        CAST(e.grantee AS integer) AS identity_id, redshiftd.identity_name(e.grantee) AS identity_name, redshiftd.identity_type(e.grantee) AS identity_type
    FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid
    CROSS JOIN LATERAL aclexplode(a.attacl) AS e
    WHERE NOT redshiftd.hidden(n.nspname) AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND redshiftd.may_see(current_user, c.relowner, e.grantee);
CREATE VIEW pg_catalog.svv_schema_privileges AS
    SELECT CAST(n.nspname AS text) AS namespace_name, e.privilege_type, CAST(e.grantee AS integer) AS identity_id,
        redshiftd.identity_name(e.grantee) AS identity_name, redshiftd.identity_type(e.grantee) AS identity_type, e.is_grantable AS admin_option
    FROM pg_catalog.pg_namespace AS n CROSS JOIN LATERAL aclexplode(n.nspacl) AS e
    WHERE NOT redshiftd.hidden(n.nspname) AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND redshiftd.may_see(current_user, n.nspowner, e.grantee);
CREATE VIEW pg_catalog.svv_database_privileges AS
    SELECT CAST(d.datname AS text) AS database_name, e.privilege_type, CAST(e.grantee AS integer) AS identity_id,
        redshiftd.identity_name(e.grantee) AS identity_name, redshiftd.identity_type(e.grantee) AS identity_type, e.is_grantable AS admin_option
    FROM pg_catalog.pg_database AS d CROSS JOIN LATERAL aclexplode(d.datacl) AS e
    WHERE d.datname IN (SELECT redshiftd.databases()) AND e.privilege_type <> 'CONNECT' AND redshiftd.may_see(current_user, d.datdba, e.grantee);
CREATE VIEW pg_catalog.svv_default_privileges AS
    SELECT CAST(n.nspname AS text) AS schema_name, CAST(CASE d.defaclobjtype WHEN 'r' THEN 'RELATION' WHEN 'f' THEN 'FUNCTION' ELSE 'OTHER' END AS text) AS object_type,
        CAST(d.defaclrole AS integer) AS owner_id, redshiftd.identity_name(d.defaclrole) AS owner_name, redshiftd.identity_type(d.defaclrole) AS owner_type,
        e.privilege_type, CAST(e.grantee AS integer) AS grantee_id, redshiftd.identity_name(e.grantee) AS grantee_name, redshiftd.identity_type(e.grantee) AS grantee_type,
        e.is_grantable AS admin_option
    FROM pg_catalog.pg_default_acl AS d LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = d.defaclnamespace CROSS JOIN LATERAL aclexplode(d.defaclacl) AS e
    WHERE redshiftd.may_see(current_user, d.defaclrole, e.grantee);
CREATE VIEW pg_catalog.svv_redshift_functions AS
    SELECT CAST(current_database() AS varchar(128)) AS database_name, CAST(n.nspname AS varchar(128)) AS schema_name, CAST(p.proname AS varchar(128)) AS function_name,
        CAST(CASE p.prokind WHEN 'p' THEN 'STORED PROCEDURE' ELSE 'REGULAR FUNCTION' END AS varchar(128)) AS function_type,
        CAST(pg_get_function_identity_arguments(p.oid) AS varchar) AS argument_type, CAST(format_type(p.prorettype, NULL) AS varchar(128)) AS result_type
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
    WHERE NOT redshiftd.hidden(n.nspname) AND n.nspname <> 'information_schema';

-- Open transactions of all databases, without the connections between databases, which belong to their reader's.
CREATE FUNCTION redshiftd.transactions(viewer name) RETURNS TABLE (txn_owner text, txn_db text, xid bigint, pid integer, txn_start timestamp, lock_mode text,
    lockable_object_type text, relation integer, granted boolean) LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT CAST(a.usename AS text), CAST(a.datname AS text), CAST(CAST(coalesce(a.backend_xid, a.backend_xmin) AS text) AS bigint), a.pid,
        CAST(a.xact_start AS timestamp), l.mode, coalesce(l.locktype, 'transactionid'), CAST(l.relation AS integer), coalesce(l.granted, true)
    FROM pg_catalog.pg_stat_activity AS a
    LEFT JOIN pg_catalog.pg_locks AS l ON l.pid = a.pid AND l.locktype = 'relation' AND l.relation >= 16384
    WHERE a.xact_start IS NOT NULL AND a.backend_type = 'client backend' AND a.application_name NOT LIKE 'redshiftd%'
        AND (a.usename = viewer OR (SELECT r.rolsuper FROM pg_catalog.pg_roles AS r WHERE r.rolname = viewer)
            OR pg_has_role(viewer, 'redshiftd:access_system_table', 'MEMBER') OR pg_has_role(viewer, 'redshiftd:syslog_unrestricted', 'MEMBER')) $$;
CREATE VIEW pg_catalog.svv_transactions AS SELECT * FROM redshiftd.transactions(current_user);

-- The text of a late-binding view is the statement that made it.
CREATE OR REPLACE VIEW pg_catalog.pg_views AS
    SELECT n.nspname AS schemaname, c.relname AS viewname, pg_get_userbyid(c.relowner) AS viewowner, coalesce(l.ddl, pg_get_viewdef(c.oid)) AS definition
    FROM pg_catalog.pg_class AS c LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace LEFT JOIN redshiftd.late_view AS l ON l.oid = c.oid
    WHERE c.relkind = 'v' AND NOT redshiftd.hidden(n.nspname);

GRANT SELECT ON pg_catalog.svv_redshift_databases, pg_catalog.svv_redshift_schemas, pg_catalog.svv_all_schemas, pg_catalog.svv_redshift_tables, pg_catalog.svv_all_tables,
    pg_catalog.svv_all_columns, pg_catalog.svv_redshift_columns, pg_catalog.svv_roles, pg_catalog.svv_role_grants, pg_catalog.svv_user_grants, pg_catalog.svv_user_info,
    pg_catalog.svv_relation_privileges, pg_catalog.svv_column_privileges, pg_catalog.svv_schema_privileges, pg_catalog.svv_database_privileges,
    pg_catalog.svv_default_privileges, pg_catalog.svv_redshift_functions, pg_catalog.svv_transactions TO PUBLIC;
