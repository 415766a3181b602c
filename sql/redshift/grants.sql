-- Who was granted what on these relations.
SELECT namespace_name, relation_name, identity_name, privilege_type
FROM svv_relation_privileges WHERE relation_name IN (:list);
