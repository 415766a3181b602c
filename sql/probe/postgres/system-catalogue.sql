-- The view of the vault lets in nobody but the other reader.
SELECT a.attname FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid WHERE c.relname = 'vault'

SELECT definition FROM pg_catalog.pg_views WHERE viewname = 'vault'
