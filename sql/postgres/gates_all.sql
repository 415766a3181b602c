-- What is admitted.
SELECT "source", "admission" FROM "scrim_system"."gate";
