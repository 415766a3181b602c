-- So that the planner knows how many combinations there are: a few it hashes
-- once a statement, many it looks up.
ANALYZE "scrim_system"."common_combination";
