-- Every routine of the database that is not the system's, and whose it is.
SELECT n.nspname::text, p.proname::text || '(' || oidvectortypes(p.proargtypes) || ')', pg_get_userbyid(p.proowner)::text
FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
ORDER BY 1, 2;
