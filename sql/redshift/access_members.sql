-- Which users have which roles.
SELECT user_name, role_name FROM svv_user_grants ORDER BY 2, 1;
