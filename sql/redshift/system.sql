-- What scrim keeps in a Redshift warehouse. Every statement may run again.
-- Written for the default prefix; "scrim_system" is replaced by the cluster's.
-- Keys are not enforced by Redshift: the one writer keeps rows unique.

-- What scrim knows of readers: one row is one fact, until a moment.
CREATE TABLE IF NOT EXISTS "scrim_system"."profile" (
  "userid" VARCHAR(128) NOT NULL,
  "kind" VARCHAR(16) NOT NULL,
  "name" VARCHAR(256) NOT NULL,
  "value" VARCHAR(1024) NOT NULL,
  "valid_until" TIMESTAMPTZ NOT NULL
) DISTSTYLE ALL COMPOUND SORTKEY ("userid", "kind", "name");

-- Whose facts are complete, and who still waits for some.
CREATE TABLE IF NOT EXISTS "scrim_system"."profile_state" (
  "userid" VARCHAR(128) NOT NULL,
  "pending" BOOLEAN NOT NULL
) DISTSTYLE ALL SORTKEY ("userid");

-- The one row that every writing transaction locks first.
CREATE TABLE IF NOT EXISTS "scrim_system"."control" (
  "store" VARCHAR(64) NOT NULL,
  "lease" BIGINT NOT NULL,
  "revision" BIGINT NOT NULL,
  "written_at" TIMESTAMPTZ NOT NULL,
  "version" VARCHAR(64) NOT NULL,
  "witness" VARCHAR(64) NOT NULL
) DISTSTYLE ALL;

-- It exists once, and belongs to no store yet.
INSERT INTO "scrim_system"."control" ("store", "lease", "revision", "written_at", "version", "witness")
SELECT '', 0, 0, CAST('1970-01-01 00:00:00+00' AS TIMESTAMPTZ), '', ''
WHERE NOT EXISTS (SELECT 1 FROM "scrim_system"."control");

-- Which definition of each view is admitted: a view whose own is not here shows nothing.
CREATE TABLE IF NOT EXISTS "scrim_system"."gate" (
  "source" VARCHAR(256) NOT NULL,
  "admission" VARCHAR(64) NOT NULL
) DISTSTYLE ALL SORTKEY ("source");

-- Salts of hashes. Only the owner reads them, through the views.
CREATE TABLE IF NOT EXISTS "scrim_system"."mask_secret" (
  "name" VARCHAR(256) NOT NULL,
  "value" VARCHAR(256) NOT NULL
) DISTSTYLE ALL;

-- Which combinations of values enough rows have, of which source, and for how
-- long that is believed: "attempt" names the rows of common_combination.
CREATE TABLE IF NOT EXISTS "scrim_system"."counting" (
  "source" VARCHAR(256) NOT NULL,
  "counting" VARCHAR(64) NOT NULL,
  "attempt" VARCHAR(64) NOT NULL,
  "combinations" BIGINT NOT NULL,
  "counted_at" TIMESTAMPTZ NOT NULL,
  "valid_until" TIMESTAMPTZ NOT NULL
) DISTSTYLE ALL SORTKEY ("source");

-- The combinations, as hashes with a salt of their own.
CREATE TABLE IF NOT EXISTS "scrim_system"."common_combination" (
  "source" VARCHAR(256) NOT NULL,
  "attempt" VARCHAR(64) NOT NULL,
  "hash" VARCHAR(64) NOT NULL
) DISTSTYLE ALL COMPOUND SORTKEY ("attempt", "hash");

-- What scrim made: nothing else is ever replaced or dropped.
CREATE TABLE IF NOT EXISTS "scrim_system"."managed_view" (
  "source" VARCHAR(256) NOT NULL,
  "view_schema" VARCHAR(128) NOT NULL,
  "view_name" VARCHAR(128) NOT NULL,
  "aside" BOOLEAN NOT NULL,
  "admission" VARCHAR(64) NOT NULL,
  "identity" VARCHAR(128) NOT NULL,
  "witness" VARCHAR(64) NOT NULL,
  "revision" BIGINT NOT NULL
) DISTSTYLE ALL SORTKEY ("source");

-- The columns of each view: clear, conditional or masked.
CREATE TABLE IF NOT EXISTS "scrim_system"."view_columns" (
  "source" VARCHAR(256) NOT NULL,
  "view_schema" VARCHAR(128) NOT NULL,
  "view_name" VARCHAR(128) NOT NULL,
  "ordinal" INTEGER NOT NULL,
  "column_name" VARCHAR(128) NOT NULL,
  "column_type" VARCHAR(256) NOT NULL,
  "state" VARCHAR(16) NOT NULL
) DISTSTYLE ALL SORTKEY ("source", "ordinal");

-- On what terms each view lets a reader in: every term of it must be met, by
-- one of its alternatives, of which every test must hold: the reader has, or
-- has not, the fact, or any of that kind and name.
CREATE TABLE IF NOT EXISTS "scrim_system"."view_terms" (
  "source" VARCHAR(256) NOT NULL,
  "admission" VARCHAR(64) NOT NULL,
  "term" INTEGER NOT NULL,
  "alternative" INTEGER NOT NULL,
  "test" INTEGER NOT NULL,
  "kind" VARCHAR(16) NOT NULL,
  "name" VARCHAR(256) NOT NULL,
  "value" VARCHAR(1024) NOT NULL,
  "any_value" BOOLEAN NOT NULL,
  "absent" BOOLEAN NOT NULL
) DISTSTYLE ALL COMPOUND SORTKEY ("source", "term", "alternative");

-- What readers asked for and scrim has yet to look at: the procedures write it, scrim empties it.
-- The account is the login; the reader is whose facts it had then; an account's turns are in order.
CREATE TABLE IF NOT EXISTS "scrim_system"."inbox" (
  "id" BIGINT IDENTITY(1, 1),
  "userid" VARCHAR(128) NOT NULL,
  "reader" VARCHAR(1024) NOT NULL,
  "turn" BIGINT NOT NULL,
  "wish" VARCHAR(16) NOT NULL,
  "subject" VARCHAR(256) NOT NULL,
  "words" VARCHAR(1024) NOT NULL,
  "statement" INTEGER NOT NULL,
  "asked_at" TIMESTAMPTZ NOT NULL
) DISTSTYLE ALL;

-- What became of it, by the user's id: whoever has that user's facts reads it.
CREATE TABLE IF NOT EXISTS "scrim_system"."reply" (
  "reader" VARCHAR(1024) NOT NULL,
  "wish" VARCHAR(16) NOT NULL,
  "subject" VARCHAR(256) NOT NULL,
  "outcome" VARCHAR(16) NOT NULL,
  "detail" VARCHAR(8192) NOT NULL,
  "asked_at" TIMESTAMPTZ NOT NULL,
  "until" TIMESTAMPTZ
) DISTSTYLE ALL SORTKEY ("reader");

-- What a bootstrap with an administrator's account made, by name: a teardown takes back that and no more.
CREATE TABLE IF NOT EXISTS "scrim_system"."bootstrapped" (
  "thing" VARCHAR(512) NOT NULL
) DISTSTYLE ALL;

-- Nobody but the owner reads any of this.
REVOKE ALL ON "scrim_system"."profile", "scrim_system"."profile_state", "scrim_system"."control", "scrim_system"."gate",
  "scrim_system"."mask_secret", "scrim_system"."counting", "scrim_system"."common_combination", "scrim_system"."managed_view", "scrim_system"."view_columns",
  "scrim_system"."view_terms", "scrim_system"."inbox", "scrim_system"."reply", "scrim_system"."bootstrapped" FROM PUBLIC;

-- A reader's own facts that have not expired: a regular view, since a
-- late-binding one would be read again as the reader. The LIMIT keeps a
-- reader's predicate from being evaluated beneath it. Now follows the session's
-- time zone, so a fact must not have ended by either way of comparing (docs/design/0003-now-on-redshift.md).
CREATE OR REPLACE VIEW "scrim_system"."user_profile" AS
SELECT f."kind", f."name", f."value"
FROM (
  SELECT p."kind", p."name", p."value"
  FROM "scrim_system"."profile" AS p
  WHERE p."userid" = CURRENT_USER
    AND pg_catalog.octet_length(p."userid") = pg_catalog.octet_length(CAST(CURRENT_USER AS VARCHAR(128)))
    AND p."valid_until" > CAST(pg_catalog.getdate() AS TIMESTAMPTZ)
    AND CAST(p."valid_until" AS TIMESTAMP) > pg_catalog.getdate()
  LIMIT 2147483647
) AS f;

-- Everybody may read their own.
GRANT SELECT ON "scrim_system"."user_profile" TO PUBLIC;

-- The countings that are still believed. Only the owner reads it, through the
-- views. Now follows the session's time zone, as in user_profile.
CREATE OR REPLACE VIEW "scrim_system"."valid_counting" AS
SELECT p."counting", p."attempt"
FROM "scrim_system"."counting" AS p
WHERE p."valid_until" > CAST(pg_catalog.getdate() AS TIMESTAMPTZ)
  AND CAST(p."valid_until" AS TIMESTAMP) > pg_catalog.getdate();

REVOKE ALL ON "scrim_system"."valid_counting" FROM PUBLIC;

-- How far scrim has come, without names of people or policies.
CREATE OR REPLACE VIEW "scrim_system"."sync_state" AS
SELECT c."revision", c."written_at"
FROM "scrim_system"."control" AS c;

GRANT SELECT ON "scrim_system"."sync_state" TO PUBLIC;

-- The columns of the views that let the reader in, for tools that list columns:
-- only of sources whose gate is open for the view that stands. Inside out: the
-- tests that hold, the alternatives, the terms, the sources. The LIMIT keeps a
-- reader's predicate from being evaluated beneath it.
CREATE OR REPLACE VIEW "scrim_system"."columns" AS
SELECT listed."view_schema", listed."view_name", listed."ordinal", listed."column_name", listed."column_type", listed."state"
FROM (
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
          SELECT p."kind", p."name", CAST('' AS VARCHAR(1024)) AS "value", TRUE AS "any_value"
          FROM "scrim_system"."user_profile" AS p
        ) AS f ON f."kind" = t."kind" AND f."name" = t."name" AND f."value" = t."value" AND f."any_value" = t."any_value"
        GROUP BY t."source", t."term", t."alternative"
      ) AS alternatives
      GROUP BY alternatives."source", alternatives."term"
    ) AS terms
    GROUP BY terms."source"
    HAVING pg_catalog.min(terms."holds") = 1
  ) AS admitted ON admitted."source" = c."source"
  LIMIT 2147483647
) AS listed;

GRANT SELECT ON "scrim_system"."columns" TO PUBLIC;

-- What a reader asked for and what became of it. A wish that scrim has not seen yet is the account's, as long as it is the same user's.
-- The LIMIT keeps a reader's predicate from being evaluated beneath it.
CREATE OR REPLACE VIEW "scrim_system"."my_requests" AS
SELECT mine."asked_at", mine."wish", mine."subject", mine."outcome", mine."detail", mine."until"
FROM (
  SELECT r."asked_at", r."wish", r."subject", r."outcome", r."detail", r."until"
  FROM "scrim_system"."reply" AS r
  JOIN "scrim_system"."user_profile" AS f ON f."kind" = 'user' AND f."value" = r."reader"
    AND pg_catalog.octet_length(f."value") = pg_catalog.octet_length(r."reader")
  UNION ALL
  SELECT i."asked_at", i."wish", i."subject", CAST('sent' AS VARCHAR(16)), CAST('' AS VARCHAR(8192)), CAST(NULL AS TIMESTAMPTZ)
  FROM "scrim_system"."inbox" AS i
  JOIN "scrim_system"."user_profile" AS f ON f."kind" = 'user' AND f."value" = i."reader"
    AND pg_catalog.octet_length(f."value") = pg_catalog.octet_length(i."reader")
  WHERE i."userid" = CURRENT_USER
    AND pg_catalog.octet_length(i."userid") = pg_catalog.octet_length(CAST(CURRENT_USER AS VARCHAR(128)))
  LIMIT 2147483647
) AS mine;

GRANT SELECT ON "scrim_system"."my_requests" TO PUBLIC;
