-- Every user, for an account that may not see more of them.
SELECT usename, usesuper OR usecreatedb, '' FROM pg_catalog.pg_user ORDER BY 1;
