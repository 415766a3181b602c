-- Only the columns of views that let the reader in.
SELECT * FROM :system."columns" ORDER BY 1, 2, 3

SELECT * FROM :system."sync_state"
