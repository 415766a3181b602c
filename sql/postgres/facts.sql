-- The facts of these readers.
SELECT "userid", "kind", "name", "value", "valid_until" FROM "scrim_system"."profile" WHERE "userid" IN (:list);
