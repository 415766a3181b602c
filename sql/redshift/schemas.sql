-- Which of these schemas exist, and whether this account may make others.
SELECT n.nspname, has_database_privilege(current_database(), 'CREATE'), has_schema_privilege(n.nspname, 'CREATE')
FROM pg_catalog.pg_namespace AS n WHERE n.nspname IN (:list);
