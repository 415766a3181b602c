-- What these accounts were granted in the database: on what, whose privilege, and whether they may give it to others.
SELECT g.kind, g.schema, g.relation, g.creator, a.privilege_type, u.rolname::text, u.rolcanlogin, a.is_grantable
FROM (
  SELECT 'database' AS kind, '' AS schema, '' AS relation, '' AS creator, d.datacl AS acl, d.datdba AS owner
  FROM pg_database AS d WHERE d.datname = current_database()
  UNION ALL
  SELECT 'schema', n.nspname::text, '', '', n.nspacl, n.nspowner
  FROM pg_namespace AS n WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  UNION ALL
  SELECT 'table', n.nspname::text, c.relname::text, '', c.relacl, c.relowner
  FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm')
  UNION ALL
  SELECT 'future', coalesce(n.nspname::text, ''), '', r.rolname::text, d.defaclacl, d.defaclrole
  FROM pg_default_acl AS d JOIN pg_roles AS r ON r.oid = d.defaclrole LEFT JOIN pg_namespace AS n ON n.oid = d.defaclnamespace
  WHERE d.defaclobjtype = 'r'
) AS g
CROSS JOIN LATERAL aclexplode(g.acl) AS a
JOIN pg_roles AS u ON u.oid = a.grantee
WHERE u.rolname IN (:list) AND a.grantee <> g.owner
ORDER BY 1, 2, 3, 4, 6, 5;
