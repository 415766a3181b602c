-- The cheapest cast that fails comes before the view's filter, unless it is
-- fenced; then it fails on a fact of the reader's own.
SET enable_indexscan = off

SET enable_bitmapscan = off

SELECT COUNT(*) FROM :system."user_profile" WHERE CAST("value" AS boolean)
