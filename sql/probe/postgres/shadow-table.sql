-- Facts and gates as the reader would like them.
CREATE TEMP TABLE "user_profile" AS SELECT CAST('attribute' AS varchar(16)) AS "kind", CAST('region' AS varchar(256)) AS "name", CAST('eu' AS varchar(1024)) AS "value"

CREATE TEMP TABLE "profile" AS SELECT CAST(CURRENT_USER AS varchar(128)) AS "userid", "kind", "name", "value", CAST('2999-01-01' AS timestamp) AS "valid_until" FROM "user_profile"

CREATE TEMP TABLE "people" AS SELECT 1 AS "id"

SET search_path = pg_temp, pg_catalog

SELECT * FROM :view ORDER BY "id"
