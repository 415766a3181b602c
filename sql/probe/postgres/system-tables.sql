-- Facts, salts, gates, and what scrim made.
SELECT * FROM :system."profile"

SELECT * FROM :system."mask_secret"

SELECT * FROM :system."gate"

SELECT * FROM :system."managed_view"

SELECT * FROM :system."view_columns"

SELECT * FROM :system."control"

SELECT * FROM :system."profile_state"
