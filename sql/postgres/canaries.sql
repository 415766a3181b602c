-- What probes of leaks left, or are using now: databases and logins.
SELECT CAST(datname AS varchar(128)) FROM pg_catalog.pg_database WHERE pg_catalog."left"(CAST(datname AS varchar(128)), 13) = 'scrim_canary_'
UNION ALL
SELECT CAST(usename AS varchar(128)) FROM pg_catalog.pg_user WHERE pg_catalog."left"(CAST(usename AS varchar(128)), 13) = 'scrim_canary_'
ORDER BY 1;
