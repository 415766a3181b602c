-- The schemas of a database but the system's, as far as those are not told by
-- "pg_", with their relations: whether each is a view, and a column that can
-- be written, best one without a default.
SELECT
  CAST(n.nspname AS VARCHAR(128)), COALESCE(CAST(c.relname AS VARCHAR(128)), ''), COALESCE(c.relkind NOT IN ('r', 'p'), FALSE),
  COALESCE(MIN(CASE WHEN a.atthasdef THEN NULL ELSE CAST(a.attname AS VARCHAR(128)) END), MIN(CAST(a.attname AS VARCHAR(128))), '')
FROM pg_catalog.pg_namespace AS n
LEFT JOIN pg_catalog.pg_class AS c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'v', 'm', 'p', 'f')
LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE n.nspname NOT IN ('pg_catalog', 'pg_toast', 'pg_internal', 'information_schema', 'catalog_history')
GROUP BY n.nspname, c.relname, c.relkind
ORDER BY n.nspname, c.relname;
