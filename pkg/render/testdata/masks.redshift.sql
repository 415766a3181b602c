CREATE VIEW "governed"."masks" AS
SELECT
  t."c0_raw" AS "c0_raw",
  CAST(NULL AS smallint) AS "c0_null",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = 'idp' AND p."value" = 'hr')
      THEN t."c0_some"
    ELSE NULL
  END AS smallint) AS "c0_some",
  CAST(CASE WHEN CAST(t."c0_mask0" AS bigint) >= -32760 THEN CAST(CAST(t."c0_mask0" AS bigint) - pg_catalog.mod(pg_catalog.mod(CAST(t."c0_mask0" AS bigint), 10) + 10, 10) AS smallint) END AS smallint) AS "c0_mask0",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c0_chain0"
    ELSE CASE WHEN CAST(t."c0_chain0" AS bigint) >= -32760 THEN CAST(CAST(t."c0_chain0" AS bigint) - pg_catalog.mod(pg_catalog.mod(CAST(t."c0_chain0" AS bigint), 10) + 10, 10) AS smallint) END
  END AS smallint) AS "c0_chain0",
  CAST(CASE WHEN t."c0_mask1" >= 65 THEN 65 WHEN t."c0_mask1" >= 0 THEN 0 WHEN t."c0_mask1" >= -18 THEN -18 END AS smallint) AS "c0_mask1",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c0_chain1"
    ELSE CASE WHEN t."c0_chain1" >= 65 THEN 65 WHEN t."c0_chain1" >= 0 THEN 0 WHEN t."c0_chain1" >= -18 THEN -18 END
  END AS smallint) AS "c0_chain1",
  CAST(-5 + pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/random') || CAST(t."c0_mask2" AS character varying(20)), 256), 15), 16), 96) AS smallint) AS "c0_mask2",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c0_chain2"
    ELSE -5 + pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/random') || CAST(t."c0_chain2" AS character varying(20)), 256), 15), 16), 96)
  END AS smallint) AS "c0_chain2",
  CAST(CASE WHEN CAST(t."c0_mask3" AS bigint) >= -32763 AND CAST(t."c0_mask3" AS bigint) <= 32762 THEN CASE WHEN pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || CAST(t."c0_mask3" AS character varying(20)), 256), 15), 16) < 576460752303423488 THEN CAST(CAST(t."c0_mask3" AS bigint) + (1 + pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || CAST(t."c0_mask3" AS character varying(20)), 256), 15), 16), 5)) AS smallint) ELSE CAST(CAST(t."c0_mask3" AS bigint) - (1 + pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || CAST(t."c0_mask3" AS character varying(20)), 256), 15), 16), 5)) AS smallint) END END AS smallint) AS "c0_mask3",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c0_chain3"
    ELSE CASE WHEN CAST(t."c0_chain3" AS bigint) >= -32763 AND CAST(t."c0_chain3" AS bigint) <= 32762 THEN CASE WHEN pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || CAST(t."c0_chain3" AS character varying(20)), 256), 15), 16) < 576460752303423488 THEN CAST(CAST(t."c0_chain3" AS bigint) + (1 + pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || CAST(t."c0_chain3" AS character varying(20)), 256), 15), 16), 5)) AS smallint) ELSE CAST(CAST(t."c0_chain3" AS bigint) - (1 + pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || CAST(t."c0_chain3" AS character varying(20)), 256), 15), 16), 5)) AS smallint) END END
  END AS smallint) AS "c0_chain3",
  CAST(CASE WHEN t."c0_mask4" IS NOT NULL THEN -7 END AS smallint) AS "c0_mask4",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c0_chain4"
    ELSE CASE WHEN t."c0_chain4" IS NOT NULL THEN -7 END
  END AS smallint) AS "c0_chain4",
  CAST(CASE WHEN t."c0_mask5" IS NOT NULL THEN CASE WHEN CAST(CAST(pg_catalog.floor(CAST(CAST(CAST(t."c0_mask5" AS numeric(5,0)) - CAST(0.5 AS numeric(2,1)) AS numeric(7,1)) * CAST(0.01 AS numeric(3,2)) AS numeric(10,3))) AS numeric(8,0)) * CAST(100 AS numeric(3,0)) AS numeric(11,0)) > -32769 AND CAST(CAST(pg_catalog.floor(CAST(CAST(CAST(t."c0_mask5" AS numeric(5,0)) - CAST(0.5 AS numeric(2,1)) AS numeric(7,1)) * CAST(0.01 AS numeric(3,2)) AS numeric(10,3))) AS numeric(8,0)) * CAST(100 AS numeric(3,0)) AS numeric(11,0)) < 32768 THEN NULLIF(CAST(CAST(CAST(pg_catalog.floor(CAST(CAST(CAST(t."c0_mask5" AS numeric(5,0)) - CAST(0.5 AS numeric(2,1)) AS numeric(7,1)) * CAST(0.01 AS numeric(3,2)) AS numeric(10,3))) AS numeric(8,0)) * CAST(100 AS numeric(3,0)) AS numeric(11,0)) AS smallint), t."c0_mask5") END END AS smallint) AS "c0_mask5",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c0_chain5"
    ELSE CASE WHEN t."c0_chain5" IS NOT NULL THEN CASE WHEN CAST(CAST(pg_catalog.floor(CAST(CAST(CAST(t."c0_chain5" AS numeric(5,0)) - CAST(0.5 AS numeric(2,1)) AS numeric(7,1)) * CAST(0.01 AS numeric(3,2)) AS numeric(10,3))) AS numeric(8,0)) * CAST(100 AS numeric(3,0)) AS numeric(11,0)) > -32769 AND CAST(CAST(pg_catalog.floor(CAST(CAST(CAST(t."c0_chain5" AS numeric(5,0)) - CAST(0.5 AS numeric(2,1)) AS numeric(7,1)) * CAST(0.01 AS numeric(3,2)) AS numeric(10,3))) AS numeric(8,0)) * CAST(100 AS numeric(3,0)) AS numeric(11,0)) < 32768 THEN NULLIF(CAST(CAST(CAST(pg_catalog.floor(CAST(CAST(CAST(t."c0_chain5" AS numeric(5,0)) - CAST(0.5 AS numeric(2,1)) AS numeric(7,1)) * CAST(0.01 AS numeric(3,2)) AS numeric(10,3))) AS numeric(8,0)) * CAST(100 AS numeric(3,0)) AS numeric(11,0)) AS smallint), t."c0_chain5") END END
  END AS smallint) AS "c0_chain5",
  CAST(CASE WHEN t."c0_mask6" IS NOT NULL THEN CASE WHEN CAST(CASE WHEN ((CAST(t."c0_mask6" AS numeric(5,0)) < CAST(5 AS numeric(1,0))) AND (CAST(t."c0_mask6" AS numeric(5,0)) <= CAST(4.5 AS numeric(2,1))) AND (CAST(t."c0_mask6" AS numeric(5,0)) >= CAST(-7 AS numeric(1,0))) AND (CAST(t."c0_mask6" AS numeric(5,0)) = CAST(pg_catalog.abs(CAST(t."c0_mask6" AS numeric(5,0))) AS numeric(5,0))) AND (CAST(t."c0_mask6" AS numeric(5,0)) <> CAST(0 AS numeric(1,0)))) THEN CAST(CAST(t."c0_mask6" AS numeric(5,0)) + CAST(1 AS numeric(1,0)) AS numeric(6,0)) ELSE CAST(-1 AS numeric(1,0)) END AS numeric(6,0)) > -32769 AND CAST(CASE WHEN ((CAST(t."c0_mask6" AS numeric(5,0)) < CAST(5 AS numeric(1,0))) AND (CAST(t."c0_mask6" AS numeric(5,0)) <= CAST(4.5 AS numeric(2,1))) AND (CAST(t."c0_mask6" AS numeric(5,0)) >= CAST(-7 AS numeric(1,0))) AND (CAST(t."c0_mask6" AS numeric(5,0)) = CAST(pg_catalog.abs(CAST(t."c0_mask6" AS numeric(5,0))) AS numeric(5,0))) AND (CAST(t."c0_mask6" AS numeric(5,0)) <> CAST(0 AS numeric(1,0)))) THEN CAST(CAST(t."c0_mask6" AS numeric(5,0)) + CAST(1 AS numeric(1,0)) AS numeric(6,0)) ELSE CAST(-1 AS numeric(1,0)) END AS numeric(6,0)) < 32768 THEN NULLIF(CAST(CAST(CASE WHEN ((CAST(t."c0_mask6" AS numeric(5,0)) < CAST(5 AS numeric(1,0))) AND (CAST(t."c0_mask6" AS numeric(5,0)) <= CAST(4.5 AS numeric(2,1))) AND (CAST(t."c0_mask6" AS numeric(5,0)) >= CAST(-7 AS numeric(1,0))) AND (CAST(t."c0_mask6" AS numeric(5,0)) = CAST(pg_catalog.abs(CAST(t."c0_mask6" AS numeric(5,0))) AS numeric(5,0))) AND (CAST(t."c0_mask6" AS numeric(5,0)) <> CAST(0 AS numeric(1,0)))) THEN CAST(CAST(t."c0_mask6" AS numeric(5,0)) + CAST(1 AS numeric(1,0)) AS numeric(6,0)) ELSE CAST(-1 AS numeric(1,0)) END AS numeric(6,0)) AS smallint), t."c0_mask6") END END AS smallint) AS "c0_mask6",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c0_chain6"
    ELSE CASE WHEN t."c0_chain6" IS NOT NULL THEN CASE WHEN CAST(CASE WHEN ((CAST(t."c0_chain6" AS numeric(5,0)) < CAST(5 AS numeric(1,0))) AND (CAST(t."c0_chain6" AS numeric(5,0)) <= CAST(4.5 AS numeric(2,1))) AND (CAST(t."c0_chain6" AS numeric(5,0)) >= CAST(-7 AS numeric(1,0))) AND (CAST(t."c0_chain6" AS numeric(5,0)) = CAST(pg_catalog.abs(CAST(t."c0_chain6" AS numeric(5,0))) AS numeric(5,0))) AND (CAST(t."c0_chain6" AS numeric(5,0)) <> CAST(0 AS numeric(1,0)))) THEN CAST(CAST(t."c0_chain6" AS numeric(5,0)) + CAST(1 AS numeric(1,0)) AS numeric(6,0)) ELSE CAST(-1 AS numeric(1,0)) END AS numeric(6,0)) > -32769 AND CAST(CASE WHEN ((CAST(t."c0_chain6" AS numeric(5,0)) < CAST(5 AS numeric(1,0))) AND (CAST(t."c0_chain6" AS numeric(5,0)) <= CAST(4.5 AS numeric(2,1))) AND (CAST(t."c0_chain6" AS numeric(5,0)) >= CAST(-7 AS numeric(1,0))) AND (CAST(t."c0_chain6" AS numeric(5,0)) = CAST(pg_catalog.abs(CAST(t."c0_chain6" AS numeric(5,0))) AS numeric(5,0))) AND (CAST(t."c0_chain6" AS numeric(5,0)) <> CAST(0 AS numeric(1,0)))) THEN CAST(CAST(t."c0_chain6" AS numeric(5,0)) + CAST(1 AS numeric(1,0)) AS numeric(6,0)) ELSE CAST(-1 AS numeric(1,0)) END AS numeric(6,0)) < 32768 THEN NULLIF(CAST(CAST(CASE WHEN ((CAST(t."c0_chain6" AS numeric(5,0)) < CAST(5 AS numeric(1,0))) AND (CAST(t."c0_chain6" AS numeric(5,0)) <= CAST(4.5 AS numeric(2,1))) AND (CAST(t."c0_chain6" AS numeric(5,0)) >= CAST(-7 AS numeric(1,0))) AND (CAST(t."c0_chain6" AS numeric(5,0)) = CAST(pg_catalog.abs(CAST(t."c0_chain6" AS numeric(5,0))) AS numeric(5,0))) AND (CAST(t."c0_chain6" AS numeric(5,0)) <> CAST(0 AS numeric(1,0)))) THEN CAST(CAST(t."c0_chain6" AS numeric(5,0)) + CAST(1 AS numeric(1,0)) AS numeric(6,0)) ELSE CAST(-1 AS numeric(1,0)) END AS numeric(6,0)) AS smallint), t."c0_chain6") END END
  END AS smallint) AS "c0_chain6",
  t."c1_raw" AS "c1_raw",
  CAST(NULL AS integer) AS "c1_null",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = 'idp' AND p."value" = 'hr')
      THEN t."c1_some"
    ELSE NULL
  END AS integer) AS "c1_some",
  CAST(CASE WHEN CAST(t."c1_mask0" AS bigint) >= -2147483640 THEN CAST(CAST(t."c1_mask0" AS bigint) - pg_catalog.mod(pg_catalog.mod(CAST(t."c1_mask0" AS bigint), 10) + 10, 10) AS integer) END AS integer) AS "c1_mask0",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c1_chain0"
    ELSE CASE WHEN CAST(t."c1_chain0" AS bigint) >= -2147483640 THEN CAST(CAST(t."c1_chain0" AS bigint) - pg_catalog.mod(pg_catalog.mod(CAST(t."c1_chain0" AS bigint), 10) + 10, 10) AS integer) END
  END AS integer) AS "c1_chain0",
  CAST(CASE WHEN t."c1_mask1" >= 65 THEN 65 WHEN t."c1_mask1" >= 0 THEN 0 WHEN t."c1_mask1" >= -18 THEN -18 END AS integer) AS "c1_mask1",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c1_chain1"
    ELSE CASE WHEN t."c1_chain1" >= 65 THEN 65 WHEN t."c1_chain1" >= 0 THEN 0 WHEN t."c1_chain1" >= -18 THEN -18 END
  END AS integer) AS "c1_chain1",
  CAST(-5 + pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/random') || CAST(t."c1_mask2" AS character varying(20)), 256), 15), 16), 96) AS integer) AS "c1_mask2",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c1_chain2"
    ELSE -5 + pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/random') || CAST(t."c1_chain2" AS character varying(20)), 256), 15), 16), 96)
  END AS integer) AS "c1_chain2",
  CAST(CASE WHEN CAST(t."c1_mask3" AS bigint) >= -2147483643 AND CAST(t."c1_mask3" AS bigint) <= 2147483642 THEN CASE WHEN pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || CAST(t."c1_mask3" AS character varying(20)), 256), 15), 16) < 576460752303423488 THEN CAST(CAST(t."c1_mask3" AS bigint) + (1 + pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || CAST(t."c1_mask3" AS character varying(20)), 256), 15), 16), 5)) AS integer) ELSE CAST(CAST(t."c1_mask3" AS bigint) - (1 + pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || CAST(t."c1_mask3" AS character varying(20)), 256), 15), 16), 5)) AS integer) END END AS integer) AS "c1_mask3",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c1_chain3"
    ELSE CASE WHEN CAST(t."c1_chain3" AS bigint) >= -2147483643 AND CAST(t."c1_chain3" AS bigint) <= 2147483642 THEN CASE WHEN pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || CAST(t."c1_chain3" AS character varying(20)), 256), 15), 16) < 576460752303423488 THEN CAST(CAST(t."c1_chain3" AS bigint) + (1 + pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || CAST(t."c1_chain3" AS character varying(20)), 256), 15), 16), 5)) AS integer) ELSE CAST(CAST(t."c1_chain3" AS bigint) - (1 + pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || CAST(t."c1_chain3" AS character varying(20)), 256), 15), 16), 5)) AS integer) END END
  END AS integer) AS "c1_chain3",
  CAST(CASE WHEN t."c1_mask4" IS NOT NULL THEN -7 END AS integer) AS "c1_mask4",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c1_chain4"
    ELSE CASE WHEN t."c1_chain4" IS NOT NULL THEN -7 END
  END AS integer) AS "c1_chain4",
  CAST(CASE WHEN t."c1_mask5" IS NOT NULL THEN CASE WHEN CAST(CAST(pg_catalog.floor(CAST(CAST(CAST(t."c1_mask5" AS numeric(10,0)) - CAST(0.5 AS numeric(2,1)) AS numeric(12,1)) * CAST(0.01 AS numeric(3,2)) AS numeric(15,3))) AS numeric(13,0)) * CAST(100 AS numeric(3,0)) AS numeric(16,0)) > -2147483649 AND CAST(CAST(pg_catalog.floor(CAST(CAST(CAST(t."c1_mask5" AS numeric(10,0)) - CAST(0.5 AS numeric(2,1)) AS numeric(12,1)) * CAST(0.01 AS numeric(3,2)) AS numeric(15,3))) AS numeric(13,0)) * CAST(100 AS numeric(3,0)) AS numeric(16,0)) < 2147483648 THEN NULLIF(CAST(CAST(CAST(pg_catalog.floor(CAST(CAST(CAST(t."c1_mask5" AS numeric(10,0)) - CAST(0.5 AS numeric(2,1)) AS numeric(12,1)) * CAST(0.01 AS numeric(3,2)) AS numeric(15,3))) AS numeric(13,0)) * CAST(100 AS numeric(3,0)) AS numeric(16,0)) AS integer), t."c1_mask5") END END AS integer) AS "c1_mask5",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c1_chain5"
    ELSE CASE WHEN t."c1_chain5" IS NOT NULL THEN CASE WHEN CAST(CAST(pg_catalog.floor(CAST(CAST(CAST(t."c1_chain5" AS numeric(10,0)) - CAST(0.5 AS numeric(2,1)) AS numeric(12,1)) * CAST(0.01 AS numeric(3,2)) AS numeric(15,3))) AS numeric(13,0)) * CAST(100 AS numeric(3,0)) AS numeric(16,0)) > -2147483649 AND CAST(CAST(pg_catalog.floor(CAST(CAST(CAST(t."c1_chain5" AS numeric(10,0)) - CAST(0.5 AS numeric(2,1)) AS numeric(12,1)) * CAST(0.01 AS numeric(3,2)) AS numeric(15,3))) AS numeric(13,0)) * CAST(100 AS numeric(3,0)) AS numeric(16,0)) < 2147483648 THEN NULLIF(CAST(CAST(CAST(pg_catalog.floor(CAST(CAST(CAST(t."c1_chain5" AS numeric(10,0)) - CAST(0.5 AS numeric(2,1)) AS numeric(12,1)) * CAST(0.01 AS numeric(3,2)) AS numeric(15,3))) AS numeric(13,0)) * CAST(100 AS numeric(3,0)) AS numeric(16,0)) AS integer), t."c1_chain5") END END
  END AS integer) AS "c1_chain5",
  CAST(CASE WHEN t."c1_mask6" IS NOT NULL THEN CASE WHEN CAST(CASE WHEN ((CAST(t."c1_mask6" AS numeric(10,0)) < CAST(5 AS numeric(1,0))) AND (CAST(t."c1_mask6" AS numeric(10,0)) <= CAST(4.5 AS numeric(2,1))) AND (CAST(t."c1_mask6" AS numeric(10,0)) >= CAST(-7 AS numeric(1,0))) AND (CAST(t."c1_mask6" AS numeric(10,0)) = CAST(pg_catalog.abs(CAST(t."c1_mask6" AS numeric(10,0))) AS numeric(10,0))) AND (CAST(t."c1_mask6" AS numeric(10,0)) <> CAST(0 AS numeric(1,0)))) THEN CAST(CAST(t."c1_mask6" AS numeric(10,0)) + CAST(1 AS numeric(1,0)) AS numeric(11,0)) ELSE CAST(-1 AS numeric(1,0)) END AS numeric(11,0)) > -2147483649 AND CAST(CASE WHEN ((CAST(t."c1_mask6" AS numeric(10,0)) < CAST(5 AS numeric(1,0))) AND (CAST(t."c1_mask6" AS numeric(10,0)) <= CAST(4.5 AS numeric(2,1))) AND (CAST(t."c1_mask6" AS numeric(10,0)) >= CAST(-7 AS numeric(1,0))) AND (CAST(t."c1_mask6" AS numeric(10,0)) = CAST(pg_catalog.abs(CAST(t."c1_mask6" AS numeric(10,0))) AS numeric(10,0))) AND (CAST(t."c1_mask6" AS numeric(10,0)) <> CAST(0 AS numeric(1,0)))) THEN CAST(CAST(t."c1_mask6" AS numeric(10,0)) + CAST(1 AS numeric(1,0)) AS numeric(11,0)) ELSE CAST(-1 AS numeric(1,0)) END AS numeric(11,0)) < 2147483648 THEN NULLIF(CAST(CAST(CASE WHEN ((CAST(t."c1_mask6" AS numeric(10,0)) < CAST(5 AS numeric(1,0))) AND (CAST(t."c1_mask6" AS numeric(10,0)) <= CAST(4.5 AS numeric(2,1))) AND (CAST(t."c1_mask6" AS numeric(10,0)) >= CAST(-7 AS numeric(1,0))) AND (CAST(t."c1_mask6" AS numeric(10,0)) = CAST(pg_catalog.abs(CAST(t."c1_mask6" AS numeric(10,0))) AS numeric(10,0))) AND (CAST(t."c1_mask6" AS numeric(10,0)) <> CAST(0 AS numeric(1,0)))) THEN CAST(CAST(t."c1_mask6" AS numeric(10,0)) + CAST(1 AS numeric(1,0)) AS numeric(11,0)) ELSE CAST(-1 AS numeric(1,0)) END AS numeric(11,0)) AS integer), t."c1_mask6") END END AS integer) AS "c1_mask6",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c1_chain6"
    ELSE CASE WHEN t."c1_chain6" IS NOT NULL THEN CASE WHEN CAST(CASE WHEN ((CAST(t."c1_chain6" AS numeric(10,0)) < CAST(5 AS numeric(1,0))) AND (CAST(t."c1_chain6" AS numeric(10,0)) <= CAST(4.5 AS numeric(2,1))) AND (CAST(t."c1_chain6" AS numeric(10,0)) >= CAST(-7 AS numeric(1,0))) AND (CAST(t."c1_chain6" AS numeric(10,0)) = CAST(pg_catalog.abs(CAST(t."c1_chain6" AS numeric(10,0))) AS numeric(10,0))) AND (CAST(t."c1_chain6" AS numeric(10,0)) <> CAST(0 AS numeric(1,0)))) THEN CAST(CAST(t."c1_chain6" AS numeric(10,0)) + CAST(1 AS numeric(1,0)) AS numeric(11,0)) ELSE CAST(-1 AS numeric(1,0)) END AS numeric(11,0)) > -2147483649 AND CAST(CASE WHEN ((CAST(t."c1_chain6" AS numeric(10,0)) < CAST(5 AS numeric(1,0))) AND (CAST(t."c1_chain6" AS numeric(10,0)) <= CAST(4.5 AS numeric(2,1))) AND (CAST(t."c1_chain6" AS numeric(10,0)) >= CAST(-7 AS numeric(1,0))) AND (CAST(t."c1_chain6" AS numeric(10,0)) = CAST(pg_catalog.abs(CAST(t."c1_chain6" AS numeric(10,0))) AS numeric(10,0))) AND (CAST(t."c1_chain6" AS numeric(10,0)) <> CAST(0 AS numeric(1,0)))) THEN CAST(CAST(t."c1_chain6" AS numeric(10,0)) + CAST(1 AS numeric(1,0)) AS numeric(11,0)) ELSE CAST(-1 AS numeric(1,0)) END AS numeric(11,0)) < 2147483648 THEN NULLIF(CAST(CAST(CASE WHEN ((CAST(t."c1_chain6" AS numeric(10,0)) < CAST(5 AS numeric(1,0))) AND (CAST(t."c1_chain6" AS numeric(10,0)) <= CAST(4.5 AS numeric(2,1))) AND (CAST(t."c1_chain6" AS numeric(10,0)) >= CAST(-7 AS numeric(1,0))) AND (CAST(t."c1_chain6" AS numeric(10,0)) = CAST(pg_catalog.abs(CAST(t."c1_chain6" AS numeric(10,0))) AS numeric(10,0))) AND (CAST(t."c1_chain6" AS numeric(10,0)) <> CAST(0 AS numeric(1,0)))) THEN CAST(CAST(t."c1_chain6" AS numeric(10,0)) + CAST(1 AS numeric(1,0)) AS numeric(11,0)) ELSE CAST(-1 AS numeric(1,0)) END AS numeric(11,0)) AS integer), t."c1_chain6") END END
  END AS integer) AS "c1_chain6",
  t."c2_raw" AS "c2_raw",
  CAST(NULL AS bigint) AS "c2_null",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = 'idp' AND p."value" = 'hr')
      THEN t."c2_some"
    ELSE NULL
  END AS bigint) AS "c2_some",
  CAST(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1') || CAST(t."c2_mask0" AS character varying(20)), 256), 15), 16) AS bigint) AS "c2_mask0",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c2_chain0"
    ELSE pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1') || CAST(t."c2_chain0" AS character varying(20)), 256), 15), 16)
  END AS bigint) AS "c2_chain0",
  CAST(CASE WHEN CAST(t."c2_mask1" AS numeric(38,0)) >= -9223372036854775800 THEN CAST(CAST(t."c2_mask1" AS numeric(38,0)) - pg_catalog.mod(pg_catalog.mod(CAST(t."c2_mask1" AS numeric(38,0)), 10) + 10, 10) AS bigint) END AS bigint) AS "c2_mask1",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c2_chain1"
    ELSE CASE WHEN CAST(t."c2_chain1" AS numeric(38,0)) >= -9223372036854775800 THEN CAST(CAST(t."c2_chain1" AS numeric(38,0)) - pg_catalog.mod(pg_catalog.mod(CAST(t."c2_chain1" AS numeric(38,0)), 10) + 10, 10) AS bigint) END
  END AS bigint) AS "c2_chain1",
  CAST(CASE WHEN t."c2_mask2" >= 65 THEN 65 WHEN t."c2_mask2" >= 0 THEN 0 WHEN t."c2_mask2" >= -18 THEN -18 END AS bigint) AS "c2_mask2",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c2_chain2"
    ELSE CASE WHEN t."c2_chain2" >= 65 THEN 65 WHEN t."c2_chain2" >= 0 THEN 0 WHEN t."c2_chain2" >= -18 THEN -18 END
  END AS bigint) AS "c2_chain2",
  CAST(-5 + pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/random') || CAST(t."c2_mask3" AS character varying(20)), 256), 15), 16), 96) AS bigint) AS "c2_mask3",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c2_chain3"
    ELSE -5 + pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/random') || CAST(t."c2_chain3" AS character varying(20)), 256), 15), 16), 96)
  END AS bigint) AS "c2_chain3",
  CAST(CASE WHEN CAST(t."c2_mask4" AS numeric(38,0)) >= -9223372036854775803 AND CAST(t."c2_mask4" AS numeric(38,0)) <= 9223372036854775802 THEN CASE WHEN pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || CAST(t."c2_mask4" AS character varying(20)), 256), 15), 16) < 576460752303423488 THEN CAST(CAST(t."c2_mask4" AS numeric(38,0)) + (1 + pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || CAST(t."c2_mask4" AS character varying(20)), 256), 15), 16), 5)) AS bigint) ELSE CAST(CAST(t."c2_mask4" AS numeric(38,0)) - (1 + pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || CAST(t."c2_mask4" AS character varying(20)), 256), 15), 16), 5)) AS bigint) END END AS bigint) AS "c2_mask4",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c2_chain4"
    ELSE CASE WHEN CAST(t."c2_chain4" AS numeric(38,0)) >= -9223372036854775803 AND CAST(t."c2_chain4" AS numeric(38,0)) <= 9223372036854775802 THEN CASE WHEN pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || CAST(t."c2_chain4" AS character varying(20)), 256), 15), 16) < 576460752303423488 THEN CAST(CAST(t."c2_chain4" AS numeric(38,0)) + (1 + pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || CAST(t."c2_chain4" AS character varying(20)), 256), 15), 16), 5)) AS bigint) ELSE CAST(CAST(t."c2_chain4" AS numeric(38,0)) - (1 + pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || CAST(t."c2_chain4" AS character varying(20)), 256), 15), 16), 5)) AS bigint) END END
  END AS bigint) AS "c2_chain4",
  CAST(CASE WHEN t."c2_mask5" IS NOT NULL THEN -7 END AS bigint) AS "c2_mask5",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c2_chain5"
    ELSE CASE WHEN t."c2_chain5" IS NOT NULL THEN -7 END
  END AS bigint) AS "c2_chain5",
  CAST(CASE WHEN t."c2_mask6" IS NOT NULL THEN CASE WHEN CAST(CAST(pg_catalog.floor(CAST(CAST(CAST(t."c2_mask6" AS numeric(19,0)) - CAST(0.5 AS numeric(2,1)) AS numeric(21,1)) * CAST(0.01 AS numeric(3,2)) AS numeric(24,3))) AS numeric(22,0)) * CAST(100 AS numeric(3,0)) AS numeric(25,0)) > -9223372036854775809 AND CAST(CAST(pg_catalog.floor(CAST(CAST(CAST(t."c2_mask6" AS numeric(19,0)) - CAST(0.5 AS numeric(2,1)) AS numeric(21,1)) * CAST(0.01 AS numeric(3,2)) AS numeric(24,3))) AS numeric(22,0)) * CAST(100 AS numeric(3,0)) AS numeric(25,0)) < 9223372036854775808 THEN NULLIF(CAST(CAST(CAST(pg_catalog.floor(CAST(CAST(CAST(t."c2_mask6" AS numeric(19,0)) - CAST(0.5 AS numeric(2,1)) AS numeric(21,1)) * CAST(0.01 AS numeric(3,2)) AS numeric(24,3))) AS numeric(22,0)) * CAST(100 AS numeric(3,0)) AS numeric(25,0)) AS bigint), t."c2_mask6") END END AS bigint) AS "c2_mask6",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c2_chain6"
    ELSE CASE WHEN t."c2_chain6" IS NOT NULL THEN CASE WHEN CAST(CAST(pg_catalog.floor(CAST(CAST(CAST(t."c2_chain6" AS numeric(19,0)) - CAST(0.5 AS numeric(2,1)) AS numeric(21,1)) * CAST(0.01 AS numeric(3,2)) AS numeric(24,3))) AS numeric(22,0)) * CAST(100 AS numeric(3,0)) AS numeric(25,0)) > -9223372036854775809 AND CAST(CAST(pg_catalog.floor(CAST(CAST(CAST(t."c2_chain6" AS numeric(19,0)) - CAST(0.5 AS numeric(2,1)) AS numeric(21,1)) * CAST(0.01 AS numeric(3,2)) AS numeric(24,3))) AS numeric(22,0)) * CAST(100 AS numeric(3,0)) AS numeric(25,0)) < 9223372036854775808 THEN NULLIF(CAST(CAST(CAST(pg_catalog.floor(CAST(CAST(CAST(t."c2_chain6" AS numeric(19,0)) - CAST(0.5 AS numeric(2,1)) AS numeric(21,1)) * CAST(0.01 AS numeric(3,2)) AS numeric(24,3))) AS numeric(22,0)) * CAST(100 AS numeric(3,0)) AS numeric(25,0)) AS bigint), t."c2_chain6") END END
  END AS bigint) AS "c2_chain6",
  CAST(CASE WHEN t."c2_mask7" IS NOT NULL THEN CASE WHEN CAST(CASE WHEN ((CAST(t."c2_mask7" AS numeric(19,0)) < CAST(5 AS numeric(1,0))) AND (CAST(t."c2_mask7" AS numeric(19,0)) <= CAST(4.5 AS numeric(2,1))) AND (CAST(t."c2_mask7" AS numeric(19,0)) >= CAST(-7 AS numeric(1,0))) AND (CAST(t."c2_mask7" AS numeric(19,0)) = CAST(pg_catalog.abs(CAST(t."c2_mask7" AS numeric(19,0))) AS numeric(19,0))) AND (CAST(t."c2_mask7" AS numeric(19,0)) <> CAST(0 AS numeric(1,0)))) THEN CAST(CAST(t."c2_mask7" AS numeric(19,0)) + CAST(1 AS numeric(1,0)) AS numeric(20,0)) ELSE CAST(-1 AS numeric(1,0)) END AS numeric(20,0)) > -9223372036854775809 AND CAST(CASE WHEN ((CAST(t."c2_mask7" AS numeric(19,0)) < CAST(5 AS numeric(1,0))) AND (CAST(t."c2_mask7" AS numeric(19,0)) <= CAST(4.5 AS numeric(2,1))) AND (CAST(t."c2_mask7" AS numeric(19,0)) >= CAST(-7 AS numeric(1,0))) AND (CAST(t."c2_mask7" AS numeric(19,0)) = CAST(pg_catalog.abs(CAST(t."c2_mask7" AS numeric(19,0))) AS numeric(19,0))) AND (CAST(t."c2_mask7" AS numeric(19,0)) <> CAST(0 AS numeric(1,0)))) THEN CAST(CAST(t."c2_mask7" AS numeric(19,0)) + CAST(1 AS numeric(1,0)) AS numeric(20,0)) ELSE CAST(-1 AS numeric(1,0)) END AS numeric(20,0)) < 9223372036854775808 THEN NULLIF(CAST(CAST(CASE WHEN ((CAST(t."c2_mask7" AS numeric(19,0)) < CAST(5 AS numeric(1,0))) AND (CAST(t."c2_mask7" AS numeric(19,0)) <= CAST(4.5 AS numeric(2,1))) AND (CAST(t."c2_mask7" AS numeric(19,0)) >= CAST(-7 AS numeric(1,0))) AND (CAST(t."c2_mask7" AS numeric(19,0)) = CAST(pg_catalog.abs(CAST(t."c2_mask7" AS numeric(19,0))) AS numeric(19,0))) AND (CAST(t."c2_mask7" AS numeric(19,0)) <> CAST(0 AS numeric(1,0)))) THEN CAST(CAST(t."c2_mask7" AS numeric(19,0)) + CAST(1 AS numeric(1,0)) AS numeric(20,0)) ELSE CAST(-1 AS numeric(1,0)) END AS numeric(20,0)) AS bigint), t."c2_mask7") END END AS bigint) AS "c2_mask7",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c2_chain7"
    ELSE CASE WHEN t."c2_chain7" IS NOT NULL THEN CASE WHEN CAST(CASE WHEN ((CAST(t."c2_chain7" AS numeric(19,0)) < CAST(5 AS numeric(1,0))) AND (CAST(t."c2_chain7" AS numeric(19,0)) <= CAST(4.5 AS numeric(2,1))) AND (CAST(t."c2_chain7" AS numeric(19,0)) >= CAST(-7 AS numeric(1,0))) AND (CAST(t."c2_chain7" AS numeric(19,0)) = CAST(pg_catalog.abs(CAST(t."c2_chain7" AS numeric(19,0))) AS numeric(19,0))) AND (CAST(t."c2_chain7" AS numeric(19,0)) <> CAST(0 AS numeric(1,0)))) THEN CAST(CAST(t."c2_chain7" AS numeric(19,0)) + CAST(1 AS numeric(1,0)) AS numeric(20,0)) ELSE CAST(-1 AS numeric(1,0)) END AS numeric(20,0)) > -9223372036854775809 AND CAST(CASE WHEN ((CAST(t."c2_chain7" AS numeric(19,0)) < CAST(5 AS numeric(1,0))) AND (CAST(t."c2_chain7" AS numeric(19,0)) <= CAST(4.5 AS numeric(2,1))) AND (CAST(t."c2_chain7" AS numeric(19,0)) >= CAST(-7 AS numeric(1,0))) AND (CAST(t."c2_chain7" AS numeric(19,0)) = CAST(pg_catalog.abs(CAST(t."c2_chain7" AS numeric(19,0))) AS numeric(19,0))) AND (CAST(t."c2_chain7" AS numeric(19,0)) <> CAST(0 AS numeric(1,0)))) THEN CAST(CAST(t."c2_chain7" AS numeric(19,0)) + CAST(1 AS numeric(1,0)) AS numeric(20,0)) ELSE CAST(-1 AS numeric(1,0)) END AS numeric(20,0)) < 9223372036854775808 THEN NULLIF(CAST(CAST(CASE WHEN ((CAST(t."c2_chain7" AS numeric(19,0)) < CAST(5 AS numeric(1,0))) AND (CAST(t."c2_chain7" AS numeric(19,0)) <= CAST(4.5 AS numeric(2,1))) AND (CAST(t."c2_chain7" AS numeric(19,0)) >= CAST(-7 AS numeric(1,0))) AND (CAST(t."c2_chain7" AS numeric(19,0)) = CAST(pg_catalog.abs(CAST(t."c2_chain7" AS numeric(19,0))) AS numeric(19,0))) AND (CAST(t."c2_chain7" AS numeric(19,0)) <> CAST(0 AS numeric(1,0)))) THEN CAST(CAST(t."c2_chain7" AS numeric(19,0)) + CAST(1 AS numeric(1,0)) AS numeric(20,0)) ELSE CAST(-1 AS numeric(1,0)) END AS numeric(20,0)) AS bigint), t."c2_chain7") END END
  END AS bigint) AS "c2_chain7",
  t."c3_raw" AS "c3_raw",
  CAST(NULL AS numeric(12,2)) AS "c3_null",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = 'idp' AND p."value" = 'hr')
      THEN t."c3_some"
    ELSE NULL
  END AS numeric(12,2)) AS "c3_some",
  CAST(CASE WHEN t."c3_mask0" IS NOT NULL THEN 1.50 END AS numeric(12,2)) AS "c3_mask0",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c3_chain0"
    ELSE CASE WHEN t."c3_chain0" IS NOT NULL THEN 1.50 END
  END AS numeric(12,2)) AS "c3_chain0",
  CAST(CASE WHEN t."c3_mask1" >= -9999999990 AND t."c3_mask1" <= 9999999999.99 THEN t."c3_mask1" - pg_catalog.mod(pg_catalog.mod(t."c3_mask1", 10) + 10, 10) END AS numeric(12,2)) AS "c3_mask1",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c3_chain1"
    ELSE CASE WHEN t."c3_chain1" >= -9999999990 AND t."c3_chain1" <= 9999999999.99 THEN t."c3_chain1" - pg_catalog.mod(pg_catalog.mod(t."c3_chain1", 10) + 10, 10) END
  END AS numeric(12,2)) AS "c3_chain1",
  CAST(CASE WHEN t."c3_mask2" <= 9999999999.99 THEN CASE WHEN t."c3_mask2" >= CAST(65 AS numeric(12,2)) THEN CAST(65 AS numeric(12,2)) WHEN t."c3_mask2" >= CAST(0 AS numeric(12,2)) THEN CAST(0 AS numeric(12,2)) WHEN t."c3_mask2" >= CAST(-18 AS numeric(12,2)) THEN CAST(-18 AS numeric(12,2)) END END AS numeric(12,2)) AS "c3_mask2",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c3_chain2"
    ELSE CASE WHEN t."c3_chain2" <= 9999999999.99 THEN CASE WHEN t."c3_chain2" >= CAST(65 AS numeric(12,2)) THEN CAST(65 AS numeric(12,2)) WHEN t."c3_chain2" >= CAST(0 AS numeric(12,2)) THEN CAST(0 AS numeric(12,2)) WHEN t."c3_chain2" >= CAST(-18 AS numeric(12,2)) THEN CAST(-18 AS numeric(12,2)) END END
  END AS numeric(12,2)) AS "c3_chain2",
  CAST(CASE WHEN t."c3_mask3" <= 9999999999.99 THEN -5 + CAST(pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/random') || CAST(CAST(t."c3_mask3" * 100 AS bigint) AS character varying(20)), 256), 15), 16), 9501) AS numeric(18,0)) * 0.01 END AS numeric(12,2)) AS "c3_mask3",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c3_chain3"
    ELSE CASE WHEN t."c3_chain3" <= 9999999999.99 THEN -5 + CAST(pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/random') || CAST(CAST(t."c3_chain3" * 100 AS bigint) AS character varying(20)), 256), 15), 16), 9501) AS numeric(18,0)) * 0.01 END
  END AS numeric(12,2)) AS "c3_chain3",
  CAST(CASE WHEN t."c3_mask4" >= -9999999994.99 AND t."c3_mask4" <= 9999999994.99 THEN CASE WHEN pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || CAST(CAST(t."c3_mask4" * 100 AS bigint) AS character varying(20)), 256), 15), 16) < 576460752303423488 THEN t."c3_mask4" + CAST(1 + pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || CAST(CAST(t."c3_mask4" * 100 AS bigint) AS character varying(20)), 256), 15), 16), 500) AS numeric(18,0)) * 0.01 ELSE t."c3_mask4" - CAST(1 + pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || CAST(CAST(t."c3_mask4" * 100 AS bigint) AS character varying(20)), 256), 15), 16), 500) AS numeric(18,0)) * 0.01 END END AS numeric(12,2)) AS "c3_mask4",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c3_chain4"
    ELSE CASE WHEN t."c3_chain4" >= -9999999994.99 AND t."c3_chain4" <= 9999999994.99 THEN CASE WHEN pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || CAST(CAST(t."c3_chain4" * 100 AS bigint) AS character varying(20)), 256), 15), 16) < 576460752303423488 THEN t."c3_chain4" + CAST(1 + pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || CAST(CAST(t."c3_chain4" * 100 AS bigint) AS character varying(20)), 256), 15), 16), 500) AS numeric(18,0)) * 0.01 ELSE t."c3_chain4" - CAST(1 + pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || CAST(CAST(t."c3_chain4" * 100 AS bigint) AS character varying(20)), 256), 15), 16), 500) AS numeric(18,0)) * 0.01 END END
  END AS numeric(12,2)) AS "c3_chain4",
  CAST(CASE WHEN t."c3_mask5" IS NOT NULL THEN -7 END AS numeric(12,2)) AS "c3_mask5",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c3_chain5"
    ELSE CASE WHEN t."c3_chain5" IS NOT NULL THEN -7 END
  END AS numeric(12,2)) AS "c3_chain5",
  CAST(CASE WHEN t."c3_mask6" <= 9999999999.99 THEN CASE WHEN CAST(CAST(pg_catalog.floor(CAST(CAST(CAST(t."c3_mask6" AS numeric(12,2)) - CAST(0.5 AS numeric(2,1)) AS numeric(13,2)) * CAST(0.01 AS numeric(3,2)) AS numeric(16,4))) AS numeric(13,0)) * CAST(100 AS numeric(3,0)) AS numeric(16,0)) > -10000000000 AND CAST(CAST(pg_catalog.floor(CAST(CAST(CAST(t."c3_mask6" AS numeric(12,2)) - CAST(0.5 AS numeric(2,1)) AS numeric(13,2)) * CAST(0.01 AS numeric(3,2)) AS numeric(16,4))) AS numeric(13,0)) * CAST(100 AS numeric(3,0)) AS numeric(16,0)) < 10000000000 THEN NULLIF(CAST(CAST(CAST(pg_catalog.floor(CAST(CAST(CAST(t."c3_mask6" AS numeric(12,2)) - CAST(0.5 AS numeric(2,1)) AS numeric(13,2)) * CAST(0.01 AS numeric(3,2)) AS numeric(16,4))) AS numeric(13,0)) * CAST(100 AS numeric(3,0)) AS numeric(16,0)) AS numeric(12,2)), t."c3_mask6") END END AS numeric(12,2)) AS "c3_mask6",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c3_chain6"
    ELSE CASE WHEN t."c3_chain6" <= 9999999999.99 THEN CASE WHEN CAST(CAST(pg_catalog.floor(CAST(CAST(CAST(t."c3_chain6" AS numeric(12,2)) - CAST(0.5 AS numeric(2,1)) AS numeric(13,2)) * CAST(0.01 AS numeric(3,2)) AS numeric(16,4))) AS numeric(13,0)) * CAST(100 AS numeric(3,0)) AS numeric(16,0)) > -10000000000 AND CAST(CAST(pg_catalog.floor(CAST(CAST(CAST(t."c3_chain6" AS numeric(12,2)) - CAST(0.5 AS numeric(2,1)) AS numeric(13,2)) * CAST(0.01 AS numeric(3,2)) AS numeric(16,4))) AS numeric(13,0)) * CAST(100 AS numeric(3,0)) AS numeric(16,0)) < 10000000000 THEN NULLIF(CAST(CAST(CAST(pg_catalog.floor(CAST(CAST(CAST(t."c3_chain6" AS numeric(12,2)) - CAST(0.5 AS numeric(2,1)) AS numeric(13,2)) * CAST(0.01 AS numeric(3,2)) AS numeric(16,4))) AS numeric(13,0)) * CAST(100 AS numeric(3,0)) AS numeric(16,0)) AS numeric(12,2)), t."c3_chain6") END END
  END AS numeric(12,2)) AS "c3_chain6",
  CAST(CASE WHEN t."c3_mask7" <= 9999999999.99 THEN CASE WHEN CAST(CASE WHEN ((CAST(t."c3_mask7" AS numeric(12,2)) < CAST(5 AS numeric(1,0))) AND (CAST(t."c3_mask7" AS numeric(12,2)) <= CAST(4.5 AS numeric(2,1))) AND (CAST(t."c3_mask7" AS numeric(12,2)) >= CAST(-7 AS numeric(1,0))) AND (CAST(t."c3_mask7" AS numeric(12,2)) = CAST(pg_catalog.abs(CAST(t."c3_mask7" AS numeric(12,2))) AS numeric(12,2))) AND (CAST(t."c3_mask7" AS numeric(12,2)) <> CAST(0 AS numeric(1,0)))) THEN CAST(CAST(t."c3_mask7" AS numeric(12,2)) + CAST(1 AS numeric(1,0)) AS numeric(13,2)) ELSE CAST(-1 AS numeric(1,0)) END AS numeric(13,2)) > -10000000000 AND CAST(CASE WHEN ((CAST(t."c3_mask7" AS numeric(12,2)) < CAST(5 AS numeric(1,0))) AND (CAST(t."c3_mask7" AS numeric(12,2)) <= CAST(4.5 AS numeric(2,1))) AND (CAST(t."c3_mask7" AS numeric(12,2)) >= CAST(-7 AS numeric(1,0))) AND (CAST(t."c3_mask7" AS numeric(12,2)) = CAST(pg_catalog.abs(CAST(t."c3_mask7" AS numeric(12,2))) AS numeric(12,2))) AND (CAST(t."c3_mask7" AS numeric(12,2)) <> CAST(0 AS numeric(1,0)))) THEN CAST(CAST(t."c3_mask7" AS numeric(12,2)) + CAST(1 AS numeric(1,0)) AS numeric(13,2)) ELSE CAST(-1 AS numeric(1,0)) END AS numeric(13,2)) < 10000000000 THEN NULLIF(CAST(CAST(CASE WHEN ((CAST(t."c3_mask7" AS numeric(12,2)) < CAST(5 AS numeric(1,0))) AND (CAST(t."c3_mask7" AS numeric(12,2)) <= CAST(4.5 AS numeric(2,1))) AND (CAST(t."c3_mask7" AS numeric(12,2)) >= CAST(-7 AS numeric(1,0))) AND (CAST(t."c3_mask7" AS numeric(12,2)) = CAST(pg_catalog.abs(CAST(t."c3_mask7" AS numeric(12,2))) AS numeric(12,2))) AND (CAST(t."c3_mask7" AS numeric(12,2)) <> CAST(0 AS numeric(1,0)))) THEN CAST(CAST(t."c3_mask7" AS numeric(12,2)) + CAST(1 AS numeric(1,0)) AS numeric(13,2)) ELSE CAST(-1 AS numeric(1,0)) END AS numeric(13,2)) AS numeric(12,2)), t."c3_mask7") END END AS numeric(12,2)) AS "c3_mask7",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c3_chain7"
    ELSE CASE WHEN t."c3_chain7" <= 9999999999.99 THEN CASE WHEN CAST(CASE WHEN ((CAST(t."c3_chain7" AS numeric(12,2)) < CAST(5 AS numeric(1,0))) AND (CAST(t."c3_chain7" AS numeric(12,2)) <= CAST(4.5 AS numeric(2,1))) AND (CAST(t."c3_chain7" AS numeric(12,2)) >= CAST(-7 AS numeric(1,0))) AND (CAST(t."c3_chain7" AS numeric(12,2)) = CAST(pg_catalog.abs(CAST(t."c3_chain7" AS numeric(12,2))) AS numeric(12,2))) AND (CAST(t."c3_chain7" AS numeric(12,2)) <> CAST(0 AS numeric(1,0)))) THEN CAST(CAST(t."c3_chain7" AS numeric(12,2)) + CAST(1 AS numeric(1,0)) AS numeric(13,2)) ELSE CAST(-1 AS numeric(1,0)) END AS numeric(13,2)) > -10000000000 AND CAST(CASE WHEN ((CAST(t."c3_chain7" AS numeric(12,2)) < CAST(5 AS numeric(1,0))) AND (CAST(t."c3_chain7" AS numeric(12,2)) <= CAST(4.5 AS numeric(2,1))) AND (CAST(t."c3_chain7" AS numeric(12,2)) >= CAST(-7 AS numeric(1,0))) AND (CAST(t."c3_chain7" AS numeric(12,2)) = CAST(pg_catalog.abs(CAST(t."c3_chain7" AS numeric(12,2))) AS numeric(12,2))) AND (CAST(t."c3_chain7" AS numeric(12,2)) <> CAST(0 AS numeric(1,0)))) THEN CAST(CAST(t."c3_chain7" AS numeric(12,2)) + CAST(1 AS numeric(1,0)) AS numeric(13,2)) ELSE CAST(-1 AS numeric(1,0)) END AS numeric(13,2)) < 10000000000 THEN NULLIF(CAST(CAST(CASE WHEN ((CAST(t."c3_chain7" AS numeric(12,2)) < CAST(5 AS numeric(1,0))) AND (CAST(t."c3_chain7" AS numeric(12,2)) <= CAST(4.5 AS numeric(2,1))) AND (CAST(t."c3_chain7" AS numeric(12,2)) >= CAST(-7 AS numeric(1,0))) AND (CAST(t."c3_chain7" AS numeric(12,2)) = CAST(pg_catalog.abs(CAST(t."c3_chain7" AS numeric(12,2))) AS numeric(12,2))) AND (CAST(t."c3_chain7" AS numeric(12,2)) <> CAST(0 AS numeric(1,0)))) THEN CAST(CAST(t."c3_chain7" AS numeric(12,2)) + CAST(1 AS numeric(1,0)) AS numeric(13,2)) ELSE CAST(-1 AS numeric(1,0)) END AS numeric(13,2)) AS numeric(12,2)), t."c3_chain7") END END
  END AS numeric(12,2)) AS "c3_chain7",
  CAST(CASE WHEN t."c3_mask8" >= -9999999999.5 AND t."c3_mask8" <= 9999999999.99 THEN t."c3_mask8" - pg_catalog.mod(pg_catalog.mod(t."c3_mask8", 0.5) + 0.5, 0.5) END AS numeric(12,2)) AS "c3_mask8",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c3_chain8"
    ELSE CASE WHEN t."c3_chain8" >= -9999999999.5 AND t."c3_chain8" <= 9999999999.99 THEN t."c3_chain8" - pg_catalog.mod(pg_catalog.mod(t."c3_chain8", 0.5) + 0.5, 0.5) END
  END AS numeric(12,2)) AS "c3_chain8",
  CAST(CASE WHEN t."c3_mask9" <= 9999999999.99 THEN CASE WHEN t."c3_mask9" >= CAST(0.25 AS numeric(12,2)) THEN CAST(0.25 AS numeric(12,2)) WHEN t."c3_mask9" >= CAST(-1 AS numeric(12,2)) THEN CAST(-1 AS numeric(12,2)) END END AS numeric(12,2)) AS "c3_mask9",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c3_chain9"
    ELSE CASE WHEN t."c3_chain9" <= 9999999999.99 THEN CASE WHEN t."c3_chain9" >= CAST(0.25 AS numeric(12,2)) THEN CAST(0.25 AS numeric(12,2)) WHEN t."c3_chain9" >= CAST(-1 AS numeric(12,2)) THEN CAST(-1 AS numeric(12,2)) END END
  END AS numeric(12,2)) AS "c3_chain9",
  t."c4_raw" AS "c4_raw",
  CAST(NULL AS real) AS "c4_null",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = 'idp' AND p."value" = 'hr')
      THEN t."c4_some"
    ELSE NULL
  END AS real) AS "c4_some",
  CAST(CASE WHEN CAST(t."c4_mask0" AS double precision) > CAST(-10 AS double precision) AND CAST(t."c4_mask0" AS double precision) < CAST(0 AS double precision) THEN CAST(-10 AS double precision) WHEN CAST(t."c4_mask0" AS double precision) >= CAST(0 AS double precision) AND CAST(t."c4_mask0" AS double precision) < CAST(10 AS double precision) THEN CAST(0 AS double precision) WHEN pg_catalog.abs(CAST(t."c4_mask0" AS double precision)) <= 1000000000000000 THEN pg_catalog.floor(CAST(t."c4_mask0" AS double precision) / CAST(10 AS double precision)) * CAST(10 AS double precision) END AS real) AS "c4_mask0",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c4_chain0"
    ELSE CASE WHEN CAST(t."c4_chain0" AS double precision) > CAST(-10 AS double precision) AND CAST(t."c4_chain0" AS double precision) < CAST(0 AS double precision) THEN CAST(-10 AS double precision) WHEN CAST(t."c4_chain0" AS double precision) >= CAST(0 AS double precision) AND CAST(t."c4_chain0" AS double precision) < CAST(10 AS double precision) THEN CAST(0 AS double precision) WHEN pg_catalog.abs(CAST(t."c4_chain0" AS double precision)) <= 1000000000000000 THEN pg_catalog.floor(CAST(t."c4_chain0" AS double precision) / CAST(10 AS double precision)) * CAST(10 AS double precision) END
  END AS real) AS "c4_chain0",
  CAST(CASE WHEN pg_catalog.abs(CAST(t."c4_mask1" AS double precision)) <= 1000000000000000 THEN CASE WHEN CAST(t."c4_mask1" AS double precision) >= CAST(65 AS double precision) THEN CAST(65 AS double precision) WHEN CAST(t."c4_mask1" AS double precision) >= CAST(0 AS double precision) THEN CAST(0 AS double precision) WHEN CAST(t."c4_mask1" AS double precision) >= CAST(-18 AS double precision) THEN CAST(-18 AS double precision) END END AS real) AS "c4_mask1",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c4_chain1"
    ELSE CASE WHEN pg_catalog.abs(CAST(t."c4_chain1" AS double precision)) <= 1000000000000000 THEN CASE WHEN CAST(t."c4_chain1" AS double precision) >= CAST(65 AS double precision) THEN CAST(65 AS double precision) WHEN CAST(t."c4_chain1" AS double precision) >= CAST(0 AS double precision) THEN CAST(0 AS double precision) WHEN CAST(t."c4_chain1" AS double precision) >= CAST(-18 AS double precision) THEN CAST(-18 AS double precision) END END
  END AS real) AS "c4_chain1",
  CAST(CASE WHEN CAST(t."c4_mask2" AS double precision) > CAST(-0.5 AS double precision) AND CAST(t."c4_mask2" AS double precision) < CAST(0 AS double precision) THEN CAST(-0.5 AS double precision) WHEN CAST(t."c4_mask2" AS double precision) >= CAST(0 AS double precision) AND CAST(t."c4_mask2" AS double precision) < CAST(0.5 AS double precision) THEN CAST(0 AS double precision) WHEN pg_catalog.abs(CAST(t."c4_mask2" AS double precision)) <= 1000000000000000 THEN pg_catalog.floor(CAST(t."c4_mask2" AS double precision) / CAST(0.5 AS double precision)) * CAST(0.5 AS double precision) END AS real) AS "c4_mask2",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c4_chain2"
    ELSE CASE WHEN CAST(t."c4_chain2" AS double precision) > CAST(-0.5 AS double precision) AND CAST(t."c4_chain2" AS double precision) < CAST(0 AS double precision) THEN CAST(-0.5 AS double precision) WHEN CAST(t."c4_chain2" AS double precision) >= CAST(0 AS double precision) AND CAST(t."c4_chain2" AS double precision) < CAST(0.5 AS double precision) THEN CAST(0 AS double precision) WHEN pg_catalog.abs(CAST(t."c4_chain2" AS double precision)) <= 1000000000000000 THEN pg_catalog.floor(CAST(t."c4_chain2" AS double precision) / CAST(0.5 AS double precision)) * CAST(0.5 AS double precision) END
  END AS real) AS "c4_chain2",
  CAST(CASE WHEN pg_catalog.abs(CAST(t."c4_mask3" AS double precision)) <= 1000000000000000 THEN CASE WHEN CAST(t."c4_mask3" AS double precision) >= CAST(0.25 AS double precision) THEN CAST(0.25 AS double precision) WHEN CAST(t."c4_mask3" AS double precision) >= CAST(-1 AS double precision) THEN CAST(-1 AS double precision) END END AS real) AS "c4_mask3",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c4_chain3"
    ELSE CASE WHEN pg_catalog.abs(CAST(t."c4_chain3" AS double precision)) <= 1000000000000000 THEN CASE WHEN CAST(t."c4_chain3" AS double precision) >= CAST(0.25 AS double precision) THEN CAST(0.25 AS double precision) WHEN CAST(t."c4_chain3" AS double precision) >= CAST(-1 AS double precision) THEN CAST(-1 AS double precision) END END
  END AS real) AS "c4_chain3",
  t."c5_raw" AS "c5_raw",
  CAST(NULL AS double precision) AS "c5_null",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = 'idp' AND p."value" = 'hr')
      THEN t."c5_some"
    ELSE NULL
  END AS double precision) AS "c5_some",
  CAST(CASE WHEN CAST(t."c5_mask0" AS double precision) > CAST(-10 AS double precision) AND CAST(t."c5_mask0" AS double precision) < CAST(0 AS double precision) THEN CAST(-10 AS double precision) WHEN CAST(t."c5_mask0" AS double precision) >= CAST(0 AS double precision) AND CAST(t."c5_mask0" AS double precision) < CAST(10 AS double precision) THEN CAST(0 AS double precision) WHEN pg_catalog.abs(CAST(t."c5_mask0" AS double precision)) <= 1000000000000000 THEN pg_catalog.floor(CAST(t."c5_mask0" AS double precision) / CAST(10 AS double precision)) * CAST(10 AS double precision) END AS double precision) AS "c5_mask0",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c5_chain0"
    ELSE CASE WHEN CAST(t."c5_chain0" AS double precision) > CAST(-10 AS double precision) AND CAST(t."c5_chain0" AS double precision) < CAST(0 AS double precision) THEN CAST(-10 AS double precision) WHEN CAST(t."c5_chain0" AS double precision) >= CAST(0 AS double precision) AND CAST(t."c5_chain0" AS double precision) < CAST(10 AS double precision) THEN CAST(0 AS double precision) WHEN pg_catalog.abs(CAST(t."c5_chain0" AS double precision)) <= 1000000000000000 THEN pg_catalog.floor(CAST(t."c5_chain0" AS double precision) / CAST(10 AS double precision)) * CAST(10 AS double precision) END
  END AS double precision) AS "c5_chain0",
  CAST(CASE WHEN pg_catalog.abs(CAST(t."c5_mask1" AS double precision)) <= 1000000000000000 THEN CASE WHEN CAST(t."c5_mask1" AS double precision) >= CAST(65 AS double precision) THEN CAST(65 AS double precision) WHEN CAST(t."c5_mask1" AS double precision) >= CAST(0 AS double precision) THEN CAST(0 AS double precision) WHEN CAST(t."c5_mask1" AS double precision) >= CAST(-18 AS double precision) THEN CAST(-18 AS double precision) END END AS double precision) AS "c5_mask1",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c5_chain1"
    ELSE CASE WHEN pg_catalog.abs(CAST(t."c5_chain1" AS double precision)) <= 1000000000000000 THEN CASE WHEN CAST(t."c5_chain1" AS double precision) >= CAST(65 AS double precision) THEN CAST(65 AS double precision) WHEN CAST(t."c5_chain1" AS double precision) >= CAST(0 AS double precision) THEN CAST(0 AS double precision) WHEN CAST(t."c5_chain1" AS double precision) >= CAST(-18 AS double precision) THEN CAST(-18 AS double precision) END END
  END AS double precision) AS "c5_chain1",
  CAST(CASE WHEN CAST(t."c5_mask2" AS double precision) > CAST(-0.5 AS double precision) AND CAST(t."c5_mask2" AS double precision) < CAST(0 AS double precision) THEN CAST(-0.5 AS double precision) WHEN CAST(t."c5_mask2" AS double precision) >= CAST(0 AS double precision) AND CAST(t."c5_mask2" AS double precision) < CAST(0.5 AS double precision) THEN CAST(0 AS double precision) WHEN pg_catalog.abs(CAST(t."c5_mask2" AS double precision)) <= 1000000000000000 THEN pg_catalog.floor(CAST(t."c5_mask2" AS double precision) / CAST(0.5 AS double precision)) * CAST(0.5 AS double precision) END AS double precision) AS "c5_mask2",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c5_chain2"
    ELSE CASE WHEN CAST(t."c5_chain2" AS double precision) > CAST(-0.5 AS double precision) AND CAST(t."c5_chain2" AS double precision) < CAST(0 AS double precision) THEN CAST(-0.5 AS double precision) WHEN CAST(t."c5_chain2" AS double precision) >= CAST(0 AS double precision) AND CAST(t."c5_chain2" AS double precision) < CAST(0.5 AS double precision) THEN CAST(0 AS double precision) WHEN pg_catalog.abs(CAST(t."c5_chain2" AS double precision)) <= 1000000000000000 THEN pg_catalog.floor(CAST(t."c5_chain2" AS double precision) / CAST(0.5 AS double precision)) * CAST(0.5 AS double precision) END
  END AS double precision) AS "c5_chain2",
  CAST(CASE WHEN pg_catalog.abs(CAST(t."c5_mask3" AS double precision)) <= 1000000000000000 THEN CASE WHEN CAST(t."c5_mask3" AS double precision) >= CAST(0.25 AS double precision) THEN CAST(0.25 AS double precision) WHEN CAST(t."c5_mask3" AS double precision) >= CAST(-1 AS double precision) THEN CAST(-1 AS double precision) END END AS double precision) AS "c5_mask3",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c5_chain3"
    ELSE CASE WHEN pg_catalog.abs(CAST(t."c5_chain3" AS double precision)) <= 1000000000000000 THEN CASE WHEN CAST(t."c5_chain3" AS double precision) >= CAST(0.25 AS double precision) THEN CAST(0.25 AS double precision) WHEN CAST(t."c5_chain3" AS double precision) >= CAST(-1 AS double precision) THEN CAST(-1 AS double precision) END END
  END AS double precision) AS "c5_chain3",
  t."c6_raw" AS "c6_raw",
  CAST(NULL AS character(70)) AS "c6_null",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = 'idp' AND p."value" = 'hr')
      THEN t."c6_some"
    ELSE NULL
  END AS character(70)) AS "c6_some",
  CAST(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1') || pg_catalog.rtrim(t."c6_mask0"), 256) AS character(70)) AS "c6_mask0",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c6_chain0"
    ELSE pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1') || pg_catalog.rtrim(t."c6_chain0"), 256)
  END AS character(70)) AS "c6_chain0",
  CAST(pg_catalog."left"(pg_catalog.sha2(CASE WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'context' AND p."name" = '' AND p."value" = 'p1') THEN (SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'project/p1/1') WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'context' AND p."name" = '' AND p."value" = 'o''b"\\') THEN (SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'project/o''b"\\/1') ELSE (SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1') END || pg_catalog.rtrim(t."c6_mask1"), 256), 16) AS character(70)) AS "c6_mask1",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c6_chain1"
    ELSE pg_catalog."left"(pg_catalog.sha2(CASE WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'context' AND p."name" = '' AND p."value" = 'p1') THEN (SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'project/p1/1') WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'context' AND p."name" = '' AND p."value" = 'o''b"\\') THEN (SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'project/o''b"\\/1') ELSE (SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1') END || pg_catalog.rtrim(t."c6_chain1"), 256), 16)
  END AS character(70)) AS "c6_chain1",
  CAST(CASE WHEN t."c6_mask2" IS NOT NULL THEN 'o''b\\rien' END AS character(70)) AS "c6_mask2",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c6_chain2"
    ELSE CASE WHEN t."c6_chain2" IS NOT NULL THEN 'o''b\\rien' END
  END AS character(70)) AS "c6_chain2",
  CAST(CASE WHEN pg_catalog.char_length(pg_catalog.rtrim(t."c6_mask3")) > 4 THEN CASE WHEN pg_catalog.octet_length(pg_catalog."left"(pg_catalog.rtrim(t."c6_mask3"), 2) || '*''\\') <= 70 THEN NULLIF(pg_catalog.rtrim(pg_catalog."left"(pg_catalog.rtrim(t."c6_mask3"), 2) || '*''\\', ' '), pg_catalog.rtrim(t."c6_mask3")) END END AS character(70)) AS "c6_mask3",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c6_chain3"
    ELSE CASE WHEN pg_catalog.char_length(pg_catalog.rtrim(t."c6_chain3")) > 4 THEN CASE WHEN pg_catalog.octet_length(pg_catalog."left"(pg_catalog.rtrim(t."c6_chain3"), 2) || '*''\\') <= 70 THEN NULLIF(pg_catalog.rtrim(pg_catalog."left"(pg_catalog.rtrim(t."c6_chain3"), 2) || '*''\\', ' '), pg_catalog.rtrim(t."c6_chain3")) END END
  END AS character(70)) AS "c6_chain3",
  CAST(CASE WHEN pg_catalog.char_length(pg_catalog.rtrim(t."c6_mask4")) > 8 THEN '' || pg_catalog."right"(pg_catalog.rtrim(t."c6_mask4"), 4) END AS character(70)) AS "c6_mask4",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c6_chain4"
    ELSE CASE WHEN pg_catalog.char_length(pg_catalog.rtrim(t."c6_chain4")) > 8 THEN '' || pg_catalog."right"(pg_catalog.rtrim(t."c6_chain4"), 4) END
  END AS character(70)) AS "c6_chain4",
  CAST(CASE WHEN pg_catalog.char_length(pg_catalog.rtrim(t."c6_mask5")) > 4 THEN pg_catalog."left"(pg_catalog.rtrim(t."c6_mask5"), 1) || '…' || pg_catalog."right"(pg_catalog.rtrim(t."c6_mask5"), 1) END AS character(70)) AS "c6_mask5",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c6_chain5"
    ELSE CASE WHEN pg_catalog.char_length(pg_catalog.rtrim(t."c6_chain5")) > 4 THEN pg_catalog."left"(pg_catalog.rtrim(t."c6_chain5"), 1) || '…' || pg_catalog."right"(pg_catalog.rtrim(t."c6_chain5"), 1) END
  END AS character(70)) AS "c6_chain5",
  CAST(CASE WHEN pg_catalog.rtrim(t."c6_mask6") ~ '^[^@]+@([A-Za-z0-9-]+[.])+[A-Za-z][A-Za-z0-9-]*$' THEN CASE WHEN pg_catalog.octet_length('*''\\@' || pg_catalog.split_part(pg_catalog.rtrim(t."c6_mask6"), '@', 2)) <= 70 THEN NULLIF(pg_catalog.rtrim('*''\\@' || pg_catalog.split_part(pg_catalog.rtrim(t."c6_mask6"), '@', 2), ' '), pg_catalog.rtrim(t."c6_mask6")) END END AS character(70)) AS "c6_mask6",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c6_chain6"
    ELSE CASE WHEN pg_catalog.rtrim(t."c6_chain6") ~ '^[^@]+@([A-Za-z0-9-]+[.])+[A-Za-z][A-Za-z0-9-]*$' THEN CASE WHEN pg_catalog.octet_length('*''\\@' || pg_catalog.split_part(pg_catalog.rtrim(t."c6_chain6"), '@', 2)) <= 70 THEN NULLIF(pg_catalog.rtrim('*''\\@' || pg_catalog.split_part(pg_catalog.rtrim(t."c6_chain6"), '@', 2), ' '), pg_catalog.rtrim(t."c6_chain6")) END END
  END AS character(70)) AS "c6_chain6",
  CAST(CASE WHEN pg_catalog.rtrim(t."c6_mask7") ~ '^[^@]{3,}@([A-Za-z0-9-]+[.])+[A-Za-z][A-Za-z0-9-]*$' THEN CASE WHEN pg_catalog.octet_length(pg_catalog."left"(pg_catalog.rtrim(t."c6_mask7"), 1) || '…@' || pg_catalog.split_part(pg_catalog.rtrim(t."c6_mask7"), '@', 2)) <= 70 THEN NULLIF(pg_catalog.rtrim(pg_catalog."left"(pg_catalog.rtrim(t."c6_mask7"), 1) || '…@' || pg_catalog.split_part(pg_catalog.rtrim(t."c6_mask7"), '@', 2), ' '), pg_catalog.rtrim(t."c6_mask7")) END END AS character(70)) AS "c6_mask7",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c6_chain7"
    ELSE CASE WHEN pg_catalog.rtrim(t."c6_chain7") ~ '^[^@]{3,}@([A-Za-z0-9-]+[.])+[A-Za-z][A-Za-z0-9-]*$' THEN CASE WHEN pg_catalog.octet_length(pg_catalog."left"(pg_catalog.rtrim(t."c6_chain7"), 1) || '…@' || pg_catalog.split_part(pg_catalog.rtrim(t."c6_chain7"), '@', 2)) <= 70 THEN NULLIF(pg_catalog.rtrim(pg_catalog."left"(pg_catalog.rtrim(t."c6_chain7"), 1) || '…@' || pg_catalog.split_part(pg_catalog.rtrim(t."c6_chain7"), '@', 2), ' '), pg_catalog.rtrim(t."c6_chain7")) END END
  END AS character(70)) AS "c6_chain7",
  CAST(CASE WHEN pg_catalog.octet_length(pg_catalog.rtrim(t."c6_mask8")) <= 70 THEN NULLIF(pg_catalog.rtrim(pg_catalog.regexp_replace(pg_catalog.rtrim(t."c6_mask8"), '[0-9]+\\.(a|b){2}', '#', 1, 'c'), ' '), pg_catalog.rtrim(t."c6_mask8")) ELSE CASE WHEN pg_catalog.octet_length(pg_catalog.regexp_replace(pg_catalog.rtrim(t."c6_mask8"), '[0-9]+\\.(a|b){2}', '#', 1, 'c')) <= 70 THEN NULLIF(pg_catalog.rtrim(pg_catalog.regexp_replace(pg_catalog.rtrim(t."c6_mask8"), '[0-9]+\\.(a|b){2}', '#', 1, 'c'), ' '), pg_catalog.rtrim(t."c6_mask8")) END END AS character(70)) AS "c6_mask8",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c6_chain8"
    ELSE CASE WHEN pg_catalog.octet_length(pg_catalog.rtrim(t."c6_chain8")) <= 70 THEN NULLIF(pg_catalog.rtrim(pg_catalog.regexp_replace(pg_catalog.rtrim(t."c6_chain8"), '[0-9]+\\.(a|b){2}', '#', 1, 'c'), ' '), pg_catalog.rtrim(t."c6_chain8")) ELSE CASE WHEN pg_catalog.octet_length(pg_catalog.regexp_replace(pg_catalog.rtrim(t."c6_chain8"), '[0-9]+\\.(a|b){2}', '#', 1, 'c')) <= 70 THEN NULLIF(pg_catalog.rtrim(pg_catalog.regexp_replace(pg_catalog.rtrim(t."c6_chain8"), '[0-9]+\\.(a|b){2}', '#', 1, 'c'), ' '), pg_catalog.rtrim(t."c6_chain8")) END END
  END AS character(70)) AS "c6_chain8",
  CAST(CASE WHEN pg_catalog.octet_length(pg_catalog.rtrim(t."c6_mask9")) <= 17 THEN NULLIF(pg_catalog.rtrim(CASE WHEN pg_catalog.strpos(pg_catalog.rtrim(t."c6_mask9"), '') = 0 THEN pg_catalog.replace(pg_catalog.regexp_replace(pg_catalog.rtrim(t."c6_mask9"), '^x''', '', 1, 'c'), '', '\\1$&') END, ' '), pg_catalog.rtrim(t."c6_mask9")) ELSE CASE WHEN pg_catalog.octet_length(CASE WHEN pg_catalog.strpos(pg_catalog.rtrim(t."c6_mask9"), '') = 0 THEN pg_catalog.replace(pg_catalog.regexp_replace(pg_catalog.rtrim(t."c6_mask9"), '^x''', '', 1, 'c'), '', '\\1$&') END) <= 70 THEN NULLIF(pg_catalog.rtrim(CASE WHEN pg_catalog.strpos(pg_catalog.rtrim(t."c6_mask9"), '') = 0 THEN pg_catalog.replace(pg_catalog.regexp_replace(pg_catalog.rtrim(t."c6_mask9"), '^x''', '', 1, 'c'), '', '\\1$&') END, ' '), pg_catalog.rtrim(t."c6_mask9")) END END AS character(70)) AS "c6_mask9",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c6_chain9"
    ELSE CASE WHEN pg_catalog.octet_length(pg_catalog.rtrim(t."c6_chain9")) <= 17 THEN NULLIF(pg_catalog.rtrim(CASE WHEN pg_catalog.strpos(pg_catalog.rtrim(t."c6_chain9"), '') = 0 THEN pg_catalog.replace(pg_catalog.regexp_replace(pg_catalog.rtrim(t."c6_chain9"), '^x''', '', 1, 'c'), '', '\\1$&') END, ' '), pg_catalog.rtrim(t."c6_chain9")) ELSE CASE WHEN pg_catalog.octet_length(CASE WHEN pg_catalog.strpos(pg_catalog.rtrim(t."c6_chain9"), '') = 0 THEN pg_catalog.replace(pg_catalog.regexp_replace(pg_catalog.rtrim(t."c6_chain9"), '^x''', '', 1, 'c'), '', '\\1$&') END) <= 70 THEN NULLIF(pg_catalog.rtrim(CASE WHEN pg_catalog.strpos(pg_catalog.rtrim(t."c6_chain9"), '') = 0 THEN pg_catalog.replace(pg_catalog.regexp_replace(pg_catalog.rtrim(t."c6_chain9"), '^x''', '', 1, 'c'), '', '\\1$&') END, ' '), pg_catalog.rtrim(t."c6_chain9")) END END
  END AS character(70)) AS "c6_chain9",
  CAST(CASE WHEN pg_catalog.rtrim(((pg_catalog."left"(pg_catalog.rtrim(t."c6_mask10"), 2) || CAST('o''b\\' AS character varying(4))) || pg_catalog."right"(pg_catalog.rtrim(t."c6_mask10"), 1))) <> pg_catalog.rtrim(pg_catalog.rtrim(t."c6_mask10")) THEN ((pg_catalog."left"(pg_catalog.rtrim(t."c6_mask10"), 2) || CAST('o''b\\' AS character varying(4))) || pg_catalog."right"(pg_catalog.rtrim(t."c6_mask10"), 1)) END AS character(70)) AS "c6_mask10",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c6_chain10"
    ELSE CASE WHEN pg_catalog.rtrim(((pg_catalog."left"(pg_catalog.rtrim(t."c6_chain10"), 2) || CAST('o''b\\' AS character varying(4))) || pg_catalog."right"(pg_catalog.rtrim(t."c6_chain10"), 1))) <> pg_catalog.rtrim(pg_catalog.rtrim(t."c6_chain10")) THEN ((pg_catalog."left"(pg_catalog.rtrim(t."c6_chain10"), 2) || CAST('o''b\\' AS character varying(4))) || pg_catalog."right"(pg_catalog.rtrim(t."c6_chain10"), 1)) END
  END AS character(70)) AS "c6_chain10",
  CAST(CASE WHEN pg_catalog.rtrim(pg_catalog.replace(pg_catalog.translate(pg_catalog.translate(pg_catalog."substring"(pg_catalog.rtrim(t."c6_mask11"), 2, 3), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '''', '\\')) <> pg_catalog.rtrim(pg_catalog.rtrim(t."c6_mask11")) THEN pg_catalog.replace(pg_catalog.translate(pg_catalog.translate(pg_catalog."substring"(pg_catalog.rtrim(t."c6_mask11"), 2, 3), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '''', '\\') END AS character(70)) AS "c6_mask11",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c6_chain11"
    ELSE CASE WHEN pg_catalog.rtrim(pg_catalog.replace(pg_catalog.translate(pg_catalog.translate(pg_catalog."substring"(pg_catalog.rtrim(t."c6_chain11"), 2, 3), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '''', '\\')) <> pg_catalog.rtrim(pg_catalog.rtrim(t."c6_chain11")) THEN pg_catalog.replace(pg_catalog.translate(pg_catalog.translate(pg_catalog."substring"(pg_catalog.rtrim(t."c6_chain11"), 2, 3), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '''', '\\') END
  END AS character(70)) AS "c6_chain11",
  CAST(CASE WHEN pg_catalog.octet_length(CASE WHEN (((pg_catalog.rtrim(t."c6_mask12") || '.' = CAST('a ' AS character varying(2)) || '.') AND (pg_catalog.rtrim(t."c6_mask12") || '.' <> CAST('b' AS character varying(1)) || '.') AND (pg_catalog."left"(pg_catalog.rtrim(t."c6_mask12"), 2) || '.' = 'é☃.') AND (NOT (pg_catalog."right"(pg_catalog.rtrim(t."c6_mask12"), 1) || '.' = '\\.')) AND (pg_catalog.strpos(pg_catalog.rtrim(t."c6_mask12"), '''') > 0)) OR (CAST(pg_catalog.char_length(pg_catalog.rtrim(t."c6_mask12")) AS numeric(10,0)) > CAST(3 AS numeric(1,0)))) THEN CAST('x' AS character varying(1)) ELSE pg_catalog.rtrim(t."c6_mask12") END) <= 70 THEN CASE WHEN pg_catalog.rtrim(CASE WHEN (((pg_catalog.rtrim(t."c6_mask12") || '.' = CAST('a ' AS character varying(2)) || '.') AND (pg_catalog.rtrim(t."c6_mask12") || '.' <> CAST('b' AS character varying(1)) || '.') AND (pg_catalog."left"(pg_catalog.rtrim(t."c6_mask12"), 2) || '.' = 'é☃.') AND (NOT (pg_catalog."right"(pg_catalog.rtrim(t."c6_mask12"), 1) || '.' = '\\.')) AND (pg_catalog.strpos(pg_catalog.rtrim(t."c6_mask12"), '''') > 0)) OR (CAST(pg_catalog.char_length(pg_catalog.rtrim(t."c6_mask12")) AS numeric(10,0)) > CAST(3 AS numeric(1,0)))) THEN CAST('x' AS character varying(1)) ELSE pg_catalog.rtrim(t."c6_mask12") END) <> pg_catalog.rtrim(pg_catalog.rtrim(t."c6_mask12")) THEN CASE WHEN (((pg_catalog.rtrim(t."c6_mask12") || '.' = CAST('a ' AS character varying(2)) || '.') AND (pg_catalog.rtrim(t."c6_mask12") || '.' <> CAST('b' AS character varying(1)) || '.') AND (pg_catalog."left"(pg_catalog.rtrim(t."c6_mask12"), 2) || '.' = 'é☃.') AND (NOT (pg_catalog."right"(pg_catalog.rtrim(t."c6_mask12"), 1) || '.' = '\\.')) AND (pg_catalog.strpos(pg_catalog.rtrim(t."c6_mask12"), '''') > 0)) OR (CAST(pg_catalog.char_length(pg_catalog.rtrim(t."c6_mask12")) AS numeric(10,0)) > CAST(3 AS numeric(1,0)))) THEN CAST('x' AS character varying(1)) ELSE pg_catalog.rtrim(t."c6_mask12") END END END AS character(70)) AS "c6_mask12",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c6_chain12"
    ELSE CASE WHEN pg_catalog.octet_length(CASE WHEN (((pg_catalog.rtrim(t."c6_chain12") || '.' = CAST('a ' AS character varying(2)) || '.') AND (pg_catalog.rtrim(t."c6_chain12") || '.' <> CAST('b' AS character varying(1)) || '.') AND (pg_catalog."left"(pg_catalog.rtrim(t."c6_chain12"), 2) || '.' = 'é☃.') AND (NOT (pg_catalog."right"(pg_catalog.rtrim(t."c6_chain12"), 1) || '.' = '\\.')) AND (pg_catalog.strpos(pg_catalog.rtrim(t."c6_chain12"), '''') > 0)) OR (CAST(pg_catalog.char_length(pg_catalog.rtrim(t."c6_chain12")) AS numeric(10,0)) > CAST(3 AS numeric(1,0)))) THEN CAST('x' AS character varying(1)) ELSE pg_catalog.rtrim(t."c6_chain12") END) <= 70 THEN CASE WHEN pg_catalog.rtrim(CASE WHEN (((pg_catalog.rtrim(t."c6_chain12") || '.' = CAST('a ' AS character varying(2)) || '.') AND (pg_catalog.rtrim(t."c6_chain12") || '.' <> CAST('b' AS character varying(1)) || '.') AND (pg_catalog."left"(pg_catalog.rtrim(t."c6_chain12"), 2) || '.' = 'é☃.') AND (NOT (pg_catalog."right"(pg_catalog.rtrim(t."c6_chain12"), 1) || '.' = '\\.')) AND (pg_catalog.strpos(pg_catalog.rtrim(t."c6_chain12"), '''') > 0)) OR (CAST(pg_catalog.char_length(pg_catalog.rtrim(t."c6_chain12")) AS numeric(10,0)) > CAST(3 AS numeric(1,0)))) THEN CAST('x' AS character varying(1)) ELSE pg_catalog.rtrim(t."c6_chain12") END) <> pg_catalog.rtrim(pg_catalog.rtrim(t."c6_chain12")) THEN CASE WHEN (((pg_catalog.rtrim(t."c6_chain12") || '.' = CAST('a ' AS character varying(2)) || '.') AND (pg_catalog.rtrim(t."c6_chain12") || '.' <> CAST('b' AS character varying(1)) || '.') AND (pg_catalog."left"(pg_catalog.rtrim(t."c6_chain12"), 2) || '.' = 'é☃.') AND (NOT (pg_catalog."right"(pg_catalog.rtrim(t."c6_chain12"), 1) || '.' = '\\.')) AND (pg_catalog.strpos(pg_catalog.rtrim(t."c6_chain12"), '''') > 0)) OR (CAST(pg_catalog.char_length(pg_catalog.rtrim(t."c6_chain12")) AS numeric(10,0)) > CAST(3 AS numeric(1,0)))) THEN CAST('x' AS character varying(1)) ELSE pg_catalog.rtrim(t."c6_chain12") END END END
  END AS character(70)) AS "c6_chain12",
  CAST(CASE WHEN pg_catalog.octet_length((pg_catalog.rtrim(t."c6_mask13") || pg_catalog.rtrim(t."c6_mask13"))) <= 70 THEN CASE WHEN pg_catalog.rtrim((pg_catalog.rtrim(t."c6_mask13") || pg_catalog.rtrim(t."c6_mask13"))) <> pg_catalog.rtrim(pg_catalog.rtrim(t."c6_mask13")) THEN (pg_catalog.rtrim(t."c6_mask13") || pg_catalog.rtrim(t."c6_mask13")) END END AS character(70)) AS "c6_mask13",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c6_chain13"
    ELSE CASE WHEN pg_catalog.octet_length((pg_catalog.rtrim(t."c6_chain13") || pg_catalog.rtrim(t."c6_chain13"))) <= 70 THEN CASE WHEN pg_catalog.rtrim((pg_catalog.rtrim(t."c6_chain13") || pg_catalog.rtrim(t."c6_chain13"))) <> pg_catalog.rtrim(pg_catalog.rtrim(t."c6_chain13")) THEN (pg_catalog.rtrim(t."c6_chain13") || pg_catalog.rtrim(t."c6_chain13")) END END
  END AS character(70)) AS "c6_chain13",
  CAST(CASE WHEN pg_catalog.octet_length(CASE WHEN pg_catalog.char_length(pg_catalog.rtrim(t."c6_mask14")) > 5 THEN pg_catalog."left"(pg_catalog.rtrim(t."c6_mask14"), 1) || pg_catalog.repeat('*', pg_catalog.char_length(pg_catalog.rtrim(t."c6_mask14")) - 5) || pg_catalog."right"(pg_catalog.rtrim(t."c6_mask14"), 4) ELSE pg_catalog.repeat('*', pg_catalog.char_length(pg_catalog.rtrim(t."c6_mask14"))) END) <= 70 THEN CASE WHEN pg_catalog.rtrim(CASE WHEN pg_catalog.char_length(pg_catalog.rtrim(t."c6_mask14")) > 5 THEN pg_catalog."left"(pg_catalog.rtrim(t."c6_mask14"), 1) || pg_catalog.repeat('*', pg_catalog.char_length(pg_catalog.rtrim(t."c6_mask14")) - 5) || pg_catalog."right"(pg_catalog.rtrim(t."c6_mask14"), 4) ELSE pg_catalog.repeat('*', pg_catalog.char_length(pg_catalog.rtrim(t."c6_mask14"))) END) <> pg_catalog.rtrim(pg_catalog.rtrim(t."c6_mask14")) THEN CASE WHEN pg_catalog.char_length(pg_catalog.rtrim(t."c6_mask14")) > 5 THEN pg_catalog."left"(pg_catalog.rtrim(t."c6_mask14"), 1) || pg_catalog.repeat('*', pg_catalog.char_length(pg_catalog.rtrim(t."c6_mask14")) - 5) || pg_catalog."right"(pg_catalog.rtrim(t."c6_mask14"), 4) ELSE pg_catalog.repeat('*', pg_catalog.char_length(pg_catalog.rtrim(t."c6_mask14"))) END END END AS character(70)) AS "c6_mask14",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c6_chain14"
    ELSE CASE WHEN pg_catalog.octet_length(CASE WHEN pg_catalog.char_length(pg_catalog.rtrim(t."c6_chain14")) > 5 THEN pg_catalog."left"(pg_catalog.rtrim(t."c6_chain14"), 1) || pg_catalog.repeat('*', pg_catalog.char_length(pg_catalog.rtrim(t."c6_chain14")) - 5) || pg_catalog."right"(pg_catalog.rtrim(t."c6_chain14"), 4) ELSE pg_catalog.repeat('*', pg_catalog.char_length(pg_catalog.rtrim(t."c6_chain14"))) END) <= 70 THEN CASE WHEN pg_catalog.rtrim(CASE WHEN pg_catalog.char_length(pg_catalog.rtrim(t."c6_chain14")) > 5 THEN pg_catalog."left"(pg_catalog.rtrim(t."c6_chain14"), 1) || pg_catalog.repeat('*', pg_catalog.char_length(pg_catalog.rtrim(t."c6_chain14")) - 5) || pg_catalog."right"(pg_catalog.rtrim(t."c6_chain14"), 4) ELSE pg_catalog.repeat('*', pg_catalog.char_length(pg_catalog.rtrim(t."c6_chain14"))) END) <> pg_catalog.rtrim(pg_catalog.rtrim(t."c6_chain14")) THEN CASE WHEN pg_catalog.char_length(pg_catalog.rtrim(t."c6_chain14")) > 5 THEN pg_catalog."left"(pg_catalog.rtrim(t."c6_chain14"), 1) || pg_catalog.repeat('*', pg_catalog.char_length(pg_catalog.rtrim(t."c6_chain14")) - 5) || pg_catalog."right"(pg_catalog.rtrim(t."c6_chain14"), 4) ELSE pg_catalog.repeat('*', pg_catalog.char_length(pg_catalog.rtrim(t."c6_chain14"))) END END END
  END AS character(70)) AS "c6_chain14",
  CAST(CASE WHEN pg_catalog.octet_length(pg_catalog.repeat('…', pg_catalog.char_length(pg_catalog.rtrim(t."c6_mask15")))) <= 70 THEN CASE WHEN pg_catalog.rtrim(pg_catalog.repeat('…', pg_catalog.char_length(pg_catalog.rtrim(t."c6_mask15")))) <> pg_catalog.rtrim(pg_catalog.rtrim(t."c6_mask15")) THEN pg_catalog.repeat('…', pg_catalog.char_length(pg_catalog.rtrim(t."c6_mask15"))) END END AS character(70)) AS "c6_mask15",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c6_chain15"
    ELSE CASE WHEN pg_catalog.octet_length(pg_catalog.repeat('…', pg_catalog.char_length(pg_catalog.rtrim(t."c6_chain15")))) <= 70 THEN CASE WHEN pg_catalog.rtrim(pg_catalog.repeat('…', pg_catalog.char_length(pg_catalog.rtrim(t."c6_chain15")))) <> pg_catalog.rtrim(pg_catalog.rtrim(t."c6_chain15")) THEN pg_catalog.repeat('…', pg_catalog.char_length(pg_catalog.rtrim(t."c6_chain15"))) END END
  END AS character(70)) AS "c6_chain15",
  t."c7_raw" AS "c7_raw",
  CAST(NULL AS character varying(80)) AS "c7_null",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = 'idp' AND p."value" = 'hr')
      THEN t."c7_some"
    ELSE NULL
  END AS character varying(80)) AS "c7_some",
  CAST(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1') || t."c7_mask0", 256) AS character varying(80)) AS "c7_mask0",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c7_chain0"
    ELSE pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1') || t."c7_chain0", 256)
  END AS character varying(80)) AS "c7_chain0",
  CAST(pg_catalog."left"(pg_catalog.sha2(CASE WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'context' AND p."name" = '' AND p."value" = 'p1') THEN (SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'project/p1/1') WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'context' AND p."name" = '' AND p."value" = 'o''b"\\') THEN (SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'project/o''b"\\/1') ELSE (SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1') END || t."c7_mask1", 256), 16) AS character varying(80)) AS "c7_mask1",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c7_chain1"
    ELSE pg_catalog."left"(pg_catalog.sha2(CASE WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'context' AND p."name" = '' AND p."value" = 'p1') THEN (SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'project/p1/1') WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'context' AND p."name" = '' AND p."value" = 'o''b"\\') THEN (SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'project/o''b"\\/1') ELSE (SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1') END || t."c7_chain1", 256), 16)
  END AS character varying(80)) AS "c7_chain1",
  CAST(CASE WHEN t."c7_mask2" IS NOT NULL THEN 'o''b\\rien' END AS character varying(80)) AS "c7_mask2",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c7_chain2"
    ELSE CASE WHEN t."c7_chain2" IS NOT NULL THEN 'o''b\\rien' END
  END AS character varying(80)) AS "c7_chain2",
  CAST(CASE WHEN pg_catalog.char_length(t."c7_mask3") > 4 THEN CASE WHEN pg_catalog.octet_length(pg_catalog."left"(t."c7_mask3", 2) || '*''\\') <= 80 THEN NULLIF(pg_catalog."left"(t."c7_mask3", 2) || '*''\\', t."c7_mask3") END END AS character varying(80)) AS "c7_mask3",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c7_chain3"
    ELSE CASE WHEN pg_catalog.char_length(t."c7_chain3") > 4 THEN CASE WHEN pg_catalog.octet_length(pg_catalog."left"(t."c7_chain3", 2) || '*''\\') <= 80 THEN NULLIF(pg_catalog."left"(t."c7_chain3", 2) || '*''\\', t."c7_chain3") END END
  END AS character varying(80)) AS "c7_chain3",
  CAST(CASE WHEN pg_catalog.char_length(t."c7_mask4") > 8 THEN '' || pg_catalog."right"(t."c7_mask4", 4) END AS character varying(80)) AS "c7_mask4",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c7_chain4"
    ELSE CASE WHEN pg_catalog.char_length(t."c7_chain4") > 8 THEN '' || pg_catalog."right"(t."c7_chain4", 4) END
  END AS character varying(80)) AS "c7_chain4",
  CAST(CASE WHEN pg_catalog.char_length(t."c7_mask5") > 4 THEN pg_catalog."left"(t."c7_mask5", 1) || '…' || pg_catalog."right"(t."c7_mask5", 1) END AS character varying(80)) AS "c7_mask5",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c7_chain5"
    ELSE CASE WHEN pg_catalog.char_length(t."c7_chain5") > 4 THEN pg_catalog."left"(t."c7_chain5", 1) || '…' || pg_catalog."right"(t."c7_chain5", 1) END
  END AS character varying(80)) AS "c7_chain5",
  CAST(CASE WHEN t."c7_mask6" ~ '^[^@]+@([A-Za-z0-9-]+[.])+[A-Za-z][A-Za-z0-9-]*$' THEN CASE WHEN pg_catalog.octet_length('*''\\@' || pg_catalog.split_part(t."c7_mask6", '@', 2)) <= 80 THEN NULLIF('*''\\@' || pg_catalog.split_part(t."c7_mask6", '@', 2), t."c7_mask6") END END AS character varying(80)) AS "c7_mask6",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c7_chain6"
    ELSE CASE WHEN t."c7_chain6" ~ '^[^@]+@([A-Za-z0-9-]+[.])+[A-Za-z][A-Za-z0-9-]*$' THEN CASE WHEN pg_catalog.octet_length('*''\\@' || pg_catalog.split_part(t."c7_chain6", '@', 2)) <= 80 THEN NULLIF('*''\\@' || pg_catalog.split_part(t."c7_chain6", '@', 2), t."c7_chain6") END END
  END AS character varying(80)) AS "c7_chain6",
  CAST(CASE WHEN t."c7_mask7" ~ '^[^@]{3,}@([A-Za-z0-9-]+[.])+[A-Za-z][A-Za-z0-9-]*$' THEN CASE WHEN pg_catalog.octet_length(pg_catalog."left"(t."c7_mask7", 1) || '…@' || pg_catalog.split_part(t."c7_mask7", '@', 2)) <= 80 THEN NULLIF(pg_catalog."left"(t."c7_mask7", 1) || '…@' || pg_catalog.split_part(t."c7_mask7", '@', 2), t."c7_mask7") END END AS character varying(80)) AS "c7_mask7",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c7_chain7"
    ELSE CASE WHEN t."c7_chain7" ~ '^[^@]{3,}@([A-Za-z0-9-]+[.])+[A-Za-z][A-Za-z0-9-]*$' THEN CASE WHEN pg_catalog.octet_length(pg_catalog."left"(t."c7_chain7", 1) || '…@' || pg_catalog.split_part(t."c7_chain7", '@', 2)) <= 80 THEN NULLIF(pg_catalog."left"(t."c7_chain7", 1) || '…@' || pg_catalog.split_part(t."c7_chain7", '@', 2), t."c7_chain7") END END
  END AS character varying(80)) AS "c7_chain7",
  CAST(CASE WHEN pg_catalog.octet_length(t."c7_mask8") <= 80 THEN NULLIF(pg_catalog.regexp_replace(t."c7_mask8", '[0-9]+\\.(a|b){2}', '#', 1, 'c'), t."c7_mask8") ELSE CASE WHEN pg_catalog.octet_length(pg_catalog.regexp_replace(t."c7_mask8", '[0-9]+\\.(a|b){2}', '#', 1, 'c')) <= 80 THEN NULLIF(pg_catalog.regexp_replace(t."c7_mask8", '[0-9]+\\.(a|b){2}', '#', 1, 'c'), t."c7_mask8") END END AS character varying(80)) AS "c7_mask8",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c7_chain8"
    ELSE CASE WHEN pg_catalog.octet_length(t."c7_chain8") <= 80 THEN NULLIF(pg_catalog.regexp_replace(t."c7_chain8", '[0-9]+\\.(a|b){2}', '#', 1, 'c'), t."c7_chain8") ELSE CASE WHEN pg_catalog.octet_length(pg_catalog.regexp_replace(t."c7_chain8", '[0-9]+\\.(a|b){2}', '#', 1, 'c')) <= 80 THEN NULLIF(pg_catalog.regexp_replace(t."c7_chain8", '[0-9]+\\.(a|b){2}', '#', 1, 'c'), t."c7_chain8") END END
  END AS character varying(80)) AS "c7_chain8",
  CAST(CASE WHEN pg_catalog.octet_length(t."c7_mask9") <= 20 THEN NULLIF(CASE WHEN pg_catalog.strpos(t."c7_mask9", '') = 0 THEN pg_catalog.replace(pg_catalog.regexp_replace(t."c7_mask9", '^x''', '', 1, 'c'), '', '\\1$&') END, t."c7_mask9") ELSE CASE WHEN pg_catalog.octet_length(CASE WHEN pg_catalog.strpos(t."c7_mask9", '') = 0 THEN pg_catalog.replace(pg_catalog.regexp_replace(t."c7_mask9", '^x''', '', 1, 'c'), '', '\\1$&') END) <= 80 THEN NULLIF(CASE WHEN pg_catalog.strpos(t."c7_mask9", '') = 0 THEN pg_catalog.replace(pg_catalog.regexp_replace(t."c7_mask9", '^x''', '', 1, 'c'), '', '\\1$&') END, t."c7_mask9") END END AS character varying(80)) AS "c7_mask9",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c7_chain9"
    ELSE CASE WHEN pg_catalog.octet_length(t."c7_chain9") <= 20 THEN NULLIF(CASE WHEN pg_catalog.strpos(t."c7_chain9", '') = 0 THEN pg_catalog.replace(pg_catalog.regexp_replace(t."c7_chain9", '^x''', '', 1, 'c'), '', '\\1$&') END, t."c7_chain9") ELSE CASE WHEN pg_catalog.octet_length(CASE WHEN pg_catalog.strpos(t."c7_chain9", '') = 0 THEN pg_catalog.replace(pg_catalog.regexp_replace(t."c7_chain9", '^x''', '', 1, 'c'), '', '\\1$&') END) <= 80 THEN NULLIF(CASE WHEN pg_catalog.strpos(t."c7_chain9", '') = 0 THEN pg_catalog.replace(pg_catalog.regexp_replace(t."c7_chain9", '^x''', '', 1, 'c'), '', '\\1$&') END, t."c7_chain9") END END
  END AS character varying(80)) AS "c7_chain9",
  CAST(CASE WHEN pg_catalog.rtrim(((pg_catalog."left"(t."c7_mask10", 2) || CAST('o''b\\' AS character varying(4))) || pg_catalog."right"(t."c7_mask10", 1))) <> pg_catalog.rtrim(t."c7_mask10") THEN ((pg_catalog."left"(t."c7_mask10", 2) || CAST('o''b\\' AS character varying(4))) || pg_catalog."right"(t."c7_mask10", 1)) END AS character varying(80)) AS "c7_mask10",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c7_chain10"
    ELSE CASE WHEN pg_catalog.rtrim(((pg_catalog."left"(t."c7_chain10", 2) || CAST('o''b\\' AS character varying(4))) || pg_catalog."right"(t."c7_chain10", 1))) <> pg_catalog.rtrim(t."c7_chain10") THEN ((pg_catalog."left"(t."c7_chain10", 2) || CAST('o''b\\' AS character varying(4))) || pg_catalog."right"(t."c7_chain10", 1)) END
  END AS character varying(80)) AS "c7_chain10",
  CAST(CASE WHEN pg_catalog.rtrim(pg_catalog.replace(pg_catalog.translate(pg_catalog.translate(pg_catalog."substring"(t."c7_mask11", 2, 3), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '''', '\\')) <> pg_catalog.rtrim(t."c7_mask11") THEN pg_catalog.replace(pg_catalog.translate(pg_catalog.translate(pg_catalog."substring"(t."c7_mask11", 2, 3), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '''', '\\') END AS character varying(80)) AS "c7_mask11",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c7_chain11"
    ELSE CASE WHEN pg_catalog.rtrim(pg_catalog.replace(pg_catalog.translate(pg_catalog.translate(pg_catalog."substring"(t."c7_chain11", 2, 3), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '''', '\\')) <> pg_catalog.rtrim(t."c7_chain11") THEN pg_catalog.replace(pg_catalog.translate(pg_catalog.translate(pg_catalog."substring"(t."c7_chain11", 2, 3), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '''', '\\') END
  END AS character varying(80)) AS "c7_chain11",
  CAST(CASE WHEN pg_catalog.octet_length(CASE WHEN (((t."c7_mask12" || '.' = CAST('a ' AS character varying(2)) || '.') AND (t."c7_mask12" || '.' <> CAST('b' AS character varying(1)) || '.') AND (pg_catalog."left"(t."c7_mask12", 2) || '.' = 'é☃.') AND (NOT (pg_catalog."right"(t."c7_mask12", 1) || '.' = '\\.')) AND (pg_catalog.strpos(t."c7_mask12", '''') > 0)) OR (CAST(pg_catalog.char_length(t."c7_mask12") AS numeric(10,0)) > CAST(3 AS numeric(1,0)))) THEN CAST('x' AS character varying(1)) ELSE t."c7_mask12" END) <= 80 THEN CASE WHEN pg_catalog.rtrim(CASE WHEN (((t."c7_mask12" || '.' = CAST('a ' AS character varying(2)) || '.') AND (t."c7_mask12" || '.' <> CAST('b' AS character varying(1)) || '.') AND (pg_catalog."left"(t."c7_mask12", 2) || '.' = 'é☃.') AND (NOT (pg_catalog."right"(t."c7_mask12", 1) || '.' = '\\.')) AND (pg_catalog.strpos(t."c7_mask12", '''') > 0)) OR (CAST(pg_catalog.char_length(t."c7_mask12") AS numeric(10,0)) > CAST(3 AS numeric(1,0)))) THEN CAST('x' AS character varying(1)) ELSE t."c7_mask12" END) <> pg_catalog.rtrim(t."c7_mask12") THEN CASE WHEN (((t."c7_mask12" || '.' = CAST('a ' AS character varying(2)) || '.') AND (t."c7_mask12" || '.' <> CAST('b' AS character varying(1)) || '.') AND (pg_catalog."left"(t."c7_mask12", 2) || '.' = 'é☃.') AND (NOT (pg_catalog."right"(t."c7_mask12", 1) || '.' = '\\.')) AND (pg_catalog.strpos(t."c7_mask12", '''') > 0)) OR (CAST(pg_catalog.char_length(t."c7_mask12") AS numeric(10,0)) > CAST(3 AS numeric(1,0)))) THEN CAST('x' AS character varying(1)) ELSE t."c7_mask12" END END END AS character varying(80)) AS "c7_mask12",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c7_chain12"
    ELSE CASE WHEN pg_catalog.octet_length(CASE WHEN (((t."c7_chain12" || '.' = CAST('a ' AS character varying(2)) || '.') AND (t."c7_chain12" || '.' <> CAST('b' AS character varying(1)) || '.') AND (pg_catalog."left"(t."c7_chain12", 2) || '.' = 'é☃.') AND (NOT (pg_catalog."right"(t."c7_chain12", 1) || '.' = '\\.')) AND (pg_catalog.strpos(t."c7_chain12", '''') > 0)) OR (CAST(pg_catalog.char_length(t."c7_chain12") AS numeric(10,0)) > CAST(3 AS numeric(1,0)))) THEN CAST('x' AS character varying(1)) ELSE t."c7_chain12" END) <= 80 THEN CASE WHEN pg_catalog.rtrim(CASE WHEN (((t."c7_chain12" || '.' = CAST('a ' AS character varying(2)) || '.') AND (t."c7_chain12" || '.' <> CAST('b' AS character varying(1)) || '.') AND (pg_catalog."left"(t."c7_chain12", 2) || '.' = 'é☃.') AND (NOT (pg_catalog."right"(t."c7_chain12", 1) || '.' = '\\.')) AND (pg_catalog.strpos(t."c7_chain12", '''') > 0)) OR (CAST(pg_catalog.char_length(t."c7_chain12") AS numeric(10,0)) > CAST(3 AS numeric(1,0)))) THEN CAST('x' AS character varying(1)) ELSE t."c7_chain12" END) <> pg_catalog.rtrim(t."c7_chain12") THEN CASE WHEN (((t."c7_chain12" || '.' = CAST('a ' AS character varying(2)) || '.') AND (t."c7_chain12" || '.' <> CAST('b' AS character varying(1)) || '.') AND (pg_catalog."left"(t."c7_chain12", 2) || '.' = 'é☃.') AND (NOT (pg_catalog."right"(t."c7_chain12", 1) || '.' = '\\.')) AND (pg_catalog.strpos(t."c7_chain12", '''') > 0)) OR (CAST(pg_catalog.char_length(t."c7_chain12") AS numeric(10,0)) > CAST(3 AS numeric(1,0)))) THEN CAST('x' AS character varying(1)) ELSE t."c7_chain12" END END END
  END AS character varying(80)) AS "c7_chain12",
  CAST(CASE WHEN pg_catalog.octet_length((t."c7_mask13" || t."c7_mask13")) <= 80 THEN CASE WHEN pg_catalog.rtrim((t."c7_mask13" || t."c7_mask13")) <> pg_catalog.rtrim(t."c7_mask13") THEN (t."c7_mask13" || t."c7_mask13") END END AS character varying(80)) AS "c7_mask13",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c7_chain13"
    ELSE CASE WHEN pg_catalog.octet_length((t."c7_chain13" || t."c7_chain13")) <= 80 THEN CASE WHEN pg_catalog.rtrim((t."c7_chain13" || t."c7_chain13")) <> pg_catalog.rtrim(t."c7_chain13") THEN (t."c7_chain13" || t."c7_chain13") END END
  END AS character varying(80)) AS "c7_chain13",
  CAST(CASE WHEN pg_catalog.octet_length(CASE WHEN pg_catalog.char_length(t."c7_mask14") > 5 THEN pg_catalog."left"(t."c7_mask14", 1) || pg_catalog.repeat('*', pg_catalog.char_length(t."c7_mask14") - 5) || pg_catalog."right"(t."c7_mask14", 4) ELSE pg_catalog.repeat('*', pg_catalog.char_length(t."c7_mask14")) END) <= 80 THEN CASE WHEN pg_catalog.rtrim(CASE WHEN pg_catalog.char_length(t."c7_mask14") > 5 THEN pg_catalog."left"(t."c7_mask14", 1) || pg_catalog.repeat('*', pg_catalog.char_length(t."c7_mask14") - 5) || pg_catalog."right"(t."c7_mask14", 4) ELSE pg_catalog.repeat('*', pg_catalog.char_length(t."c7_mask14")) END) <> pg_catalog.rtrim(t."c7_mask14") THEN CASE WHEN pg_catalog.char_length(t."c7_mask14") > 5 THEN pg_catalog."left"(t."c7_mask14", 1) || pg_catalog.repeat('*', pg_catalog.char_length(t."c7_mask14") - 5) || pg_catalog."right"(t."c7_mask14", 4) ELSE pg_catalog.repeat('*', pg_catalog.char_length(t."c7_mask14")) END END END AS character varying(80)) AS "c7_mask14",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c7_chain14"
    ELSE CASE WHEN pg_catalog.octet_length(CASE WHEN pg_catalog.char_length(t."c7_chain14") > 5 THEN pg_catalog."left"(t."c7_chain14", 1) || pg_catalog.repeat('*', pg_catalog.char_length(t."c7_chain14") - 5) || pg_catalog."right"(t."c7_chain14", 4) ELSE pg_catalog.repeat('*', pg_catalog.char_length(t."c7_chain14")) END) <= 80 THEN CASE WHEN pg_catalog.rtrim(CASE WHEN pg_catalog.char_length(t."c7_chain14") > 5 THEN pg_catalog."left"(t."c7_chain14", 1) || pg_catalog.repeat('*', pg_catalog.char_length(t."c7_chain14") - 5) || pg_catalog."right"(t."c7_chain14", 4) ELSE pg_catalog.repeat('*', pg_catalog.char_length(t."c7_chain14")) END) <> pg_catalog.rtrim(t."c7_chain14") THEN CASE WHEN pg_catalog.char_length(t."c7_chain14") > 5 THEN pg_catalog."left"(t."c7_chain14", 1) || pg_catalog.repeat('*', pg_catalog.char_length(t."c7_chain14") - 5) || pg_catalog."right"(t."c7_chain14", 4) ELSE pg_catalog.repeat('*', pg_catalog.char_length(t."c7_chain14")) END END END
  END AS character varying(80)) AS "c7_chain14",
  CAST(CASE WHEN pg_catalog.octet_length(pg_catalog.repeat('…', pg_catalog.char_length(t."c7_mask15"))) <= 80 THEN CASE WHEN pg_catalog.rtrim(pg_catalog.repeat('…', pg_catalog.char_length(t."c7_mask15"))) <> pg_catalog.rtrim(t."c7_mask15") THEN pg_catalog.repeat('…', pg_catalog.char_length(t."c7_mask15")) END END AS character varying(80)) AS "c7_mask15",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c7_chain15"
    ELSE CASE WHEN pg_catalog.octet_length(pg_catalog.repeat('…', pg_catalog.char_length(t."c7_chain15"))) <= 80 THEN CASE WHEN pg_catalog.rtrim(pg_catalog.repeat('…', pg_catalog.char_length(t."c7_chain15"))) <> pg_catalog.rtrim(t."c7_chain15") THEN pg_catalog.repeat('…', pg_catalog.char_length(t."c7_chain15")) END END
  END AS character varying(80)) AS "c7_chain15",
  t."c8_raw" AS "c8_raw",
  CAST(NULL AS character varying(65535)) AS "c8_null",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = 'idp' AND p."value" = 'hr')
      THEN t."c8_some"
    ELSE NULL
  END AS character varying(65535)) AS "c8_some",
  CAST(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1') || t."c8_mask0", 256) AS character varying(65535)) AS "c8_mask0",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c8_chain0"
    ELSE pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1') || t."c8_chain0", 256)
  END AS character varying(65535)) AS "c8_chain0",
  CAST(pg_catalog."left"(pg_catalog.sha2(CASE WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'context' AND p."name" = '' AND p."value" = 'p1') THEN (SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'project/p1/1') WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'context' AND p."name" = '' AND p."value" = 'o''b"\\') THEN (SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'project/o''b"\\/1') ELSE (SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1') END || t."c8_mask1", 256), 16) AS character varying(65535)) AS "c8_mask1",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c8_chain1"
    ELSE pg_catalog."left"(pg_catalog.sha2(CASE WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'context' AND p."name" = '' AND p."value" = 'p1') THEN (SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'project/p1/1') WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'context' AND p."name" = '' AND p."value" = 'o''b"\\') THEN (SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'project/o''b"\\/1') ELSE (SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1') END || t."c8_chain1", 256), 16)
  END AS character varying(65535)) AS "c8_chain1",
  CAST(CASE WHEN t."c8_mask2" IS NOT NULL THEN 'o''b\\rien' END AS character varying(65535)) AS "c8_mask2",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c8_chain2"
    ELSE CASE WHEN t."c8_chain2" IS NOT NULL THEN 'o''b\\rien' END
  END AS character varying(65535)) AS "c8_chain2",
  CAST(CASE WHEN pg_catalog.char_length(t."c8_mask3") > 4 THEN NULLIF(pg_catalog."left"(t."c8_mask3", 2) || '*''\\', t."c8_mask3") END AS character varying(65535)) AS "c8_mask3",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c8_chain3"
    ELSE CASE WHEN pg_catalog.char_length(t."c8_chain3") > 4 THEN NULLIF(pg_catalog."left"(t."c8_chain3", 2) || '*''\\', t."c8_chain3") END
  END AS character varying(65535)) AS "c8_chain3",
  CAST(CASE WHEN pg_catalog.char_length(t."c8_mask4") > 8 THEN '' || pg_catalog."right"(t."c8_mask4", 4) END AS character varying(65535)) AS "c8_mask4",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c8_chain4"
    ELSE CASE WHEN pg_catalog.char_length(t."c8_chain4") > 8 THEN '' || pg_catalog."right"(t."c8_chain4", 4) END
  END AS character varying(65535)) AS "c8_chain4",
  CAST(CASE WHEN pg_catalog.char_length(t."c8_mask5") > 4 THEN pg_catalog."left"(t."c8_mask5", 1) || '…' || pg_catalog."right"(t."c8_mask5", 1) END AS character varying(65535)) AS "c8_mask5",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c8_chain5"
    ELSE CASE WHEN pg_catalog.char_length(t."c8_chain5") > 4 THEN pg_catalog."left"(t."c8_chain5", 1) || '…' || pg_catalog."right"(t."c8_chain5", 1) END
  END AS character varying(65535)) AS "c8_chain5",
  CAST(CASE WHEN t."c8_mask6" ~ '^[^@]+@([A-Za-z0-9-]+[.])+[A-Za-z][A-Za-z0-9-]*$' THEN NULLIF('*''\\@' || pg_catalog.split_part(t."c8_mask6", '@', 2), t."c8_mask6") END AS character varying(65535)) AS "c8_mask6",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c8_chain6"
    ELSE CASE WHEN t."c8_chain6" ~ '^[^@]+@([A-Za-z0-9-]+[.])+[A-Za-z][A-Za-z0-9-]*$' THEN NULLIF('*''\\@' || pg_catalog.split_part(t."c8_chain6", '@', 2), t."c8_chain6") END
  END AS character varying(65535)) AS "c8_chain6",
  CAST(CASE WHEN t."c8_mask7" ~ '^[^@]{3,}@([A-Za-z0-9-]+[.])+[A-Za-z][A-Za-z0-9-]*$' THEN NULLIF(pg_catalog."left"(t."c8_mask7", 1) || '…@' || pg_catalog.split_part(t."c8_mask7", '@', 2), t."c8_mask7") END AS character varying(65535)) AS "c8_mask7",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c8_chain7"
    ELSE CASE WHEN t."c8_chain7" ~ '^[^@]{3,}@([A-Za-z0-9-]+[.])+[A-Za-z][A-Za-z0-9-]*$' THEN NULLIF(pg_catalog."left"(t."c8_chain7", 1) || '…@' || pg_catalog.split_part(t."c8_chain7", '@', 2), t."c8_chain7") END
  END AS character varying(65535)) AS "c8_chain7",
  CAST(NULLIF(pg_catalog.regexp_replace(t."c8_mask8", '[0-9]+\\.(a|b){2}', '#', 1, 'c'), t."c8_mask8") AS character varying(65535)) AS "c8_mask8",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c8_chain8"
    ELSE NULLIF(pg_catalog.regexp_replace(t."c8_chain8", '[0-9]+\\.(a|b){2}', '#', 1, 'c'), t."c8_chain8")
  END AS character varying(65535)) AS "c8_chain8",
  CAST(NULLIF(CASE WHEN pg_catalog.strpos(t."c8_mask9", '') = 0 THEN pg_catalog.replace(pg_catalog.regexp_replace(t."c8_mask9", '^x''', '', 1, 'c'), '', '\\1$&') END, t."c8_mask9") AS character varying(65535)) AS "c8_mask9",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c8_chain9"
    ELSE NULLIF(CASE WHEN pg_catalog.strpos(t."c8_chain9", '') = 0 THEN pg_catalog.replace(pg_catalog.regexp_replace(t."c8_chain9", '^x''', '', 1, 'c'), '', '\\1$&') END, t."c8_chain9")
  END AS character varying(65535)) AS "c8_chain9",
  CAST(CASE WHEN pg_catalog.rtrim(((pg_catalog."left"(t."c8_mask10", 2) || CAST('o''b\\' AS character varying(4))) || pg_catalog."right"(t."c8_mask10", 1))) <> pg_catalog.rtrim(t."c8_mask10") THEN ((pg_catalog."left"(t."c8_mask10", 2) || CAST('o''b\\' AS character varying(4))) || pg_catalog."right"(t."c8_mask10", 1)) END AS character varying(65535)) AS "c8_mask10",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c8_chain10"
    ELSE CASE WHEN pg_catalog.rtrim(((pg_catalog."left"(t."c8_chain10", 2) || CAST('o''b\\' AS character varying(4))) || pg_catalog."right"(t."c8_chain10", 1))) <> pg_catalog.rtrim(t."c8_chain10") THEN ((pg_catalog."left"(t."c8_chain10", 2) || CAST('o''b\\' AS character varying(4))) || pg_catalog."right"(t."c8_chain10", 1)) END
  END AS character varying(65535)) AS "c8_chain10",
  CAST(CASE WHEN pg_catalog.rtrim(pg_catalog.replace(pg_catalog.translate(pg_catalog.translate(pg_catalog."substring"(t."c8_mask11", 2, 3), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '''', '\\')) <> pg_catalog.rtrim(t."c8_mask11") THEN pg_catalog.replace(pg_catalog.translate(pg_catalog.translate(pg_catalog."substring"(t."c8_mask11", 2, 3), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '''', '\\') END AS character varying(65535)) AS "c8_mask11",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c8_chain11"
    ELSE CASE WHEN pg_catalog.rtrim(pg_catalog.replace(pg_catalog.translate(pg_catalog.translate(pg_catalog."substring"(t."c8_chain11", 2, 3), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '''', '\\')) <> pg_catalog.rtrim(t."c8_chain11") THEN pg_catalog.replace(pg_catalog.translate(pg_catalog.translate(pg_catalog."substring"(t."c8_chain11", 2, 3), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), '''', '\\') END
  END AS character varying(65535)) AS "c8_chain11",
  CAST(CASE WHEN pg_catalog.octet_length(t."c8_mask12") <= 65534 THEN CASE WHEN pg_catalog.rtrim(CASE WHEN (((t."c8_mask12" || '.' = CAST('a ' AS character varying(2)) || '.') AND (t."c8_mask12" || '.' <> CAST('b' AS character varying(1)) || '.') AND (pg_catalog."left"(t."c8_mask12", 2) || '.' = 'é☃.') AND (NOT (pg_catalog."right"(t."c8_mask12", 1) || '.' = '\\.')) AND (pg_catalog.strpos(t."c8_mask12", '''') > 0)) OR (CAST(pg_catalog.char_length(t."c8_mask12") AS numeric(10,0)) > CAST(3 AS numeric(1,0)))) THEN CAST('x' AS character varying(1)) ELSE t."c8_mask12" END) <> pg_catalog.rtrim(t."c8_mask12") THEN CASE WHEN (((t."c8_mask12" || '.' = CAST('a ' AS character varying(2)) || '.') AND (t."c8_mask12" || '.' <> CAST('b' AS character varying(1)) || '.') AND (pg_catalog."left"(t."c8_mask12", 2) || '.' = 'é☃.') AND (NOT (pg_catalog."right"(t."c8_mask12", 1) || '.' = '\\.')) AND (pg_catalog.strpos(t."c8_mask12", '''') > 0)) OR (CAST(pg_catalog.char_length(t."c8_mask12") AS numeric(10,0)) > CAST(3 AS numeric(1,0)))) THEN CAST('x' AS character varying(1)) ELSE t."c8_mask12" END END END AS character varying(65535)) AS "c8_mask12",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c8_chain12"
    ELSE CASE WHEN pg_catalog.octet_length(t."c8_chain12") <= 65534 THEN CASE WHEN pg_catalog.rtrim(CASE WHEN (((t."c8_chain12" || '.' = CAST('a ' AS character varying(2)) || '.') AND (t."c8_chain12" || '.' <> CAST('b' AS character varying(1)) || '.') AND (pg_catalog."left"(t."c8_chain12", 2) || '.' = 'é☃.') AND (NOT (pg_catalog."right"(t."c8_chain12", 1) || '.' = '\\.')) AND (pg_catalog.strpos(t."c8_chain12", '''') > 0)) OR (CAST(pg_catalog.char_length(t."c8_chain12") AS numeric(10,0)) > CAST(3 AS numeric(1,0)))) THEN CAST('x' AS character varying(1)) ELSE t."c8_chain12" END) <> pg_catalog.rtrim(t."c8_chain12") THEN CASE WHEN (((t."c8_chain12" || '.' = CAST('a ' AS character varying(2)) || '.') AND (t."c8_chain12" || '.' <> CAST('b' AS character varying(1)) || '.') AND (pg_catalog."left"(t."c8_chain12", 2) || '.' = 'é☃.') AND (NOT (pg_catalog."right"(t."c8_chain12", 1) || '.' = '\\.')) AND (pg_catalog.strpos(t."c8_chain12", '''') > 0)) OR (CAST(pg_catalog.char_length(t."c8_chain12") AS numeric(10,0)) > CAST(3 AS numeric(1,0)))) THEN CAST('x' AS character varying(1)) ELSE t."c8_chain12" END END END
  END AS character varying(65535)) AS "c8_chain12",
  CAST(CASE WHEN pg_catalog.octet_length(t."c8_mask13") <= 32767 THEN CASE WHEN pg_catalog.rtrim((t."c8_mask13" || t."c8_mask13")) <> pg_catalog.rtrim(t."c8_mask13") THEN (t."c8_mask13" || t."c8_mask13") END END AS character varying(65535)) AS "c8_mask13",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c8_chain13"
    ELSE CASE WHEN pg_catalog.octet_length(t."c8_chain13") <= 32767 THEN CASE WHEN pg_catalog.rtrim((t."c8_chain13" || t."c8_chain13")) <> pg_catalog.rtrim(t."c8_chain13") THEN (t."c8_chain13" || t."c8_chain13") END END
  END AS character varying(65535)) AS "c8_chain13",
  CAST(CASE WHEN pg_catalog.octet_length(t."c8_mask14") <= 65535 THEN CASE WHEN pg_catalog.rtrim(CASE WHEN pg_catalog.char_length(t."c8_mask14") > 5 THEN pg_catalog."left"(t."c8_mask14", 1) || pg_catalog.repeat('*', pg_catalog.char_length(t."c8_mask14") - 5) || pg_catalog."right"(t."c8_mask14", 4) ELSE pg_catalog.repeat('*', pg_catalog.char_length(t."c8_mask14")) END) <> pg_catalog.rtrim(t."c8_mask14") THEN CASE WHEN pg_catalog.char_length(t."c8_mask14") > 5 THEN pg_catalog."left"(t."c8_mask14", 1) || pg_catalog.repeat('*', pg_catalog.char_length(t."c8_mask14") - 5) || pg_catalog."right"(t."c8_mask14", 4) ELSE pg_catalog.repeat('*', pg_catalog.char_length(t."c8_mask14")) END END END AS character varying(65535)) AS "c8_mask14",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c8_chain14"
    ELSE CASE WHEN pg_catalog.octet_length(t."c8_chain14") <= 65535 THEN CASE WHEN pg_catalog.rtrim(CASE WHEN pg_catalog.char_length(t."c8_chain14") > 5 THEN pg_catalog."left"(t."c8_chain14", 1) || pg_catalog.repeat('*', pg_catalog.char_length(t."c8_chain14") - 5) || pg_catalog."right"(t."c8_chain14", 4) ELSE pg_catalog.repeat('*', pg_catalog.char_length(t."c8_chain14")) END) <> pg_catalog.rtrim(t."c8_chain14") THEN CASE WHEN pg_catalog.char_length(t."c8_chain14") > 5 THEN pg_catalog."left"(t."c8_chain14", 1) || pg_catalog.repeat('*', pg_catalog.char_length(t."c8_chain14") - 5) || pg_catalog."right"(t."c8_chain14", 4) ELSE pg_catalog.repeat('*', pg_catalog.char_length(t."c8_chain14")) END END END
  END AS character varying(65535)) AS "c8_chain14",
  CAST(CASE WHEN pg_catalog.octet_length(t."c8_mask15") <= 21845 THEN CASE WHEN pg_catalog.rtrim(pg_catalog.repeat('…', pg_catalog.char_length(t."c8_mask15"))) <> pg_catalog.rtrim(t."c8_mask15") THEN pg_catalog.repeat('…', pg_catalog.char_length(t."c8_mask15")) END END AS character varying(65535)) AS "c8_mask15",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c8_chain15"
    ELSE CASE WHEN pg_catalog.octet_length(t."c8_chain15") <= 21845 THEN CASE WHEN pg_catalog.rtrim(pg_catalog.repeat('…', pg_catalog.char_length(t."c8_chain15"))) <> pg_catalog.rtrim(t."c8_chain15") THEN pg_catalog.repeat('…', pg_catalog.char_length(t."c8_chain15")) END END
  END AS character varying(65535)) AS "c8_chain15",
  t."c9_raw" AS "c9_raw",
  CAST(NULL AS boolean) AS "c9_null",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = 'idp' AND p."value" = 'hr')
      THEN t."c9_some"
    ELSE NULL
  END AS boolean) AS "c9_some",
  CAST(CASE WHEN t."c9_mask0" IS NOT NULL THEN TRUE END AS boolean) AS "c9_mask0",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c9_chain0"
    ELSE CASE WHEN t."c9_chain0" IS NOT NULL THEN TRUE END
  END AS boolean) AS "c9_chain0",
  t."c10_raw" AS "c10_raw",
  CAST(NULL AS date) AS "c10_null",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = 'idp' AND p."value" = 'hr')
      THEN t."c10_some"
    ELSE NULL
  END AS date) AS "c10_some",
  CAST(CASE WHEN t."c10_mask0" IS NOT NULL THEN DATE '2024-02-29' END AS date) AS "c10_mask0",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c10_chain0"
    ELSE CASE WHEN t."c10_chain0" IS NOT NULL THEN DATE '2024-02-29' END
  END AS date) AS "c10_chain0",
  CAST(CASE WHEN t."c10_mask1" >= DATE '0001-01-01' AND t."c10_mask1" <= DATE '9999-12-31' THEN CASE WHEN t."c10_mask1" >= DATE '2024-02-29' THEN DATE '2024-02-29' WHEN t."c10_mask1" >= DATE '1999-12-31' THEN DATE '1999-12-31' END END AS date) AS "c10_mask1",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c10_chain1"
    ELSE CASE WHEN t."c10_chain1" >= DATE '0001-01-01' AND t."c10_chain1" <= DATE '9999-12-31' THEN CASE WHEN t."c10_chain1" >= DATE '2024-02-29' THEN DATE '2024-02-29' WHEN t."c10_chain1" >= DATE '1999-12-31' THEN DATE '1999-12-31' END END
  END AS date) AS "c10_chain1",
  CAST(CASE WHEN t."c10_mask2" >= DATE '0001-01-01' AND t."c10_mask2" <= DATE '9999-12-31' THEN DATE '1999-12-31' + CAST(pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/random') || pg_catalog.to_char(CAST(t."c10_mask2" AS timestamp without time zone), 'YYYY-MM-DD'), 256), 15), 16), 7366) AS integer) END AS date) AS "c10_mask2",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c10_chain2"
    ELSE CASE WHEN t."c10_chain2" >= DATE '0001-01-01' AND t."c10_chain2" <= DATE '9999-12-31' THEN DATE '1999-12-31' + CAST(pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/random') || pg_catalog.to_char(CAST(t."c10_chain2" AS timestamp without time zone), 'YYYY-MM-DD'), 256), 15), 16), 7366) AS integer) END
  END AS date) AS "c10_chain2",
  CAST(CASE WHEN t."c10_mask3" >= DATE '0001-01-31' AND t."c10_mask3" <= DATE '9999-12-01' THEN CASE WHEN pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || pg_catalog.to_char(CAST(t."c10_mask3" AS timestamp without time zone), 'YYYY-MM-DD'), 256), 15), 16) < 576460752303423488 THEN t."c10_mask3" + CAST(1 + pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || pg_catalog.to_char(CAST(t."c10_mask3" AS timestamp without time zone), 'YYYY-MM-DD'), 256), 15), 16), 30) AS integer) ELSE t."c10_mask3" - CAST(1 + pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || pg_catalog.to_char(CAST(t."c10_mask3" AS timestamp without time zone), 'YYYY-MM-DD'), 256), 15), 16), 30) AS integer) END END AS date) AS "c10_mask3",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c10_chain3"
    ELSE CASE WHEN t."c10_chain3" >= DATE '0001-01-31' AND t."c10_chain3" <= DATE '9999-12-01' THEN CASE WHEN pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || pg_catalog.to_char(CAST(t."c10_chain3" AS timestamp without time zone), 'YYYY-MM-DD'), 256), 15), 16) < 576460752303423488 THEN t."c10_chain3" + CAST(1 + pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || pg_catalog.to_char(CAST(t."c10_chain3" AS timestamp without time zone), 'YYYY-MM-DD'), 256), 15), 16), 30) AS integer) ELSE t."c10_chain3" - CAST(1 + pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || pg_catalog.to_char(CAST(t."c10_chain3" AS timestamp without time zone), 'YYYY-MM-DD'), 256), 15), 16), 30) AS integer) END END
  END AS date) AS "c10_chain3",
  CAST(CASE WHEN t."c10_mask4" >= DATE '0001-01-01' AND t."c10_mask4" <= DATE '9999-12-31' THEN CAST(pg_catalog.date_trunc('month', CAST(t."c10_mask4" AS timestamp without time zone)) AS date) END AS date) AS "c10_mask4",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c10_chain4"
    ELSE CASE WHEN t."c10_chain4" >= DATE '0001-01-01' AND t."c10_chain4" <= DATE '9999-12-31' THEN CAST(pg_catalog.date_trunc('month', CAST(t."c10_chain4" AS timestamp without time zone)) AS date) END
  END AS date) AS "c10_chain4",
  CAST(CASE WHEN t."c10_mask5" >= DATE '0001-01-01' AND t."c10_mask5" <= DATE '9999-12-31' THEN CAST(pg_catalog.date_trunc('year', CAST(t."c10_mask5" AS timestamp without time zone)) AS date) END AS date) AS "c10_mask5",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c10_chain5"
    ELSE CASE WHEN t."c10_chain5" >= DATE '0001-01-01' AND t."c10_chain5" <= DATE '9999-12-31' THEN CAST(pg_catalog.date_trunc('year', CAST(t."c10_chain5" AS timestamp without time zone)) AS date) END
  END AS date) AS "c10_chain5",
  t."c11_raw" AS "c11_raw",
  CAST(NULL AS timestamp without time zone) AS "c11_null",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = 'idp' AND p."value" = 'hr')
      THEN t."c11_some"
    ELSE NULL
  END AS timestamp without time zone) AS "c11_some",
  CAST(CASE WHEN t."c11_mask0" IS NOT NULL THEN TIMESTAMP '2024-02-29 01:02:03.000004' END AS timestamp without time zone) AS "c11_mask0",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c11_chain0"
    ELSE CASE WHEN t."c11_chain0" IS NOT NULL THEN TIMESTAMP '2024-02-29 01:02:03.000004' END
  END AS timestamp without time zone) AS "c11_chain0",
  CAST(CASE WHEN t."c11_mask1" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11_mask1" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN CASE WHEN t."c11_mask1" >= TIMESTAMP '2024-02-29 01:02:03.000004' THEN TIMESTAMP '2024-02-29 01:02:03.000004' WHEN t."c11_mask1" >= TIMESTAMP '1999-12-31 00:00:00.000000' THEN TIMESTAMP '1999-12-31 00:00:00.000000' END END AS timestamp without time zone) AS "c11_mask1",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c11_chain1"
    ELSE CASE WHEN t."c11_chain1" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11_chain1" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN CASE WHEN t."c11_chain1" >= TIMESTAMP '2024-02-29 01:02:03.000004' THEN TIMESTAMP '2024-02-29 01:02:03.000004' WHEN t."c11_chain1" >= TIMESTAMP '1999-12-31 00:00:00.000000' THEN TIMESTAMP '1999-12-31 00:00:00.000000' END END
  END AS timestamp without time zone) AS "c11_chain1",
  CAST(CASE WHEN t."c11_mask2" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11_mask2" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.date_trunc('hour', t."c11_mask2") END AS timestamp without time zone) AS "c11_mask2",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c11_chain2"
    ELSE CASE WHEN t."c11_chain2" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11_chain2" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.date_trunc('hour', t."c11_chain2") END
  END AS timestamp without time zone) AS "c11_chain2",
  CAST(CASE WHEN t."c11_mask3" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11_mask3" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.date_trunc('day', t."c11_mask3") END AS timestamp without time zone) AS "c11_mask3",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c11_chain3"
    ELSE CASE WHEN t."c11_chain3" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11_chain3" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.date_trunc('day', t."c11_chain3") END
  END AS timestamp without time zone) AS "c11_chain3",
  CAST(CASE WHEN t."c11_mask4" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11_mask4" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN CAST(DATE '1999-12-31' + CAST(pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/random') || pg_catalog.to_char(t."c11_mask4", 'YYYY-MM-DD'), 256), 15), 16), 7366) AS integer) AS timestamp without time zone) END AS timestamp without time zone) AS "c11_mask4",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c11_chain4"
    ELSE CASE WHEN t."c11_chain4" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11_chain4" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN CAST(DATE '1999-12-31' + CAST(pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/random') || pg_catalog.to_char(t."c11_chain4", 'YYYY-MM-DD'), 256), 15), 16), 7366) AS integer) AS timestamp without time zone) END
  END AS timestamp without time zone) AS "c11_chain4",
  CAST(CASE WHEN t."c11_mask5" >= TIMESTAMP '0001-01-31 00:00:00' AND t."c11_mask5" <= TIMESTAMP '9999-12-01 23:59:59.999999' THEN CASE WHEN pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || pg_catalog.to_char(t."c11_mask5", 'YYYY-MM-DD'), 256), 15), 16) < 576460752303423488 THEN CAST(CAST(t."c11_mask5" AS date) + CAST(1 + pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || pg_catalog.to_char(t."c11_mask5", 'YYYY-MM-DD'), 256), 15), 16), 30) AS integer) AS timestamp without time zone) ELSE CAST(CAST(t."c11_mask5" AS date) - CAST(1 + pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || pg_catalog.to_char(t."c11_mask5", 'YYYY-MM-DD'), 256), 15), 16), 30) AS integer) AS timestamp without time zone) END END AS timestamp without time zone) AS "c11_mask5",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c11_chain5"
    ELSE CASE WHEN t."c11_chain5" >= TIMESTAMP '0001-01-31 00:00:00' AND t."c11_chain5" <= TIMESTAMP '9999-12-01 23:59:59.999999' THEN CASE WHEN pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || pg_catalog.to_char(t."c11_chain5", 'YYYY-MM-DD'), 256), 15), 16) < 576460752303423488 THEN CAST(CAST(t."c11_chain5" AS date) + CAST(1 + pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || pg_catalog.to_char(t."c11_chain5", 'YYYY-MM-DD'), 256), 15), 16), 30) AS integer) AS timestamp without time zone) ELSE CAST(CAST(t."c11_chain5" AS date) - CAST(1 + pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || pg_catalog.to_char(t."c11_chain5", 'YYYY-MM-DD'), 256), 15), 16), 30) AS integer) AS timestamp without time zone) END END
  END AS timestamp without time zone) AS "c11_chain5",
  CAST(CASE WHEN t."c11_mask6" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11_mask6" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.date_trunc('month', t."c11_mask6") END AS timestamp without time zone) AS "c11_mask6",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c11_chain6"
    ELSE CASE WHEN t."c11_chain6" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11_chain6" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.date_trunc('month', t."c11_chain6") END
  END AS timestamp without time zone) AS "c11_chain6",
  CAST(CASE WHEN t."c11_mask7" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11_mask7" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.date_trunc('year', t."c11_mask7") END AS timestamp without time zone) AS "c11_mask7",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c11_chain7"
    ELSE CASE WHEN t."c11_chain7" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11_chain7" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.date_trunc('year', t."c11_chain7") END
  END AS timestamp without time zone) AS "c11_chain7",
  t."c12_raw" AS "c12_raw",
  CAST(NULL AS timestamp with time zone) AS "c12_null",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = 'idp' AND p."value" = 'hr')
      THEN t."c12_some"
    ELSE NULL
  END AS timestamp with time zone) AS "c12_some",
  CAST(CASE WHEN t."c12_mask0" >= TIMESTAMPTZ '0001-01-01 00:00:00+00' AND t."c12_mask0" <= TIMESTAMPTZ '9999-12-31 23:59:59.999999+00' THEN CASE WHEN t."c12_mask0" >= TIMESTAMPTZ '2024-02-29 01:02:03.000004+00' THEN TIMESTAMPTZ '2024-02-29 01:02:03.000004+00' WHEN t."c12_mask0" >= TIMESTAMPTZ '1999-12-31 00:00:00.000000+00' THEN TIMESTAMPTZ '1999-12-31 00:00:00.000000+00' END END AS timestamp with time zone) AS "c12_mask0",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c12_chain0"
    ELSE CASE WHEN t."c12_chain0" >= TIMESTAMPTZ '0001-01-01 00:00:00+00' AND t."c12_chain0" <= TIMESTAMPTZ '9999-12-31 23:59:59.999999+00' THEN CASE WHEN t."c12_chain0" >= TIMESTAMPTZ '2024-02-29 01:02:03.000004+00' THEN TIMESTAMPTZ '2024-02-29 01:02:03.000004+00' WHEN t."c12_chain0" >= TIMESTAMPTZ '1999-12-31 00:00:00.000000+00' THEN TIMESTAMPTZ '1999-12-31 00:00:00.000000+00' END END
  END AS timestamp with time zone) AS "c12_chain0",
  CAST(CASE WHEN t."c12_mask1" >= TIMESTAMPTZ '0001-01-01 00:00:00+00' AND t."c12_mask1" <= TIMESTAMPTZ '9999-12-31 23:59:59.999999+00' THEN pg_catalog.date_trunc('hour', t."c12_mask1" AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' END AS timestamp with time zone) AS "c12_mask1",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c12_chain1"
    ELSE CASE WHEN t."c12_chain1" >= TIMESTAMPTZ '0001-01-01 00:00:00+00' AND t."c12_chain1" <= TIMESTAMPTZ '9999-12-31 23:59:59.999999+00' THEN pg_catalog.date_trunc('hour', t."c12_chain1" AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' END
  END AS timestamp with time zone) AS "c12_chain1",
  CAST(CASE WHEN t."c12_mask2" >= TIMESTAMPTZ '0001-01-01 00:00:00+00' AND t."c12_mask2" <= TIMESTAMPTZ '9999-12-31 23:59:59.999999+00' THEN pg_catalog.date_trunc('day', t."c12_mask2" AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' END AS timestamp with time zone) AS "c12_mask2",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c12_chain2"
    ELSE CASE WHEN t."c12_chain2" >= TIMESTAMPTZ '0001-01-01 00:00:00+00' AND t."c12_chain2" <= TIMESTAMPTZ '9999-12-31 23:59:59.999999+00' THEN pg_catalog.date_trunc('day', t."c12_chain2" AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' END
  END AS timestamp with time zone) AS "c12_chain2",
  CAST(CASE WHEN t."c12_mask3" >= TIMESTAMPTZ '0001-01-01 00:00:00+00' AND t."c12_mask3" <= TIMESTAMPTZ '9999-12-31 23:59:59.999999+00' THEN CAST(DATE '1999-12-31' + CAST(pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/random') || pg_catalog.to_char(t."c12_mask3" AT TIME ZONE 'UTC', 'YYYY-MM-DD'), 256), 15), 16), 7366) AS integer) AS timestamp without time zone) AT TIME ZONE 'UTC' END AS timestamp with time zone) AS "c12_mask3",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c12_chain3"
    ELSE CASE WHEN t."c12_chain3" >= TIMESTAMPTZ '0001-01-01 00:00:00+00' AND t."c12_chain3" <= TIMESTAMPTZ '9999-12-31 23:59:59.999999+00' THEN CAST(DATE '1999-12-31' + CAST(pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/random') || pg_catalog.to_char(t."c12_chain3" AT TIME ZONE 'UTC', 'YYYY-MM-DD'), 256), 15), 16), 7366) AS integer) AS timestamp without time zone) AT TIME ZONE 'UTC' END
  END AS timestamp with time zone) AS "c12_chain3",
  CAST(CASE WHEN t."c12_mask4" >= TIMESTAMPTZ '0001-01-31 00:00:00+00' AND t."c12_mask4" <= TIMESTAMPTZ '9999-12-01 23:59:59.999999+00' THEN CASE WHEN pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || pg_catalog.to_char(t."c12_mask4" AT TIME ZONE 'UTC', 'YYYY-MM-DD'), 256), 15), 16) < 576460752303423488 THEN CAST(CAST(t."c12_mask4" AT TIME ZONE 'UTC' AS date) + CAST(1 + pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || pg_catalog.to_char(t."c12_mask4" AT TIME ZONE 'UTC', 'YYYY-MM-DD'), 256), 15), 16), 30) AS integer) AS timestamp without time zone) AT TIME ZONE 'UTC' ELSE CAST(CAST(t."c12_mask4" AT TIME ZONE 'UTC' AS date) - CAST(1 + pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || pg_catalog.to_char(t."c12_mask4" AT TIME ZONE 'UTC', 'YYYY-MM-DD'), 256), 15), 16), 30) AS integer) AS timestamp without time zone) AT TIME ZONE 'UTC' END END AS timestamp with time zone) AS "c12_mask4",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c12_chain4"
    ELSE CASE WHEN t."c12_chain4" >= TIMESTAMPTZ '0001-01-31 00:00:00+00' AND t."c12_chain4" <= TIMESTAMPTZ '9999-12-01 23:59:59.999999+00' THEN CASE WHEN pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || pg_catalog.to_char(t."c12_chain4" AT TIME ZONE 'UTC', 'YYYY-MM-DD'), 256), 15), 16) < 576460752303423488 THEN CAST(CAST(t."c12_chain4" AT TIME ZONE 'UTC' AS date) + CAST(1 + pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || pg_catalog.to_char(t."c12_chain4" AT TIME ZONE 'UTC', 'YYYY-MM-DD'), 256), 15), 16), 30) AS integer) AS timestamp without time zone) AT TIME ZONE 'UTC' ELSE CAST(CAST(t."c12_chain4" AT TIME ZONE 'UTC' AS date) - CAST(1 + pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/shapes/1/noise') || pg_catalog.to_char(t."c12_chain4" AT TIME ZONE 'UTC', 'YYYY-MM-DD'), 256), 15), 16), 30) AS integer) AS timestamp without time zone) AT TIME ZONE 'UTC' END END
  END AS timestamp with time zone) AS "c12_chain4",
  CAST(CASE WHEN t."c12_mask5" >= TIMESTAMPTZ '0001-01-01 00:00:00+00' AND t."c12_mask5" <= TIMESTAMPTZ '9999-12-31 23:59:59.999999+00' THEN pg_catalog.date_trunc('month', t."c12_mask5" AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' END AS timestamp with time zone) AS "c12_mask5",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c12_chain5"
    ELSE CASE WHEN t."c12_chain5" >= TIMESTAMPTZ '0001-01-01 00:00:00+00' AND t."c12_chain5" <= TIMESTAMPTZ '9999-12-31 23:59:59.999999+00' THEN pg_catalog.date_trunc('month', t."c12_chain5" AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' END
  END AS timestamp with time zone) AS "c12_chain5",
  CAST(CASE WHEN t."c12_mask6" >= TIMESTAMPTZ '0001-01-01 00:00:00+00' AND t."c12_mask6" <= TIMESTAMPTZ '9999-12-31 23:59:59.999999+00' THEN pg_catalog.date_trunc('year', t."c12_mask6" AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' END AS timestamp with time zone) AS "c12_mask6",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'purpose' AND p."name" = '' AND p."value" = 'fraud')
      THEN t."c12_chain6"
    ELSE CASE WHEN t."c12_chain6" >= TIMESTAMPTZ '0001-01-01 00:00:00+00' AND t."c12_chain6" <= TIMESTAMPTZ '9999-12-31 23:59:59.999999+00' THEN pg_catalog.date_trunc('year', t."c12_chain6" AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' END
  END AS timestamp with time zone) AS "c12_chain6",
  t."c13_raw" AS "c13_raw",
  CAST(NULL AS super) AS "c13_null",
  CAST(CASE
    WHEN EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = 'idp' AND p."value" = 'hr')
      THEN t."c13_some"
    ELSE NULL
  END AS super) AS "c13_some"
FROM "sales"."hr"."masks" AS t
WHERE EXISTS (SELECT 1 FROM "governed"."scrim_system"."gate" AS g WHERE g."source" = 'masks' AND g."admission" = '00112233445566778899aabbccddeeff')
  AND EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'user' AND p."name" = '')
WITH NO SCHEMA BINDING;
