SELECT r."wish", r."subject", r."outcome", r."detail", r."asked_at", r."until"
FROM "scrim_system"."reply" AS r WHERE r."reader" = $1 ORDER BY r."asked_at"
