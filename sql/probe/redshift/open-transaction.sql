-- A session without a transaction, since every transaction of Redshift keeps its state.
SELECT "id", "email", "note" FROM :view ORDER BY "id"

-- scrim tightens

SELECT "id", "email", "note" FROM :view ORDER BY "id"
