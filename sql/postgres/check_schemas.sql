-- Which of these schemas exist, and whether this account may make views in them.
SELECT n.nspname, CASE WHEN pg_catalog.has_schema_privilege(n.nspname, 'CREATE') THEN 'yes' ELSE 'no' END
FROM pg_catalog.pg_namespace AS n WHERE n.nspname IN (:list);
