-- What redshiftd itself needs in every database. Nobody but the front names these schemas: it refuses them in any client's text.
CREATE SCHEMA redshiftd;
CREATE SCHEMA redshiftd_far;     -- foreign tables: what is read in other databases
CREATE SCHEMA redshiftd_frozen;  -- copies of late-binding views that regular views froze
GRANT USAGE ON SCHEMA redshiftd, redshiftd_far, redshiftd_frozen TO PUBLIC;
CREATE EXTENSION dblink SCHEMA redshiftd;
CREATE EXTENSION pgcrypto SCHEMA redshiftd;
CREATE EXTENSION postgres_fdw SCHEMA redshiftd;

-- One row, for the superuser alone.
CREATE TABLE redshiftd.config (token text, host text, port integer, namespace text);
REVOKE ALL ON redshiftd.config FROM PUBLIC;

-- A late-binding view: its text, and the shape of what it was last bound to ('' when it is not bound).
CREATE TABLE redshiftd.late_view (
    oid oid PRIMARY KEY,
    ddl text NOT NULL,          -- what pg_views shows
    columns text NOT NULL,      -- "(a, b)" or ''
    query text NOT NULL,        -- Redshift text, re-bound when a base has another shape
    search_path text NOT NULL,  -- of the creator, for unqualified functions
    bound text NOT NULL,
    former oid[] NOT NULL DEFAULT '{}'  -- what it was before it was bound again under other columns
);
REVOKE ALL ON redshiftd.late_view FROM PUBLIC;
-- Readable by everybody as pg_views is, but through a function: a table would be one more that every account may read.
CREATE FUNCTION redshiftd.late_views() RETURNS SETOF redshiftd.late_view LANGUAGE sql STABLE SECURITY DEFINER AS $$ SELECT * FROM redshiftd.late_view $$;

-- What DISTKEY, SORTKEY and ENCODE said, since nothing here acts on it.
CREATE TABLE redshiftd.column_hint (
    oid oid, column_name name, encoding text NOT NULL DEFAULT 'none', distkey boolean NOT NULL DEFAULT false, sortkey integer NOT NULL DEFAULT 0,
    PRIMARY KEY (oid, column_name)
);
CREATE FUNCTION redshiftd.column_hints() RETURNS SETOF redshiftd.column_hint LANGUAGE sql STABLE SECURITY DEFINER AS $$ SELECT * FROM redshiftd.column_hint $$;

-- sudo runs a statement of the front's own as the superuser, inside the session's transaction.
CREATE FUNCTION redshiftd.sudo(token text, statement text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    IF token IS DISTINCT FROM (SELECT c.token FROM redshiftd.config AS c) THEN
        RAISE EXCEPTION 'permission denied for schema redshiftd' USING ERRCODE = '42501';
    END IF;
    EXECUTE statement;
END $$;

-- The columns of a relation as text, NULL when there is none.
CREATE FUNCTION redshiftd.signature(relation text) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY a.attnum)
    FROM pg_catalog.pg_attribute AS a
    WHERE a.attrelid = to_regclass(relation) AND a.attnum > 0 AND NOT a.attisdropped
$$;

-- OR REPLACE keeps the set of columns: PostgreSQL would let columns be appended.
CREATE FUNCTION redshiftd.same_signature(relation text, was text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF was IS NOT NULL AND was <> coalesce(redshiftd.signature(relation), '') THEN
        RAISE EXCEPTION 'cannot change number of columns in view' USING ERRCODE = '42P16',
            DETAIL = format('The view has (%s), the new query gives (%s).', was, redshiftd.signature(relation));
    END IF;
END $$;

-- register records a late-binding view; a NULL query makes the view an ordinary one.
CREATE FUNCTION redshiftd.register(token text, relation text, ddl text, columns text, query text, path text, bound text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM redshiftd.sudo(token, 'SELECT');
    DELETE FROM redshiftd.late_view AS l WHERE l.oid = to_regclass(relation) OR NOT EXISTS (SELECT FROM pg_catalog.pg_class AS c WHERE c.oid = l.oid);
    IF query IS NOT NULL THEN
        INSERT INTO redshiftd.late_view VALUES (to_regclass(relation), ddl, columns, query, path, bound);
    END IF;
END $$;

-- loosen lets go of a relation: every late-binding view that reads it becomes empty with the same columns until it is
-- bound again, so that the relation can be dropped, renamed and altered.
CREATE FUNCTION redshiftd.loosen(token text, relation regclass) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE v record;
BEGIN
    PERFORM redshiftd.sudo(token, 'SELECT');
    FOR v IN
        SELECT DISTINCT l.oid FROM pg_depend AS d
        JOIN pg_rewrite AS r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
        JOIN redshiftd.late_view AS l ON l.oid = r.ev_class
        WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = relation AND l.oid <> relation
    LOOP
        PERFORM redshiftd.unbind(v.oid);
    END LOOP;
END $$;

-- A view that is not bound gives no rows silently to nobody: reading it past the front is an error.
CREATE FUNCTION redshiftd.unbound() RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    RAISE EXCEPTION 'a relation that a late-binding view reads does not exist' USING ERRCODE = '42P01';
END $$;

-- The columns of a relation as NULLs of their types.
CREATE FUNCTION redshiftd.null_columns(relation text) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(format('CAST(NULL AS %s) AS %I', format_type(a.atttypid, a.atttypmod), a.attname), ', ' ORDER BY a.attnum)
    FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = to_regclass(relation) AND a.attnum > 0 AND NOT a.attisdropped
$$;

CREATE FUNCTION redshiftd.unbind(view oid) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    EXECUTE format('CREATE OR REPLACE VIEW %s AS SELECT %s WHERE redshiftd.unbound()', view::regclass, redshiftd.null_columns(CAST(view::regclass AS text)));
    UPDATE redshiftd.late_view AS l SET bound = '' WHERE l.oid = view;
END $$;

-- freeze copies a late-binding view as it is now, for an ordinary view that reads it.
CREATE FUNCTION redshiftd.freeze(token text, view regclass, copy text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM redshiftd.sudo(token, 'SELECT');
    IF NOT has_table_privilege(session_user, view, 'SELECT') THEN
        RAISE EXCEPTION 'permission denied for relation %', view USING ERRCODE = '42501';
    END IF;
    EXECUTE format('CREATE VIEW redshiftd_frozen.%s AS %s', copy, pg_get_viewdef(view));
    EXECUTE format('ALTER VIEW redshiftd_frozen.%s OWNER TO %I', copy, (SELECT pg_get_userbyid(c.relowner) FROM pg_catalog.pg_class AS c WHERE c.oid = view));
    EXECUTE format('GRANT SELECT ON redshiftd_frozen.%s TO PUBLIC', copy);
    INSERT INTO redshiftd.late_view SELECT to_regclass('redshiftd_frozen.' || copy), l.ddl, l.columns, l.query, l.search_path, l.bound
        FROM redshiftd.late_view AS l WHERE l.oid = view;
END $$;

-- rebuild gives a late-binding view its new definition. When the columns changed, the view is dropped and made again
-- with the grants it had, as PostgreSQL cannot change a view's columns.
CREATE FUNCTION redshiftd.rebuild(token text, view oid, columns text, query text, definition text, shape text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    name text := (SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid = view);
    owner name := (SELECT pg_get_userbyid(c.relowner) FROM pg_class AS c WHERE c.oid = view);
    acl aclitem[] := (SELECT c.relacl FROM pg_class AS c WHERE c.oid = view);
    path text := (SELECT l.search_path FROM redshiftd.late_view AS l WHERE l.oid = view);
    g record;
BEGIN
    PERFORM redshiftd.sudo(token, 'SELECT');
    -- Whoever waited for a lock here may find another view of that name, or another text of this one.
    IF name IS NULL THEN
        RAISE EXCEPTION 'the view went meanwhile' USING ERRCODE = 'RD001';
    END IF;
    PERFORM set_config('search_path', path, true);
    BEGIN
        EXECUTE format('CREATE OR REPLACE VIEW %s%s AS %s', name, columns, definition);
    EXCEPTION WHEN invalid_table_definition THEN
        IF to_regclass(name) IS DISTINCT FROM view THEN
            RAISE EXCEPTION 'the view has another name meanwhile' USING ERRCODE = 'RD001';
        END IF;
        EXECUTE format('DROP VIEW %s', name);
        EXECUTE format('CREATE VIEW %s%s AS %s', name, columns, definition);
        EXECUTE format('ALTER VIEW %s OWNER TO %I', name, owner);
        FOR g IN SELECT e.privilege_type, e.is_grantable, e.grantee FROM aclexplode(acl) AS e LOOP
            EXECUTE format('GRANT %s ON %s TO %s %s', g.privilege_type, name,
                CASE WHEN g.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END,
                CASE WHEN g.is_grantable THEN 'WITH GRANT OPTION' ELSE '' END);
        END LOOP;
    END;
    UPDATE redshiftd.late_view AS l SET bound = shape, oid = to_regclass(name),
        former = CASE WHEN to_regclass(name) = l.oid THEN l.former ELSE l.former || l.oid END
        WHERE l.oid = view AND l.query = rebuild.query AND NOT EXISTS (SELECT FROM redshiftd.late_view AS o WHERE o.oid = to_regclass(name) AND o.oid <> view);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the view has another name or another text meanwhile' USING ERRCODE = 'RD001';
    END IF;
END $$;

-- held waits until nobody holds a relation exclusively, and reports whether it is there then.
CREATE FUNCTION redshiftd.held(relation bigint) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    RETURN pg_catalog.pg_total_relation_size(CAST(CAST(relation AS oid) AS regclass)) IS NOT NULL;
END $$;
-- A table, seen as it is now and not as of the snapshot.
CREATE FUNCTION redshiftd.is_table(relation bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT pg_catalog.pg_relation_filenode(CAST(CAST(relation AS oid) AS regclass)) IS NOT NULL $$;

-- PUBLIC may create in public, as on Redshift.
GRANT CREATE ON SCHEMA public TO PUBLIC;

CREATE FUNCTION redshiftd.keep_hint(token text, relation regclass, column_name name, encoding text, distkey boolean, sortkey integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    PERFORM redshiftd.sudo(token, 'SELECT');
    INSERT INTO redshiftd.column_hint AS h VALUES (relation, $3, coalesce($4, 'none'), $5, $6)
    ON CONFLICT ON CONSTRAINT column_hint_pkey DO UPDATE SET encoding = coalesce($4, h.encoding), distkey = h.distkey OR $5,
        sortkey = CASE WHEN $6 = 0 THEN h.sortkey ELSE $6 END;
END $$;
