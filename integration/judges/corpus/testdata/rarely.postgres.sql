-- account, make
ALTER DEFAULT PRIVILEGES FOR ROLE "etl" IN SCHEMA "hr" GRANT SELECT ON TABLES TO "crm";

-- account, make
CREATE DATABASE "work";

-- account, make
CREATE ROLE "O""Tool" LOGIN PASSWORD '‹secret:password›' NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS CONNECTION LIMIT 10;

-- account, make
CREATE ROLE "cloud" LOGIN PASSWORD NULL;

-- account, make
CREATE ROLE "crm" NOLOGIN;

-- account, make
CREATE SCHEMA "books";

-- account, make
GRANT "crm" TO "O""Tool";

-- account, make
GRANT CREATE ON DATABASE "work" TO "crm";

-- account, make
GRANT SELECT ON "hr"."staff" TO "O""Tool";

-- account, make
GRANT SELECT, INSERT ON "hr"."staff" TO "crm";

-- account, make
GRANT USAGE ON SCHEMA "hr" TO "crm";

-- account, mend
ALTER DEFAULT PRIVILEGES FOR ROLE "etl" IN SCHEMA "hr" REVOKE GRANT OPTION FOR SELECT ON TABLES FROM "crm";

-- account, mend
ALTER ROLE "cloud" LOGIN;

-- account, mend
ALTER USER "O""Tool" NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS CONNECTION LIMIT 10;

-- account, mend
REVOKE ADMIN OPTION FOR "crm" FROM "O""Tool";

-- account, mend
REVOKE GRANT OPTION FOR SELECT ON "hr"."staff" FROM "O""Tool";

-- account, mend
REVOKE GRANT OPTION FOR SELECT ON "hr"."staff" FROM "crm";

-- account, mend
REVOKE GRANT OPTION FOR USAGE ON SCHEMA "hr" FROM "crm";

-- account, reassign
ALTER DATABASE "work" OWNER TO "etl";

-- account, reassign
ALTER SCHEMA "own" OWNER TO "etl";

-- account, reassign
ALTER TABLE "hr"."t" OWNER TO "etl";

-- account, remove
ALTER DEFAULT PRIVILEGES FOR ROLE "etl" IN SCHEMA "hr" REVOKE SELECT ON TABLES FROM "crm";

-- account, remove
ALTER DEFAULT PRIVILEGES FOR ROLE "etl" REVOKE SELECT ON TABLES FROM "crm";

-- account, remove
DROP DATABASE "work";

-- account, remove
DROP ROLE "crm";

-- account, remove
DROP SCHEMA "books";

-- account, remove
DROP USER "O""Tool";

-- account, remove
DROP USER "cloud";

-- account, remove
REVOKE "boss" FROM "crm";

-- account, remove
REVOKE "crm" FROM "O""Tool";

-- account, remove
REVOKE CREATE ON DATABASE "work" FROM "crm";

-- account, remove
REVOKE INSERT, SELECT ON "hr"."staff" FROM "crm";

-- account, remove
REVOKE SELECT ON "hr"."staff" FROM "O""Tool";

-- account, remove
REVOKE SELECT ON "hr"."staff" FROM PUBLIC;

-- account, remove
REVOKE USAGE ON SCHEMA "hr" FROM "crm";

-- account, rotate
ALTER USER "O""Tool" PASSWORD '‹secret:password›';

-- bootstrap
ALTER DEFAULT PRIVILEGES IN SCHEMA "hr" GRANT SELECT ON TABLES TO "scrim";

-- bootstrap
CREATE DATABASE "governed";

-- bootstrap
CREATE OR REPLACE PROCEDURE "scrim_procedures"."acknowledge"(p_purpose character varying)
AS $$
DECLARE
  v_wish character varying(16) := 'purpose';
  v_none character varying(16) := '';
BEGIN
  IF p_purpose IS NULL OR pg_catalog.octet_length(p_purpose) = 0 THEN
    RAISE EXCEPTION 'name a purpose';
  END IF;
  CALL "scrim_system"."wish"(v_wish, p_purpose, v_none, 0);
END;
$$ LANGUAGE plpgsql SECURITY DEFINER SET search_path TO pg_catalog, pg_temp;

-- bootstrap
CREATE OR REPLACE PROCEDURE "scrim_procedures"."acknowledge"(p_purpose character varying, p_statement integer)
AS $$
DECLARE
  v_wish character varying(16) := 'purpose';
  v_none character varying(16) := '';
BEGIN
  IF p_purpose IS NULL OR pg_catalog.octet_length(p_purpose) = 0 THEN
    RAISE EXCEPTION 'name a purpose';
  END IF;
  IF p_statement IS NULL OR p_statement < 1 THEN
    RAISE EXCEPTION 'name the version of the statement, from 1';
  END IF;
  CALL "scrim_system"."wish"(v_wish, p_purpose, v_none, p_statement);
END;
$$ LANGUAGE plpgsql SECURITY DEFINER SET search_path TO pg_catalog, pg_temp;

-- bootstrap
CREATE OR REPLACE PROCEDURE "scrim_procedures"."leave_project"()
AS $$
DECLARE
  v_wish character varying(16) := 'project';
  v_none character varying(16) := '';
BEGIN
  CALL "scrim_system"."wish"(v_wish, v_none, v_none, 0);
END;
$$ LANGUAGE plpgsql SECURITY DEFINER SET search_path TO pg_catalog, pg_temp;

-- bootstrap
CREATE OR REPLACE PROCEDURE "scrim_procedures"."request_access"(p_source character varying, p_reason character varying)
AS $$
DECLARE
  v_wish character varying(16) := 'access';
BEGIN
  IF p_source IS NULL OR pg_catalog.octet_length(p_source) = 0 THEN
    RAISE EXCEPTION 'name a source or a view';
  END IF;
  IF p_reason IS NULL OR pg_catalog.octet_length(p_reason) = 0 THEN
    RAISE EXCEPTION 'say what you need it for';
  END IF;
  CALL "scrim_system"."wish"(v_wish, p_source, p_reason, 0);
END;
$$ LANGUAGE plpgsql SECURITY DEFINER SET search_path TO pg_catalog, pg_temp;

-- bootstrap
CREATE OR REPLACE PROCEDURE "scrim_procedures"."use_project"(p_project character varying)
AS $$
DECLARE
  v_wish character varying(16) := 'project';
  v_none character varying(16) := '';
BEGIN
  IF p_project IS NULL THEN
    CALL "scrim_system"."wish"(v_wish, v_none, v_none, 0);
  ELSE
    CALL "scrim_system"."wish"(v_wish, p_project, v_none, 0);
  END IF;
END;
$$ LANGUAGE plpgsql SECURITY DEFINER SET search_path TO pg_catalog, pg_temp;

-- bootstrap
CREATE OR REPLACE PROCEDURE "scrim_system"."wish"(p_wish character varying, p_subject character varying, p_words character varying, p_statement integer)
AS $$
DECLARE
  v_account character varying(128);
  v_reader character varying(1024);
  v_count bigint;
  v_turn bigint;
BEGIN
  v_account := SESSION_USER;
  IF pg_catalog.octet_length(p_subject) > 256 OR pg_catalog.octet_length(p_words) > 1024 THEN
    RAISE EXCEPTION 'a name has at most 256 bytes, a reason at most 1024';
  END IF;
  -- What cannot be written in UTF-8 fails here, and not when scrim reads everybody's wishes.
  PERFORM pg_catalog.convert_to(p_subject, 'UTF8'), pg_catalog.convert_to(p_words, 'UTF8');
  SELECT pg_catalog.max(p."value") INTO v_reader FROM "scrim_system"."profile" AS p
  WHERE p."userid" = v_account AND p."kind" = 'user' AND p."valid_until" > pg_catalog.clock_timestamp();
  IF v_reader IS NULL THEN
    RAISE EXCEPTION 'nobody is known here by the account %; whoever runs scrim can see why', v_account;
  END IF;
  SELECT pg_catalog.count(*), pg_catalog.max(i."turn") INTO v_count, v_turn FROM "scrim_system"."inbox" AS i
  WHERE i."userid" = v_account;
  IF v_count >= 20 THEN
    RAISE EXCEPTION '20 wishes of yours wait already; the view my_requests shows them';
  END IF;
  IF v_turn IS NULL THEN
    v_turn := 0;
  END IF;
  INSERT INTO "scrim_system"."inbox" ("userid", "reader", "turn", "wish", "subject", "words", "statement", "asked_at")
  VALUES (v_account, v_reader, v_turn + 1, p_wish, p_subject, p_words, p_statement, pg_catalog.clock_timestamp());
END;
$$ LANGUAGE plpgsql SECURITY INVOKER;

-- bootstrap
CREATE OR REPLACE VIEW "scrim_system"."columns" WITH (security_barrier) AS
SELECT c."view_schema", c."view_name", c."ordinal", c."column_name", c."column_type", c."state"
FROM "scrim_system"."view_columns" AS c
JOIN (
  SELECT terms."source"
  FROM (
    SELECT alternatives."source", alternatives."term", pg_catalog.max(alternatives."holds") AS "holds"
    FROM (
      SELECT t."source", t."term", t."alternative",
        pg_catalog.min(CASE WHEN f."kind" IS NULL THEN CASE WHEN t."absent" THEN 1 ELSE 0 END
                            ELSE CASE WHEN t."absent" THEN 0 ELSE 1 END END) AS "holds"
      FROM "scrim_system"."view_terms" AS t
      JOIN "scrim_system"."gate" AS g ON g."source" = t."source" AND g."admission" = t."admission"
      LEFT JOIN (
        SELECT p."kind", p."name", p."value", FALSE AS "any_value"
        FROM "scrim_system"."user_profile" AS p
        UNION
        SELECT p."kind", p."name", CAST('' AS character varying(1024)) AS "value", TRUE AS "any_value"
        FROM "scrim_system"."user_profile" AS p
      ) AS f ON f."kind" = t."kind" AND f."name" = t."name" AND f."value" = t."value" AND f."any_value" = t."any_value"
      GROUP BY t."source", t."term", t."alternative"
    ) AS alternatives
    GROUP BY alternatives."source", alternatives."term"
  ) AS terms
  GROUP BY terms."source"
  HAVING pg_catalog.min(terms."holds") = 1
) AS admitted ON admitted."source" = c."source";

-- bootstrap
CREATE OR REPLACE VIEW "scrim_system"."my_requests" WITH (security_barrier) AS
SELECT mine."asked_at", mine."wish", mine."subject", mine."outcome", mine."detail", mine."until"
FROM (
  SELECT r."asked_at", r."wish", r."subject", r."outcome", r."detail", r."until"
  FROM "scrim_system"."reply" AS r
  JOIN "scrim_system"."user_profile" AS f ON f."kind" = 'user' AND f."value" = r."reader"
  UNION ALL
  SELECT i."asked_at", i."wish", i."subject", CAST('sent' AS character varying(16)), CAST('' AS character varying(8192)), CAST(NULL AS timestamp with time zone)
  FROM "scrim_system"."inbox" AS i
  JOIN "scrim_system"."user_profile" AS f ON f."kind" = 'user' AND f."value" = i."reader"
  WHERE i."userid" = CAST(CURRENT_USER AS text) COLLATE "C"
  LIMIT 2147483647
) AS mine;

-- bootstrap
CREATE OR REPLACE VIEW "scrim_system"."sync_state" WITH (security_barrier) AS
SELECT c."revision", c."written_at"
FROM "scrim_system"."control" AS c;

-- bootstrap
CREATE OR REPLACE VIEW "scrim_system"."user_profile" WITH (security_barrier) AS
SELECT p."kind", p."name", p."value"
FROM "scrim_system"."profile" AS p
WHERE p."userid" = CAST(CURRENT_USER AS text) COLLATE "C"
  AND p."valid_until" > pg_catalog.statement_timestamp();

-- bootstrap
CREATE OR REPLACE VIEW "scrim_system"."valid_counting" WITH (security_barrier) AS
SELECT n."counting", n."attempt", n."combinations"
FROM "scrim_system"."counting" AS n
WHERE n."valid_until" > pg_catalog.statement_timestamp();

-- bootstrap
CREATE ROLE "scrim" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '‹secret:password›';

-- bootstrap
CREATE SCHEMA "governed" AUTHORIZATION "scrim";

-- bootstrap
CREATE SCHEMA "scrim_functions" AUTHORIZATION "scrim";

-- bootstrap
CREATE SCHEMA "scrim_procedures" AUTHORIZATION "scrim";

-- bootstrap
CREATE SCHEMA "scrim_system" AUTHORIZATION "scrim";

-- bootstrap
CREATE TABLE IF NOT EXISTS "scrim_system"."bootstrapped" (
  "thing" text PRIMARY KEY
);

-- bootstrap
CREATE TABLE IF NOT EXISTS "scrim_system"."common_combination" (
  "source" character varying(256) NOT NULL,
  "attempt" character varying(64) NOT NULL,
  "hash" character varying(64) COLLATE "C" NOT NULL,
  PRIMARY KEY ("attempt", "hash")
);

-- bootstrap
CREATE TABLE IF NOT EXISTS "scrim_system"."control" (
  "only" boolean NOT NULL DEFAULT TRUE PRIMARY KEY CHECK ("only"),
  "store" character varying(64) NOT NULL,
  "lease" bigint NOT NULL,
  "revision" bigint NOT NULL,
  "written_at" timestamp with time zone NOT NULL,
  "version" character varying(64) NOT NULL,
  "witness" character varying(64) NOT NULL
);

-- bootstrap
CREATE TABLE IF NOT EXISTS "scrim_system"."counting" (
  "source" character varying(256) NOT NULL PRIMARY KEY,
  "counting" character varying(64) NOT NULL,
  "attempt" character varying(64) NOT NULL,
  "combinations" bigint NOT NULL,
  "counted_at" timestamp with time zone NOT NULL,
  "valid_until" timestamp with time zone NOT NULL
);

-- bootstrap
CREATE TABLE IF NOT EXISTS "scrim_system"."gate" (
  "source" character varying(256) NOT NULL,
  "admission" character varying(64) NOT NULL,
  PRIMARY KEY ("source", "admission")
);

-- bootstrap
CREATE TABLE IF NOT EXISTS "scrim_system"."inbox" (
  "id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "userid" character varying(128) COLLATE "C" NOT NULL,
  "reader" character varying(1024) COLLATE "C" NOT NULL,
  "turn" bigint NOT NULL,
  "wish" character varying(16) NOT NULL,
  "subject" character varying(256) NOT NULL,
  "words" character varying(1024) NOT NULL,
  "statement" integer NOT NULL,
  "asked_at" timestamp with time zone NOT NULL
);

-- bootstrap
CREATE TABLE IF NOT EXISTS "scrim_system"."managed_view" (
  "source" character varying(256) NOT NULL,
  "view_schema" character varying(128) NOT NULL,
  "view_name" character varying(128) NOT NULL,
  "aside" boolean NOT NULL,
  "admission" character varying(64) NOT NULL,
  "identity" character varying(128) NOT NULL,
  "witness" character varying(64) NOT NULL,
  "revision" bigint NOT NULL,
  PRIMARY KEY ("source", "view_schema", "view_name")
);

-- bootstrap
CREATE TABLE IF NOT EXISTS "scrim_system"."mask_secret" (
  "name" character varying(256) NOT NULL PRIMARY KEY,
  "value" character varying(256) NOT NULL
);

-- bootstrap
CREATE TABLE IF NOT EXISTS "scrim_system"."profile" (
  "userid" character varying(128) COLLATE "C" NOT NULL,
  "kind" character varying(16) NOT NULL,
  "name" character varying(256) NOT NULL,
  "value" character varying(1024) NOT NULL,
  "valid_until" timestamp with time zone NOT NULL,
  PRIMARY KEY ("userid", "kind", "name", "value")
);

-- bootstrap
CREATE TABLE IF NOT EXISTS "scrim_system"."profile_state" (
  "userid" character varying(128) COLLATE "C" NOT NULL PRIMARY KEY,
  "pending" boolean NOT NULL
);

-- bootstrap
CREATE TABLE IF NOT EXISTS "scrim_system"."reply" (
  "reader" character varying(1024) COLLATE "C" NOT NULL,
  "wish" character varying(16) NOT NULL,
  "subject" character varying(256) NOT NULL,
  "outcome" character varying(16) NOT NULL,
  "detail" character varying(8192) NOT NULL,
  "asked_at" timestamp with time zone NOT NULL,
  "until" timestamp with time zone
);

-- bootstrap
CREATE TABLE IF NOT EXISTS "scrim_system"."view_columns" (
  "source" character varying(256) NOT NULL,
  "view_schema" character varying(128) NOT NULL,
  "view_name" character varying(128) NOT NULL,
  "ordinal" integer NOT NULL,
  "column_name" character varying(128) NOT NULL,
  "column_type" character varying(256) NOT NULL,
  "state" character varying(16) NOT NULL,
  PRIMARY KEY ("source", "ordinal")
);

-- bootstrap
CREATE TABLE IF NOT EXISTS "scrim_system"."view_terms" (
  "source" character varying(256) NOT NULL,
  "admission" character varying(64) NOT NULL,
  "term" integer NOT NULL,
  "alternative" integer NOT NULL,
  "test" integer NOT NULL,
  "kind" character varying(16) NOT NULL,
  "name" character varying(256) NOT NULL,
  "value" character varying(1024) NOT NULL,
  "any_value" boolean NOT NULL,
  "absent" boolean NOT NULL,
  PRIMARY KEY ("source", "term", "alternative", "test")
);

-- bootstrap
GRANT EXECUTE ON PROCEDURE "scrim_procedures"."acknowledge"(character varying) TO PUBLIC;

-- bootstrap
GRANT EXECUTE ON PROCEDURE "scrim_procedures"."acknowledge"(character varying, integer) TO PUBLIC;

-- bootstrap
GRANT EXECUTE ON PROCEDURE "scrim_procedures"."leave_project"() TO PUBLIC;

-- bootstrap
GRANT EXECUTE ON PROCEDURE "scrim_procedures"."request_access"(character varying, character varying) TO PUBLIC;

-- bootstrap
GRANT EXECUTE ON PROCEDURE "scrim_procedures"."use_project"(character varying) TO PUBLIC;

-- bootstrap
GRANT SELECT ON "scrim_system"."columns" TO PUBLIC;

-- bootstrap
GRANT SELECT ON "scrim_system"."my_requests" TO PUBLIC;

-- bootstrap
GRANT SELECT ON "scrim_system"."sync_state" TO PUBLIC;

-- bootstrap
GRANT SELECT ON "scrim_system"."user_profile" TO PUBLIC;

-- bootstrap
GRANT SELECT ON ALL TABLES IN SCHEMA "hr" TO "scrim";

-- bootstrap
GRANT USAGE ON SCHEMA "governed" TO PUBLIC;

-- bootstrap
GRANT USAGE ON SCHEMA "hr" TO "scrim";

-- bootstrap
GRANT USAGE ON SCHEMA "scrim_procedures" TO PUBLIC;

-- bootstrap
GRANT USAGE ON SCHEMA "scrim_system" TO PUBLIC;

-- bootstrap
GRANT pg_read_all_stats TO "scrim";

-- bootstrap
INSERT INTO "scrim_system"."control" ("only", "store", "lease", "revision", "written_at", "version", "witness")
SELECT TRUE, '', 0, 0, TIMESTAMPTZ '1970-01-01 00:00:00+00', '', ''
WHERE NOT EXISTS (SELECT 1 FROM "scrim_system"."control");

-- bootstrap
REVOKE ALL ON "scrim_system"."profile", "scrim_system"."profile_state", "scrim_system"."control", "scrim_system"."gate",
  "scrim_system"."mask_secret", "scrim_system"."counting", "scrim_system"."common_combination", "scrim_system"."managed_view", "scrim_system"."view_columns",
  "scrim_system"."view_terms", "scrim_system"."inbox", "scrim_system"."reply", "scrim_system"."bootstrapped" FROM PUBLIC;

-- bootstrap
REVOKE ALL ON "scrim_system"."valid_counting" FROM PUBLIC;

-- bootstrap
REVOKE ALL ON PROCEDURE "scrim_system"."wish"(character varying, character varying, character varying, integer) FROM PUBLIC;

-- bootstrap
SELECT 1 FROM pg_catalog.pg_database WHERE datname = 'governed';

-- bootstrap
SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'governed';

-- bootstrap
SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'scrim_functions';

-- bootstrap
SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'scrim_procedures';

-- bootstrap
SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'scrim_system';

-- bootstrap
SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = 'scrim';

-- bootstrap
SELECT 1 WHERE NOT pg_catalog.has_schema_privilege('public', 'governed', 'USAGE');

-- bootstrap
SELECT 1 WHERE NOT pg_catalog.has_schema_privilege('public', 'scrim_system', 'USAGE');

-- repair, drop
DROP FUNCTION "public"."sha2"(character varying, integer);

-- repair, fold
ALTER USER "ana" RESET enable_case_sensitive_identifier;

-- repair, let in
CREATE ROLE "scrim_readers";

-- repair, let in
GRANT ROLE "scrim_readers" TO "ana", "bob";

-- repair, let in
GRANT USAGE ON SCHEMA "hr" TO ROLE "scrim_readers";

-- repair, make in
GRANT USAGE, CREATE ON SCHEMA "shop" TO "scrim";

-- repair, pass by
ALTER ROLE "scrim" BYPASSRLS;

-- repair, probe
CREATE OR REPLACE VIEW "scrim_system"."preflight_probe" AS SELECT 1 AS "ok" FROM "hr"."employees" AS t;

-- repair, probe
DROP VIEW IF EXISTS "scrim_system"."preflight_probe";

-- repair, probe
SELECT "ok" FROM "scrim_system"."preflight_probe" LIMIT 1;

-- repair, read
GRANT SELECT ON "hr"."employees" TO "scrim";

-- repair, schema
CREATE SCHEMA "shop" AUTHORIZATION "scrim";

-- repair, schema
GRANT USAGE ON SCHEMA "shop" TO PUBLIC;

-- script that takes over, ds_42
ALTER TABLE "governed"."hr_employees" RENAME TO "hr_employees__old_00112233";

-- script that takes over, ds_42
ALTER TABLE "governed"."hr_employees__new_00112233" RENAME TO "hr_employees";

-- script that takes over, ds_42
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

-- script that takes over, ds_42
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

-- script that takes over, ds_42
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

-- script that takes over, ds_42
DELETE FROM "scrim_system"."managed_view" WHERE "source" = $1 AND "view_schema" = $2 AND "view_name" = $3;

-- script that takes over, ds_42
DELETE FROM "scrim_system"."view_columns" WHERE "source" = $1;

-- script that takes over, ds_42
DELETE FROM "scrim_system"."view_terms" WHERE "source" = $1;

-- script that takes over, ds_42
DROP VIEW "governed"."hr_employees__old_00112233";

-- script that takes over, ds_42
GRANT SELECT ON "governed"."hr_employees" TO PUBLIC;

-- script that takes over, ds_42
GRANT SELECT ON "governed"."hr_employees__new_00112233" TO PUBLIC;

-- script that takes over, ds_42
INSERT INTO "scrim_system"."managed_view" ("source", "view_schema", "view_name", "aside", "admission", "identity", "witness", "revision") VALUES
  (CAST($1 AS character varying(256)), CAST($2 AS character varying(128)), CAST($3 AS character varying(128)), FALSE, CAST($4 AS character varying(64)), CAST($5 AS character varying(128)), '', CAST($6 AS bigint));

-- script that takes over, ds_42
INSERT INTO "scrim_system"."managed_view" ("source", "view_schema", "view_name", "aside", "admission", "identity", "witness", "revision") VALUES
  (CAST($1 AS character varying(256)), CAST($2 AS character varying(128)), CAST($3 AS character varying(128)), TRUE, '', '', '', CAST($4 AS bigint));

-- script that takes over, ds_42
INSERT INTO "scrim_system"."view_columns" ("source", "view_schema", "view_name", "ordinal", "column_name", "column_type", "state") VALUES
  (CAST($1 AS character varying(256)), CAST($2 AS character varying(128)), CAST($3 AS character varying(128)), CAST($4 AS integer), CAST($5 AS character varying(128)), CAST($6 AS character varying(256)), CAST($7 AS character varying(16))),
  ($8, $9, $10, $11, $12, $13, $14),
  ($15, $16, $17, $18, $19, $20, $21),
  ($22, $23, $24, $25, $26, $27, $28);

-- script that takes over, ds_42
INSERT INTO "scrim_system"."view_terms" ("source", "admission", "term", "alternative", "test", "kind", "name", "value", "any_value", "absent") VALUES
  (CAST($1 AS character varying(256)), CAST($2 AS character varying(64)), CAST($3 AS integer), CAST($4 AS integer), CAST($5 AS integer), CAST($6 AS character varying(16)), CAST($7 AS character varying(256)), CAST($8 AS character varying(1024)), CAST($9 AS boolean), CAST($10 AS boolean)),
  ($11, $12, $13, $14, $15, $16, $17, $18, $19, $20),
  ($21, $22, $23, $24, $25, $26, $27, $28, $29, $30),
  ($31, $32, $33, $34, $35, $36, $37, $38, $39, $40);

-- script that takes over, ds_42
REVOKE ALL ON "governed"."hr_employees__old_00112233" FROM PUBLIC;

-- script that takes over, ds_42
UPDATE "scrim_system"."managed_view" SET "aside" = TRUE WHERE "source" = $1 AND NOT "aside";

-- script that takes over, ds_44
DELETE FROM "scrim_system"."view_columns" WHERE "source" = $1 AND "view_schema" = $2 AND "view_name" = $3;

-- script that takes over, ds_44
DELETE FROM "scrim_system"."view_terms" WHERE "source" = $1 AND NOT EXISTS (SELECT 1 FROM "scrim_system"."managed_view" AS m WHERE m."source" = $1 AND NOT m."aside");

-- script that takes over, ds_44
DROP VIEW "governed"."hr_old";

-- script that takes over, ds_44
SELECT 1 FROM pg_catalog.pg_views WHERE schemaname = 'governed' AND viewname = 'hr_old' AND viewowner = CURRENT_USER;

-- script that takes over, ds_45
DELETE FROM "scrim_system"."managed_view" WHERE "source" = $1 AND NOT "aside";

-- script that takes over, facts
DELETE FROM "scrim_system"."gate" WHERE "source" IN ($1, $2);

-- script that takes over, facts
DELETE FROM "scrim_system"."profile"
WHERE ("userid" = $1 AND "kind" = $2 AND "name" = $3 AND "value" IN ($4, $5))
  OR ("userid" = $6 AND "kind" = $7 AND "name" = $8 AND "value" IN ($9));

-- script that takes over, facts
DELETE FROM "scrim_system"."profile" WHERE "userid" IN ($1);

-- script that takes over, facts
DELETE FROM "scrim_system"."profile_state" WHERE "userid" IN ($1);

-- script that takes over, facts
INSERT INTO "scrim_system"."gate" ("source", "admission") VALUES
  (CAST($1 AS character varying(256)), CAST($2 AS character varying(64)));

-- script that takes over, facts
INSERT INTO "scrim_system"."profile" ("userid", "kind", "name", "value", "valid_until") VALUES
  (CAST($1 AS character varying(128)), CAST($2 AS character varying(16)), CAST($3 AS character varying(256)), CAST($4 AS character varying(1024)), CAST($5 AS timestamp with time zone)),
  ($6, $7, $8, $9, $10);

-- script that takes over, facts
INSERT INTO "scrim_system"."profile_state" ("userid", "pending") VALUES
  (CAST($1 AS character varying(128)), CAST($2 AS boolean));

-- script that takes over, facts
UPDATE "scrim_system"."control" SET "store" = CAST($1 AS character varying(64)), "lease" = CAST($2 AS bigint), "revision" = CAST($3 AS bigint), "written_at" = pg_catalog.statement_timestamp();

-- script that takes over, secrets
DELETE FROM "scrim_system"."mask_secret" WHERE "name" IN ($1);

-- script that takes over, secrets
INSERT INTO "scrim_system"."mask_secret" ("name", "value") VALUES
  (CAST($1 AS character varying(256)), CAST($2 AS character varying(256)));

-- seeking values
SELECT
  COALESCE(MAX(1), 0) AS "rows",
  COALESCE(MAX(CASE WHEN t."c0" = 5 THEN 1 END), 0) AS "found1",
  COALESCE(MAX(CASE WHEN t."c0" = -6 THEN 1 END), 0) AS "found2",
  COALESCE(MAX(CASE WHEN t."c1" = 5 THEN 1 END), 0) AS "found3",
  COALESCE(MAX(CASE WHEN t."c1" = -6 THEN 1 END), 0) AS "found4",
  COALESCE(MAX(CASE WHEN t."c2" = 5 THEN 1 END), 0) AS "found5",
  COALESCE(MAX(CASE WHEN t."c2" = -6 THEN 1 END), 0) AS "found6",
  COALESCE(MAX(CASE WHEN t."c3" = 5 THEN 1 END), 0) AS "found7",
  COALESCE(MAX(CASE WHEN t."c3" = -6 THEN 1 END), 0) AS "found8",
  COALESCE(MAX(CASE WHEN t."c3" = -0.25 THEN 1 END), 0) AS "found9",
  COALESCE(MAX(CASE WHEN CAST(t."c6" AS text) = 'a' THEN 1 END), 0) AS "found10",
  COALESCE(MAX(CASE WHEN CAST(t."c6" AS text) = E'b''\\' THEN 1 END), 0) AS "found11",
  COALESCE(MAX(CASE WHEN t."c7" = 'a' THEN 1 END), 0) AS "found12",
  COALESCE(MAX(CASE WHEN t."c7" = E'b''\\' THEN 1 END), 0) AS "found13",
  COALESCE(MAX(CASE WHEN t."c8" = 'a' THEN 1 END), 0) AS "found14",
  COALESCE(MAX(CASE WHEN t."c8" = E'b''\\' THEN 1 END), 0) AS "found15",
  COALESCE(MAX(CASE WHEN t."c9" = FALSE THEN 1 END), 0) AS "found16",
  COALESCE(MAX(CASE WHEN t."c10" = DATE '2024-02-29' THEN 1 END), 0) AS "found17",
  COALESCE(MAX(CASE WHEN t."c11" = TIMESTAMP '2024-02-29 01:02:03.000004' THEN 1 END), 0) AS "found18",
  COALESCE(MAX(CASE WHEN CAST(t."c6" AS text) LIKE 'ab%' THEN 1 END), 0) AS "found19",
  COALESCE(MAX(CASE WHEN pg_catalog."right"(CAST(t."c6" AS text), 2) = 'ab' THEN 1 END), 0) AS "found20",
  COALESCE(MAX(CASE WHEN pg_catalog.strpos(CAST(t."c6" AS text), 'ab') > 0 THEN 1 END), 0) AS "found21",
  COALESCE(MAX(CASE WHEN CAST(t."c6" AS text) LIKE E'''\\\\%' THEN 1 END), 0) AS "found22",
  COALESCE(MAX(CASE WHEN pg_catalog."right"(CAST(t."c6" AS text), 2) = E'''\\' THEN 1 END), 0) AS "found23",
  COALESCE(MAX(CASE WHEN pg_catalog.strpos(CAST(t."c6" AS text), E'''\\') > 0 THEN 1 END), 0) AS "found24",
  COALESCE(MAX(CASE WHEN t."o'Dd" ~ E'***:(?s)^[0-9]+\\.(a|b)''$' THEN 1 END), 0) AS "found25"
FROM "hr"."o'Dd" AS t;

-- teardown
ALTER DEFAULT PRIVILEGES IN SCHEMA "hr" REVOKE SELECT ON TABLES FROM "scrim";

-- teardown
DROP DATABASE "governed";

-- teardown
DROP PROCEDURE "scrim_procedures"."acknowledge"(character varying);

-- teardown
DROP PROCEDURE "scrim_procedures"."acknowledge"(character varying, integer);

-- teardown
DROP PROCEDURE "scrim_procedures"."leave_project"();

-- teardown
DROP PROCEDURE "scrim_procedures"."request_access"(character varying, character varying);

-- teardown
DROP PROCEDURE "scrim_procedures"."use_project"(character varying);

-- teardown
DROP PROCEDURE "scrim_system"."wish"(character varying, character varying, character varying, integer);

-- teardown
DROP ROLE IF EXISTS "scrim";

-- teardown
DROP SCHEMA IF EXISTS "governed";

-- teardown
DROP SCHEMA IF EXISTS "scrim_functions";

-- teardown
DROP SCHEMA IF EXISTS "scrim_procedures";

-- teardown
DROP SCHEMA IF EXISTS "scrim_system";

-- teardown
DROP TABLE IF EXISTS "scrim_system"."bootstrapped";

-- teardown
DROP TABLE IF EXISTS "scrim_system"."common_combination";

-- teardown
DROP TABLE IF EXISTS "scrim_system"."control";

-- teardown
DROP TABLE IF EXISTS "scrim_system"."counting";

-- teardown
DROP TABLE IF EXISTS "scrim_system"."gate";

-- teardown
DROP TABLE IF EXISTS "scrim_system"."inbox";

-- teardown
DROP TABLE IF EXISTS "scrim_system"."managed_view";

-- teardown
DROP TABLE IF EXISTS "scrim_system"."mask_secret";

-- teardown
DROP TABLE IF EXISTS "scrim_system"."profile";

-- teardown
DROP TABLE IF EXISTS "scrim_system"."profile_state";

-- teardown
DROP TABLE IF EXISTS "scrim_system"."reply";

-- teardown
DROP TABLE IF EXISTS "scrim_system"."view_columns";

-- teardown
DROP TABLE IF EXISTS "scrim_system"."view_terms";

-- teardown
DROP VIEW IF EXISTS "scrim_system"."columns";

-- teardown
DROP VIEW IF EXISTS "scrim_system"."my_requests";

-- teardown
DROP VIEW IF EXISTS "scrim_system"."sync_state";

-- teardown
DROP VIEW IF EXISTS "scrim_system"."user_profile";

-- teardown
DROP VIEW IF EXISTS "scrim_system"."valid_counting";

-- teardown
REVOKE SELECT ON ALL TABLES IN SCHEMA "hr" FROM "scrim";

-- teardown
REVOKE USAGE ON SCHEMA "governed" FROM PUBLIC;

-- teardown
REVOKE USAGE ON SCHEMA "hr" FROM "scrim";

-- teardown
SELECT 1 FROM pg_catalog.pg_class AS o JOIN pg_catalog.pg_namespace AS n ON n.oid = o.relnamespace WHERE n.nspname <> 'information_schema' AND pg_catalog."left"(n.nspname, 3) <> 'pg_' UNION ALL SELECT 1 FROM pg_catalog.pg_proc AS o JOIN pg_catalog.pg_namespace AS n ON n.oid = o.pronamespace WHERE n.nspname <> 'information_schema' AND pg_catalog."left"(n.nspname, 3) <> 'pg_' UNION ALL SELECT 1 FROM pg_catalog.pg_type AS o JOIN pg_catalog.pg_namespace AS n ON n.oid = o.typnamespace WHERE n.nspname <> 'information_schema' AND pg_catalog."left"(n.nspname, 3) <> 'pg_' UNION ALL SELECT 1 FROM pg_catalog.pg_operator AS o JOIN pg_catalog.pg_namespace AS n ON n.oid = o.oprnamespace WHERE n.nspname <> 'information_schema' AND pg_catalog."left"(n.nspname, 3) <> 'pg_' UNION ALL SELECT 1 FROM pg_catalog.pg_collation AS o JOIN pg_catalog.pg_namespace AS n ON n.oid = o.collnamespace WHERE n.nspname <> 'information_schema' AND pg_catalog."left"(n.nspname, 3) <> 'pg_' UNION ALL SELECT 1 FROM pg_catalog.pg_conversion AS o JOIN pg_catalog.pg_namespace AS n ON n.oid = o.connamespace WHERE n.nspname <> 'information_schema' AND pg_catalog."left"(n.nspname, 3) <> 'pg_' UNION ALL SELECT 1 FROM pg_catalog.pg_opclass AS o JOIN pg_catalog.pg_namespace AS n ON n.oid = o.opcnamespace WHERE n.nspname <> 'information_schema' AND pg_catalog."left"(n.nspname, 3) <> 'pg_' UNION ALL SELECT 1 FROM pg_catalog.pg_opfamily AS o JOIN pg_catalog.pg_namespace AS n ON n.oid = o.opfnamespace WHERE n.nspname <> 'information_schema' AND pg_catalog."left"(n.nspname, 3) <> 'pg_' UNION ALL SELECT 1 FROM pg_catalog.pg_ts_config AS o JOIN pg_catalog.pg_namespace AS n ON n.oid = o.cfgnamespace WHERE n.nspname <> 'information_schema' AND pg_catalog."left"(n.nspname, 3) <> 'pg_' UNION ALL SELECT 1 FROM pg_catalog.pg_ts_dict AS o JOIN pg_catalog.pg_namespace AS n ON n.oid = o.dictnamespace WHERE n.nspname <> 'information_schema' AND pg_catalog."left"(n.nspname, 3) <> 'pg_' UNION ALL SELECT 1 FROM pg_catalog.pg_ts_parser AS o JOIN pg_catalog.pg_namespace AS n ON n.oid = o.prsnamespace WHERE n.nspname <> 'information_schema' AND pg_catalog."left"(n.nspname, 3) <> 'pg_' UNION ALL SELECT 1 FROM pg_catalog.pg_ts_template AS o JOIN pg_catalog.pg_namespace AS n ON n.oid = o.tmplnamespace WHERE n.nspname <> 'information_schema' AND pg_catalog."left"(n.nspname, 3) <> 'pg_' UNION ALL SELECT 1 FROM pg_catalog.pg_statistic_ext AS o JOIN pg_catalog.pg_namespace AS n ON n.oid = o.stxnamespace WHERE n.nspname <> 'information_schema' AND pg_catalog."left"(n.nspname, 3) <> 'pg_' UNION ALL SELECT 1 FROM pg_catalog.pg_largeobject_metadata AS o WHERE o.oid >= 16384 UNION ALL SELECT 1 FROM pg_catalog.pg_extension AS o WHERE o.oid >= 16384 UNION ALL SELECT 1 FROM pg_catalog.pg_foreign_data_wrapper AS o WHERE o.oid >= 16384 UNION ALL SELECT 1 FROM pg_catalog.pg_foreign_server AS o WHERE o.oid >= 16384 UNION ALL SELECT 1 FROM pg_catalog.pg_publication AS o WHERE o.oid >= 16384 UNION ALL SELECT 1 FROM pg_catalog.pg_event_trigger AS o WHERE o.oid >= 16384 UNION ALL SELECT 1 FROM pg_catalog.pg_language AS o WHERE o.oid >= 16384 UNION ALL SELECT 1 FROM pg_catalog.pg_cast AS o WHERE o.oid >= 16384 UNION ALL SELECT 1 FROM pg_catalog.pg_transform AS o WHERE o.oid >= 16384 UNION ALL SELECT 1 FROM pg_catalog.pg_am AS o WHERE o.oid >= 16384 UNION ALL SELECT 1 FROM pg_catalog.pg_namespace AS n WHERE n.oid >= 16384 AND pg_catalog."left"(n.nspname, 3) <> 'pg_' AND n.nspname <> 'public' LIMIT 1;

-- teardown
SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'governed' AND pg_catalog.pg_get_userbyid(nspowner) <> 'scrim';

-- teardown
SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'scrim_functions' AND pg_catalog.pg_get_userbyid(nspowner) <> 'scrim';

-- teardown
SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'scrim_procedures' AND pg_catalog.pg_get_userbyid(nspowner) <> 'scrim';

-- teardown
SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'scrim_system' AND pg_catalog.pg_get_userbyid(nspowner) <> 'scrim';

-- teardown
SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'governed');

-- teardown
SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace WHERE n.nspname = 'scrim_procedures' AND p.proname = 'acknowledge' AND p.pronargs = 1);

-- teardown
SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace WHERE n.nspname = 'scrim_procedures' AND p.proname = 'acknowledge' AND p.pronargs = 2);

-- teardown
SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace WHERE n.nspname = 'scrim_procedures' AND p.proname = 'leave_project' AND p.pronargs = 0);

-- teardown
SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace WHERE n.nspname = 'scrim_procedures' AND p.proname = 'request_access' AND p.pronargs = 2);

-- teardown
SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace WHERE n.nspname = 'scrim_procedures' AND p.proname = 'use_project' AND p.pronargs = 1);

-- teardown
SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace WHERE n.nspname = 'scrim_system' AND p.proname = 'wish' AND p.pronargs = 4);

-- transaction
BEGIN;

-- transaction
BEGIN READ ONLY;

-- transaction
COMMIT;

-- transaction
ROLLBACK;

-- trial, CREATE DATABASE
CREATE DATABASE "scrim_trial";

-- trial, CREATE DATABASE
DROP DATABASE "scrim_trial";

-- trial, CREATE ROLE
CREATE ROLE "scrim_trial";

-- trial, CREATE SCHEMA
CREATE SCHEMA "scrim_trial";

-- trial, CREATE TABLE in hr
CREATE TABLE "hr"."scrim_trial" ("id" INTEGER);

-- trial, CREATE USER
CREATE USER "scrim_trial";

-- trial, DELETE on hr.staff
DELETE FROM "hr"."staff" WHERE 1 = 0;

-- trial, INSERT on hr.staff
INSERT INTO "hr"."staff" ("id") SELECT NULL WHERE 1 = 0;

-- trial, SET SESSION AUTHORIZATION etl
SET SESSION AUTHORIZATION "etl";

-- trial, UPDATE on hr.staff
UPDATE "hr"."staff" SET "id" = NULL WHERE 1 = 0;

-- trial, a table that etl makes in hr
RESET ROLE;

-- trial, a table that etl makes in hr
SET ROLE "etl";

-- trial, a table that somebody else makes in hr
DROP TABLE "hr"."scrim_trial";

-- trial, a table that somebody else makes in hr
SELECT "id" FROM "hr"."scrim_trial";

-- trial, alter in a schema of its own
ALTER TABLE "scrim_trial"."scrim_trial" ADD COLUMN "more" INTEGER;

-- trial, alter in books
ALTER TABLE "books"."scrim_trial" ADD COLUMN "more" INTEGER;

-- trial, become a superuser
ALTER USER "tool" SUPERUSER;

-- trial, columns of sales.hr.staff
SELECT 1 FROM information_schema.columns WHERE table_schema = 'hr' AND table_name = 'staff';

-- trial, create in a schema of its own
CREATE TABLE "scrim_trial"."scrim_trial" ("id" INTEGER);

-- trial, create in books
CREATE TABLE "books"."scrim_trial" ("id" INTEGER);

-- trial, database sales
SELECT 1 FROM pg_catalog.pg_database AS d WHERE d.datname = 'sales' AND pg_catalog.has_database_privilege(d.datname, 'CONNECT');

-- trial, drop in a schema of its own
DROP TABLE "scrim_trial"."scrim_trial";

-- trial, drop in books
DROP TABLE "books"."scrim_trial";

-- trial, give SELECT on hr.staff
GRANT SELECT ON "hr"."staff" TO "etl";

-- trial, give itself the role crm
GRANT "crm" TO "tool";

-- trial, give the role crm to etl
GRANT "crm" TO "etl";

-- trial, hr.staff
SELECT * FROM "hr"."staff" LIMIT 1;

-- trial, hr.staff
SELECT 1 FROM "hr"."staff" WHERE 1 = 0;

-- trial, read in a schema of its own
SELECT "id" FROM "scrim_trial"."scrim_trial";

-- trial, read in books
SELECT "id" FROM "books"."scrim_trial";

-- trial, sales.hr.staff
SELECT 1 FROM information_schema.tables WHERE table_schema = 'hr' AND table_name = 'staff';

-- trial, schema sales.hr
SELECT 1 FROM pg_catalog.pg_namespace AS n WHERE n.nspname = 'hr' AND pg_catalog.has_schema_privilege(n.oid, 'USAGE');

-- trial, write in a schema of its own
INSERT INTO "scrim_trial"."scrim_trial" ("id") VALUES (1);

-- trial, write in books
INSERT INTO "books"."scrim_trial" ("id") VALUES (1);

-- what a trial left
DROP SCHEMA "scrim_trial";

-- withdrawal
ALTER DATASHARE "outside" REMOVE TABLE "hr"."employees";

-- withdrawal
ALTER DEFAULT PRIVILEGES FOR ROLE "etl" IN SCHEMA "hr" REVOKE SELECT ON TABLES FROM "staff";

-- withdrawal
ALTER DEFAULT PRIVILEGES FOR ROLE "etl" REVOKE SELECT ON TABLES FROM "Ana";

-- withdrawal
ALTER ROLE "Ana" NOSUPERUSER;

-- withdrawal
ALTER TABLE "hr"."employees" OWNER TO "‹another owner›";

-- withdrawal
DROP MATERIALIZED VIEW "hr"."employees";

-- withdrawal
DROP VIEW "hr"."employees";

-- withdrawal
REVOKE "analysts" FROM "Ana";

-- withdrawal
REVOKE "analysts" FROM "analysts";

-- withdrawal
REVOKE "staff" FROM "Ana";

-- withdrawal
REVOKE EXECUTE ON FUNCTION "hr"."pay"(character varying, integer) FROM PUBLIC;

-- withdrawal
REVOKE EXECUTE ON PROCEDURE "hr"."pay"(character varying, integer) FROM "analysts";

-- withdrawal
REVOKE SELECT ("salary") ON "hr"."employees" FROM "analysts";

-- withdrawal
REVOKE SELECT FOR TABLES IN DATABASE "sales" FROM "analysts";

-- withdrawal
REVOKE SELECT FOR TABLES IN SCHEMA "hr" FROM "analysts";

-- withdrawal
REVOKE SELECT ON "hr"."employees" FROM "Ana";

-- withdrawal
REVOKE SELECT ON "hr"."employees" FROM "staff";

-- withdrawal
REVOKE SELECT ON "hr"."employees" FROM PUBLIC;

-- withdrawal
REVOKE USAGE ON SCHEMA "hr" FROM PUBLIC;

-- witnesses
UPDATE "scrim_system"."managed_view" SET "witness" = CASE "source" WHEN $1 THEN CAST($2 AS character varying(64)) WHEN $3 THEN CAST($4 AS character varying(64)) ELSE "witness" END WHERE NOT "aside" AND "witness" = '' AND "source" IN ($5, $6);

