-- The canary's tables, where the base is. What is worth learning begins with
-- canary-; what is visible to the reader does not, but for what will be withdrawn.
CREATE SCHEMA "canary"

CREATE TABLE "canary"."people" ("id" integer, "region" varchar(8), "email" varchar(64), "salary" integer, "code" varchar(32), "note" varchar(32), "seen" timestamp with time zone, "born" date)

INSERT INTO "canary"."people" VALUES
  (1, 'us', 'canary-masked-ann', 1000, '11', 'canary-withdrawn', '2026-01-01 23:30:00+00', '1980-01-02'),
  (2, 'us', 'canary-masked-joe', 2000, '22', 'canary-withdrawn', '2026-01-02 00:30:00+00', '1981-02-03'),
  (3, 'eu', 'canary-hidden-mail', 717171, 'canary-hidden-code', 'canary-hidden-note', '2026-01-03 00:30:00+00', '1990-12-11'),
  (4, NULL, 'canary-hidden-mail', 4000, 'canary-hidden-null', 'canary-hidden-note', '2026-01-04 00:30:00+00', '1991-11-12')

-- A thousand hidden rows more, so that statistics have something to tell.
INSERT INTO "canary"."people" SELECT "id" + 4, 'xap', 'canary-hidden-mail', 5, 'canary-hidden-code', 'canary-hidden-note', "seen", "born" FROM "canary"."people"

INSERT INTO "canary"."people" SELECT "id" + 8, 'xap', 'canary-hidden-mail', 5, 'canary-hidden-code', 'canary-hidden-note', "seen", "born" FROM "canary"."people"

INSERT INTO "canary"."people" SELECT "id" + 16, 'xap', 'canary-hidden-mail', 5, 'canary-hidden-code', 'canary-hidden-note', "seen", "born" FROM "canary"."people"

INSERT INTO "canary"."people" SELECT "id" + 32, 'xap', 'canary-hidden-mail', 5, 'canary-hidden-code', 'canary-hidden-note', "seen", "born" FROM "canary"."people"

INSERT INTO "canary"."people" SELECT "id" + 64, 'xap', 'canary-hidden-mail', 5, 'canary-hidden-code', 'canary-hidden-note', "seen", "born" FROM "canary"."people"

INSERT INTO "canary"."people" SELECT "id" + 128, 'xap', 'canary-hidden-mail', 5, 'canary-hidden-code', 'canary-hidden-note', "seen", "born" FROM "canary"."people"

INSERT INTO "canary"."people" SELECT "id" + 256, 'xap', 'canary-hidden-mail', 5, 'canary-hidden-code', 'canary-hidden-note', "seen", "born" FROM "canary"."people"

INSERT INTO "canary"."people" SELECT "id" + 512, 'xap', 'canary-hidden-mail', 5, 'canary-hidden-code', 'canary-hidden-note', "seen", "born" FROM "canary"."people"

ANALYZE "canary"."people"

CREATE TABLE "canary"."vault" ("id" integer, "canary_hidden_column" varchar(32))

INSERT INTO "canary"."vault" VALUES (1, 'canary-hidden-vault')
