-- What was granted on columns of what is in these schemas.
SELECT DISTINCT namespace_name, relation_name, privilege_type, identity_type, identity_name
FROM svv_column_privileges WHERE namespace_name IN (:list);
