-- Everything that can be read and is not the system's, and the text of views:
-- Redshift keeps no dependencies of late-binding ones.
SELECT n.nspname, c.relname, c.relkind, u.usename, COALESCE(v.definition, '')
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_user AS u ON u.usesysid = c.relowner
LEFT JOIN pg_catalog.pg_views AS v ON v.schemaname = n.nspname AND v.viewname = c.relname
WHERE c.relkind IN ('r', 'v', 'm', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_internal', 'pg_automv', 'pg_auto_copy', 'pg_toast');
