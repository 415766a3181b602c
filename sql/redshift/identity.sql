-- Which warehouse this is.
SELECT current_namespace || '/' || pg_catalog.current_database();
