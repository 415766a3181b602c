-- It fails on a fact of the reader's own, unless that of another comes first.
SELECT COUNT(*) FROM :system."user_profile" WHERE CAST("value" AS integer) = 1

SELECT COUNT(*) FROM :system."user_profile"
WHERE CASE WHEN "value" = 'canary-clearance' THEN CAST("value" AS integer) ELSE 5 END <> 6
