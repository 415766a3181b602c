-- The account that scrim works as. It owns the views and needs no other right than those below.
-- Its password is what the environment has in SCRIM_PASSWORD, or psql -v scrim_password=...
\if :{?scrim_password}
\else
\getenv scrim_password SCRIM_PASSWORD
\endif
SELECT COUNT(*) = 0 AS scrim_absent FROM (SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = 'scrim') AS present \gset
\if :scrim_absent
CREATE ROLE "scrim" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'scrim_password';
\endif

-- It may see since when other sessions read, to say when a change is enforced.
GRANT pg_read_all_stats TO "scrim";

-- The database that readers connect to. Its tables can be governed too.
SELECT 'CREATE DATABASE "governed"'
WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_database WHERE datname = 'governed') \gexec

\connect "governed"

-- What scrim knows: facts of readers, gates, salts and its catalogue.
SELECT 'CREATE SCHEMA "scrim_system" AUTHORIZATION "scrim"'
WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'scrim_system') \gexec

-- Readers may name it; what they can read in it is granted object by object.
GRANT USAGE ON SCHEMA "scrim_system" TO PUBLIC;

-- Functions that you register for masks of your own; empty at first.
SELECT 'CREATE SCHEMA "scrim_functions" AUTHORIZATION "scrim"'
WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'scrim_functions') \gexec

-- What readers may call: switch project, request access.
SELECT 'CREATE SCHEMA "scrim_procedures" AUTHORIZATION "scrim"'
WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'scrim_procedures') \gexec

-- Where readers find the views.
SELECT 'CREATE SCHEMA "governed" AUTHORIZATION "scrim"'
WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'governed') \gexec

-- Readers may name it; what they can read in it is granted object by object.
GRANT USAGE ON SCHEMA "governed" TO PUBLIC;

-- scrim's own account does the rest by itself: 38 statements.

\connect "sales"

-- scrim may name the tables that it governs.
GRANT USAGE ON SCHEMA "hr" TO "scrim";

-- scrim may read them; the views read as their owner.
GRANT SELECT ON ALL TABLES IN SCHEMA "hr" TO "scrim";

-- Also the tables that this administrator makes later. Repeat it FOR ROLE each other account that makes tables.
ALTER DEFAULT PRIVILEGES IN SCHEMA "hr" GRANT SELECT ON TABLES TO "scrim";

