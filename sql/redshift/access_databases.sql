-- The databases of the cluster.
SELECT database_name FROM svv_redshift_databases WHERE database_type = 'local' AND database_name NOT IN ('padb_harvest', 'sys:internal') ORDER BY 1;
