-- The tables that are to be governed, with their columns: one row a column,
-- one without a column for a table that is missing or may not be read.
-- Domains are taken off, also a domain over a domain; the outermost length
-- counts. No lock is taken: a table that somebody loads is observed too.
WITH RECURSIVE wanted AS (
  SELECT w.schema, w.name FROM unnest($1::text[], $2::text[]) AS w (schema, name)
), domain AS (
  SELECT t.oid, t.typbasetype AS base, t.typtypmod AS mod FROM pg_type AS t WHERE t.typtype = 'd'
  UNION ALL
  SELECT d.oid, t.typbasetype, CASE WHEN d.mod = -1 THEN t.typtypmod ELSE d.mod END
  FROM domain AS d JOIN pg_type AS t ON t.oid = d.base WHERE t.typtype = 'd'
), resolved AS (
  SELECT d.oid, d.base, d.mod FROM domain AS d JOIN pg_type AS t ON t.oid = d.base WHERE t.typtype <> 'd'
)
SELECT
  w.schema, w.name,
  coalesce((SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database()) || '/' || c.oid, '') AS identity,
  c.oid IS NOT NULL AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') AS readable,
  coalesce(a.attnum, 0)::integer AS ordinal,
  coalesce(a.attname::text, '') AS column_name,
  coalesce(CASE WHEN r.oid IS NULL THEN format_type(a.atttypid, a.atttypmod) ELSE format_type(r.base, r.mod) END, '') AS column_type,
  r.oid IS NOT NULL AS is_domain,
  coalesce(CASE WHEN a.attcollation NOT IN (0, b.typcollation) THEN l.collname::text END, '') AS collation_name,
  coalesce(k.nspname::text, '') AS collation_schema
FROM wanted AS w
LEFT JOIN pg_namespace AS n ON n.nspname = w.schema
LEFT JOIN pg_class AS c ON c.relnamespace = n.oid AND c.relname = w.name AND c.relkind IN ('r', 'p', 'f', 'm', 'v')
LEFT JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN resolved AS r ON r.oid = a.atttypid
LEFT JOIN pg_type AS b ON b.oid = coalesce(r.base, a.atttypid)
LEFT JOIN pg_collation AS l ON l.oid = a.attcollation
LEFT JOIN pg_namespace AS k ON k.oid = l.collnamespace
ORDER BY w.schema, w.name, a.attnum;
