-- Which roles and users pass by row-level security on a base.
SELECT identity_type, identity_name, system_privilege FROM svv_system_privileges WHERE system_privilege = 'IGNORE RLS' ORDER BY 2;
