-- Who is a member of what: he has it, or can have it by SET ROLE.
SELECT m.rolname::text, m.rolcanlogin, r.rolname::text, r.rolcanlogin
FROM pg_auth_members AS a
JOIN pg_roles AS m ON m.oid = a.member
JOIN pg_roles AS r ON r.oid = a.roleid
ORDER BY 3, 1;
