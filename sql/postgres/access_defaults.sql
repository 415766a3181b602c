-- SELECT that somebody gets on every table that somebody makes later.
SELECT coalesce(n.nspname::text, ''), c.rolname::text, coalesce(u.rolcanlogin, false), coalesce(u.rolname::text, '')
FROM pg_default_acl AS d
JOIN pg_roles AS c ON c.oid = d.defaclrole
LEFT JOIN pg_namespace AS n ON n.oid = d.defaclnamespace
CROSS JOIN LATERAL aclexplode(d.defaclacl) AS a
LEFT JOIN pg_roles AS u ON u.oid = a.grantee
WHERE d.defaclobjtype = 'r' AND a.privilege_type = 'SELECT'
ORDER BY 1, 2, 4;
