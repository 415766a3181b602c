-- Every account that may log in, whether it has a power over others, and how many connections it may have.
SELECT r.rolname::text, r.rolsuper OR r.rolcreatedb OR r.rolcreaterole OR r.rolreplication OR r.rolbypassrls, r.rolconnlimit::text
FROM pg_roles AS r WHERE r.rolcanlogin ORDER BY 1;
