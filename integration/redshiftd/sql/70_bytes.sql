-- VARCHAR(n) holds n bytes, and PostgreSQL counts characters: a constraint on every such column counts bytes as well.
-- CHAR(n) holds single bytes only: another constraint wants as many bytes as characters, both without the padding.
-- The front tells their violations in Redshift's words (relay.go).
CREATE FUNCTION redshiftd.count_bytes() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE t record; steps text;
BEGIN
    FOR t IN SELECT DISTINCT c.objid AS oid FROM pg_event_trigger_ddl_commands() AS c JOIN pg_class AS r ON r.oid = c.objid AND r.relkind = 'r' WHERE c.classid = 'pg_class'::regclass LOOP
        WITH wanted AS (
            SELECT format('redshiftd_bytes_%s_%s', a.atttypmod - 4, a.attnum) AS name, format('octet_length(%I) <= %s', a.attname, a.atttypmod - 4) AS rule FROM pg_attribute AS a
            WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.atttypid = 'varchar'::regtype AND a.atttypmod >= 4
            UNION ALL
            SELECT format('redshiftd_ascii_%s', a.attnum), format('octet_length(CAST(%1$I AS text)) = char_length(%1$I)', a.attname) FROM pg_attribute AS a
            WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.atttypid = 'bpchar'::regtype
        ), there AS (
            SELECT CAST(k.conname AS text) AS name FROM pg_constraint AS k WHERE k.conrelid = t.oid AND k.conname ~ '^redshiftd_(bytes|ascii)_'
        )
        SELECT string_agg(step, ', ') INTO steps FROM (
            SELECT format('DROP CONSTRAINT %I', h.name) AS step FROM there AS h WHERE h.name NOT IN (SELECT w.name FROM wanted AS w)
            UNION ALL
            SELECT format('ADD CONSTRAINT %I CHECK (%s)', w.name, w.rule) FROM wanted AS w WHERE w.name NOT IN (SELECT h.name FROM there AS h)
        ) AS s;
        IF steps IS NOT NULL THEN
            EXECUTE format('ALTER TABLE %s %s', t.oid::regclass, steps);
        END IF;
    END LOOP;
END $$;
CREATE EVENT TRIGGER redshiftd_bytes ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'CREATE TABLE AS', 'SELECT INTO', 'ALTER TABLE')
    EXECUTE FUNCTION redshiftd.count_bytes();
