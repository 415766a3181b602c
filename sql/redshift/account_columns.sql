-- On single columns of which relations these accounts were granted something.
SELECT DISTINCT namespace_name, relation_name, identity_name FROM svv_column_privileges WHERE identity_type IN ('user', 'role') AND identity_name IN (:list);
