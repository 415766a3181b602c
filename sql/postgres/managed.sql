-- What scrim made for these sources.
SELECT "source", "view_schema", "view_name", "admission", "witness", "identity", "revision"
FROM "scrim_system"."managed_view" WHERE NOT "aside" AND "source" IN (:list);
