-- Which warehouse this is: the server, whatever the database. A copy of its
-- files is the same one.
SELECT system_identifier::text FROM pg_control_system();
