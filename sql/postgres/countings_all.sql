-- What was counted, and until when that is believed.
SELECT "source", "counting", "attempt", "combinations", "counted_at", "valid_until" FROM "scrim_system"."counting";
