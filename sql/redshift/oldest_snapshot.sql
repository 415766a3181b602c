-- Since when the oldest transaction of another session runs.
SELECT MIN(txn_start) FROM svv_transactions WHERE pid <> pg_backend_pid();
