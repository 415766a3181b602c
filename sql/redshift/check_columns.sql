-- The columns of tables of these names in this database, and their part in the
-- sort key: the signs of an interleaved one alternate.
SELECT schema_name, table_name, column_name, "sortkey"
FROM svv_redshift_columns WHERE database_name = pg_catalog.current_database() AND table_name IN (:list)
ORDER BY schema_name, table_name, ordinal_position;
