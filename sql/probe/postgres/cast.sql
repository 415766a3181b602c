-- The codes that the reader may see are numbers.
SELECT COUNT(*) FROM :view WHERE CAST("code" AS integer) <> -5
