-- Everything that can be read and is not the system's: what it is, whose, and
-- whether it is fenced. PostgreSQL asks the privileges of the owner of a view,
-- unless the view says that it reads as whoever asks.
SELECT c.oid::bigint, n.nspname::text, c.relname::text, c.relkind::text, pg_get_userbyid(c.relowner)::text,
  coalesce('security_barrier=true' = ANY (c.reloptions) OR 'security_barrier=on' = ANY (c.reloptions), false),
  coalesce('security_invoker=true' = ANY (c.reloptions) OR 'security_invoker=on' = ANY (c.reloptions), false)
FROM pg_class AS c
JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema';
