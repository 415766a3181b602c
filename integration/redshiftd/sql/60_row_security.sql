-- Row-level security as far as others see it: policies are kept and shown, never applied. A table under it is read by those
-- whom Redshift exempts, and by nobody else here.
CREATE TABLE redshiftd.rls_policy (name name PRIMARY KEY, alias text, attributes text, predicate text NOT NULL, modified_by name NOT NULL, modified timestamp NOT NULL);
CREATE TABLE redshiftd.rls_attachment (relation oid, policy name, grantor name, grantee name, kind text, PRIMARY KEY (relation, policy, grantee));

CREATE FUNCTION redshiftd.rls_exempt(who name) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT r.rolsuper OR pg_has_role(who, 'sys:secadmin', 'MEMBER') OR pg_has_role(who, 'redshiftd:permission:IGNORE RLS', 'MEMBER') FROM pg_roles AS r WHERE r.rolname = who $$;

CREATE FUNCTION redshiftd.under_rls() RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF redshiftd.rls_exempt(session_user) THEN
        RETURN true;
    END IF;
    RAISE EXCEPTION 'redshiftd does not know reading a table under row-level security' USING ERRCODE = '0A000';
END $$;

-- administers lets superusers and sys:secadmin through.
CREATE FUNCTION redshiftd.administers(token text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    PERFORM redshiftd.sudo(token, 'SELECT');
    IF NOT (SELECT r.rolsuper OR pg_has_role(session_user, 'sys:secadmin', 'MEMBER') FROM pg_roles AS r WHERE r.rolname = session_user) THEN
        RAISE EXCEPTION 'must be superuser or have the role sys:secadmin' USING ERRCODE = '42501';
    END IF;
END $$;

CREATE FUNCTION redshiftd.create_rls_policy(token text, policy name, alias text, attributes text, predicate text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM redshiftd.administers(token);
    INSERT INTO redshiftd.rls_policy VALUES (policy, alias, attributes, predicate, session_user, CAST(clock_timestamp() AS timestamp));
EXCEPTION WHEN unique_violation THEN
    RAISE EXCEPTION 'RLS policy "%" already exists', policy USING ERRCODE = '42710';
END $$;

CREATE FUNCTION redshiftd.known_rls_policy(policy name) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM redshiftd.rls_policy AS p WHERE p.name = policy) THEN
        RAISE EXCEPTION 'RLS policy "%" does not exist', policy USING ERRCODE = '42704';
    END IF;
END $$;

CREATE FUNCTION redshiftd.drop_rls_policy(token text, policy name, forced boolean) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM redshiftd.administers(token);
    PERFORM redshiftd.known_rls_policy(policy);
    IF forced THEN
        DELETE FROM redshiftd.rls_attachment AS a WHERE a.policy = $2;
    ELSIF EXISTS (SELECT FROM redshiftd.rls_attachment AS a WHERE a.policy = $2) THEN
        RAISE EXCEPTION 'cannot drop RLS policy "%" because it is attached', policy USING ERRCODE = '2BP01';
    END IF;
    DELETE FROM redshiftd.rls_policy AS p WHERE p.name = policy;
END $$;

CREATE FUNCTION redshiftd.attach_rls_policy(token text, giving boolean, policy name, relation regclass, grantees name[], kind text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE g name;
BEGIN
    PERFORM redshiftd.administers(token);
    PERFORM redshiftd.known_rls_policy(policy);
    FOREACH g IN ARRAY grantees LOOP
        DELETE FROM redshiftd.rls_attachment AS a WHERE (a.relation, a.policy, a.grantee) = (CAST($4 AS oid), $3, g);
        IF giving THEN
            INSERT INTO redshiftd.rls_attachment VALUES (relation, policy, session_user, g, CASE g WHEN 'public' THEN 'public' ELSE kind END);
        END IF;
    END LOOP;
END $$;

CREATE FUNCTION redshiftd.row_security(token text, relation regclass, switch boolean) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    PERFORM redshiftd.administers(token);
    IF (SELECT c.relkind FROM pg_class AS c WHERE c.oid = relation) <> 'r' THEN
        RAISE EXCEPTION 'redshiftd does not know row-level security of views' USING ERRCODE = '0A000';
    END IF;
    EXECUTE format('DROP POLICY IF EXISTS redshiftd ON %s', relation);
    IF switch THEN
        EXECUTE format('CREATE POLICY redshiftd ON %s USING (redshiftd.under_rls())', relation);
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', relation);
    ELSE
        EXECUTE format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY', relation);
    END IF;
END $$;

CREATE VIEW pg_catalog.svv_rls_relation AS
    SELECT CAST(current_database() AS text) AS datname, CAST(n.nspname AS text) AS relschema, CAST(c.relname AS text) AS relname, CAST('table' AS text) AS relkind,
        true AS is_rls_on, false AS is_rls_datashare_on, CAST('and' AS character(3)) AS rls_conjunction_type, CAST('and' AS character(3)) AS rls_datashare_conjunction_type
    FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relrowsecurity AND (redshiftd.sees_all(current_user) OR pg_has_role(current_user, c.relowner, 'MEMBER'));
CREATE VIEW pg_catalog.svv_rls_policy AS
    SELECT CAST(current_database() AS text) AS poldb, CAST(p.name AS text) AS polname, p.alias AS polalias, p.attributes AS polatts, p.predicate AS polqual, true AS polenabled,
        CAST(p.modified_by AS text) AS polmodifiedby, p.modified AS polmodifiedtime
    FROM redshiftd.rls_policy AS p WHERE redshiftd.sees_all(current_user) OR p.modified_by = current_user;
CREATE VIEW pg_catalog.svv_rls_attached_policy AS
    SELECT CAST(n.nspname AS text) AS relschema, CAST(c.relname AS text) AS relname, CAST('table' AS text) AS relkind, CAST(a.policy AS text) AS polname, CAST(a.grantor AS text) AS grantor,
        CAST(a.grantee AS text) AS grantee, a.kind AS granteekind, true AS is_pol_on, c.relrowsecurity AS is_rls_on, CAST('and' AS character(3)) AS rls_conjunction_type
    FROM redshiftd.rls_attachment AS a JOIN pg_catalog.pg_class AS c ON c.oid = a.relation JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE redshiftd.sees_all(current_user) OR a.grantor = current_user OR a.grantee = current_user;
GRANT SELECT ON pg_catalog.svv_rls_relation, pg_catalog.svv_rls_policy, pg_catalog.svv_rls_attached_policy TO PUBLIC;
