-- SELECT on columns of these relations.
SELECT namespace_name, relation_name, column_name, identity_type, identity_name
FROM svv_column_privileges WHERE privilege_type = 'SELECT' AND relation_name IN (:list);
