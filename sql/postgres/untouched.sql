-- The sources whose views nobody touched since they were made: their rows in
-- pg_class and in scrim's catalogue are of the same transaction.
SELECT m."source"
FROM "scrim_system"."managed_view" AS m
JOIN pg_namespace AS n ON n.nspname = m."view_schema"
JOIN pg_class AS c ON c.relnamespace = n.oid AND c.relname = m."view_name"
WHERE NOT m."aside" AND c.xmin = m.xmin AND m."source" IN (:list);
