-- Whether a relation is there, or with an empty second name a schema.
SELECT 1 FROM pg_catalog.pg_namespace AS n LEFT JOIN pg_catalog.pg_class AS c ON c.relnamespace = n.oid
WHERE n.nspname = $1 AND ($2 = '' OR c.relname = $2) LIMIT 1;
