-- The snapshot is taken before, the view is read after.
BEGIN ISOLATION LEVEL REPEATABLE READ

SELECT COUNT(*) FROM :system."sync_state"

-- scrim tightens

SELECT "id", "code", "note" FROM :view ORDER BY "id"
