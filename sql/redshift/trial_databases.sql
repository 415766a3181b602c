-- The databases in which something can be tried.
SELECT database_name FROM svv_redshift_databases
WHERE database_type = 'local' AND database_name NOT IN ('template0', 'template1', 'padb_harvest', 'sys:internal') ORDER BY database_name;
