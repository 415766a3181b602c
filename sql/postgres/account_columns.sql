-- On single columns of which relations these accounts were granted something.
SELECT DISTINCT n.nspname::text, c.relname::text, u.rolname::text
FROM pg_attribute AS t
JOIN pg_class AS c ON c.oid = t.attrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
CROSS JOIN LATERAL aclexplode(t.attacl) AS a
JOIN pg_roles AS u ON u.oid = a.grantee
WHERE u.rolname IN (:list) AND a.grantee <> c.relowner AND NOT t.attisdropped
ORDER BY 1, 2, 3;
