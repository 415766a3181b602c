-- Every user, and whether it is a superuser.
SELECT usename, usesuper FROM pg_catalog.pg_user ORDER BY 1;
