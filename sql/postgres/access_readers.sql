-- Of whom scrim knows facts.
SELECT DISTINCT "userid" FROM "scrim_system"."profile" ORDER BY 1;
