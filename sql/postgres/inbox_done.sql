DELETE FROM "scrim_system"."inbox" WHERE "id" IN (:list)
