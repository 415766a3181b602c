-- What is compared is the mask, never what it hides.
SELECT COUNT(*) FROM :view WHERE "email" = ':variant'

SELECT COUNT(*) FROM :view WHERE 1 / (CASE WHEN "email" = ':variant' THEN 0 ELSE 1 END) = 1

SELECT "id" FROM :view WHERE "email" LIKE ':variant%' ORDER BY "id"
