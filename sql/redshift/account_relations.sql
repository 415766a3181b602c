-- Everything of the database that can be read and is not the system's, and whose it is; of a dropped user it is nobody's, and there all the same.
SELECT n.nspname, c.relname, coalesce(u.usename, ''), TRUE
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_user AS u ON u.usesysid = c.relowner
WHERE c.relkind IN ('r', 'v', 'm', 'p') AND pg_catalog."left"(n.nspname, 3) <> 'pg_' AND n.nspname NOT IN ('information_schema', 'catalog_history')
ORDER BY 1, 2;
