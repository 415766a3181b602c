-- What has been seen is seen again.
BEGIN ISOLATION LEVEL REPEATABLE READ

SELECT "id", "email", "note" FROM :view ORDER BY "id"

-- scrim tightens

SELECT "id", "email", "note" FROM :view ORDER BY "id"
