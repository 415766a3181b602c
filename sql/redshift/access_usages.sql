-- Who was granted USAGE on a schema.
SELECT namespace_name, identity_type, identity_name
FROM svv_schema_privileges WHERE privilege_type = 'USAGE';
