-- Each says what it is given, and gives it back.
CREATE OR REPLACE FUNCTION "sandbox".sha256(bytea) RETURNS bytea LANGUAGE plpgsql AS $$BEGIN RAISE NOTICE '%', convert_from($1, 'UTF8'); RETURN $1; END$$

CREATE OR REPLACE FUNCTION "sandbox".encode(bytea, text) RETURNS text LANGUAGE plpgsql AS $$BEGIN RAISE NOTICE '%', convert_from($1, 'UTF8'); RETURN convert_from($1, 'UTF8'); END$$

CREATE OR REPLACE FUNCTION "sandbox".convert_to(text, name) RETURNS bytea LANGUAGE plpgsql AS $$BEGIN RAISE NOTICE '%', $1; RETURN $1::bytea; END$$

CREATE OR REPLACE FUNCTION "sandbox".statement_timestamp() RETURNS timestamptz LANGUAGE sql AS $$SELECT timestamptz '2001-01-01'$$

CREATE OR REPLACE FUNCTION "sandbox".date_trunc(text, timestamp) RETURNS timestamp LANGUAGE sql AS $$SELECT $2$$

SET search_path = :variant

SELECT * FROM :view ORDER BY "id"
