-- Tables of these names with row-level security of their own, where this account does not pass by it.
SELECT n.nspname::text, c.relname::text FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relrowsecurity AND c.relname IN (:list)
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_roles AS r WHERE r.rolname = CURRENT_USER AND (r.rolsuper OR r.rolbypassrls));
