-- Who needs no grant.
SELECT usename FROM pg_catalog.pg_user WHERE usesuper ORDER BY 1;
