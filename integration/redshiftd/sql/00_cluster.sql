-- Cluster-wide, once: roles that stand for Redshift's system permissions and system roles.
CREATE ROLE "redshiftd:syslog_unrestricted";
CREATE ROLE "redshiftd:sha256";    -- members have a password that only Redshift's own drivers can use
CREATE ROLE "redshiftd:group";     -- members are groups, not roles
CREATE ROLE "redshiftd:unknown";   -- owns what dropped users leave behind in other databases
CREATE ROLE "sys:monitor";
CREATE ROLE "sys:operator" IN ROLE "sys:monitor";
CREATE ROLE "sys:dba" IN ROLE "sys:operator";
CREATE ROLE "sys:secadmin" CREATEROLE;
CREATE ROLE "sys:superuser" IN ROLE "sys:dba", "sys:secadmin";
