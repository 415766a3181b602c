-- Which rows, which hashes, and which facts have ended.
SET :variant

SELECT "id", "region", "email", "salary", "code", to_char("born", 'YYYY-MM-DD') FROM :view ORDER BY "id"

SELECT "kind", "name", "value" FROM :system."user_profile" ORDER BY 1, 2, 3
