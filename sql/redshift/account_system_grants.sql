-- Which system permissions these accounts have.
SELECT 'system', '', '', '', system_privilege, identity_name, identity_type = 'user', FALSE
FROM svv_system_privileges WHERE identity_type IN ('user', 'role') AND identity_name IN (:list);
