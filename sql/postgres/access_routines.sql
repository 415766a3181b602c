-- Routines that run as their owner, and who may call them; those of extensions
-- are part of the server.
SELECT n.nspname::text, p.proname::text, oidvectortypes(p.proargtypes), p.prokind = 'p', pg_get_userbyid(p.proowner)::text,
  CASE WHEN l.lanname IN ('sql', 'plpgsql') THEN coalesce(nullif(p.prosrc, ''), pg_get_functiondef(p.oid)) ELSE '' END,
  coalesce(u.rolcanlogin, false), coalesce(u.rolname::text, '')
FROM pg_proc AS p
JOIN pg_namespace AS n ON n.oid = p.pronamespace
JOIN pg_language AS l ON l.oid = p.prolang
CROSS JOIN LATERAL aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS a
LEFT JOIN pg_roles AS u ON u.oid = a.grantee
WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND a.privilege_type = 'EXECUTE'
  AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
ORDER BY 1, 2, 3, 8;
