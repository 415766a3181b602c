-- Who may SELECT from these relations, by whatever grant: for an account that
-- cannot see the grants of others.
SELECT n.nspname, c.relname, u.usename
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
CROSS JOIN pg_catalog.pg_user AS u
WHERE c.relname IN (:list) AND NOT u.usesuper AND u.usesysid <> c.relowner AND pg_catalog.has_table_privilege(u.usename, c.oid, 'SELECT')
ORDER BY 1, 2, 3;
