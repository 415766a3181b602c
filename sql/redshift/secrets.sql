-- Which salts are there: a digest of each, never the value.
SELECT "name", pg_catalog.sha2("value", 256) FROM "scrim_system"."mask_secret";
