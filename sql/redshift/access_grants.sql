-- SELECT on these relations.
SELECT namespace_name, relation_name, '', identity_type, identity_name
FROM svv_relation_privileges WHERE privilege_type = 'SELECT' AND relation_name IN (:list);
