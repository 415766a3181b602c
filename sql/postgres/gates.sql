-- What is admitted of these sources.
SELECT "source", "admission" FROM "scrim_system"."gate" WHERE "source" IN (:list);
