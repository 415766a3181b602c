-- Accounts whose names end in a blank: a fact of one could be taken for another's.
SELECT rolname::text FROM pg_roles WHERE rolcanlogin AND rolname LIKE '% ' ORDER BY rolname;
