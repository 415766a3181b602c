-- Views that stand aside: what an exchange of names left over.
SELECT "source", "view_schema", "view_name" FROM "scrim_system"."managed_view" WHERE "aside";
