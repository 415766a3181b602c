-- Everything of the database that can be read, or counts up, and is not the system's, and whose it is. What
-- belongs to a column goes where its table goes.
SELECT n.nspname::text, c.relname::text, pg_get_userbyid(c.relowner)::text, c.relkind <> 'S'
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i') AND c.relkind = 'S')
ORDER BY 1, 2;
