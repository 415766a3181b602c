-- Who was granted SELECT on columns of what is in these schemas.
SELECT DISTINCT namespace_name, relation_name, identity_type, identity_name
FROM svv_column_privileges WHERE privilege_type = 'SELECT' AND namespace_name IN (:list);
