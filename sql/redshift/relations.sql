-- What stands at these names in the view database; the schema is compared by
-- who asked. An owner who was dropped from another database has no name.
-- A late-binding view's definition is its text as it was made.
SELECT
  n.nspname, c.relname, c.relkind, COALESCE(u.usename, 'unknown'), COALESCE(v.definition, ''),
  c.relkind = 'v' AND COALESCE(u.usename = CURRENT_USER, FALSE)
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_user AS u ON u.usesysid = c.relowner
LEFT JOIN pg_catalog.pg_views AS v ON v.schemaname = n.nspname AND v.viewname = c.relname
WHERE c.relname IN (:list);
