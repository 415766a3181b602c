-- Every role; a role has no power of its own but system permissions.
SELECT role_name, FALSE FROM svv_roles ORDER BY 1;
