-- What was granted on what is in these schemas.
SELECT namespace_name, relation_name, privilege_type, identity_type, identity_name
FROM svv_relation_privileges WHERE namespace_name IN (:list);
