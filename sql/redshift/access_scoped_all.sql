-- SELECT on all tables of this database.
SELECT '', identity_type, identity_name
FROM svv_database_privileges WHERE privilege_type = 'SELECT' AND privilege_scope = 'TABLES' AND database_name = pg_catalog.current_database();
