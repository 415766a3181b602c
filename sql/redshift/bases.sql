-- Tables of these names in this database, with their columns; the schema is
-- compared by who asked. One row a column.
SELECT
  n.nspname, c.relname, c.oid,
  pg_catalog.has_schema_privilege(n.nspname, 'USAGE') AND pg_catalog.has_table_privilege(c.oid, 'SELECT'),
  a.attnum, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod)
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid
WHERE c.relkind IN ('r', 'v', 'm') AND a.attnum > 0 AND NOT a.attisdropped AND c.relname IN (:list)
ORDER BY n.nspname, c.relname, a.attnum;
