-- Every schema of the database that is not the system's, and whose it is (a dropped user's is nobody's, and there all the same): users have numbers from 100 on, the system has lower ones.
SELECT n.nspname, coalesce(u.usename, '') FROM pg_catalog.pg_namespace AS n LEFT JOIN pg_catalog.pg_user AS u ON u.usesysid = n.nspowner
WHERE (n.nspowner >= 100 OR n.nspname = 'public') AND pg_catalog."left"(n.nspname, 3) <> 'pg_' AND n.nspname <> 'information_schema' ORDER BY 1;
