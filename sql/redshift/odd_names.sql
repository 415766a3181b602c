-- Accounts whose names end in a blank: a fact of one could be taken for another's.
SELECT usename FROM pg_catalog.pg_user WHERE usename LIKE '% ' ORDER BY usename;
