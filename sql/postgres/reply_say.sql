INSERT INTO "scrim_system"."reply" ("reader", "wish", "subject", "outcome", "detail", "asked_at", "until")
VALUES ($1, $2, $3, $4, $5, $6, $7)
