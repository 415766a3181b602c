-- Every database of the cluster, and whose it is; of a dropped user it is nobody's, and there all the same.
SELECT d.datname, coalesce(u.usename, '') FROM pg_catalog.pg_database AS d LEFT JOIN pg_catalog.pg_user AS u ON u.usesysid = d.datdba
WHERE d.datallowconn ORDER BY 1;
