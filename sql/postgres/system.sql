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

-- Nobody but the owner reads any of this.
REVOKE ALL ON "scrim_system"."profile", "scrim_system"."profile_state", "scrim_system"."control", "scrim_system"."gate",
  "scrim_system"."mask_secret", "scrim_system"."managed_view", "scrim_system"."view_columns" FROM PUBLIC;

-- A reader's own facts that have not expired. The barrier keeps a reader's functions away from other rows.
CREATE OR REPLACE VIEW "scrim_system"."user_profile" WITH (security_barrier) AS
SELECT p."kind", p."name", p."value"
FROM "scrim_system"."profile" AS p
WHERE p."userid" = CAST(CURRENT_USER AS text) COLLATE "C"
  AND p."valid_until" > pg_catalog.statement_timestamp();

-- Everybody may read their own.
GRANT SELECT ON "scrim_system"."user_profile" TO PUBLIC;

-- How far scrim has come, without names of people or policies.
CREATE OR REPLACE VIEW "scrim_system"."sync_state" WITH (security_barrier) AS
SELECT c."revision", c."written_at"
FROM "scrim_system"."control" AS c;

GRANT SELECT ON "scrim_system"."sync_state" TO PUBLIC;
