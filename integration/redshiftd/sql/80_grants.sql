-- What SHOW GRANTS shows: the grants of a database on itself, its schemas and its relations, scoped ones among them.
CREATE TYPE redshiftd.grant_row AS (database_name text, schema_name text, object_name text, object_type text, privilege_type text, identity_id integer, identity_name text,
    identity_type text, admin_option boolean, privilege_scope text);
CREATE FUNCTION redshiftd.visible_grant(viewer name, grantee text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT grantee = 'public' OR redshiftd.sees_all(viewer) OR EXISTS (SELECT FROM pg_catalog.pg_roles AS r WHERE r.rolname = grantee AND pg_has_role(viewer, r.oid, 'MEMBER')) $$;
CREATE FUNCTION redshiftd.local_grants(viewer name) RETURNS SETOF redshiftd.grant_row LANGUAGE sql STABLE AS $$
    SELECT g.* FROM (
        SELECT p.database_name, CAST(NULL AS text) AS schema_name, CAST(NULL AS text) AS object_name, 'DATABASE' AS object_type, p.privilege_type, p.identity_id, p.identity_name, p.identity_type,
            p.admin_option, p.privilege_scope
        FROM pg_catalog.svv_database_privileges AS p WHERE p.database_name = current_database()
        UNION ALL SELECT CAST(current_database() AS text), p.namespace_name, NULL, 'SCHEMA', p.privilege_type, p.identity_id, p.identity_name, p.identity_type, p.admin_option, p.privilege_scope
        FROM pg_catalog.svv_schema_privileges AS p
        UNION ALL SELECT CAST(current_database() AS text), p.namespace_name, p.relation_name, 'TABLE', p.privilege_type, p.identity_id, p.identity_name, p.identity_type, p.admin_option, 'TABLE'
        FROM pg_catalog.svv_relation_privileges AS p
    ) AS g WHERE redshiftd.visible_grant(viewer, g.identity_name) $$;
CREATE FUNCTION redshiftd.grants(database text, viewer name) RETURNS SETOF redshiftd.grant_row LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
BEGIN
    IF database = current_database() THEN
        RETURN QUERY SELECT * FROM redshiftd.local_grants(viewer);
    ELSIF database IN (SELECT redshiftd.databases()) THEN
        RETURN QUERY SELECT * FROM redshiftd.dblink(redshiftd.reach(CAST(database AS name)), format('SELECT * FROM redshiftd.local_grants(%L)', viewer))
            AS t(database_name text, schema_name text, object_name text, object_type text, privilege_type text, identity_id integer, identity_name text,
            identity_type text, admin_option boolean, privilege_scope text);
    ELSE
        RAISE EXCEPTION 'database "%" does not exist', database USING ERRCODE = '3D000';
    END IF;
END $$;
