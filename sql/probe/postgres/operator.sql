-- An operator is a function by another name.
CREATE FUNCTION pg_temp.same(text, text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS $$BEGIN RAISE NOTICE '%', $1; RETURN TRUE; END$$

CREATE OPERATOR pg_temp.=== (LEFTARG = text, RIGHTARG = text, FUNCTION = pg_temp.same, RESTRICT = eqsel)

SELECT COUNT(*) FROM :view WHERE CAST("code" AS text) OPERATOR(pg_temp.===) 'x'
