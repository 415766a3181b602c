-- A session can say whether a quoted name is folded.
SET enable_case_sensitive_identifier TO :variant

SELECT "id", "region", "email", "code", "note" FROM :view ORDER BY "id"
