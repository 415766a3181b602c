-- A thousand rows are of the one region, none of the other.
EXPLAIN SELECT * FROM :view WHERE "region" = ':variant'
