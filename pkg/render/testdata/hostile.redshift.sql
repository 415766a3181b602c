CREATE VIEW "sch""ema"."user" AS
SELECT
  CAST(CASE WHEN t."nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnné" IS NOT NULL THEN 'o''brien' END AS character varying(256)) AS "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnné",
  CAST(CASE WHEN t."select" IS NOT NULL THEN 'x\\' END AS character varying(256)) AS "select",
  CAST(CASE WHEN t."upper case" IS NOT NULL THEN ' or true --' END AS character varying(256)) AS "upper case",
  CAST(CASE WHEN t."ünï ☃" IS NOT NULL THEN '\\''; DROP TABLE t; --' END AS character varying(256)) AS "ünï ☃",
  CAST(CASE WHEN t."back\slash" IS NOT NULL THEN '$1' END AS character varying(256)) AS "back\slash",
  CAST(CASE WHEN t."x'); drop table t; --" IS NOT NULL THEN '%s' END AS character varying(256)) AS "x'); drop table t; --",
  CAST(CASE WHEN t."ééééééééééééééééééééééééééééééé" IS NOT NULL THEN 'new
line' END AS character varying(256)) AS "ééééééééééééééééééééééééééééééé",
  CAST(CASE WHEN t."t" IS NOT NULL THEN 'é☃' END AS character varying(256)) AS "t",
  CAST(NULLIF(CASE WHEN pg_catalog.strpos(t."odd", '') = 0 THEN pg_catalog.replace(pg_catalog.regexp_replace(t."odd", '\\.''[a\\-z]', '', 1, 'c'), '', '\\1$1&') END, t."odd") AS character varying(65535)) AS "odd"
FROM "sales"."s""c\h"."table" AS t
WHERE EXISTS (SELECT 1 FROM "governed"."scrim_system"."gate" AS g WHERE g."source" = 'src''\\' AND g."admission" = '00112233445566778899aabbccddeeff')
  AND (
    pg_catalog.strpos(t."a""b", 'o''brien') > 0
    OR pg_catalog.strpos(t."select", 'x\\') > 0
    OR pg_catalog.strpos(t."upper case", ' or true --') > 0
    OR pg_catalog.strpos(t."ünï ☃", '\\''; DROP TABLE t; --') > 0
    OR pg_catalog.strpos(t."back\slash", '$1') > 0
    OR pg_catalog.strpos(t."x'); drop table t; --", '%s') > 0
    OR pg_catalog.strpos(t."ééééééééééééééééééééééééééééééé", 'new
line') > 0
    OR pg_catalog.strpos(t."t", 'é☃') > 0
  )
WITH NO SCHEMA BINDING;
