-- Everybody may read it.
SELECT definition FROM pg_catalog.pg_views WHERE schemaname = 'governed' AND viewname = 'people'

SELECT pg_get_viewdef('governed.people'::regclass)
