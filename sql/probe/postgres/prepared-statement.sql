-- A plan from before is made again.
PREPARE peek AS SELECT "id", "email", "note" FROM :view ORDER BY "id"

EXECUTE peek

-- scrim tightens

EXECUTE peek
