-- Logins that may become another account that has facts, by SET ROLE: then
-- they read as it. Superusers may always, and are not listed.
WITH RECURSIVE member AS (
  SELECT m.member, m.roleid FROM pg_auth_members AS m
  UNION
  SELECT m.member, b.roleid FROM member AS m JOIN pg_auth_members AS b ON b.member = m.roleid
)
SELECT who.rolname::text, whom.rolname::text
FROM member AS m
JOIN pg_roles AS who ON who.oid = m.member AND who.rolcanlogin AND NOT who.rolsuper
JOIN pg_roles AS whom ON whom.oid = m.roleid
WHERE EXISTS (SELECT 1 FROM "scrim_system"."profile" AS p WHERE p."userid" = whom.rolname::text)
ORDER BY 1, 2;
