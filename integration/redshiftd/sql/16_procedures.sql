-- A new procedure is its owner's to call, and nobody else's: PostgreSQL lets everybody. One that is replaced keeps its rights.
CREATE FUNCTION redshiftd.close_procedure() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE o record;
BEGIN
    FOR o IN SELECT c.object_identity FROM pg_event_trigger_ddl_commands() AS c JOIN pg_proc AS p ON p.oid = c.objid
        WHERE c.object_type = 'procedure' AND NOT c.in_extension AND p.proacl IS NULL
    LOOP
        EXECUTE format('REVOKE ALL ON PROCEDURE %s FROM PUBLIC', o.object_identity);
    END LOOP;
END $$;
CREATE EVENT TRIGGER redshiftd_procedure ON ddl_command_end WHEN TAG IN ('CREATE PROCEDURE') EXECUTE FUNCTION redshiftd.close_procedure();
