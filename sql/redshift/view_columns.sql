-- The columns of these sources' views as they were made: Redshift tells no
-- late-binding view's without expanding every one there is.
SELECT "view_schema", "view_name", "column_name", "column_type" FROM "scrim_system"."view_columns"
WHERE "view_name" IN (:list) ORDER BY "source", "ordinal";
