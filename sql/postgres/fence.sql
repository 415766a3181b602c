-- From now on nobody with an older lease of this store writes facts or gates. A row that is another store's stays its.
UPDATE "scrim_system"."control" SET "store" = CAST($1 AS character varying(64)), "lease" = CAST($2 AS bigint)
WHERE "store" = '' OR ("store" = CAST($1 AS character varying(64)) AND "lease" < CAST($2 AS bigint));
