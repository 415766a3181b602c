-- From now on nobody with an older lease of this store, whatever its line, writes facts or gates. A row that is another store's stays its.
UPDATE "scrim_system"."control" SET "store" = CASE WHEN "store" = '' THEN CAST($1 AS character varying(64)) ELSE "store" END, "lease" = CAST($2 AS bigint)
WHERE "store" = '' OR ("store" LIKE CAST($3 AS character varying(64)) AND "lease" < CAST($2 AS bigint));
