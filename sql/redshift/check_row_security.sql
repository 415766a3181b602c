-- Tables of these names with row-level security of their own.
SELECT relschema, relname FROM svv_rls_relation
WHERE is_rls_on AND datname = pg_catalog.current_database() AND relname IN (:list);
