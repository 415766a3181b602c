-- What these accounts were granted on the database, or on all tables of it.
SELECT CASE privilege_scope WHEN 'DATABASE' THEN 'database' ELSE privilege_scope END, '', '', '', privilege_type, identity_name, identity_type = 'user', admin_option
FROM svv_database_privileges WHERE database_name = pg_catalog.current_database() AND identity_type IN ('user', 'role') AND identity_name IN (:list);
