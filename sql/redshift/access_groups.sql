-- Who is in a group.
SELECT u.usename, g.groname FROM pg_catalog.pg_user AS u, pg_catalog.pg_group AS g WHERE u.usesysid = ANY (g.grolist) ORDER BY 2, 1;
