-- What a view reads, and what a table with partitions or children is made of.
SELECT DISTINCT r.ev_class::bigint, d.refobjid::bigint
FROM pg_rewrite AS r
JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass
WHERE d.refobjid <> r.ev_class AND r.ev_class >= 16384
UNION ALL
SELECT i.inhparent::bigint, i.inhrelid::bigint FROM pg_inherits AS i
JOIN pg_class AS c ON c.oid = i.inhparent AND c.relkind IN ('r', 'p', 'f');
