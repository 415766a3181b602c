-- Which warehouse this is. A copy of its files is the same one.
SELECT (SELECT system_identifier::text FROM pg_control_system()) || '/' || current_database();
