-- What scrim keeps in a PostgreSQL warehouse. Every statement may run again.
-- Written for the default prefix; "scrim_system" is replaced by the cluster's.

-- What scrim knows of readers: one row is one fact, until a moment.
CREATE TABLE IF NOT EXISTS "scrim_system"."profile" (
  "userid" character varying(128) COLLATE "C" NOT NULL,
  "kind" character varying(16) NOT NULL,
  "name" character varying(256) NOT NULL,
  "value" character varying(1024) NOT NULL,
  "valid_until" timestamp with time zone NOT NULL,
  PRIMARY KEY ("userid", "kind", "name", "value")
);

-- Whose facts are complete, and who still waits for some.
CREATE TABLE IF NOT EXISTS "scrim_system"."profile_state" (
  "userid" character varying(128) COLLATE "C" NOT NULL PRIMARY KEY,
  "pending" boolean NOT NULL
);

-- The one row that every writing transaction locks first.
CREATE TABLE IF NOT EXISTS "scrim_system"."control" (
  "only" boolean NOT NULL DEFAULT TRUE PRIMARY KEY CHECK ("only"),
  "store" character varying(64) NOT NULL,
  "lease" bigint NOT NULL,
  "revision" bigint NOT NULL,
  "written_at" timestamp with time zone NOT NULL,
  "version" character varying(64) NOT NULL,
  "witness" character varying(64) NOT NULL
);

-- It exists once, and belongs to no store yet.
INSERT INTO "scrim_system"."control" ("only", "store", "lease", "revision", "written_at", "version", "witness")
SELECT TRUE, '', 0, 0, TIMESTAMPTZ '1970-01-01 00:00:00+00', '', ''
WHERE NOT EXISTS (SELECT 1 FROM "scrim_system"."control");

-- Which definition of each view is admitted: a view whose own is not here shows nothing.
CREATE TABLE IF NOT EXISTS "scrim_system"."gate" (
  "source" character varying(256) NOT NULL,
  "admission" character varying(64) NOT NULL,
  PRIMARY KEY ("source", "admission")
);

-- Salts of hashes. Only the owner reads them, through the views.
CREATE TABLE IF NOT EXISTS "scrim_system"."mask_secret" (
  "name" character varying(256) NOT NULL PRIMARY KEY,
  "value" character varying(256) NOT NULL
);

-- Which combinations of values enough rows have, of which source, and for how
-- long that is believed: "attempt" names the rows of common_combination.
CREATE TABLE IF NOT EXISTS "scrim_system"."counting" (
  "source" character varying(256) NOT NULL PRIMARY KEY,
  "counting" character varying(64) NOT NULL,
  "attempt" character varying(64) NOT NULL,
  "combinations" bigint NOT NULL,
  "counted_at" timestamp with time zone NOT NULL,
  "valid_until" timestamp with time zone NOT NULL
);

-- The combinations, as hashes with a salt of their own.
CREATE TABLE IF NOT EXISTS "scrim_system"."common_combination" (
  "source" character varying(256) NOT NULL,
  "attempt" character varying(64) NOT NULL,
  "hash" character varying(64) COLLATE "C" NOT NULL,
  PRIMARY KEY ("attempt", "hash")
);

-- What scrim made: nothing else is ever replaced or dropped.
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

-- The columns of each view: clear, conditional or masked.
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

-- On what terms each view lets a reader in: every term of it must be met, by
-- one of its alternatives, of which every test must hold: the reader has, or
-- has not, the fact, or any of that kind and name.
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

-- What readers asked for and scrim has yet to look at: the procedures write it, scrim empties it.
-- The account is the login; the reader is whose facts it had then; an account's turns are in order.
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

-- What became of it, by the user's id: whoever has that user's facts reads it.
CREATE TABLE IF NOT EXISTS "scrim_system"."reply" (
  "reader" character varying(1024) COLLATE "C" NOT NULL,
  "wish" character varying(16) NOT NULL,
  "subject" character varying(256) NOT NULL,
  "outcome" character varying(16) NOT NULL,
  "detail" character varying(8192) NOT NULL,
  "asked_at" timestamp with time zone NOT NULL,
  "until" timestamp with time zone
);

-- What a bootstrap with an administrator's account made, by name: a teardown takes back that and no more.
CREATE TABLE IF NOT EXISTS "scrim_system"."bootstrapped" (
  "thing" text PRIMARY KEY
);

-- Nobody but the owner reads any of this.
REVOKE ALL ON "scrim_system"."profile", "scrim_system"."profile_state", "scrim_system"."control", "scrim_system"."gate",
  "scrim_system"."mask_secret", "scrim_system"."counting", "scrim_system"."common_combination", "scrim_system"."managed_view", "scrim_system"."view_columns",
  "scrim_system"."view_terms", "scrim_system"."inbox", "scrim_system"."reply", "scrim_system"."bootstrapped" FROM PUBLIC;

-- A reader's own facts that have not expired. The barrier keeps a reader's functions away from other rows.
CREATE OR REPLACE VIEW "scrim_system"."user_profile" WITH (security_barrier) AS
SELECT p."kind", p."name", p."value"
FROM "scrim_system"."profile" AS p
WHERE p."userid" = CAST(CURRENT_USER AS text) COLLATE "C"
  AND p."valid_until" > pg_catalog.statement_timestamp();

-- Everybody may read their own.
GRANT SELECT ON "scrim_system"."user_profile" TO PUBLIC;

-- The countings that are still believed. Only the owner reads it, through the views.
CREATE OR REPLACE VIEW "scrim_system"."valid_counting" WITH (security_barrier) AS
SELECT n."counting", n."attempt", n."combinations"
FROM "scrim_system"."counting" AS n
WHERE n."valid_until" > pg_catalog.statement_timestamp();

REVOKE ALL ON "scrim_system"."valid_counting" FROM PUBLIC;

-- How far scrim has come, without names of people or policies.
CREATE OR REPLACE VIEW "scrim_system"."sync_state" WITH (security_barrier) AS
SELECT c."revision", c."written_at"
FROM "scrim_system"."control" AS c;

GRANT SELECT ON "scrim_system"."sync_state" TO PUBLIC;

-- The columns of the views that let the reader in, for tools that list columns:
-- only of sources whose gate is open for the view that stands. Inside out: the
-- tests that hold, the alternatives, the terms, the sources.
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

GRANT SELECT ON "scrim_system"."columns" TO PUBLIC;

-- What a reader asked for and what became of it. A wish that scrim has not seen yet is the account's, as long as it is the same user's.
-- The subquery with its LIMIT: PostgreSQL looks through a UNION ALL, security_barrier or not, and a reader's function would hear of everybody's.
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

GRANT SELECT ON "scrim_system"."my_requests" TO PUBLIC;
