-- Functions of others that planning the statement read before, in this transaction, could run: those of indexes, constraints, statistics and
-- partitions of its tables, which are evaluated as whoever queries. Those of superusers are as good as the server's own.
WITH RECURSIVE touched AS (
  SELECT c.oid
  FROM pg_catalog.pg_locks AS l
  JOIN pg_catalog.pg_class AS c ON c.oid = l.relation
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'relation'
    AND l.database = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = current_database())
    AND c.relkind IN ('r', 'p', 'f', 'm') AND n.nspname <> 'pg_catalog'
  UNION
  SELECT i.inhrelid FROM touched AS t JOIN pg_catalog.pg_inherits AS i ON i.inhparent = t.oid
), made AS (
  SELECT 'pg_catalog.pg_class'::regclass AS class, t.oid FROM touched AS t
  UNION ALL
  SELECT 'pg_catalog.pg_class'::regclass, x.indexrelid FROM touched AS t JOIN pg_catalog.pg_index AS x ON x.indrelid = t.oid
  UNION ALL
  SELECT 'pg_catalog.pg_constraint'::regclass, k.oid FROM touched AS t JOIN pg_catalog.pg_constraint AS k ON k.conrelid = t.oid
  UNION ALL
  SELECT 'pg_catalog.pg_statistic_ext'::regclass, e.oid FROM touched AS t JOIN pg_catalog.pg_statistic_ext AS e ON e.stxrelid = t.oid
), called AS (
  SELECT d.refobjid AS oid
  FROM made AS m JOIN pg_catalog.pg_depend AS d ON d.classid = m.class AND d.objid = m.oid AND d.refclassid = 'pg_catalog.pg_proc'::regclass
  UNION
  SELECT o.oprcode
  FROM made AS m JOIN pg_catalog.pg_depend AS d ON d.classid = m.class AND d.objid = m.oid AND d.refclassid = 'pg_catalog.pg_operator'::regclass
  JOIN pg_catalog.pg_operator AS o ON o.oid = d.refobjid
)
SELECT n.nspname::text || '.' || p.proname::text
FROM called AS c
JOIN pg_catalog.pg_proc AS p ON p.oid = c.oid
JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
JOIN pg_catalog.pg_roles AS r ON r.oid = p.proowner
WHERE NOT r.rolsuper AND r.rolname <> CURRENT_USER
ORDER BY 1 LIMIT 1;
