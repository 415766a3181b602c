-- Every database that can be connected to, and whose it is.
SELECT d.datname::text, pg_get_userbyid(d.datdba)::text FROM pg_database AS d
WHERE d.datallowconn AND NOT d.datistemplate ORDER BY 1;
