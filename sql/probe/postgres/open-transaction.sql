-- Its lock keeps the view from being replaced; the gate needs no lock.
BEGIN ISOLATION LEVEL READ COMMITTED

SELECT "id", "code", "note" FROM :view ORDER BY "id"

-- scrim tightens

SELECT "id", "code", "note" FROM :view ORDER BY "id"
