-- Databases that come from a datashare.
SELECT database_name FROM svv_redshift_databases WHERE database_type = 'shared';
