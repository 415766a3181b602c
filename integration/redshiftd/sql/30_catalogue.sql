-- Redshift's catalogue views. Those that show all databases ask each of the others over a connection of the superuser,
-- and show what the asking user may see.
CREATE FUNCTION redshiftd.sees_all(viewer name) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT r.rolsuper OR pg_has_role(viewer, 'redshiftd:permission:ACCESS SYSTEM TABLE', 'MEMBER') OR pg_has_role(viewer, 'redshiftd:permission:ACCESS CATALOG', 'MEMBER')
    FROM pg_catalog.pg_roles AS r WHERE r.rolname = viewer $$;

-- An owner who was dropped from another database has a number and no name.
CREATE FUNCTION redshiftd.owner_name(owner oid) RETURNS name LANGUAGE sql STABLE AS $$
    SELECT CASE pg_get_userbyid(owner) WHEN 'redshiftd:unknown' THEN CAST('unknown (UID=' || owner || ')' AS name) ELSE pg_get_userbyid(owner) END $$;

CREATE FUNCTION redshiftd.hidden(namespace name) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT namespace ~ '^(redshiftd|pg_toast|pg_temp)' $$;

CREATE FUNCTION redshiftd.acl_text(acl aclitem[]) RETURNS varchar LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN acl IS NOT NULL THEN array_to_string(ARRAY(SELECT a FROM unnest(acl) AS a WHERE CAST(a AS text) NOT LIKE '"redshiftd:%'), ',') END $$;

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
        CAST(redshiftd.acl_text(c.relacl) AS text), obj_description(c.oid, 'pg_class'), CAST(redshiftd.owner_name(c.relowner) AS text)
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

-- Functions and procedures.
CREATE TYPE redshiftd.function_row AS (database_name text, schema_name text, function_name text, function_type text, argument_type text, result_type text);
CREATE FUNCTION redshiftd.local_functions(viewer name) RETURNS SETOF redshiftd.function_row LANGUAGE sql STABLE AS $$
    SELECT CAST(current_database() AS text), CAST(n.nspname AS text), CAST(p.proname AS text), CASE p.prokind WHEN 'p' THEN 'STORED PROCEDURE' ELSE 'REGULAR FUNCTION' END,
        pg_get_function_identity_arguments(p.oid), format_type(p.prorettype, NULL)
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
    WHERE NOT redshiftd.hidden(n.nspname) AND n.nspname <> 'information_schema'
        AND (n.nspname = 'pg_catalog' OR redshiftd.sees_all(viewer) OR has_schema_privilege(viewer, n.oid, 'USAGE')) $$;
CREATE FUNCTION redshiftd.all_functions(viewer name) RETURNS SETOF redshiftd.function_row LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
DECLARE d name;
BEGIN
    RETURN QUERY SELECT * FROM redshiftd.local_functions(viewer);
    FOR d IN SELECT redshiftd.other_databases() LOOP
        RETURN QUERY SELECT * FROM redshiftd.dblink(redshiftd.reach(d), format('SELECT * FROM redshiftd.local_functions(%L)', viewer))
            AS t(database_name text, schema_name text, function_name text, function_type text, argument_type text, result_type text);
    END LOOP;
END $$;
CREATE VIEW pg_catalog.svv_redshift_functions AS
    SELECT CAST(f.database_name AS varchar(128)) AS database_name, CAST(f.schema_name AS varchar(128)) AS schema_name, CAST(f.function_name AS varchar(128)) AS function_name,
        CAST(f.function_type AS varchar(128)) AS function_type, CAST(f.argument_type AS varchar) AS argument_type, CAST(f.result_type AS varchar(128)) AS result_type
    FROM redshiftd.all_functions(current_user) AS f;

-- Open transactions of all databases, without the connections between databases, which belong to their reader's.
CREATE FUNCTION redshiftd.transactions(viewer name) RETURNS TABLE (txn_owner text, txn_db text, xid bigint, pid integer, txn_start timestamp, lock_mode text,
    lockable_object_type text, relation integer, granted boolean) LANGUAGE sql STABLE SECURITY DEFINER AS $$
    SELECT CAST(a.usename AS text), CAST(a.datname AS text), CAST(CAST(coalesce(a.backend_xid, a.backend_xmin) AS text) AS bigint), a.pid,
        CAST(a.xact_start AS timestamp), l.mode, coalesce(l.locktype, 'transactionid'), CAST(l.relation AS integer), coalesce(l.granted, true)
    FROM pg_catalog.pg_stat_activity AS a
    LEFT JOIN pg_catalog.pg_locks AS l ON l.pid = a.pid AND l.locktype = 'relation' AND l.relation >= 16384
    WHERE a.xact_start IS NOT NULL AND a.backend_type = 'client backend' AND a.application_name NOT LIKE 'redshiftd%'
        AND (a.usename = viewer OR (SELECT r.rolsuper FROM pg_catalog.pg_roles AS r WHERE r.rolname = viewer)
            OR pg_has_role(viewer, 'redshiftd:permission:ACCESS SYSTEM TABLE', 'MEMBER') OR pg_has_role(viewer, 'redshiftd:syslog_unrestricted', 'MEMBER')) $$;
CREATE VIEW pg_catalog.svv_transactions AS SELECT * FROM redshiftd.transactions(current_user);

-- The text of a late-binding view is the statement that made it.
-- That of a regular view over one has the frozen copy's text in the copy's place.
CREATE FUNCTION redshiftd.thawed(definition text) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
DECLARE copy record;
BEGIN
    IF definition NOT LIKE '%redshiftd_frozen.%' THEN
        RETURN definition;
    END IF;
    FOR copy IN SELECT 'redshiftd_frozen.' || quote_ident(c.relname) AS name, l.query FROM redshiftd.late_view AS l
        JOIN pg_catalog.pg_class AS c ON c.oid = l.oid JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = 'redshiftd_frozen'
    LOOP
        definition := replace(definition, copy.name, '(' || copy.query || ')');
    END LOOP;
    RETURN definition;
END $$;
CREATE OR REPLACE VIEW pg_catalog.pg_views AS
    SELECT n.nspname AS schemaname, c.relname AS viewname, redshiftd.owner_name(c.relowner) AS viewowner, coalesce(l.ddl, redshiftd.thawed(pg_get_viewdef(c.oid))) AS definition
    FROM pg_catalog.pg_class AS c LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace LEFT JOIN redshiftd.late_view AS l ON l.oid = c.oid
    WHERE c.relkind = 'v' AND NOT redshiftd.hidden(n.nspname);

CREATE OR REPLACE VIEW pg_catalog.pg_tables AS
    SELECT n.nspname AS schemaname, c.relname AS tablename, redshiftd.owner_name(c.relowner) AS tableowner, t.spcname AS tablespace, c.relhasindex AS hasindexes,
        c.relhasrules AS hasrules, c.relhastriggers AS hastriggers, c.relrowsecurity AS rowsecurity
    FROM pg_catalog.pg_class AS c LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace LEFT JOIN pg_catalog.pg_tablespace AS t ON t.oid = c.reltablespace
    WHERE c.relkind IN ('r', 'p') AND NOT redshiftd.hidden(n.nspname);

-- Tables, views and columns of this database as its own catalogues tell.
CREATE VIEW pg_catalog.svv_tables AS
    SELECT t.database_name AS table_catalog, t.schema_name AS table_schema, t.table_name, CAST(CASE t.table_type WHEN 'TABLE' THEN 'BASE TABLE' ELSE t.table_type END AS varchar(128)) AS table_type,
        CAST(t.remarks AS varchar(256)) AS remarks
    FROM redshiftd.local_tables(current_user) AS t;
CREATE VIEW pg_catalog.svv_columns AS
    SELECT c.database_name AS table_catalog, c.schema_name AS table_schema, c.table_name, c.column_name, c.ordinal_position, c.column_default, c.is_nullable, c.data_type,
        c.character_maximum_length, c.numeric_precision, c.numeric_scale, c.remarks
    FROM redshiftd.local_columns(current_user) AS c;
CREATE VIEW pg_catalog.pg_table_def AS
    SELECT CAST(n.nspname AS name) AS schemaname, c.relname AS tablename, a.attname AS "column", format_type(a.atttypid, a.atttypmod) AS type,
        coalesce(h.encoding, 'none') AS encoding, coalesce(h.distkey, false) AS distkey, coalesce(h.sortkey, 0) AS sortkey, a.attnotnull AS "notnull"
    FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN redshiftd.column_hint AS h ON h.oid = c.oid AND h.column_name = a.attname
    WHERE c.relkind = 'r' AND n.nspname = ANY (current_schemas(true)) AND NOT redshiftd.hidden(n.nspname);

GRANT SELECT ON pg_catalog.svv_redshift_databases, pg_catalog.svv_redshift_schemas, pg_catalog.svv_all_schemas, pg_catalog.svv_redshift_tables, pg_catalog.svv_all_tables,
    pg_catalog.svv_all_columns, pg_catalog.svv_redshift_columns, pg_catalog.svv_redshift_functions, pg_catalog.svv_transactions,
    pg_catalog.svv_tables, pg_catalog.svv_columns, pg_catalog.pg_table_def TO PUBLIC;
