-- Scoped permissions: GRANT … FOR TABLES IN SCHEMA. They are independent of grants on objects, so each grantee has a hidden
-- role of which he is a member, and that role has the grants on what is there and on whatever anybody makes later.
-- schema 0 is the whole database.
CREATE TABLE redshiftd.scoped_grant (schema oid, kind text, privilege text, grantee oid, grantable boolean NOT NULL, PRIMARY KEY (schema, kind, privilege, grantee));

CREATE FUNCTION redshiftd.scoped_role(grantee oid) RETURNS name LANGUAGE plpgsql AS $$
DECLARE r name := 'redshiftd:scoped:' || grantee;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles AS p WHERE p.rolname = r) THEN
        EXECUTE format('CREATE ROLE %I', r);
        EXECUTE format('GRANT %I TO %I', r, pg_get_userbyid(grantee));
    END IF;
    RETURN r;
END $$;

-- What a scoped permission of a kind is on, when it is given in a schema.
CREATE FUNCTION redshiftd.scoped_objects(kind text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE kind WHEN 'schemas' THEN 'SCHEMA' ELSE 'ALL ' || upper(kind) || ' IN SCHEMA' END $$;

CREATE FUNCTION redshiftd.apply_scoped(giving boolean, in_schema oid, kind text, privilege text, grantee oid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE n name;
BEGIN
    FOR n IN SELECT s.nspname FROM pg_namespace AS s WHERE s.nspname !~ '^(pg_|redshiftd|information_schema$)' AND in_schema IN (0, s.oid) LOOP
        EXECUTE format('%s %s ON %s %I %s %I', CASE WHEN giving THEN 'GRANT' ELSE 'REVOKE' END, privilege, redshiftd.scoped_objects(kind), n,
            CASE WHEN giving THEN 'TO' ELSE 'FROM' END, redshiftd.scoped_role(grantee));
    END LOOP;
END $$;

-- A scoped permission is given by a superuser, by the owner of its schema, or by somebody who has it with grant option.
CREATE FUNCTION redshiftd.may_scope(giver name, in_schema oid, a_kind text, a_privilege text) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT (SELECT r.rolsuper FROM pg_roles AS r WHERE r.rolname = giver)
        OR EXISTS (SELECT FROM pg_namespace AS n WHERE n.oid = in_schema AND pg_has_role(giver, n.nspowner, 'USAGE'))
        OR EXISTS (SELECT FROM redshiftd.scoped_grant AS s WHERE s.grantable AND s.schema IN (0, in_schema) AND s.kind = a_kind AND s.privilege = a_privilege
            AND pg_has_role(giver, s.grantee, 'USAGE')) $$;

-- scope gives or takes scoped permissions. What another one still gives stays.
CREATE FUNCTION redshiftd.scope(token text, giving boolean, in_schema name, a_kind text, privileges text[], to_whom name[], with_option boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    schema_oid oid := CASE in_schema WHEN '' THEN 0 ELSE (SELECT n.oid FROM pg_namespace AS n WHERE n.nspname = in_schema) END;
    p text; w name; who oid; g redshiftd.scoped_grant;
BEGIN
    PERFORM redshiftd.sudo(token, 'SELECT');
    IF schema_oid IS NULL THEN
        RAISE EXCEPTION 'schema "%" does not exist', in_schema USING ERRCODE = '3F000';
    END IF;
    FOREACH p IN ARRAY privileges LOOP
        IF NOT redshiftd.may_scope(session_user, schema_oid, a_kind, p) THEN
            RAISE EXCEPTION 'permission denied for %', CASE in_schema WHEN '' THEN 'database ' || current_database() ELSE 'schema ' || in_schema END USING ERRCODE = '42501';
        END IF;
        FOREACH w IN ARRAY to_whom LOOP
            who := (SELECT r.oid FROM pg_roles AS r WHERE r.rolname = w);
            IF who IS NULL THEN
                RAISE EXCEPTION 'user or role "%" does not exist', w USING ERRCODE = '42704';
            END IF;
            DELETE FROM redshiftd.scoped_grant AS s WHERE (s.schema, s.kind, s.privilege, s.grantee) = (schema_oid, a_kind, p, who);
            PERFORM redshiftd.apply_scoped(giving, schema_oid, a_kind, p, who);
            IF giving THEN
                INSERT INTO redshiftd.scoped_grant VALUES (schema_oid, a_kind, p, who, with_option);
            END IF;
            FOR g IN SELECT * FROM redshiftd.scoped_grant AS s WHERE s.grantee = who AND s.kind = a_kind AND s.privilege = p LOOP
                PERFORM redshiftd.apply_scoped(true, g.schema, g.kind, g.privilege, g.grantee);
            END LOOP;
        END LOOP;
    END LOOP;
END $$;

-- What is made later, by whomever.
CREATE FUNCTION redshiftd.grant_scoped() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE o record; g redshiftd.scoped_grant;
BEGIN
    FOR o IN SELECT c.object_identity, c.object_type, to_regnamespace(quote_ident(c.schema_name)) AS schema,
            CASE c.object_type WHEN 'view' THEN 'tables' ELSE c.object_type || 's' END AS kind
        FROM pg_event_trigger_ddl_commands() AS c
        WHERE c.object_type IN ('table', 'view', 'schema', 'function', 'procedure') AND NOT c.in_extension
    LOOP
        FOR g IN SELECT * FROM redshiftd.scoped_grant AS s WHERE s.kind = o.kind AND s.schema IN (0, o.schema) LOOP
            EXECUTE format('GRANT %s ON %s %s TO %I', g.privilege, CASE o.object_type WHEN 'view' THEN 'table' ELSE o.object_type END, o.object_identity,
                redshiftd.scoped_role(g.grantee));
        END LOOP;
    END LOOP;
END $$;
CREATE EVENT TRIGGER redshiftd_scoped ON ddl_command_end
    WHEN TAG IN ('CREATE TABLE', 'CREATE TABLE AS', 'SELECT INTO', 'CREATE VIEW', 'CREATE SCHEMA', 'CREATE FUNCTION', 'CREATE PROCEDURE')
    EXECUTE FUNCTION redshiftd.grant_scoped();

-- forget_scoped takes all scoped permissions of this database from somebody who is about to be dropped.
CREATE FUNCTION redshiftd.forget_scoped(who name) RETURNS void LANGUAGE plpgsql AS $$
DECLARE somebody oid := (SELECT r.oid FROM pg_catalog.pg_roles AS r WHERE r.rolname = who);
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_roles AS r WHERE r.rolname = 'redshiftd:scoped:' || somebody) THEN
        DELETE FROM redshiftd.scoped_grant AS s WHERE s.grantee = somebody;
        EXECUTE format('DROP OWNED BY %I', 'redshiftd:scoped:' || somebody);
    END IF;
END $$;
