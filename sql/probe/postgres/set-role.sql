-- The other reader sees hidden rows.
SET ROLE :other

SELECT * FROM :view

SET SESSION AUTHORIZATION :other

SELECT * FROM :view

SET ROLE :service

SELECT * FROM :view

SELECT set_config('role', :other_text, false), set_config('session_authorization', :other_text, false)

SELECT * FROM :view
