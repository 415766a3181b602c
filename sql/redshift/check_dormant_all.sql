-- What was granted on all tables or routines of this database. There is no schema to name.
SELECT '', privilege_type, identity_type, identity_name
FROM svv_database_privileges
WHERE privilege_scope IN ('TABLES', 'FUNCTIONS', 'PROCEDURES') AND database_name = pg_catalog.current_database();
