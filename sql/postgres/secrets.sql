-- Which salts are there: a digest of each, never the value.
SELECT "name", pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to("value", 'UTF8')), 'hex') FROM "scrim_system"."mask_secret";
