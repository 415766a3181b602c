-- Who has which role, whether he may give it to others, and whether he is a role himself.
SELECT m.rolname::text, r.rolname::text, bool_or(a.admin_option), NOT m.rolcanlogin
FROM pg_auth_members AS a
JOIN pg_roles AS m ON m.oid = a.member
JOIN pg_roles AS r ON r.oid = a.roleid
GROUP BY m.rolname, r.rolname, m.rolcanlogin ORDER BY 2, 1;
