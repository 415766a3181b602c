-- What these accounts were granted on schemas of the database, or on all tables of one.
SELECT CASE privilege_scope WHEN 'SCHEMA' THEN 'schema' ELSE privilege_scope END, namespace_name, '', '', privilege_type, identity_name, identity_type = 'user', admin_option
FROM svv_schema_privileges WHERE identity_type IN ('user', 'role') AND identity_name IN (:list);
