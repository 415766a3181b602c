-- The other reader sees hidden rows.
SET SESSION AUTHORIZATION :other

SELECT * FROM :view

SET SESSION AUTHORIZATION :service

SELECT * FROM :view
