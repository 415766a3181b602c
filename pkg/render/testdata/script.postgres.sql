-- plan 7d2ac5291351221f1e16bd8af4efa6a39531c25a6be55e70eb1d4a507cfb7a35

-- 1. facts in governed: 2 facts withdrawn, 1 gate set
BEGIN;
UPDATE "scrim_system"."control" SET "store" = CAST($1 AS character varying(64)), "lease" = CAST($2 AS bigint), "revision" = CAST($3 AS bigint), "written_at" = pg_catalog.statement_timestamp()
WHERE "store" IN (CAST($1 AS character varying(64)), CAST($4 AS character varying(64))) AND "lease" <= CAST($2 AS bigint) AND "revision" <= CAST($3 AS bigint); -- $1 = "store", $2 = 3, $3 = 14, $4 = "" -- must affect 1 row
DELETE FROM "scrim_system"."profile" WHERE "userid" IN ($1); -- $1 = ‹value›
DELETE FROM "scrim_system"."profile_state" WHERE "userid" IN ($1); -- $1 = ‹value›
DELETE FROM "scrim_system"."profile"
WHERE ("userid" = $1 AND "kind" = $2 AND "name" = $3 AND "value" IN ($4, $5))
  OR ("userid" = $6 AND "kind" = $7 AND "name" = $8 AND "value" IN ($9)); -- $1 = ‹value›, $2 = "attribute", $3 = ‹value›, $4 = ‹value›, $5 = ‹value›, $6 = ‹value›, $7 = "group", $8 = ‹value›, $9 = ‹value›
INSERT INTO "scrim_system"."profile" ("userid", "kind", "name", "value", "valid_until") VALUES
  (CAST($1 AS character varying(128)), CAST($2 AS character varying(16)), CAST($3 AS character varying(256)), CAST($4 AS character varying(1024)), CAST($5 AS timestamp with time zone)),
  ($6, $7, $8, $9, $10); -- $1 = ‹value›, $2 = "group", $3 = ‹value›, $4 = ‹value›, $5 = ‹value›, $6 = ‹value›, $7 = "user", $8 = ‹value›, $9 = ‹value›, $10 = ‹value›
DELETE FROM "scrim_system"."profile_state" WHERE "userid" IN ($1); -- $1 = ‹value›
INSERT INTO "scrim_system"."profile_state" ("userid", "pending") VALUES
  (CAST($1 AS character varying(128)), CAST($2 AS boolean)); -- $1 = ‹value›, $2 = true
DELETE FROM "scrim_system"."gate" WHERE "source" IN ($1, $2); -- $1 = "ds_42", $2 = "ds_43"
INSERT INTO "scrim_system"."gate" ("source", "admission") VALUES
  (CAST($1 AS character varying(256)), CAST($2 AS character varying(64))); -- $1 = "ds_42", $2 = "00112233445566778899aabbccddeeff"
COMMIT;

-- 2. secrets in governed: 1 salt written
BEGIN;
UPDATE "scrim_system"."control" SET "store" = CAST($1 AS character varying(64)), "lease" = CAST($2 AS bigint), "revision" = CAST($3 AS bigint), "written_at" = pg_catalog.statement_timestamp()
WHERE "store" IN (CAST($1 AS character varying(64)), CAST($4 AS character varying(64))) AND "lease" <= CAST($2 AS bigint) AND "revision" <= CAST($3 AS bigint); -- $1 = "store", $2 = 3, $3 = 14, $4 = "" -- must affect 1 row
DELETE FROM "scrim_system"."mask_secret" WHERE "name" IN ($1); -- $1 = "source/ds_42/1"
INSERT INTO "scrim_system"."mask_secret" ("name", "value") VALUES
  (CAST($1 AS character varying(256)), CAST($2 AS character varying(256))); -- $1 = "source/ds_42/1", $2 = ‹secret:source/ds_42/1›
COMMIT;

-- 3. ds_42 in governed: first view
BEGIN;
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
  END AS "email"
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
GRANT SELECT ON "governed"."hr_employees" TO PUBLIC;
DELETE FROM "scrim_system"."managed_view" WHERE "source" = $1 AND "view_schema" = $2 AND "view_name" = $3; -- $1 = "ds_42", $2 = "governed", $3 = "hr_employees"
UPDATE "scrim_system"."managed_view" SET "aside" = TRUE WHERE "source" = $1 AND NOT "aside"; -- $1 = "ds_42"
INSERT INTO "scrim_system"."managed_view" ("source", "view_schema", "view_name", "aside", "admission", "identity", "witness", "revision") VALUES
  (CAST($1 AS character varying(256)), CAST($2 AS character varying(128)), CAST($3 AS character varying(128)), FALSE, CAST($4 AS character varying(64)), CAST($5 AS character varying(128)), '', CAST($6 AS bigint)); -- $1 = "ds_42", $2 = "governed", $3 = "hr_employees", $4 = "00112233445566778899aabbccddeeff", $5 = "5/16384", $6 = 14
DELETE FROM "scrim_system"."view_columns" WHERE "source" = $1; -- $1 = "ds_42"
INSERT INTO "scrim_system"."view_columns" ("source", "view_schema", "view_name", "ordinal", "column_name", "column_type", "state") VALUES
  (CAST($1 AS character varying(256)), CAST($2 AS character varying(128)), CAST($3 AS character varying(128)), CAST($4 AS integer), CAST($5 AS character varying(128)), CAST($6 AS character varying(256)), CAST($7 AS character varying(16))),
  ($8, $9, $10, $11, $12, $13, $14),
  ($15, $16, $17, $18, $19, $20, $21),
  ($22, $23, $24, $25, $26, $27, $28); -- $1 = "ds_42", $2 = "governed", $3 = "hr_employees", $4 = 1, $5 = "id", $6 = "integer", $7 = "clear", $8 = "ds_42", $9 = "governed", $10 = "hr_employees", $11 = 2, $12 = "region", $13 = "character varying(64)", $14 = "clear", $15 = "ds_42", $16 = "governed", $17 = "hr_employees", $18 = 3, $19 = "country", $20 = "character varying(2)", and 8 more
DELETE FROM "scrim_system"."view_terms" WHERE "source" = $1; -- $1 = "ds_42"
INSERT INTO "scrim_system"."view_terms" ("source", "admission", "term", "alternative", "test", "kind", "name", "value", "any_value", "absent") VALUES
  (CAST($1 AS character varying(256)), CAST($2 AS character varying(64)), CAST($3 AS integer), CAST($4 AS integer), CAST($5 AS integer), CAST($6 AS character varying(16)), CAST($7 AS character varying(256)), CAST($8 AS character varying(1024)), CAST($9 AS boolean), CAST($10 AS boolean)),
  ($11, $12, $13, $14, $15, $16, $17, $18, $19, $20),
  ($21, $22, $23, $24, $25, $26, $27, $28, $29, $30),
  ($31, $32, $33, $34, $35, $36, $37, $38, $39, $40); -- $1 = "ds_42", $2 = "00112233445566778899aabbccddeeff", $3 = 1, $4 = 1, $5 = 1, $6 = "user", $7 = "", $8 = "", $9 = true, $10 = false, $11 = "ds_42", $12 = "00112233445566778899aabbccddeeff", $13 = 2, $14 = 1, $15 = 1, $16 = "revoked", $17 = "", $18 = "ds_42", $19 = false, $20 = true, and 20 more
COMMIT;

-- 4. ds_42 in governed: policy mask-email changed
BEGIN;
CREATE OR REPLACE VIEW "governed"."hr_employees" WITH (security_barrier) AS
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
  END AS "email"
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
GRANT SELECT ON "governed"."hr_employees" TO PUBLIC;
DELETE FROM "scrim_system"."managed_view" WHERE "source" = $1 AND "view_schema" = $2 AND "view_name" = $3; -- $1 = "ds_42", $2 = "governed", $3 = "hr_employees"
UPDATE "scrim_system"."managed_view" SET "aside" = TRUE WHERE "source" = $1 AND NOT "aside"; -- $1 = "ds_42"
INSERT INTO "scrim_system"."managed_view" ("source", "view_schema", "view_name", "aside", "admission", "identity", "witness", "revision") VALUES
  (CAST($1 AS character varying(256)), CAST($2 AS character varying(128)), CAST($3 AS character varying(128)), FALSE, CAST($4 AS character varying(64)), CAST($5 AS character varying(128)), '', CAST($6 AS bigint)); -- $1 = "ds_42", $2 = "governed", $3 = "hr_employees", $4 = "00112233445566778899aabbccddeeff", $5 = "5/16384", $6 = 14
DELETE FROM "scrim_system"."view_columns" WHERE "source" = $1; -- $1 = "ds_42"
INSERT INTO "scrim_system"."view_columns" ("source", "view_schema", "view_name", "ordinal", "column_name", "column_type", "state") VALUES
  (CAST($1 AS character varying(256)), CAST($2 AS character varying(128)), CAST($3 AS character varying(128)), CAST($4 AS integer), CAST($5 AS character varying(128)), CAST($6 AS character varying(256)), CAST($7 AS character varying(16))),
  ($8, $9, $10, $11, $12, $13, $14),
  ($15, $16, $17, $18, $19, $20, $21),
  ($22, $23, $24, $25, $26, $27, $28); -- $1 = "ds_42", $2 = "governed", $3 = "hr_employees", $4 = 1, $5 = "id", $6 = "integer", $7 = "clear", $8 = "ds_42", $9 = "governed", $10 = "hr_employees", $11 = 2, $12 = "region", $13 = "character varying(64)", $14 = "clear", $15 = "ds_42", $16 = "governed", $17 = "hr_employees", $18 = 3, $19 = "country", $20 = "character varying(2)", and 8 more
DELETE FROM "scrim_system"."view_terms" WHERE "source" = $1; -- $1 = "ds_42"
INSERT INTO "scrim_system"."view_terms" ("source", "admission", "term", "alternative", "test", "kind", "name", "value", "any_value", "absent") VALUES
  (CAST($1 AS character varying(256)), CAST($2 AS character varying(64)), CAST($3 AS integer), CAST($4 AS integer), CAST($5 AS integer), CAST($6 AS character varying(16)), CAST($7 AS character varying(256)), CAST($8 AS character varying(1024)), CAST($9 AS boolean), CAST($10 AS boolean)),
  ($11, $12, $13, $14, $15, $16, $17, $18, $19, $20),
  ($21, $22, $23, $24, $25, $26, $27, $28, $29, $30),
  ($31, $32, $33, $34, $35, $36, $37, $38, $39, $40); -- $1 = "ds_42", $2 = "00112233445566778899aabbccddeeff", $3 = 1, $4 = 1, $5 = 1, $6 = "user", $7 = "", $8 = "", $9 = true, $10 = false, $11 = "ds_42", $12 = "00112233445566778899aabbccddeeff", $13 = 2, $14 = 1, $15 = 1, $16 = "revoked", $17 = "", $18 = "ds_42", $19 = false, $20 = true, and 20 more
COMMIT;

-- 5. ds_42 in governed: a column was added
-- ! widens: shows more
BEGIN;
DELETE FROM "scrim_system"."managed_view" WHERE "source" = $1 AND "view_schema" = $2 AND "view_name" = $3; -- $1 = "ds_42", $2 = "governed", $3 = "hr_employees__new_00112233"
INSERT INTO "scrim_system"."managed_view" ("source", "view_schema", "view_name", "aside", "admission", "identity", "witness", "revision") VALUES
  (CAST($1 AS character varying(256)), CAST($2 AS character varying(128)), CAST($3 AS character varying(128)), TRUE, '', '', '', CAST($4 AS bigint)); -- $1 = "ds_42", $2 = "governed", $3 = "hr_employees__new_00112233", $4 = 14
CREATE VIEW "governed"."hr_employees__new_00112233" WITH (security_barrier) AS
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
  END AS "email"
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
GRANT SELECT ON "governed"."hr_employees__new_00112233" TO PUBLIC;
COMMIT;
BEGIN;
DELETE FROM "scrim_system"."managed_view" WHERE "source" = $1 AND "view_schema" = $2 AND "view_name" = $3; -- $1 = "ds_42", $2 = "governed", $3 = "hr_employees__old_00112233"
INSERT INTO "scrim_system"."managed_view" ("source", "view_schema", "view_name", "aside", "admission", "identity", "witness", "revision") VALUES
  (CAST($1 AS character varying(256)), CAST($2 AS character varying(128)), CAST($3 AS character varying(128)), TRUE, '', '', '', CAST($4 AS bigint)); -- $1 = "ds_42", $2 = "governed", $3 = "hr_employees__old_00112233", $4 = 14
ALTER TABLE "governed"."hr_employees" RENAME TO "hr_employees__old_00112233";
ALTER TABLE "governed"."hr_employees__new_00112233" RENAME TO "hr_employees";
DELETE FROM "scrim_system"."managed_view" WHERE "source" = $1 AND "view_schema" = $2 AND "view_name" = $3; -- $1 = "ds_42", $2 = "governed", $3 = "hr_employees__new_00112233"
DELETE FROM "scrim_system"."managed_view" WHERE "source" = $1 AND "view_schema" = $2 AND "view_name" = $3; -- $1 = "ds_42", $2 = "governed", $3 = "hr_employees"
UPDATE "scrim_system"."managed_view" SET "aside" = TRUE WHERE "source" = $1 AND NOT "aside"; -- $1 = "ds_42"
INSERT INTO "scrim_system"."managed_view" ("source", "view_schema", "view_name", "aside", "admission", "identity", "witness", "revision") VALUES
  (CAST($1 AS character varying(256)), CAST($2 AS character varying(128)), CAST($3 AS character varying(128)), FALSE, CAST($4 AS character varying(64)), CAST($5 AS character varying(128)), '', CAST($6 AS bigint)); -- $1 = "ds_42", $2 = "governed", $3 = "hr_employees", $4 = "00112233445566778899aabbccddeeff", $5 = "5/16384", $6 = 14
DELETE FROM "scrim_system"."view_columns" WHERE "source" = $1; -- $1 = "ds_42"
INSERT INTO "scrim_system"."view_columns" ("source", "view_schema", "view_name", "ordinal", "column_name", "column_type", "state") VALUES
  (CAST($1 AS character varying(256)), CAST($2 AS character varying(128)), CAST($3 AS character varying(128)), CAST($4 AS integer), CAST($5 AS character varying(128)), CAST($6 AS character varying(256)), CAST($7 AS character varying(16))),
  ($8, $9, $10, $11, $12, $13, $14),
  ($15, $16, $17, $18, $19, $20, $21),
  ($22, $23, $24, $25, $26, $27, $28); -- $1 = "ds_42", $2 = "governed", $3 = "hr_employees", $4 = 1, $5 = "id", $6 = "integer", $7 = "clear", $8 = "ds_42", $9 = "governed", $10 = "hr_employees", $11 = 2, $12 = "region", $13 = "character varying(64)", $14 = "clear", $15 = "ds_42", $16 = "governed", $17 = "hr_employees", $18 = 3, $19 = "country", $20 = "character varying(2)", and 8 more
DELETE FROM "scrim_system"."view_terms" WHERE "source" = $1; -- $1 = "ds_42"
INSERT INTO "scrim_system"."view_terms" ("source", "admission", "term", "alternative", "test", "kind", "name", "value", "any_value", "absent") VALUES
  (CAST($1 AS character varying(256)), CAST($2 AS character varying(64)), CAST($3 AS integer), CAST($4 AS integer), CAST($5 AS integer), CAST($6 AS character varying(16)), CAST($7 AS character varying(256)), CAST($8 AS character varying(1024)), CAST($9 AS boolean), CAST($10 AS boolean)),
  ($11, $12, $13, $14, $15, $16, $17, $18, $19, $20),
  ($21, $22, $23, $24, $25, $26, $27, $28, $29, $30),
  ($31, $32, $33, $34, $35, $36, $37, $38, $39, $40); -- $1 = "ds_42", $2 = "00112233445566778899aabbccddeeff", $3 = 1, $4 = 1, $5 = 1, $6 = "user", $7 = "", $8 = "", $9 = true, $10 = false, $11 = "ds_42", $12 = "00112233445566778899aabbccddeeff", $13 = 2, $14 = 1, $15 = 1, $16 = "revoked", $17 = "", $18 = "ds_42", $19 = false, $20 = true, and 20 more
REVOKE ALL ON "governed"."hr_employees__old_00112233" FROM PUBLIC;
COMMIT;
BEGIN;
DROP VIEW "governed"."hr_employees__old_00112233";
DELETE FROM "scrim_system"."managed_view" WHERE "source" = $1 AND "view_schema" = $2 AND "view_name" = $3; -- $1 = "ds_42", $2 = "governed", $3 = "hr_employees__old_00112233"
COMMIT;

-- 6. ds_44 in governed: the source was deleted
BEGIN;
SELECT 1 FROM pg_catalog.pg_views WHERE schemaname = 'governed' AND viewname = 'hr_old' AND viewowner = CURRENT_USER; -- must affect 1 row
DROP VIEW "governed"."hr_old";
DELETE FROM "scrim_system"."managed_view" WHERE "source" = $1 AND "view_schema" = $2 AND "view_name" = $3; -- $1 = "ds_44", $2 = "governed", $3 = "hr_old"
DELETE FROM "scrim_system"."view_columns" WHERE "source" = $1 AND "view_schema" = $2 AND "view_name" = $3; -- $1 = "ds_44", $2 = "governed", $3 = "hr_old"
DELETE FROM "scrim_system"."view_terms" WHERE "source" = $1 AND NOT EXISTS (SELECT 1 FROM "scrim_system"."managed_view" AS m WHERE m."source" = $1 AND NOT m."aside"); -- $1 = "ds_44"
COMMIT;

-- 7. ds_45 in governed: its view is gone
BEGIN;
DELETE FROM "scrim_system"."managed_view" WHERE "source" = $1 AND NOT "aside"; -- $1 = "ds_45"
DELETE FROM "scrim_system"."view_columns" WHERE "source" = $1; -- $1 = "ds_45"
DELETE FROM "scrim_system"."view_terms" WHERE "source" = $1; -- $1 = "ds_45"
COMMIT;

-- 8. ds_42 in governed: readers find its columns listed
BEGIN;
UPDATE "scrim_system"."control" SET "store" = CAST($1 AS character varying(64)), "lease" = CAST($2 AS bigint), "revision" = CAST($3 AS bigint), "written_at" = pg_catalog.statement_timestamp()
WHERE "store" IN (CAST($1 AS character varying(64)), CAST($4 AS character varying(64))) AND "lease" <= CAST($2 AS bigint) AND "revision" <= CAST($3 AS bigint); -- $1 = "store", $2 = 3, $3 = 14, $4 = "" -- must affect 1 row
DELETE FROM "scrim_system"."view_columns" WHERE "source" = $1; -- $1 = "ds_42"
INSERT INTO "scrim_system"."view_columns" ("source", "view_schema", "view_name", "ordinal", "column_name", "column_type", "state") VALUES
  (CAST($1 AS character varying(256)), CAST($2 AS character varying(128)), CAST($3 AS character varying(128)), CAST($4 AS integer), CAST($5 AS character varying(128)), CAST($6 AS character varying(256)), CAST($7 AS character varying(16))),
  ($8, $9, $10, $11, $12, $13, $14),
  ($15, $16, $17, $18, $19, $20, $21),
  ($22, $23, $24, $25, $26, $27, $28); -- $1 = "ds_42", $2 = "governed", $3 = "hr_employees", $4 = 1, $5 = "id", $6 = "integer", $7 = "clear", $8 = "ds_42", $9 = "governed", $10 = "hr_employees", $11 = 2, $12 = "region", $13 = "character varying(64)", $14 = "clear", $15 = "ds_42", $16 = "governed", $17 = "hr_employees", $18 = 3, $19 = "country", $20 = "character varying(2)", and 8 more
DELETE FROM "scrim_system"."view_terms" WHERE "source" = $1; -- $1 = "ds_42"
INSERT INTO "scrim_system"."view_terms" ("source", "admission", "term", "alternative", "test", "kind", "name", "value", "any_value", "absent") VALUES
  (CAST($1 AS character varying(256)), CAST($2 AS character varying(64)), CAST($3 AS integer), CAST($4 AS integer), CAST($5 AS integer), CAST($6 AS character varying(16)), CAST($7 AS character varying(256)), CAST($8 AS character varying(1024)), CAST($9 AS boolean), CAST($10 AS boolean)),
  ($11, $12, $13, $14, $15, $16, $17, $18, $19, $20),
  ($21, $22, $23, $24, $25, $26, $27, $28, $29, $30),
  ($31, $32, $33, $34, $35, $36, $37, $38, $39, $40); -- $1 = "ds_42", $2 = "00112233445566778899aabbccddeeff", $3 = 1, $4 = 1, $5 = 1, $6 = "user", $7 = "", $8 = "", $9 = true, $10 = false, $11 = "ds_42", $12 = "00112233445566778899aabbccddeeff", $13 = 2, $14 = 1, $15 = 1, $16 = "revoked", $17 = "", $18 = "ds_42", $19 = false, $20 = true, and 20 more
COMMIT;

-- 9. witness in governed: read back 1 view
-- read back the view of source ds_42
