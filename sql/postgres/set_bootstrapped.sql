-- Remembers one thing that a bootstrap made.
INSERT INTO "scrim_system"."bootstrapped" ("thing")
SELECT CAST($1 AS VARCHAR(512)) WHERE NOT EXISTS (SELECT 1 FROM "scrim_system"."bootstrapped" WHERE "thing" = $1);
