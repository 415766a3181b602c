-- Who was given what on a relation, on its schema, on tables to come there and
-- on this database; whether he may hand it on; and of tables to come, whose.
-- With an empty second name there is no relation.
SELECT 'table', identity_type, identity_name, privilege_type, admin_option, ''
FROM svv_relation_privileges WHERE namespace_name = $1 AND relation_name = $2
UNION ALL
SELECT CASE WHEN privilege_scope = 'TABLES' THEN 'tables' ELSE 'schema' END, identity_type, identity_name, privilege_type, admin_option, ''
FROM svv_schema_privileges WHERE namespace_name = $1
UNION ALL
SELECT 'future', grantee_type, grantee_name, privilege_type, admin_option, owner_name
FROM svv_default_privileges WHERE schema_name = $1 AND object_type = 'RELATION'
UNION ALL
SELECT 'database', identity_type, identity_name, privilege_type, admin_option, ''
FROM svv_database_privileges WHERE database_name = pg_catalog.current_database();
