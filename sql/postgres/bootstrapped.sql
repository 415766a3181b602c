-- What a bootstrap is known to have made.
SELECT "thing" FROM "scrim_system"."bootstrapped";
