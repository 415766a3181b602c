-- Which warehouse this is: the namespace, whatever the database.
SELECT current_namespace;
