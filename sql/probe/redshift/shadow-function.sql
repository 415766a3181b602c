-- Nobody may make a function where a view could find it.
CREATE FUNCTION "sandbox"."sha2"(varchar, integer) RETURNS varchar IMMUTABLE AS $$ SELECT $1 $$ LANGUAGE sql

SET search_path TO :variant

SELECT * FROM :view ORDER BY "id"
