-- Which users have which roles, and whether they may give them to others.
SELECT user_name, role_name, admin_option, FALSE FROM svv_user_grants ORDER BY 2, 1;
