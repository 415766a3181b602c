-- Whose sessions tell quoted names apart by case when they set nothing.
SELECT usename FROM pg_catalog.pg_user
WHERE 'enable_case_sensitive_identifier=true' = ANY (useconfig) OR 'enable_case_sensitive_identifier=on' = ANY (useconfig)
ORDER BY 1;
