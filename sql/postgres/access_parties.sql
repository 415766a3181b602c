-- Every account, with what it may do besides its grants. Before PostgreSQL 16
-- CREATEROLE could put itself into any role that is no superuser's. The roles
-- that reach the server's files reach its tables.
SELECT r.rolname::text, r.rolcanlogin, array_to_string(ARRAY[
  CASE WHEN r.rolsuper THEN 'SUPERUSER' END,
  CASE WHEN r.rolreplication AND NOT r.rolsuper THEN 'REPLICATION' END,
  CASE WHEN r.rolcreaterole AND NOT r.rolsuper AND current_setting('server_version_num')::integer < 160000 THEN 'CREATEROLE' END,
  CASE WHEN r.rolname IN ('pg_read_all_data', 'pg_read_server_files', 'pg_write_server_files', 'pg_execute_server_program')
    THEN r.rolname::text END
], ',')
FROM pg_roles AS r
ORDER BY 1;
