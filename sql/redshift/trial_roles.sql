-- The roles that there are.
SELECT role_name FROM svv_roles ORDER BY role_name;
