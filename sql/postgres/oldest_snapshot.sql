-- Since when the oldest transaction that holds a snapshot runs, and whether
-- this account may know: without pg_read_all_stats other sessions' are hidden.
SELECT
  pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AS told,
  min(xact_start) AS oldest,
  clock_timestamp() AS asked
FROM pg_stat_activity
WHERE datname = current_database() AND backend_xmin IS NOT NULL AND pid <> pg_backend_pid();
