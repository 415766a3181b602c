-- Everything that the view shows.
SELECT * FROM :view ORDER BY "id"
