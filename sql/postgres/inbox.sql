SELECT i."id", i."userid", i."reader", i."wish", i."subject", i."words", i."statement", i."asked_at"
FROM "scrim_system"."inbox" AS i
JOIN (SELECT n."userid", MIN(n."turn") AS "turn" FROM "scrim_system"."inbox" AS n GROUP BY n."userid") AS head
  ON head."userid" = i."userid" AND head."turn" = i."turn"
ORDER BY i."asked_at", i."id" LIMIT 200
