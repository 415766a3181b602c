-- Which of these schemas exist, and whether this account may make others.
SELECT n.nspname, pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE'), pg_catalog.has_schema_privilege(n.nspname, 'CREATE')
FROM pg_catalog.pg_namespace AS n WHERE n.nspname IN (:list);
