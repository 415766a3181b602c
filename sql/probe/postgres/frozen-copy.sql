-- It is bound to the view, or keeps its text; the gate is in both.
DROP VIEW IF EXISTS "sandbox"."mine"

CREATE VIEW "sandbox"."mine" AS SELECT * FROM :view

SELECT "id", "email", "note" FROM "sandbox"."mine" ORDER BY "id"

-- scrim tightens

SELECT "id", "email", "note" FROM "sandbox"."mine" ORDER BY "id"
