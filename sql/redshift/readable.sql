-- How many tables of this database the account may read, besides its own.
SELECT COUNT(*) FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_user AS u ON u.usesysid = c.relowner
WHERE c.relkind IN ('r', 'v', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_internal', 'pg_toast')
  AND u.usename <> CURRENT_USER AND pg_catalog.has_schema_privilege(n.nspname, 'USAGE') AND pg_catalog.has_table_privilege(c.oid, 'SELECT');
