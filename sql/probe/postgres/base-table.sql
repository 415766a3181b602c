-- The base, by its name and by its columns.
SELECT * FROM :base

SELECT "id", "code" FROM :base
