-- Everybody may read it.
SELECT definition FROM pg_catalog.pg_views WHERE schemaname = 'governed' AND viewname = 'people'
