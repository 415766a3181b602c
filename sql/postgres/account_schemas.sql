-- Every schema of the database that is not the system's, and whose it is.
SELECT n.nspname::text, pg_get_userbyid(n.nspowner)::text FROM pg_namespace AS n
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' ORDER BY 1;
