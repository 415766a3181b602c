-- Every account that may not log in, and whether it has a power over others.
SELECT r.rolname::text, r.rolsuper OR r.rolcreatedb OR r.rolcreaterole OR r.rolreplication OR r.rolbypassrls
FROM pg_roles AS r WHERE NOT r.rolcanlogin ORDER BY 1;
