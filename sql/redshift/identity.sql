-- Which warehouse this is.
SELECT current_namespace || '/' || current_database();
