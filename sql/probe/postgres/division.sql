-- An error tells that somebody is paid exactly this.
SELECT COUNT(*) FROM :view WHERE 1 / ("salary" - :variant) <> 5
