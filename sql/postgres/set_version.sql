-- Which text of system.sql made the tables, and what became of the secure view.
UPDATE "scrim_system"."control" SET "version" = CAST($1 AS character varying(64)), "witness" = CAST($2 AS character varying(64));
