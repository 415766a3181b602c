-- SELECT on these relations and on their columns. Grantee 0 is PUBLIC. A
-- relation without a list of privileges is its owner's alone.
SELECT g.oid::bigint, g.column_name, a.grantee <> 0 AND coalesce(u.rolcanlogin, false), coalesce(u.rolname::text, '')
FROM (
  SELECT c.oid, '' AS column_name, c.relacl AS acl FROM pg_class AS c WHERE c.oid = ANY ($1::bigint[])
  UNION ALL
  SELECT t.attrelid, t.attname::text, t.attacl FROM pg_attribute AS t
  WHERE t.attrelid = ANY ($1::bigint[]) AND NOT t.attisdropped AND t.attacl IS NOT NULL
) AS g
CROSS JOIN LATERAL aclexplode(g.acl) AS a
LEFT JOIN pg_roles AS u ON u.oid = a.grantee
WHERE a.privilege_type = 'SELECT'
ORDER BY 1, 2, 4;
