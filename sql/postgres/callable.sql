-- What is in these schemas to be called: its name, how much it takes, whether it is this account's and whether it runs as its owner.
SELECT CAST(n.nspname AS VARCHAR(128)), CAST(p.proname AS VARCHAR(128)), CAST(p.pronargs AS VARCHAR(8)),
  CASE WHEN pg_catalog.pg_get_userbyid(p.proowner) = CURRENT_USER THEN 'own' ELSE 'foreign' END,
  CASE WHEN p.prosecdef THEN 'definer' ELSE 'invoker' END
FROM pg_catalog.pg_proc AS p
JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
WHERE n.nspname IN (:list)
ORDER BY 1, 2, 3;
