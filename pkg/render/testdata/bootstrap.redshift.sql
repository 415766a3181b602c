-- The account that scrim works as. It owns the views and needs no other right than those below.
-- Its password is what the environment has in SCRIM_PASSWORD, or psql -v scrim_password=...
\if :{?scrim_password}
\else
\getenv scrim_password SCRIM_PASSWORD
\endif
SELECT COUNT(*) = 0 AS scrim_absent FROM (SELECT 1 FROM pg_catalog.pg_user WHERE usename = 'scrim') AS present \gset
\if :scrim_absent
CREATE USER "scrim" PASSWORD :'scrim_password' NOCREATEDB NOCREATEUSER SYSLOG ACCESS RESTRICTED CONNECTION LIMIT 20;
\endif

-- What lets it see the catalogue of objects that it may not read, to say why a table cannot be governed.
SELECT 'CREATE ROLE "scrim_catalog"'
WHERE NOT EXISTS (SELECT 1 FROM svv_roles WHERE role_name = 'scrim_catalog') \gexec

-- Catalogue rows stay visible when metadata security is on.
GRANT ACCESS CATALOG TO ROLE "scrim_catalog";

-- Grants and open transactions of other users can be seen.
GRANT ACCESS SYSTEM TABLE TO ROLE "scrim_catalog";

-- The account has the role.
GRANT ROLE "scrim_catalog" TO "scrim";

-- The database that readers connect to: they must, since views read across databases only from there.
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

-- Nobody may make a function here that could be taken for one of Redshift's own. Leave it out only if no reader may create anything.
REVOKE CREATE ON SCHEMA "public" FROM PUBLIC;

-- Nobody may make a function here that could be taken for one of Redshift's own. Leave it out only if no reader may create anything.
REVOKE USAGE ON LANGUAGE sql FROM PUBLIC;

-- Nobody may make a function here that could be taken for one of Redshift's own. Leave it out only if no reader may create anything.
SELECT 'REVOKE USAGE ON LANGUAGE plpythonu FROM PUBLIC'
WHERE NOT EXISTS (SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_language WHERE lanname = 'plpythonu')) \gexec

-- scrim's own account does the rest by itself: 38 statements.

\connect "sales"

-- scrim may name the tables that it governs.
GRANT USAGE ON SCHEMA "hr" TO "scrim";

-- scrim may read them and the ones that are made later, by whomever; the views read as their owner.
GRANT SELECT FOR TABLES IN SCHEMA "hr" TO "scrim";

-- Readers of late-binding views may need this, for a role that you make and give to them. It lets them read no table by itself, but it makes every grant effective that somebody gave on something in the schema and that lay dormant: scrim cluster check lists those.
-- GRANT USAGE ON SCHEMA "hr" TO ROLE "scrim_readers";

