-- Every database of the cluster, and whose it is.
SELECT d.datname, u.usename FROM pg_catalog.pg_database AS d JOIN pg_catalog.pg_user AS u ON u.usesysid = d.datdba
WHERE d.datallowconn ORDER BY 1;
