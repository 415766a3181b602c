-- Every role.
SELECT role_name FROM svv_roles ORDER BY 1;
