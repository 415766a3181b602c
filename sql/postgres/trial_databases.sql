-- The databases in which something can be tried.
SELECT CAST(d.datname AS TEXT) FROM pg_catalog.pg_database AS d WHERE d.datallowconn AND NOT d.datistemplate ORDER BY d.datname;
