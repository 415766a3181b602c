-- Whether a salt is there.
SELECT COUNT(*) FROM "scrim_system"."mask_secret" WHERE "name" = $1;
