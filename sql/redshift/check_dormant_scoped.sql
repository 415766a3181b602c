-- What was granted on all that is in these schemas, also on what is yet to be made.
SELECT namespace_name, privilege_type, identity_type, identity_name
FROM svv_schema_privileges WHERE privilege_scope <> 'SCHEMA' AND namespace_name IN (:list);
