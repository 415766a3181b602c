-- Facts as the reader would like them.
CREATE TEMP TABLE "user_profile" ("kind" VARCHAR(16), "name" VARCHAR(256), "value" VARCHAR(1024))

INSERT INTO "user_profile" VALUES ('attribute', 'region', 'eu'), ('group', '', 'hr')

SET search_path TO pg_temp, pg_catalog

SELECT * FROM :view ORDER BY "id"
