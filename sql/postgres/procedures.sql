-- What readers may call, on PostgreSQL. Every statement may run again.
-- Written for the default prefix; "scrim_system" and "scrim_procedures" are
-- replaced by the cluster's. Blocks are parted by empty lines. A procedure
-- of a definer runs as scrim: it calls nothing that a name could lead elsewhere,
-- what it is given is data, and the account that it writes is the login, which
-- SET ROLE does not change and only a superuser can.

-- Notes one wish: of the account, and of the user that the account is by their
-- facts now. At most twenty of an account wait: whoever sends more is told.
CREATE OR REPLACE PROCEDURE "scrim_system"."wish"(p_wish character varying, p_subject character varying, p_words character varying, p_statement integer)
AS $$
DECLARE
  v_account character varying(128);
  v_reader character varying(1024);
  v_count bigint;
  v_turn bigint;
BEGIN
  v_account := SESSION_USER;
  IF pg_catalog.octet_length(p_subject) > 256 OR pg_catalog.octet_length(p_words) > 1024 THEN
    RAISE EXCEPTION 'a name has at most 256 bytes, a reason at most 1024';
  END IF;
  -- What cannot be written in UTF-8 fails here, and not when scrim reads everybody's wishes.
  PERFORM pg_catalog.convert_to(p_subject, 'UTF8'), pg_catalog.convert_to(p_words, 'UTF8');
  SELECT pg_catalog.max(p."value") INTO v_reader FROM "scrim_system"."profile" AS p
  WHERE p."userid" = v_account AND p."kind" = 'user' AND p."valid_until" > pg_catalog.clock_timestamp();
  IF v_reader IS NULL THEN
    RAISE EXCEPTION 'nobody is known here by the account %; whoever runs scrim can see why', v_account;
  END IF;
  SELECT pg_catalog.count(*), pg_catalog.max(i."turn") INTO v_count, v_turn FROM "scrim_system"."inbox" AS i
  WHERE i."userid" = v_account;
  IF v_count >= 20 THEN
    RAISE EXCEPTION '20 wishes of yours wait already; the view my_requests shows them';
  END IF;
  IF v_turn IS NULL THEN
    v_turn := 0;
  END IF;
  INSERT INTO "scrim_system"."inbox" ("userid", "reader", "turn", "wish", "subject", "words", "statement", "asked_at")
  VALUES (v_account, v_reader, v_turn + 1, p_wish, p_subject, p_words, p_statement, pg_catalog.clock_timestamp());
END;
$$ LANGUAGE plpgsql SECURITY INVOKER;

-- Nobody calls it but the procedures below, with variables of its very types: a literal could be taken for another overload's.
REVOKE ALL ON PROCEDURE "scrim_system"."wish"(character varying, character varying, character varying, integer) FROM PUBLIC;

-- Readers may name what is in the schema.
GRANT USAGE ON SCHEMA "scrim_procedures" TO PUBLIC;

-- Work in a project; NULL is in none.
CREATE OR REPLACE PROCEDURE "scrim_procedures"."use_project"(p_project character varying)
AS $$
DECLARE
  v_wish character varying(16) := 'project';
  v_none character varying(16) := '';
BEGIN
  IF p_project IS NULL THEN
    CALL "scrim_system"."wish"(v_wish, v_none, v_none, 0);
  ELSE
    CALL "scrim_system"."wish"(v_wish, p_project, v_none, 0);
  END IF;
END;
$$ LANGUAGE plpgsql SECURITY DEFINER SET search_path TO pg_catalog, pg_temp;

GRANT EXECUTE ON PROCEDURE "scrim_procedures"."use_project"(character varying) TO PUBLIC;

-- Work in no project.
CREATE OR REPLACE PROCEDURE "scrim_procedures"."leave_project"()
AS $$
DECLARE
  v_wish character varying(16) := 'project';
  v_none character varying(16) := '';
BEGIN
  CALL "scrim_system"."wish"(v_wish, v_none, v_none, 0);
END;
$$ LANGUAGE plpgsql SECURITY DEFINER SET search_path TO pg_catalog, pg_temp;

GRANT EXECUTE ON PROCEDURE "scrim_procedures"."leave_project"() TO PUBLIC;

-- Be shown a purpose's statement, in the project that the reader works in.
CREATE OR REPLACE PROCEDURE "scrim_procedures"."acknowledge"(p_purpose character varying)
AS $$
DECLARE
  v_wish character varying(16) := 'purpose';
  v_none character varying(16) := '';
BEGIN
  IF p_purpose IS NULL OR pg_catalog.octet_length(p_purpose) = 0 THEN
    RAISE EXCEPTION 'name a purpose';
  END IF;
  CALL "scrim_system"."wish"(v_wish, p_purpose, v_none, 0);
END;
$$ LANGUAGE plpgsql SECURITY DEFINER SET search_path TO pg_catalog, pg_temp;

GRANT EXECUTE ON PROCEDURE "scrim_procedures"."acknowledge"(character varying) TO PUBLIC;

-- Acknowledge that version of a purpose's statement, in the project that the reader works in.
CREATE OR REPLACE PROCEDURE "scrim_procedures"."acknowledge"(p_purpose character varying, p_statement integer)
AS $$
DECLARE
  v_wish character varying(16) := 'purpose';
  v_none character varying(16) := '';
BEGIN
  IF p_purpose IS NULL OR pg_catalog.octet_length(p_purpose) = 0 THEN
    RAISE EXCEPTION 'name a purpose';
  END IF;
  IF p_statement IS NULL OR p_statement < 1 THEN
    RAISE EXCEPTION 'name the version of the statement, from 1';
  END IF;
  CALL "scrim_system"."wish"(v_wish, p_purpose, v_none, p_statement);
END;
$$ LANGUAGE plpgsql SECURITY DEFINER SET search_path TO pg_catalog, pg_temp;

GRANT EXECUTE ON PROCEDURE "scrim_procedures"."acknowledge"(character varying, integer) TO PUBLIC;

-- Ask for access to a source, by its id or by its view as schema.view, and say why.
CREATE OR REPLACE PROCEDURE "scrim_procedures"."request_access"(p_source character varying, p_reason character varying)
AS $$
DECLARE
  v_wish character varying(16) := 'access';
BEGIN
  IF p_source IS NULL OR pg_catalog.octet_length(p_source) = 0 THEN
    RAISE EXCEPTION 'name a source or a view';
  END IF;
  IF p_reason IS NULL OR pg_catalog.octet_length(p_reason) = 0 THEN
    RAISE EXCEPTION 'say what you need it for';
  END IF;
  CALL "scrim_system"."wish"(v_wish, p_source, p_reason, 0);
END;
$$ LANGUAGE plpgsql SECURITY DEFINER SET search_path TO pg_catalog, pg_temp;

GRANT EXECUTE ON PROCEDURE "scrim_procedures"."request_access"(character varying, character varying) TO PUBLIC;
