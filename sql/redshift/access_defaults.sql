-- SELECT that somebody gets on every table that somebody makes later.
SELECT COALESCE(schema_name, ''), owner_name, grantee_type, grantee_name
FROM svv_default_privileges WHERE object_type = 'RELATION' AND privilege_type = 'SELECT';
