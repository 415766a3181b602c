-- Another text after every change of a definition, a column, a grant or a
-- membership: each makes a new version of a catalogue row. Temporary tables are
-- left out, since sessions make them all the time.
WITH relation AS (
  SELECT c.oid, c.xmin FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
  WHERE n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema' AND c.relkind IN ('r', 'p', 'f', 'm', 'v')
)
SELECT concat_ws('/',
  (SELECT concat_ws(' ', count(*), sum(r.xmin::text::bigint)) FROM relation AS r),
  (SELECT concat_ws(' ', count(*), sum(a.xmin::text::bigint)) FROM relation AS r JOIN pg_attribute AS a ON a.attrelid = r.oid AND a.attnum > 0),
  (SELECT concat_ws(' ', count(*), sum(w.xmin::text::bigint)) FROM relation AS r JOIN pg_rewrite AS w ON w.ev_class = r.oid),
  (SELECT concat_ws(' ', count(*), sum(n.xmin::text::bigint)) FROM pg_namespace AS n WHERE n.nspname NOT LIKE 'pg\_%'),
  (SELECT concat_ws(' ', count(*), sum(m.xmin::text::bigint)) FROM pg_auth_members AS m));
