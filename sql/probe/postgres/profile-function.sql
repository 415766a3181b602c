-- Without an index the function's low cost puts it first, unless it is fenced.
CREATE FUNCTION pg_temp.peek(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS $$BEGIN RAISE NOTICE '%', $1; RETURN TRUE; END$$

SET enable_indexscan = off

SET enable_bitmapscan = off

SELECT COUNT(*) FROM :system."user_profile" WHERE pg_temp.peek("value")
