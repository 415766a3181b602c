-- Who was given what on a relation, on its schema, on tables to come there and
-- on this database; whether he may hand it on; and of tables to come, whose.
-- With an empty second name there is no relation.
SELECT h.on_kind, CASE WHEN h.grantee = 0 THEN 'public' WHEN r.rolcanlogin THEN 'user' ELSE 'role' END, COALESCE(CAST(r.rolname AS TEXT), ''),
  h.privilege, h.grantable, COALESCE(CAST(o.rolname AS TEXT), '')
FROM (
  SELECT 'table' AS on_kind, e.grantee, e.privilege_type AS privilege, e.is_grantable AS grantable, CAST(0 AS OID) AS creator
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  CROSS JOIN LATERAL pg_catalog.aclexplode(c.relacl) AS e
  WHERE n.nspname = CAST($1 AS TEXT) AND c.relname = CAST($2 AS TEXT)
  UNION ALL
  SELECT 'schema', e.grantee, e.privilege_type, e.is_grantable, CAST(0 AS OID)
  FROM pg_catalog.pg_namespace AS n
  CROSS JOIN LATERAL pg_catalog.aclexplode(n.nspacl) AS e
  WHERE n.nspname = CAST($1 AS TEXT)
  UNION ALL
  SELECT 'future', e.grantee, e.privilege_type, e.is_grantable, f.defaclrole
  FROM pg_catalog.pg_default_acl AS f
  JOIN pg_catalog.pg_namespace AS n ON n.oid = f.defaclnamespace
  CROSS JOIN LATERAL pg_catalog.aclexplode(f.defaclacl) AS e
  WHERE n.nspname = CAST($1 AS TEXT) AND f.defaclobjtype = 'r'
  UNION ALL
  SELECT 'database', e.grantee, e.privilege_type, e.is_grantable, CAST(0 AS OID)
  FROM pg_catalog.pg_database AS d
  CROSS JOIN LATERAL pg_catalog.aclexplode(d.datacl) AS e
  WHERE d.datname = pg_catalog.current_database()
) AS h
LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = h.grantee
LEFT JOIN pg_catalog.pg_roles AS o ON o.oid = h.creator;
