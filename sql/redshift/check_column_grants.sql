-- Who has privileges on single columns of tables of these names.
SELECT DISTINCT namespace_name, relation_name, identity_type, identity_name
FROM svv_column_privileges WHERE relation_name IN (:list);
