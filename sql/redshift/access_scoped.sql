-- SELECT on all tables of a schema, also on those that are yet to be made.
SELECT namespace_name, identity_type, identity_name
FROM svv_schema_privileges WHERE privilege_type = 'SELECT' AND privilege_scope = 'TABLES';
