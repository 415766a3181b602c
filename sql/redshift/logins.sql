-- Which of these names are logins.
SELECT usename FROM pg_catalog.pg_user WHERE usename IN (:list);
