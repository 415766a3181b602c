-- What these accounts were granted on relations of the database.
SELECT 'table', namespace_name, relation_name, '', privilege_type, identity_name, identity_type = 'user', admin_option
FROM svv_relation_privileges WHERE identity_type IN ('user', 'role') AND identity_name IN (:list);
