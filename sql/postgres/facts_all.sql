-- Everybody's facts.
SELECT "userid", "kind", "name", "value", "valid_until" FROM "scrim_system"."profile";
