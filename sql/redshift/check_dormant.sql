-- Who was granted SELECT on what is in these schemas.
SELECT namespace_name, relation_name, identity_type, identity_name
FROM svv_relation_privileges WHERE privilege_type = 'SELECT' AND namespace_name IN (:list);
