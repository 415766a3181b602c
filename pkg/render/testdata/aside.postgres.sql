-- plan 

-- 1.  in 
BEGIN;
CREATE TABLE IF NOT EXISTS "scrim_system"."try_x_profile" (
  "userid" character varying(128) COLLATE "C" NOT NULL,
  "kind" character varying(16) NOT NULL,
  "name" character varying(256) NOT NULL,
  "value" character varying(1024) NOT NULL,
  "valid_until" timestamp with time zone NOT NULL,
  PRIMARY KEY ("userid", "kind", "name", "value")
);
CREATE TABLE IF NOT EXISTS "scrim_system"."try_x_profile_state" (
  "userid" character varying(128) COLLATE "C" NOT NULL PRIMARY KEY,
  "pending" boolean NOT NULL
);
CREATE TABLE IF NOT EXISTS "scrim_system"."try_x_gate" (
  "source" character varying(256) NOT NULL,
  "admission" character varying(64) NOT NULL,
  PRIMARY KEY ("source", "admission")
);
CREATE TABLE IF NOT EXISTS "scrim_system"."try_x_mask_secret" (
  "name" character varying(256) NOT NULL PRIMARY KEY,
  "value" character varying(256) NOT NULL
);
CREATE TABLE IF NOT EXISTS "scrim_system"."try_x_counting" (
  "source" character varying(256) NOT NULL PRIMARY KEY,
  "counting" character varying(64) NOT NULL,
  "attempt" character varying(64) NOT NULL,
  "combinations" bigint NOT NULL,
  "counted_at" timestamp with time zone NOT NULL,
  "valid_until" timestamp with time zone NOT NULL
);
CREATE TABLE IF NOT EXISTS "scrim_system"."try_x_common_combination" (
  "source" character varying(256) NOT NULL,
  "attempt" character varying(64) NOT NULL,
  "hash" character varying(64) COLLATE "C" NOT NULL,
  PRIMARY KEY ("attempt", "hash")
);
CREATE OR REPLACE VIEW "scrim_system"."try_x_user_profile" WITH (security_barrier) AS
SELECT p."kind", p."name", p."value"
FROM "scrim_system"."try_x_profile" AS p
WHERE p."userid" = CAST(CURRENT_USER AS text) COLLATE "C"
  AND p."valid_until" > pg_catalog.statement_timestamp();
CREATE OR REPLACE VIEW "scrim_system"."try_x_valid_counting" WITH (security_barrier) AS
SELECT n."counting", n."attempt", n."combinations"
FROM "scrim_system"."try_x_counting" AS n
WHERE n."valid_until" > pg_catalog.statement_timestamp();
CREATE TABLE "scrim_system"."try_x_table" (
  "id" integer,
  "o""dd" character varying(3),
  "old" boolean,
  "born" date
);
INSERT INTO "scrim_system"."try_x_table" ("id", "o""dd", "old", "born") VALUES
  (CAST($1 AS integer), CAST($2 AS text), CAST($3 AS boolean), CAST($4 AS date)),
  (CAST($5 AS integer), CAST(NULL AS text), CAST($6 AS boolean), CAST(NULL AS date)); -- $1 = ‹value›, $2 = ‹value›, $3 = ‹value›, $4 = ‹value›, $5 = ‹value›, $6 = ‹value› -- must affect 2 row
DELETE FROM "scrim_system"."try_x_profile" WHERE "userid" IN ($1); -- $1 = ‹value›
DELETE FROM "scrim_system"."try_x_profile_state" WHERE "userid" IN ($1); -- $1 = ‹value›
INSERT INTO "scrim_system"."try_x_profile" ("userid", "kind", "name", "value", "valid_until") VALUES
  (CAST($1 AS character varying(128)), CAST($2 AS character varying(16)), CAST($3 AS character varying(256)), CAST($4 AS character varying(1024)), CAST($5 AS timestamp with time zone)); -- $1 = ‹value›, $2 = "group", $3 = ‹value›, $4 = ‹value›, $5 = ‹value›
DELETE FROM "scrim_system"."try_x_counting" WHERE "source" = $1; -- $1 = "s"
INSERT INTO "scrim_system"."try_x_counting" ("source", "counting", "attempt", "combinations", "counted_at", "valid_until") VALUES
  (CAST($1 AS character varying(256)), CAST($2 AS character varying(64)), CAST($3 AS character varying(64)), CAST($4 AS bigint), CAST($5 AS timestamp with time zone), CAST($6 AS timestamp with time zone)); -- $1 = "s", $2 = "c", $3 = "1", $4 = 7, $5 = 2026-01-02T02:04:05Z, $6 = 2026-01-02T03:04:05Z
CREATE VIEW "governed"."hr_employees" WITH (security_barrier) AS
SELECT
  t."id" AS "id"
FROM "scrim_system"."try_x_table" AS t
WHERE EXISTS (SELECT 1 FROM "scrim_system"."try_x_gate" AS g WHERE g."source" = 'ds_42' AND g."admission" = '00112233445566778899aabbccddeeff')
  AND EXISTS (SELECT 1 FROM "scrim_system"."try_x_user_profile" AS p WHERE p."kind" = 'user' AND p."name" = '')
  AND NOT EXISTS (SELECT 1 FROM "scrim_system"."try_x_user_profile" AS p WHERE p."kind" = 'revoked' AND p."name" = '' AND p."value" = 'ds_42')
  AND (
    EXISTS (SELECT 1 FROM "scrim_system"."try_x_user_profile" AS p WHERE p."kind" = 'context' AND p."name" = '' AND p."value" = 'none')
    OR EXISTS (SELECT 1 FROM "scrim_system"."try_x_user_profile" AS p WHERE p."kind" = 'context' AND p."name" = '' AND p."value" = 'project_7')
  )
  AND (t."born" > CAST((TIMESTAMP '2026-01-02 02:04:05.000000') - INTERVAL '90 minutes' - INTERVAL '1 microsecond' AS date) AND t."born" <= DATE '9999-12-31');
SELECT v."id", v."o""dd" FROM "scrim_system"."try_x_table" AS v LIMIT 3;
COMMIT;
