-- Which roles have which roles: role_name is the one that has the other.
SELECT role_name, granted_role_name FROM svv_role_grants ORDER BY 2, 1;
