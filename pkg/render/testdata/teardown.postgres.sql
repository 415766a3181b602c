\connect "sales"

-- What scrim was granted there.
ALTER DEFAULT PRIVILEGES IN SCHEMA "hr" REVOKE SELECT ON TABLES FROM "scrim";

-- What scrim was granted there.
REVOKE SELECT ON ALL TABLES IN SCHEMA "hr" FROM "scrim";

-- What scrim was granted there.
REVOKE USAGE ON SCHEMA "hr" FROM "scrim";

\connect "governed"

-- Unless it belongs to somebody else. It fails when something that scrim did not make is in it.
SELECT 'DROP SCHEMA IF EXISTS "scrim_system"'
WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'scrim_system' AND pg_catalog.pg_get_userbyid(nspowner) <> 'scrim') \gexec

-- Unless it belongs to somebody else. It fails when something that scrim did not make is in it.
SELECT 'DROP SCHEMA IF EXISTS "scrim_functions"'
WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'scrim_functions' AND pg_catalog.pg_get_userbyid(nspowner) <> 'scrim') \gexec

-- Unless it belongs to somebody else. It fails when something that scrim did not make is in it.
SELECT 'DROP SCHEMA IF EXISTS "scrim_procedures"'
WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'scrim_procedures' AND pg_catalog.pg_get_userbyid(nspowner) <> 'scrim') \gexec

-- Unless it belongs to somebody else. It fails when something that scrim did not make is in it.
SELECT 'DROP SCHEMA IF EXISTS "governed"'
WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'governed' AND pg_catalog.pg_get_userbyid(nspowner) <> 'scrim') \gexec

-- Unless it belongs to somebody else. It fails when something that scrim did not make is in it.
SELECT 'DROP SCHEMA IF EXISTS "other"'
WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'other' AND pg_catalog.pg_get_userbyid(nspowner) <> 'scrim') \gexec

-- What everybody was granted there, where the schema was there before scrim and stays.
-- REVOKE USAGE ON SCHEMA "governed" FROM PUBLIC;

-- scrim's own account does the rest by itself: 25 statements.

-- The database of the views, unless something is left in it. By hand it drops what is left too: look first.
-- DROP DATABASE "governed";

-- The account. It fails while it owns something or is granted something.
DROP ROLE IF EXISTS "scrim";

