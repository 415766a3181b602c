-- Its lock keeps the view from being replaced; the gate needs no lock.
BEGIN ISOLATION LEVEL READ COMMITTED

SELECT "id", "email", "note" FROM :view ORDER BY "id"

-- scrim tightens

SELECT "id", "email", "note" FROM :view ORDER BY "id"
