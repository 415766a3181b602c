-- A function that costs nothing is called first, and says what it is given.
CREATE FUNCTION pg_temp.peek(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS $$BEGIN RAISE NOTICE '%', $1; RETURN TRUE; END$$

SELECT COUNT(*) FROM :view WHERE pg_temp.peek("code")

SELECT COUNT(*) FROM :view WHERE pg_temp.peek("email")
