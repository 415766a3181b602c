-- make in ""
--   database work
CREATE DATABASE "work";
-- make in ""
--   role crm
CREATE ROLE "crm";
-- make in "", with a password
--   user O"Tool
--   limits of user O"Tool: no power over databases and users, 10 connections
CREATE USER "O""Tool" PASSWORD '‹secret:password›' NOCREATEDB NOCREATEUSER SYSLOG ACCESS RESTRICTED CONNECTION LIMIT 10;
-- make in ""
--   user cloud, without a password
CREATE USER "cloud" PASSWORD DISABLE;
-- make in ""
--   role crm for user O"Tool
GRANT ROLE "crm" TO "O""Tool";
-- make in "work"
--   schema books in work
CREATE SCHEMA "books";
-- make in "work"
--   CREATE on database work for role crm
GRANT CREATE ON DATABASE "work" TO ROLE "crm";
-- make in "sales"
--   USAGE on schema hr in sales for role crm
GRANT USAGE ON SCHEMA "hr" TO ROLE "crm";
-- make in "sales"
--   SELECT on hr.staff in sales for role crm
--   INSERT on hr.staff in sales for role crm
GRANT SELECT, INSERT ON "hr"."staff" TO ROLE "crm";
-- make in "sales"
--   SELECT on hr.staff in sales for user O"Tool
GRANT SELECT ON "hr"."staff" TO "O""Tool";
-- make in "sales"
--   SELECT on tables that etl will make in schema hr in sales for role crm
ALTER DEFAULT PRIVILEGES FOR USER "etl" IN SCHEMA "hr" GRANT SELECT ON TABLES TO ROLE "crm";
-- make in "sales"
--   SELECT on all tables of schema hr in sales, also later ones for role crm
--   UPDATE on all tables of schema hr in sales, also later ones for role crm
GRANT SELECT, UPDATE FOR TABLES IN SCHEMA "hr" TO ROLE "crm";
-- mend in ""
--   limits of user O"Tool: no power over databases and users, 10 connections
ALTER USER "O""Tool" NOCREATEDB NOCREATEUSER SYSLOG ACCESS RESTRICTED CONNECTION LIMIT 10;
-- mend in ""
--   user cloud, without a password
ALTER USER "cloud" PASSWORD DISABLE;
-- mend in ""
--   role crm for user O"Tool
REVOKE ADMIN OPTION FOR ROLE "crm" FROM "O""Tool";
-- mend in "sales"
--   USAGE on schema hr in sales for role crm
REVOKE GRANT OPTION FOR USAGE ON SCHEMA "hr" FROM ROLE "crm";
-- mend in "sales"
--   SELECT on hr.staff in sales for role crm
REVOKE GRANT OPTION FOR SELECT ON "hr"."staff" FROM ROLE "crm";
-- mend in "sales"
--   SELECT on hr.staff in sales for user O"Tool
REVOKE GRANT OPTION FOR SELECT ON "hr"."staff" FROM "O""Tool";
-- mend in "sales"
--   SELECT on tables that etl will make in schema hr in sales for role crm
ALTER DEFAULT PRIVILEGES FOR USER "etl" IN SCHEMA "hr" REVOKE GRANT OPTION FOR SELECT ON TABLES FROM ROLE "crm";
-- mend in "sales"
--   SELECT on all tables of schema hr in sales, also later ones for role crm
REVOKE SELECT FOR TABLES IN SCHEMA "hr" FROM ROLE "crm";
-- rotate in "", with a password
--   user O"Tool
ALTER USER "O""Tool" PASSWORD '‹secret:password›';
-- reassign in ""
--   database work, which O"Tool owns
ALTER DATABASE "work" OWNER TO "etl";
-- reassign in "work"
--   schema own in work, which O"Tool owns
ALTER SCHEMA "own" OWNER TO "etl";
-- reassign in "sales"
--   hr.t in sales, which O"Tool owns
ALTER TABLE "hr"."t" OWNER TO "etl";
-- remove in ""
--   CREATE USER on the system for role crm
REVOKE CREATE USER FROM ROLE "crm";
-- remove in "sales"
--   SELECT on all tables of every schema in sales, also later ones for role crm
REVOKE SELECT FOR TABLES IN DATABASE "sales" FROM ROLE "crm";
-- remove in "sales"
--   SELECT on tables that etl will make in every schema in sales for role crm
ALTER DEFAULT PRIVILEGES FOR USER "etl" REVOKE SELECT ON TABLES FROM ROLE "crm";
-- remove in "sales"
--   SELECT on hr.staff in sales for everybody
REVOKE SELECT ON "hr"."staff" FROM PUBLIC;
-- remove in ""
--   role boss for role crm
REVOKE ROLE "boss" FROM ROLE "crm";
-- remove in "sales"
--   UPDATE on all tables of schema hr in sales, also later ones for role crm
--   SELECT on all tables of schema hr in sales, also later ones for role crm
REVOKE UPDATE, SELECT FOR TABLES IN SCHEMA "hr" FROM ROLE "crm";
-- remove in "sales"
--   SELECT on tables that etl will make in schema hr in sales for role crm
ALTER DEFAULT PRIVILEGES FOR USER "etl" IN SCHEMA "hr" REVOKE SELECT ON TABLES FROM ROLE "crm";
-- remove in "sales"
--   SELECT on hr.staff in sales for user O"Tool
REVOKE SELECT ON "hr"."staff" FROM "O""Tool";
-- remove in "sales"
--   INSERT on hr.staff in sales for role crm
--   SELECT on hr.staff in sales for role crm
REVOKE INSERT, SELECT ON "hr"."staff" FROM ROLE "crm";
-- remove in "sales"
--   USAGE on schema hr in sales for role crm
REVOKE USAGE ON SCHEMA "hr" FROM ROLE "crm";
-- remove in "work"
--   CREATE on database work for role crm
REVOKE CREATE ON DATABASE "work" FROM ROLE "crm";
-- remove in "work"
--   schema books in work
DROP SCHEMA "books";
-- remove in ""
--   role crm for user O"Tool
REVOKE ROLE "crm" FROM "O""Tool";
-- remove in ""
--   user cloud, without a password
DROP USER "cloud";
-- remove in ""
--   limits of user O"Tool: no power over databases and users, 10 connections
--   user O"Tool
DROP USER "O""Tool";
-- remove in ""
--   role crm
DROP ROLE "crm";
-- remove in ""
--   database work
DROP DATABASE "work";
