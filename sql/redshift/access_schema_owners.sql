-- Whose a schema is.
SELECT n.nspname, 'user', u.usename
FROM pg_catalog.pg_namespace AS n JOIN pg_catalog.pg_user AS u ON u.usesysid = n.nspowner;
