CREATE VIEW "governed"."hr_employees" WITH (security_barrier) AS
SELECT
  t."id" AS "id",
  t."region" AS "region",
  t."country" AS "country",
  CASE
    WHEN EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'hr')
      THEN t."email"
    WHEN t."country" = 'US'
      THEN CAST(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/ds_42/1') || t."email", 'UTF8')), 'hex') AS character varying(256))
    ELSE CAST(NULL AS character varying(256))
  END AS "email",
  CASE
    WHEN (
      EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'hr')
      OR t."region" IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
    )
      THEN t."salary"
    ELSE CAST(CASE WHEN t."salary" >= -9999999000 AND t."salary" <= 9999999999.99 THEN pg_catalog.floor(t."salary" / 1000) * 1000 END AS numeric(12,2))
  END AS "salary",
  CAST(NULL AS character(11)) AS "tax_id",
  CAST(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/ds_42/1') || CAST(t."badge" AS character varying(20)), 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint) AS bigint) AS "badge",
  CAST(CASE WHEN pg_catalog.char_length(t."phone") > 10 THEN CASE WHEN pg_catalog.octet_length(pg_catalog."left"(t."phone", 3) || '***' || pg_catalog."right"(t."phone", 2)) <= 20 THEN NULLIF(pg_catalog."left"(t."phone", 3) || '***' || pg_catalog."right"(t."phone", 2), t."phone") END END AS character varying(20)) AS "phone",
  CAST(CASE WHEN pg_catalog.octet_length(t."note") <= 33 THEN NULLIF(pg_catalog.regexp_replace(t."note", '***:(?s)[0-9]{3}-[0-9]{2}', '###', 'g'), t."note") ELSE CASE WHEN pg_catalog.octet_length(pg_catalog.regexp_replace(t."note", '***:(?s)[0-9]{3}-[0-9]{2}', '###', 'g')) <= 100 THEN NULLIF(pg_catalog.regexp_replace(t."note", '***:(?s)[0-9]{3}-[0-9]{2}', '###', 'g'), t."note") END END AS character varying(100)) AS "note",
  CAST(CASE WHEN t."born" >= DATE '0001-01-01' AND t."born" <= DATE '9999-12-31' THEN CAST(pg_catalog.date_trunc('year', CAST(t."born" AS timestamp without time zone)) AS date) END AS date) AS "born",
  CAST(CASE WHEN t."seen" >= TIMESTAMPTZ '0001-01-01 00:00:00+00' AND t."seen" <= TIMESTAMPTZ '9999-12-31 23:59:59.999999+00' THEN pg_catalog.date_trunc('hour', t."seen" AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' END AS timestamp with time zone) AS "seen"
FROM "hr"."employees" AS t
WHERE EXISTS (SELECT 1 FROM "scrim_system"."gate" AS g WHERE g."source" = 'ds_42' AND g."admission" = '00112233445566778899aabbccddeeff')
  AND EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'user' AND p."name" = '')
  AND NOT EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'revoked' AND p."name" = '' AND p."value" = 'ds_42')
  AND (
    EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'context' AND p."name" = '' AND p."value" = 'none')
    OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'context' AND p."name" = '' AND p."value" = 'project_7')
  )
  AND t."region" IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND (
    EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'hr')
    OR t."region" NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
    OR t."country" IN ('DE', 'FR')
  );
