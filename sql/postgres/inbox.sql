SELECT i."id", i."userid", i."wish", i."subject", i."words", i."statement", i."asked_at"
FROM "scrim_system"."inbox" AS i ORDER BY i."asked_at", i."id" LIMIT 200
