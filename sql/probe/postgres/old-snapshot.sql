-- The snapshot is taken before, the view is read after: facts that the reader
-- has lost meet a view that would show something to who has them.
BEGIN ISOLATION LEVEL REPEATABLE READ

SELECT COUNT(*) FROM :system."sync_state"

-- scrim tightens

SELECT "id", "email", "note" FROM :view ORDER BY "id"
