-- Who wrote here last, and which text of system.sql made the tables.
SELECT "store", "lease", "revision", "version", "witness" FROM "scrim_system"."control";
