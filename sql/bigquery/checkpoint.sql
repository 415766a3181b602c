-- A row of the checkpoint table with which a connector is tried, as its query job writes it.
SELECT 1 AS id, CURRENT_TIMESTAMP() AS synced_at
