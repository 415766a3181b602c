-- Views of others that the statement read before, in this transaction, has in it: their relations are locked now, and nothing has run.
SELECT n.nspname::text || '.' || c.relname::text
FROM pg_catalog.pg_locks AS l
JOIN pg_catalog.pg_class AS c ON c.oid = l.relation
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'relation'
  AND l.database = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = current_database())
  AND c.relkind = 'v' AND n.nspname <> 'pg_catalog' AND pg_catalog.pg_get_userbyid(c.relowner) <> CURRENT_USER
ORDER BY 1 LIMIT 1;
