-- What stands at these names in the view database. The definition is read as
-- PostgreSQL stores it: writing it out as SQL would wait for whoever holds a
-- lock on a table under the view. No setting of the session is in it.
SELECT
  n.nspname::text, c.relname::text,
  c.relkind = 'v' AND pg_get_userbyid(c.relowner) = current_user AS ours,
  pg_get_userbyid(c.relowner)::text AS owner,
  coalesce(array_to_string(ARRAY(SELECT o FROM unnest(c.reloptions) AS o ORDER BY o), ','), '') AS options,
  coalesce(array_to_string(ARRAY(SELECT g::text FROM unnest(c.relacl) AS g ORDER BY g::text), ','), '') AS grants,
  coalesce(encode(sha256(convert_to(r.ev_action::text, 'UTF8')), 'hex'), '') AS definition
FROM unnest($1::text[], $2::text[]) AS w (schema, name)
JOIN pg_namespace AS n ON n.nspname = w.schema
JOIN pg_class AS c ON c.relnamespace = n.oid AND c.relname = w.name
LEFT JOIN pg_rewrite AS r ON r.ev_class = c.oid AND r.rulename = '_RETURN';
