-- How many rows the filter removed.
EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) SELECT * FROM :view WHERE "salary" = :variant
