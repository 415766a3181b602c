DELETE FROM "scrim_system"."reply" WHERE "reader" = $1
