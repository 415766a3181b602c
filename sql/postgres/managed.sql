-- What scrim made for these sources, and whether readers find its columns: the
-- terms of a view begin with this row.
SELECT m."source", m."view_schema", m."view_name", m."admission", m."witness", m."identity", m."revision", t."source" IS NOT NULL AS "listed"
FROM "scrim_system"."managed_view" AS m
LEFT JOIN "scrim_system"."view_terms" AS t
  ON t."source" = m."source" AND t."admission" = m."admission" AND t."term" = 1 AND t."alternative" = 1 AND t."test" = 1
WHERE NOT m."aside" AND m."source" IN (:list);
