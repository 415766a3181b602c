SELECT i."id", i."userid", i."reader", i."wish", i."subject", i."words", i."statement", i."asked_at"
FROM "scrim_system"."inbox" AS i
JOIN (
  SELECT MIN(f."id") AS "id"
  FROM "scrim_system"."inbox" AS f
  JOIN (SELECT n."userid", MIN(n."turn") AS "turn" FROM "scrim_system"."inbox" AS n GROUP BY n."userid") AS head
    ON head."userid" = f."userid" AND head."turn" = f."turn"
  GROUP BY f."userid"
) AS earliest ON earliest."id" = i."id"
ORDER BY i."asked_at", i."id" LIMIT 200
