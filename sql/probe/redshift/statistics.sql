-- The most common values of the base.
SELECT * FROM pg_catalog.pg_stats WHERE schemaname = 'canary'
