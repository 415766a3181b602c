-- The list is fenced as facts are.
CREATE FUNCTION pg_temp.peek(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS $$BEGIN RAISE NOTICE '%', $1; RETURN TRUE; END$$

SET enable_indexscan = off

SET enable_bitmapscan = off

SELECT COUNT(*) FROM :system."columns" WHERE pg_temp.peek("column_name")
