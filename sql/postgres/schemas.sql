-- Which of these schemas exist, and whether this account may make others.
SELECT n.nspname::text, has_database_privilege(current_database(), 'CREATE'), has_schema_privilege(n.oid, 'CREATE')
FROM pg_namespace AS n WHERE n.nspname IN (:list)
UNION ALL
SELECT '', has_database_privilege(current_database(), 'CREATE'), FALSE;
