-- Who may name what is in a schema: its owner, and whoever was granted USAGE.
SELECT n.nspname::text, coalesce(u.rolcanlogin, false), coalesce(u.rolname::text, '')
FROM pg_namespace AS n
CROSS JOIN LATERAL (
  SELECT a.grantee FROM aclexplode(n.nspacl) AS a WHERE a.privilege_type = 'USAGE'
  UNION
  SELECT n.nspowner
) AS a
LEFT JOIN pg_roles AS u ON u.oid = a.grantee
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY 1, 3;
