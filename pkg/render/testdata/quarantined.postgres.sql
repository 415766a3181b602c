CREATE OR REPLACE VIEW "governed"."hr_employees" AS
SELECT
  CAST(NULL AS integer) AS "id",
  CAST(NULL AS character varying(64)) AS "region",
  CAST(NULL AS character varying(2)) AS "country",
  CAST(NULL AS character varying(256)) AS "email",
  CAST(NULL AS numeric(12,2)) AS "salary",
  CAST(NULL AS character(11)) AS "tax_id",
  CAST(NULL AS bigint) AS "badge",
  CAST(NULL AS character varying(20)) AS "phone",
  CAST(NULL AS character varying(100)) AS "note",
  CAST(NULL AS date) AS "born",
  CAST(NULL AS timestamp with time zone) AS "seen"
FROM "hr"."employees" AS t
WHERE EXISTS (SELECT 1 FROM "scrim_system"."gate" AS g WHERE g."source" = 'ds_42' AND g."admission" = '00112233445566778899aabbccddeeff')
  AND FALSE
  AND FALSE;
