-- Whether this account may make schemas in this database.
SELECT CASE WHEN pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE') THEN 'yes' ELSE 'no' END;
