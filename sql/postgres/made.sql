-- Every view that scrim made, by name.
SELECT "source", "view_schema", "view_name" FROM "scrim_system"."managed_view" ORDER BY "view_schema", "view_name";
