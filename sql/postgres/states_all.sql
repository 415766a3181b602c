-- Who still waits for facts.
SELECT "userid" FROM "scrim_system"."profile_state" WHERE "pending";
