-- Every function and procedure of the database that is not the system's, and whose it is; of a dropped user it is nobody's, and there all the same.
SELECT n.nspname, p.proname, coalesce(u.usename, '')
FROM pg_catalog.pg_proc AS p
JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
LEFT JOIN pg_catalog.pg_user AS u ON u.usesysid = p.proowner
WHERE pg_catalog."left"(n.nspname, 3) <> 'pg_' AND n.nspname NOT IN ('information_schema', 'catalog_history') ORDER BY 1, 2;
