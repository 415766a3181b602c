-- As the last ANALYZE counted, and as the statistics collector does.
SELECT CAST(c.reltuples AS bigint) FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = 'canary' AND c.relname = 'people'

SELECT n_live_tup FROM pg_catalog.pg_stat_all_tables WHERE schemaname = 'canary' AND relname = 'people'
