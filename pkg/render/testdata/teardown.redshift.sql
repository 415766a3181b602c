\connect "sales"

-- What scrim was granted there.
REVOKE SELECT FOR TABLES IN SCHEMA "hr" FROM "scrim";

-- What scrim was granted there.
REVOKE USAGE ON SCHEMA "hr" FROM "scrim";

-- Where the readers' role did not have it before scrim came.
-- REVOKE USAGE ON SCHEMA "hr" FROM ROLE "scrim_readers";

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

-- Where everybody had it before scrim came. It gives something to everybody: look first whether they should have it.
-- GRANT CREATE ON SCHEMA "public" TO PUBLIC;

-- Where everybody had it before scrim came. It gives something to everybody: look first whether they should have it.
-- GRANT USAGE ON LANGUAGE sql TO PUBLIC;

-- Where everybody had it before scrim came. It gives something to everybody: look first whether they should have it.
-- GRANT USAGE ON LANGUAGE plpythonu TO PUBLIC;

-- scrim's own account does the rest by itself: 25 statements.

-- The database of the views, unless something is left in it. By hand it drops what is left too: look first.
-- DROP DATABASE "governed";

-- The account no longer has the role.
REVOKE ROLE "scrim_catalog" FROM "scrim";

-- The account. It fails while it owns something or is granted something.
DROP USER IF EXISTS "scrim";

-- Its role.
SELECT 'DROP ROLE "scrim_catalog"'
WHERE NOT EXISTS (SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM svv_roles WHERE role_name = 'scrim_catalog')) \gexec

