-- Procedures that run as their owner.
SELECT n.nspname, p.proname, u.usename, p.prosrc
FROM pg_catalog.pg_proc AS p
JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
JOIN pg_catalog.pg_user AS u ON u.usesysid = p.proowner
WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_internal');
