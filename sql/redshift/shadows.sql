-- Functions of others that are named like the ones that views call.
SELECT schema_name, function_name, argument_type FROM svv_redshift_functions
WHERE schema_name <> 'pg_catalog' AND database_name = pg_catalog.current_database() AND function_name IN (
  'sha2', 'strtol', 'regexp_replace', 'replace', 'left', 'right', 'strpos', 'char_length', 'octet_length', 'rtrim',
  'date_trunc', 'to_char', 'mod', 'floor', 'abs', 'getdate')
ORDER BY 1, 2;
