-- Which of these names are logins.
SELECT rolname::text FROM pg_roles WHERE rolcanlogin AND rolname IN (:list);
