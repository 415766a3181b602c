-- Which rows, which hashes, which day, and which facts have ended.
SET :variant

SELECT "id", "region", "email", "salary", "code", to_char("seen" AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS'), to_char("born", 'YYYY-MM-DD') FROM :view ORDER BY "id"

SELECT "kind", "name", "value" FROM :system."user_profile" ORDER BY 1, 2, 3
