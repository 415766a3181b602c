-- Since when the oldest transaction of another session runs, and what time it is there.
SELECT MIN(txn_start), pg_catalog.getdate() FROM svv_transactions WHERE pid <> pg_catalog.pg_backend_pid();
