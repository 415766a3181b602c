-- What these accounts get on every table that somebody makes later.
SELECT 'future', COALESCE(schema_name, ''), '', owner_name, privilege_type, grantee_name, grantee_type = 'user', admin_option
FROM svv_default_privileges WHERE object_type = 'RELATION' AND grantee_type IN ('user', 'role') AND grantee_name IN (:list);
