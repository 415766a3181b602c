-- Roles that stand for power over all data or over the machine.
SELECT CAST(r.rolname AS TEXT) FROM pg_catalog.pg_roles AS r
WHERE r.rolname IN ('pg_read_all_data', 'pg_write_all_data', 'pg_execute_server_program') ORDER BY r.rolname;
