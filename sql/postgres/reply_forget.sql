DELETE FROM "scrim_system"."reply" WHERE "reader" IN (:list)
