CREATE VIEW "sch""ema"."user" AS
SELECT
  CAST(CASE WHEN t."a""b" IS NOT NULL THEN CAST('o''brien' AS character varying(256)) END AS character varying(256)) AS "a""b",
  CAST(CASE WHEN t."select" IS NOT NULL THEN CAST(E'x\\' AS character varying(256)) END AS character varying(256)) AS "select",
  CAST(CASE WHEN t."UPPER Case" IS NOT NULL THEN CAST(' or true --' AS character varying(256)) END AS character varying(256)) AS "UPPER Case",
  CAST(CASE WHEN t."ünï ☃" IS NOT NULL THEN CAST(E'\\''; DROP TABLE t; --' AS character varying(256)) END AS character varying(256)) AS "ünï ☃",
  CAST(CASE WHEN t."back\slash" IS NOT NULL THEN CAST('$1' AS character varying(256)) END AS character varying(256)) AS "back\slash",
  CAST(CASE WHEN t."x'); DROP TABLE t; --" IS NOT NULL THEN CAST('%s' AS character varying(256)) END AS character varying(256)) AS "x'); DROP TABLE t; --",
  CAST(CASE WHEN t."ééééééééééééééééééééééééééééééé" IS NOT NULL THEN CAST('new
line' AS character varying(256)) END AS character varying(256)) AS "ééééééééééééééééééééééééééééééé",
  CAST(CASE WHEN t."t" IS NOT NULL THEN CAST('é☃' AS character varying(256)) END AS character varying(256)) AS "t",
  CAST(NULLIF(pg_catalog.regexp_replace(t."odd" COLLATE "C", E'***:(?s)\\.''[a\\-z]', E'\\\\1$1&', 'g'), t."odd" COLLATE "C") AS text) COLLATE "sch""ema"."c\i" AS "odd"
FROM "s""c\h"."table" AS t
WHERE EXISTS (SELECT 1 FROM "scrim_system"."gate" AS g WHERE g."source" = E'src''\\' AND g."admission" = '00112233445566778899aabbccddeeff')
  AND (
    pg_catalog.strpos(t."a""b", 'o''brien') > 0
    OR pg_catalog.strpos(t."select", E'x\\') > 0
    OR pg_catalog.strpos(t."UPPER Case", ' or true --') > 0
    OR pg_catalog.strpos(t."ünï ☃", E'\\''; DROP TABLE t; --') > 0
    OR pg_catalog.strpos(t."back\slash", '$1') > 0
    OR pg_catalog.strpos(t."x'); DROP TABLE t; --", '%s') > 0
    OR pg_catalog.strpos(t."ééééééééééééééééééééééééééééééé", 'new
line') > 0
    OR pg_catalog.strpos(t."t", 'é☃') > 0
  );
