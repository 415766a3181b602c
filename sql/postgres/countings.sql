-- What was counted for these sources, and until when that is believed.
SELECT "source", "counting", "attempt", "combinations", "counted_at", "valid_until" FROM "scrim_system"."counting" WHERE "source" IN (:list);
