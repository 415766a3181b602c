-- A data tool on Redshift, with no more than it needs. Run as a superuser;
-- comments say in which database. Put in the hash of a password of yours:
-- 'md5' and the MD5 of the password followed by the name of the user.

-- in any database, once
CREATE ROLE tool_role;
CREATE USER tool PASSWORD 'md50c983d1a624280812631c5389e60d48c' NOCREATEDB NOCREATEUSER CONNECTION LIMIT 10;
GRANT ROLE tool_role TO tool;
CREATE DATABASE tool_workspace;
GRANT CREATE ON DATABASE tool_workspace TO ROLE tool_role;

-- in each database
REVOKE CREATE ON SCHEMA public FROM PUBLIC;

-- in the database with the data: the tables that there are and will be
GRANT USAGE ON SCHEMA devices TO ROLE tool_role;
GRANT SELECT FOR TABLES IN SCHEMA devices TO ROLE tool_role;

-- or, where one account makes all of them
GRANT SELECT ON ALL TABLES IN SCHEMA orders TO ROLE tool_role;
ALTER DEFAULT PRIVILEGES FOR USER etl_owner IN SCHEMA orders GRANT SELECT ON TABLES TO ROLE tool_role;
