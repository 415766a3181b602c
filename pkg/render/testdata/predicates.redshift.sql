CREATE VIEW "governed"."predicates" AS
SELECT
  CAST(CASE
    WHEN t."c0" IS NULL
      THEN t."p0_0"
    ELSE NULL
  END AS integer) AS "p0_0",
  CAST(CASE
    WHEN t."c0" IS NOT NULL
      THEN t."p0_1"
    ELSE NULL
  END AS integer) AS "p0_1",
  CAST(CASE
    WHEN r1."value" IS NOT NULL
      THEN t."p0_2"
    ELSE NULL
  END AS integer) AS "p0_2",
  CAST(CASE
    WHEN pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || CAST(t."c0" AS character varying(20)), 256), 15), 16), 10000) < 9999
      THEN t."p0_3"
    ELSE NULL
  END AS integer) AS "p0_3",
  CAST(CASE
    WHEN pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.sha2(CAST(t."c0" AS character varying(20)), 256) || pg_catalog.sha2(t."kind", 256), 256), 15), 16), 10000) < 1
      THEN t."p0_4"
    ELSE NULL
  END AS integer) AS "p0_4",
  CAST(CASE
    WHEN r2."value" IS NOT NULL
      THEN t."p0_5"
    ELSE NULL
  END AS integer) AS "p0_5",
  CAST(CASE
    WHEN (
      (r2."value" IS NULL AND CAST(t."c0" AS character varying(20)) IS NOT NULL)
      OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p0_6"
    ELSE NULL
  END AS integer) AS "p0_6",
  CAST(CASE
    WHEN (
      (r2."value" IS NULL AND CAST(t."c0" AS character varying(20)) IS NOT NULL)
      AND EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
    )
      THEN t."p0_7"
    ELSE NULL
  END AS integer) AS "p0_7",
  CAST(CASE
    WHEN t."c0" = 5
      THEN t."p0_8"
    ELSE NULL
  END AS integer) AS "p0_8",
  CAST(CASE
    WHEN t."c0" = t."other_c0"
      THEN t."p0_9"
    ELSE NULL
  END AS integer) AS "p0_9",
  CAST(CASE
    WHEN t."c0" <> 5
      THEN t."p0_10"
    ELSE NULL
  END AS integer) AS "p0_10",
  CAST(CASE
    WHEN t."c0" <> t."other_c0"
      THEN t."p0_11"
    ELSE NULL
  END AS integer) AS "p0_11",
  CAST(CASE
    WHEN t."c0" < 5
      THEN t."p0_12"
    ELSE NULL
  END AS integer) AS "p0_12",
  CAST(CASE
    WHEN t."c0" < t."other_c0"
      THEN t."p0_13"
    ELSE NULL
  END AS integer) AS "p0_13",
  CAST(CASE
    WHEN t."c0" <= 5
      THEN t."p0_14"
    ELSE NULL
  END AS integer) AS "p0_14",
  CAST(CASE
    WHEN t."c0" <= t."other_c0"
      THEN t."p0_15"
    ELSE NULL
  END AS integer) AS "p0_15",
  CAST(CASE
    WHEN t."c0" > 5
      THEN t."p0_16"
    ELSE NULL
  END AS integer) AS "p0_16",
  CAST(CASE
    WHEN t."c0" > t."other_c0"
      THEN t."p0_17"
    ELSE NULL
  END AS integer) AS "p0_17",
  CAST(CASE
    WHEN t."c0" >= 5
      THEN t."p0_18"
    ELSE NULL
  END AS integer) AS "p0_18",
  CAST(CASE
    WHEN t."c0" >= t."other_c0"
      THEN t."p0_19"
    ELSE NULL
  END AS integer) AS "p0_19",
  CAST(CASE
    WHEN r3."value" IS NOT NULL
      THEN t."p0_20"
    ELSE NULL
  END AS integer) AS "p0_20",
  CAST(CASE
    WHEN (
      r3."value" IS NOT NULL
      OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p0_21"
    ELSE NULL
  END AS integer) AS "p0_21",
  CAST(CASE
    WHEN (r3."value" IS NULL AND t."c0" IS NOT NULL)
      THEN t."p0_22"
    ELSE NULL
  END AS integer) AS "p0_22",
  CAST(CASE
    WHEN t."c0" IN (5, -6)
      THEN t."p0_23"
    ELSE NULL
  END AS integer) AS "p0_23",
  CAST(CASE
    WHEN t."c0" NOT IN (5, -6)
      THEN t."p0_24"
    ELSE NULL
  END AS integer) AS "p0_24",
  CAST(CASE
    WHEN t."c1" IS NULL
      THEN t."p1_0"
    ELSE NULL
  END AS integer) AS "p1_0",
  CAST(CASE
    WHEN t."c1" IS NOT NULL
      THEN t."p1_1"
    ELSE NULL
  END AS integer) AS "p1_1",
  CAST(CASE
    WHEN r4."value" IS NOT NULL
      THEN t."p1_2"
    ELSE NULL
  END AS integer) AS "p1_2",
  CAST(CASE
    WHEN pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || CAST(t."c1" AS character varying(20)), 256), 15), 16), 10000) < 9999
      THEN t."p1_3"
    ELSE NULL
  END AS integer) AS "p1_3",
  CAST(CASE
    WHEN pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.sha2(CAST(t."c1" AS character varying(20)), 256) || pg_catalog.sha2(t."kind", 256), 256), 15), 16), 10000) < 1
      THEN t."p1_4"
    ELSE NULL
  END AS integer) AS "p1_4",
  CAST(CASE
    WHEN r5."value" IS NOT NULL
      THEN t."p1_5"
    ELSE NULL
  END AS integer) AS "p1_5",
  CAST(CASE
    WHEN (
      (r5."value" IS NULL AND CAST(t."c1" AS character varying(20)) IS NOT NULL)
      OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p1_6"
    ELSE NULL
  END AS integer) AS "p1_6",
  CAST(CASE
    WHEN (
      (r5."value" IS NULL AND CAST(t."c1" AS character varying(20)) IS NOT NULL)
      AND EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
    )
      THEN t."p1_7"
    ELSE NULL
  END AS integer) AS "p1_7",
  CAST(CASE
    WHEN t."c1" = 5
      THEN t."p1_8"
    ELSE NULL
  END AS integer) AS "p1_8",
  CAST(CASE
    WHEN t."c1" = t."other_c1"
      THEN t."p1_9"
    ELSE NULL
  END AS integer) AS "p1_9",
  CAST(CASE
    WHEN t."c1" <> 5
      THEN t."p1_10"
    ELSE NULL
  END AS integer) AS "p1_10",
  CAST(CASE
    WHEN t."c1" <> t."other_c1"
      THEN t."p1_11"
    ELSE NULL
  END AS integer) AS "p1_11",
  CAST(CASE
    WHEN t."c1" < 5
      THEN t."p1_12"
    ELSE NULL
  END AS integer) AS "p1_12",
  CAST(CASE
    WHEN t."c1" < t."other_c1"
      THEN t."p1_13"
    ELSE NULL
  END AS integer) AS "p1_13",
  CAST(CASE
    WHEN t."c1" <= 5
      THEN t."p1_14"
    ELSE NULL
  END AS integer) AS "p1_14",
  CAST(CASE
    WHEN t."c1" <= t."other_c1"
      THEN t."p1_15"
    ELSE NULL
  END AS integer) AS "p1_15",
  CAST(CASE
    WHEN t."c1" > 5
      THEN t."p1_16"
    ELSE NULL
  END AS integer) AS "p1_16",
  CAST(CASE
    WHEN t."c1" > t."other_c1"
      THEN t."p1_17"
    ELSE NULL
  END AS integer) AS "p1_17",
  CAST(CASE
    WHEN t."c1" >= 5
      THEN t."p1_18"
    ELSE NULL
  END AS integer) AS "p1_18",
  CAST(CASE
    WHEN t."c1" >= t."other_c1"
      THEN t."p1_19"
    ELSE NULL
  END AS integer) AS "p1_19",
  CAST(CASE
    WHEN r6."value" IS NOT NULL
      THEN t."p1_20"
    ELSE NULL
  END AS integer) AS "p1_20",
  CAST(CASE
    WHEN (
      r6."value" IS NOT NULL
      OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p1_21"
    ELSE NULL
  END AS integer) AS "p1_21",
  CAST(CASE
    WHEN (r6."value" IS NULL AND t."c1" IS NOT NULL)
      THEN t."p1_22"
    ELSE NULL
  END AS integer) AS "p1_22",
  CAST(CASE
    WHEN t."c1" IN (5, -6)
      THEN t."p1_23"
    ELSE NULL
  END AS integer) AS "p1_23",
  CAST(CASE
    WHEN t."c1" NOT IN (5, -6)
      THEN t."p1_24"
    ELSE NULL
  END AS integer) AS "p1_24",
  CAST(CASE
    WHEN t."c2" IS NULL
      THEN t."p2_0"
    ELSE NULL
  END AS integer) AS "p2_0",
  CAST(CASE
    WHEN t."c2" IS NOT NULL
      THEN t."p2_1"
    ELSE NULL
  END AS integer) AS "p2_1",
  CAST(CASE
    WHEN r7."value" IS NOT NULL
      THEN t."p2_2"
    ELSE NULL
  END AS integer) AS "p2_2",
  CAST(CASE
    WHEN pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || CAST(t."c2" AS character varying(20)), 256), 15), 16), 10000) < 9999
      THEN t."p2_3"
    ELSE NULL
  END AS integer) AS "p2_3",
  CAST(CASE
    WHEN pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.sha2(CAST(t."c2" AS character varying(20)), 256) || pg_catalog.sha2(t."kind", 256), 256), 15), 16), 10000) < 1
      THEN t."p2_4"
    ELSE NULL
  END AS integer) AS "p2_4",
  CAST(CASE
    WHEN r8."value" IS NOT NULL
      THEN t."p2_5"
    ELSE NULL
  END AS integer) AS "p2_5",
  CAST(CASE
    WHEN (
      (r8."value" IS NULL AND CAST(t."c2" AS character varying(20)) IS NOT NULL)
      OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p2_6"
    ELSE NULL
  END AS integer) AS "p2_6",
  CAST(CASE
    WHEN (
      (r8."value" IS NULL AND CAST(t."c2" AS character varying(20)) IS NOT NULL)
      AND EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
    )
      THEN t."p2_7"
    ELSE NULL
  END AS integer) AS "p2_7",
  CAST(CASE
    WHEN t."c2" = 5
      THEN t."p2_8"
    ELSE NULL
  END AS integer) AS "p2_8",
  CAST(CASE
    WHEN t."c2" = t."other_c2"
      THEN t."p2_9"
    ELSE NULL
  END AS integer) AS "p2_9",
  CAST(CASE
    WHEN t."c2" <> 5
      THEN t."p2_10"
    ELSE NULL
  END AS integer) AS "p2_10",
  CAST(CASE
    WHEN t."c2" <> t."other_c2"
      THEN t."p2_11"
    ELSE NULL
  END AS integer) AS "p2_11",
  CAST(CASE
    WHEN t."c2" < 5
      THEN t."p2_12"
    ELSE NULL
  END AS integer) AS "p2_12",
  CAST(CASE
    WHEN t."c2" < t."other_c2"
      THEN t."p2_13"
    ELSE NULL
  END AS integer) AS "p2_13",
  CAST(CASE
    WHEN t."c2" <= 5
      THEN t."p2_14"
    ELSE NULL
  END AS integer) AS "p2_14",
  CAST(CASE
    WHEN t."c2" <= t."other_c2"
      THEN t."p2_15"
    ELSE NULL
  END AS integer) AS "p2_15",
  CAST(CASE
    WHEN t."c2" > 5
      THEN t."p2_16"
    ELSE NULL
  END AS integer) AS "p2_16",
  CAST(CASE
    WHEN t."c2" > t."other_c2"
      THEN t."p2_17"
    ELSE NULL
  END AS integer) AS "p2_17",
  CAST(CASE
    WHEN t."c2" >= 5
      THEN t."p2_18"
    ELSE NULL
  END AS integer) AS "p2_18",
  CAST(CASE
    WHEN t."c2" >= t."other_c2"
      THEN t."p2_19"
    ELSE NULL
  END AS integer) AS "p2_19",
  CAST(CASE
    WHEN r9."value" IS NOT NULL
      THEN t."p2_20"
    ELSE NULL
  END AS integer) AS "p2_20",
  CAST(CASE
    WHEN (
      r9."value" IS NOT NULL
      OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p2_21"
    ELSE NULL
  END AS integer) AS "p2_21",
  CAST(CASE
    WHEN (r9."value" IS NULL AND t."c2" IS NOT NULL)
      THEN t."p2_22"
    ELSE NULL
  END AS integer) AS "p2_22",
  CAST(CASE
    WHEN t."c2" IN (5, -6)
      THEN t."p2_23"
    ELSE NULL
  END AS integer) AS "p2_23",
  CAST(CASE
    WHEN t."c2" NOT IN (5, -6)
      THEN t."p2_24"
    ELSE NULL
  END AS integer) AS "p2_24",
  CAST(CASE
    WHEN t."c3" IS NULL
      THEN t."p3_0"
    ELSE NULL
  END AS integer) AS "p3_0",
  CAST(CASE
    WHEN t."c3" IS NOT NULL
      THEN t."p3_1"
    ELSE NULL
  END AS integer) AS "p3_1",
  CAST(CASE
    WHEN t."c3" = 5
      THEN t."p3_2"
    ELSE NULL
  END AS integer) AS "p3_2",
  CAST(CASE
    WHEN t."c3" = t."other_c3"
      THEN t."p3_3"
    ELSE NULL
  END AS integer) AS "p3_3",
  CAST(CASE
    WHEN t."c3" <> 5
      THEN t."p3_4"
    ELSE NULL
  END AS integer) AS "p3_4",
  CAST(CASE
    WHEN t."c3" <> t."other_c3"
      THEN t."p3_5"
    ELSE NULL
  END AS integer) AS "p3_5",
  CAST(CASE
    WHEN t."c3" < 5
      THEN t."p3_6"
    ELSE NULL
  END AS integer) AS "p3_6",
  CAST(CASE
    WHEN t."c3" < t."other_c3"
      THEN t."p3_7"
    ELSE NULL
  END AS integer) AS "p3_7",
  CAST(CASE
    WHEN t."c3" <= 5
      THEN t."p3_8"
    ELSE NULL
  END AS integer) AS "p3_8",
  CAST(CASE
    WHEN t."c3" <= t."other_c3"
      THEN t."p3_9"
    ELSE NULL
  END AS integer) AS "p3_9",
  CAST(CASE
    WHEN t."c3" > 5
      THEN t."p3_10"
    ELSE NULL
  END AS integer) AS "p3_10",
  CAST(CASE
    WHEN t."c3" > t."other_c3"
      THEN t."p3_11"
    ELSE NULL
  END AS integer) AS "p3_11",
  CAST(CASE
    WHEN t."c3" >= 5
      THEN t."p3_12"
    ELSE NULL
  END AS integer) AS "p3_12",
  CAST(CASE
    WHEN t."c3" >= t."other_c3"
      THEN t."p3_13"
    ELSE NULL
  END AS integer) AS "p3_13",
  CAST(CASE
    WHEN r10."value" IS NOT NULL
      THEN t."p3_14"
    ELSE NULL
  END AS integer) AS "p3_14",
  CAST(CASE
    WHEN (
      r10."value" IS NOT NULL
      OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p3_15"
    ELSE NULL
  END AS integer) AS "p3_15",
  CAST(CASE
    WHEN (r10."value" IS NULL AND t."c3" IS NOT NULL)
      THEN t."p3_16"
    ELSE NULL
  END AS integer) AS "p3_16",
  CAST(CASE
    WHEN t."c3" IN (5, -6, -0.25)
      THEN t."p3_17"
    ELSE NULL
  END AS integer) AS "p3_17",
  CAST(CASE
    WHEN t."c3" NOT IN (5, -6, -0.25)
      THEN t."p3_18"
    ELSE NULL
  END AS integer) AS "p3_18",
  CAST(CASE
    WHEN t."c4" IS NULL
      THEN t."p4_0"
    ELSE NULL
  END AS integer) AS "p4_0",
  CAST(CASE
    WHEN t."c4" IS NOT NULL
      THEN t."p4_1"
    ELSE NULL
  END AS integer) AS "p4_1",
  CAST(CASE
    WHEN t."c5" IS NULL
      THEN t."p5_0"
    ELSE NULL
  END AS integer) AS "p5_0",
  CAST(CASE
    WHEN t."c5" IS NOT NULL
      THEN t."p5_1"
    ELSE NULL
  END AS integer) AS "p5_1",
  CAST(CASE
    WHEN t."c6" IS NULL
      THEN t."p6_0"
    ELSE NULL
  END AS integer) AS "p6_0",
  CAST(CASE
    WHEN t."c6" IS NOT NULL
      THEN t."p6_1"
    ELSE NULL
  END AS integer) AS "p6_1",
  CAST(CASE
    WHEN r11."value" IS NOT NULL
      THEN t."p6_2"
    ELSE NULL
  END AS integer) AS "p6_2",
  CAST(CASE
    WHEN pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.rtrim(t."c6"), 256), 15), 16), 10000) < 9999
      THEN t."p6_3"
    ELSE NULL
  END AS integer) AS "p6_3",
  CAST(CASE
    WHEN pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.sha2(pg_catalog.rtrim(t."c6"), 256) || pg_catalog.sha2(t."kind", 256), 256), 15), 16), 10000) < 1
      THEN t."p6_4"
    ELSE NULL
  END AS integer) AS "p6_4",
  CAST(CASE
    WHEN r12."value" IS NOT NULL
      THEN t."p6_5"
    ELSE NULL
  END AS integer) AS "p6_5",
  CAST(CASE
    WHEN (
      (r12."value" IS NULL AND pg_catalog.rtrim(t."c6") IS NOT NULL)
      OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p6_6"
    ELSE NULL
  END AS integer) AS "p6_6",
  CAST(CASE
    WHEN (
      (r12."value" IS NULL AND pg_catalog.rtrim(t."c6") IS NOT NULL)
      AND EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
    )
      THEN t."p6_7"
    ELSE NULL
  END AS integer) AS "p6_7",
  CAST(CASE
    WHEN pg_catalog.rtrim(t."c6") = 'a'
      THEN t."p6_8"
    ELSE NULL
  END AS integer) AS "p6_8",
  CAST(CASE
    WHEN pg_catalog.rtrim(t."c6") = pg_catalog.rtrim(t."other_c6")
      THEN t."p6_9"
    ELSE NULL
  END AS integer) AS "p6_9",
  CAST(CASE
    WHEN pg_catalog.rtrim(t."c6") <> 'a'
      THEN t."p6_10"
    ELSE NULL
  END AS integer) AS "p6_10",
  CAST(CASE
    WHEN pg_catalog.rtrim(t."c6") <> pg_catalog.rtrim(t."other_c6")
      THEN t."p6_11"
    ELSE NULL
  END AS integer) AS "p6_11",
  CAST(CASE
    WHEN pg_catalog.rtrim(t."c6") < 'a'
      THEN t."p6_12"
    ELSE NULL
  END AS integer) AS "p6_12",
  CAST(CASE
    WHEN pg_catalog.rtrim(t."c6") < pg_catalog.rtrim(t."other_c6")
      THEN t."p6_13"
    ELSE NULL
  END AS integer) AS "p6_13",
  CAST(CASE
    WHEN pg_catalog.rtrim(t."c6") <= 'a'
      THEN t."p6_14"
    ELSE NULL
  END AS integer) AS "p6_14",
  CAST(CASE
    WHEN pg_catalog.rtrim(t."c6") <= pg_catalog.rtrim(t."other_c6")
      THEN t."p6_15"
    ELSE NULL
  END AS integer) AS "p6_15",
  CAST(CASE
    WHEN pg_catalog.rtrim(t."c6") > 'a'
      THEN t."p6_16"
    ELSE NULL
  END AS integer) AS "p6_16",
  CAST(CASE
    WHEN pg_catalog.rtrim(t."c6") > pg_catalog.rtrim(t."other_c6")
      THEN t."p6_17"
    ELSE NULL
  END AS integer) AS "p6_17",
  CAST(CASE
    WHEN pg_catalog.rtrim(t."c6") >= 'a'
      THEN t."p6_18"
    ELSE NULL
  END AS integer) AS "p6_18",
  CAST(CASE
    WHEN pg_catalog.rtrim(t."c6") >= pg_catalog.rtrim(t."other_c6")
      THEN t."p6_19"
    ELSE NULL
  END AS integer) AS "p6_19",
  CAST(CASE
    WHEN r13."value" IS NOT NULL
      THEN t."p6_20"
    ELSE NULL
  END AS integer) AS "p6_20",
  CAST(CASE
    WHEN (
      r13."value" IS NOT NULL
      OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p6_21"
    ELSE NULL
  END AS integer) AS "p6_21",
  CAST(CASE
    WHEN (r13."value" IS NULL AND pg_catalog.rtrim(pg_catalog.rtrim(t."c6")) IS NOT NULL)
      THEN t."p6_22"
    ELSE NULL
  END AS integer) AS "p6_22",
  CAST(CASE
    WHEN pg_catalog.rtrim(t."c6") IN ('a', 'b''\\')
      THEN t."p6_23"
    ELSE NULL
  END AS integer) AS "p6_23",
  CAST(CASE
    WHEN pg_catalog.rtrim(t."c6") NOT IN ('a', 'b''\\')
      THEN t."p6_24"
    ELSE NULL
  END AS integer) AS "p6_24",
  CAST(CASE
    WHEN pg_catalog."left"(pg_catalog.rtrim(t."c6"), 2) = 'ab'
      THEN t."p6_25"
    ELSE NULL
  END AS integer) AS "p6_25",
  CAST(CASE
    WHEN pg_catalog."left"(pg_catalog.rtrim(t."c6"), 2) <> 'ab'
      THEN t."p6_26"
    ELSE NULL
  END AS integer) AS "p6_26",
  CAST(CASE
    WHEN pg_catalog."right"(pg_catalog.rtrim(t."c6"), 2) = 'ab'
      THEN t."p6_27"
    ELSE NULL
  END AS integer) AS "p6_27",
  CAST(CASE
    WHEN pg_catalog."right"(pg_catalog.rtrim(t."c6"), 2) <> 'ab'
      THEN t."p6_28"
    ELSE NULL
  END AS integer) AS "p6_28",
  CAST(CASE
    WHEN pg_catalog.strpos(pg_catalog.rtrim(t."c6"), 'ab') > 0
      THEN t."p6_29"
    ELSE NULL
  END AS integer) AS "p6_29",
  CAST(CASE
    WHEN pg_catalog.strpos(pg_catalog.rtrim(t."c6"), 'ab') = 0
      THEN t."p6_30"
    ELSE NULL
  END AS integer) AS "p6_30",
  CAST(CASE
    WHEN pg_catalog.rtrim(t."c6") ~ 'ab'
      THEN t."p6_31"
    ELSE NULL
  END AS integer) AS "p6_31",
  CAST(CASE
    WHEN NOT pg_catalog.rtrim(t."c6") ~ 'ab'
      THEN t."p6_32"
    ELSE NULL
  END AS integer) AS "p6_32",
  CAST(CASE
    WHEN pg_catalog.strpos(pg_catalog.rtrim(t."c6"), '''\\') > 0
      THEN t."p6_33"
    ELSE NULL
  END AS integer) AS "p6_33",
  CAST(CASE
    WHEN t."c7" IS NULL
      THEN t."p7_0"
    ELSE NULL
  END AS integer) AS "p7_0",
  CAST(CASE
    WHEN t."c7" IS NOT NULL
      THEN t."p7_1"
    ELSE NULL
  END AS integer) AS "p7_1",
  CAST(CASE
    WHEN r14."value" IS NOT NULL
      THEN t."p7_2"
    ELSE NULL
  END AS integer) AS "p7_2",
  CAST(CASE
    WHEN pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || t."c7", 256), 15), 16), 10000) < 9999
      THEN t."p7_3"
    ELSE NULL
  END AS integer) AS "p7_3",
  CAST(CASE
    WHEN pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.sha2(t."c7", 256) || pg_catalog.sha2(t."kind", 256), 256), 15), 16), 10000) < 1
      THEN t."p7_4"
    ELSE NULL
  END AS integer) AS "p7_4",
  CAST(CASE
    WHEN r15."value" IS NOT NULL
      THEN t."p7_5"
    ELSE NULL
  END AS integer) AS "p7_5",
  CAST(CASE
    WHEN (
      (r15."value" IS NULL AND t."c7" IS NOT NULL)
      OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p7_6"
    ELSE NULL
  END AS integer) AS "p7_6",
  CAST(CASE
    WHEN (
      (r15."value" IS NULL AND t."c7" IS NOT NULL)
      AND EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
    )
      THEN t."p7_7"
    ELSE NULL
  END AS integer) AS "p7_7",
  CAST(CASE
    WHEN t."c7" = 'a'
      THEN t."p7_8"
    ELSE NULL
  END AS integer) AS "p7_8",
  CAST(CASE
    WHEN t."c7" = t."other_c7"
      THEN t."p7_9"
    ELSE NULL
  END AS integer) AS "p7_9",
  CAST(CASE
    WHEN t."c7" <> 'a'
      THEN t."p7_10"
    ELSE NULL
  END AS integer) AS "p7_10",
  CAST(CASE
    WHEN t."c7" <> t."other_c7"
      THEN t."p7_11"
    ELSE NULL
  END AS integer) AS "p7_11",
  CAST(CASE
    WHEN t."c7" < 'a'
      THEN t."p7_12"
    ELSE NULL
  END AS integer) AS "p7_12",
  CAST(CASE
    WHEN t."c7" < t."other_c7"
      THEN t."p7_13"
    ELSE NULL
  END AS integer) AS "p7_13",
  CAST(CASE
    WHEN t."c7" <= 'a'
      THEN t."p7_14"
    ELSE NULL
  END AS integer) AS "p7_14",
  CAST(CASE
    WHEN t."c7" <= t."other_c7"
      THEN t."p7_15"
    ELSE NULL
  END AS integer) AS "p7_15",
  CAST(CASE
    WHEN t."c7" > 'a'
      THEN t."p7_16"
    ELSE NULL
  END AS integer) AS "p7_16",
  CAST(CASE
    WHEN t."c7" > t."other_c7"
      THEN t."p7_17"
    ELSE NULL
  END AS integer) AS "p7_17",
  CAST(CASE
    WHEN t."c7" >= 'a'
      THEN t."p7_18"
    ELSE NULL
  END AS integer) AS "p7_18",
  CAST(CASE
    WHEN t."c7" >= t."other_c7"
      THEN t."p7_19"
    ELSE NULL
  END AS integer) AS "p7_19",
  CAST(CASE
    WHEN r16."value" IS NOT NULL
      THEN t."p7_20"
    ELSE NULL
  END AS integer) AS "p7_20",
  CAST(CASE
    WHEN (
      r16."value" IS NOT NULL
      OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p7_21"
    ELSE NULL
  END AS integer) AS "p7_21",
  CAST(CASE
    WHEN (r16."value" IS NULL AND pg_catalog.rtrim(t."c7") IS NOT NULL)
      THEN t."p7_22"
    ELSE NULL
  END AS integer) AS "p7_22",
  CAST(CASE
    WHEN t."c7" IN ('a', 'b''\\')
      THEN t."p7_23"
    ELSE NULL
  END AS integer) AS "p7_23",
  CAST(CASE
    WHEN t."c7" NOT IN ('a', 'b''\\')
      THEN t."p7_24"
    ELSE NULL
  END AS integer) AS "p7_24",
  CAST(CASE
    WHEN pg_catalog."left"(t."c7", 2) = 'ab'
      THEN t."p7_25"
    ELSE NULL
  END AS integer) AS "p7_25",
  CAST(CASE
    WHEN pg_catalog."left"(t."c7", 2) <> 'ab'
      THEN t."p7_26"
    ELSE NULL
  END AS integer) AS "p7_26",
  CAST(CASE
    WHEN pg_catalog."right"(t."c7", 2) = 'ab'
      THEN t."p7_27"
    ELSE NULL
  END AS integer) AS "p7_27",
  CAST(CASE
    WHEN pg_catalog."right"(t."c7", 2) <> 'ab'
      THEN t."p7_28"
    ELSE NULL
  END AS integer) AS "p7_28",
  CAST(CASE
    WHEN pg_catalog.strpos(t."c7", 'ab') > 0
      THEN t."p7_29"
    ELSE NULL
  END AS integer) AS "p7_29",
  CAST(CASE
    WHEN pg_catalog.strpos(t."c7", 'ab') = 0
      THEN t."p7_30"
    ELSE NULL
  END AS integer) AS "p7_30",
  CAST(CASE
    WHEN t."c7" ~ 'ab'
      THEN t."p7_31"
    ELSE NULL
  END AS integer) AS "p7_31",
  CAST(CASE
    WHEN NOT t."c7" ~ 'ab'
      THEN t."p7_32"
    ELSE NULL
  END AS integer) AS "p7_32",
  CAST(CASE
    WHEN pg_catalog.strpos(t."c7", '''\\') > 0
      THEN t."p7_33"
    ELSE NULL
  END AS integer) AS "p7_33",
  CAST(CASE
    WHEN t."c8" IS NULL
      THEN t."p8_0"
    ELSE NULL
  END AS integer) AS "p8_0",
  CAST(CASE
    WHEN t."c8" IS NOT NULL
      THEN t."p8_1"
    ELSE NULL
  END AS integer) AS "p8_1",
  CAST(CASE
    WHEN r17."value" IS NOT NULL
      THEN t."p8_2"
    ELSE NULL
  END AS integer) AS "p8_2",
  CAST(CASE
    WHEN pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || t."c8", 256), 15), 16), 10000) < 9999
      THEN t."p8_3"
    ELSE NULL
  END AS integer) AS "p8_3",
  CAST(CASE
    WHEN pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.sha2(t."c8", 256) || pg_catalog.sha2(t."kind", 256), 256), 15), 16), 10000) < 1
      THEN t."p8_4"
    ELSE NULL
  END AS integer) AS "p8_4",
  CAST(CASE
    WHEN r18."value" IS NOT NULL
      THEN t."p8_5"
    ELSE NULL
  END AS integer) AS "p8_5",
  CAST(CASE
    WHEN (
      (r18."value" IS NULL AND t."c8" IS NOT NULL)
      OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p8_6"
    ELSE NULL
  END AS integer) AS "p8_6",
  CAST(CASE
    WHEN (
      (r18."value" IS NULL AND t."c8" IS NOT NULL)
      AND EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
    )
      THEN t."p8_7"
    ELSE NULL
  END AS integer) AS "p8_7",
  CAST(CASE
    WHEN t."c8" = 'a'
      THEN t."p8_8"
    ELSE NULL
  END AS integer) AS "p8_8",
  CAST(CASE
    WHEN t."c8" = t."other_c8"
      THEN t."p8_9"
    ELSE NULL
  END AS integer) AS "p8_9",
  CAST(CASE
    WHEN t."c8" <> 'a'
      THEN t."p8_10"
    ELSE NULL
  END AS integer) AS "p8_10",
  CAST(CASE
    WHEN t."c8" <> t."other_c8"
      THEN t."p8_11"
    ELSE NULL
  END AS integer) AS "p8_11",
  CAST(CASE
    WHEN t."c8" < 'a'
      THEN t."p8_12"
    ELSE NULL
  END AS integer) AS "p8_12",
  CAST(CASE
    WHEN t."c8" < t."other_c8"
      THEN t."p8_13"
    ELSE NULL
  END AS integer) AS "p8_13",
  CAST(CASE
    WHEN t."c8" <= 'a'
      THEN t."p8_14"
    ELSE NULL
  END AS integer) AS "p8_14",
  CAST(CASE
    WHEN t."c8" <= t."other_c8"
      THEN t."p8_15"
    ELSE NULL
  END AS integer) AS "p8_15",
  CAST(CASE
    WHEN t."c8" > 'a'
      THEN t."p8_16"
    ELSE NULL
  END AS integer) AS "p8_16",
  CAST(CASE
    WHEN t."c8" > t."other_c8"
      THEN t."p8_17"
    ELSE NULL
  END AS integer) AS "p8_17",
  CAST(CASE
    WHEN t."c8" >= 'a'
      THEN t."p8_18"
    ELSE NULL
  END AS integer) AS "p8_18",
  CAST(CASE
    WHEN t."c8" >= t."other_c8"
      THEN t."p8_19"
    ELSE NULL
  END AS integer) AS "p8_19",
  CAST(CASE
    WHEN r19."value" IS NOT NULL
      THEN t."p8_20"
    ELSE NULL
  END AS integer) AS "p8_20",
  CAST(CASE
    WHEN (
      r19."value" IS NOT NULL
      OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p8_21"
    ELSE NULL
  END AS integer) AS "p8_21",
  CAST(CASE
    WHEN (r19."value" IS NULL AND pg_catalog.rtrim(t."c8") IS NOT NULL)
      THEN t."p8_22"
    ELSE NULL
  END AS integer) AS "p8_22",
  CAST(CASE
    WHEN t."c8" IN ('a', 'b''\\')
      THEN t."p8_23"
    ELSE NULL
  END AS integer) AS "p8_23",
  CAST(CASE
    WHEN t."c8" NOT IN ('a', 'b''\\')
      THEN t."p8_24"
    ELSE NULL
  END AS integer) AS "p8_24",
  CAST(CASE
    WHEN pg_catalog."left"(t."c8", 2) = 'ab'
      THEN t."p8_25"
    ELSE NULL
  END AS integer) AS "p8_25",
  CAST(CASE
    WHEN pg_catalog."left"(t."c8", 2) <> 'ab'
      THEN t."p8_26"
    ELSE NULL
  END AS integer) AS "p8_26",
  CAST(CASE
    WHEN pg_catalog."right"(t."c8", 2) = 'ab'
      THEN t."p8_27"
    ELSE NULL
  END AS integer) AS "p8_27",
  CAST(CASE
    WHEN pg_catalog."right"(t."c8", 2) <> 'ab'
      THEN t."p8_28"
    ELSE NULL
  END AS integer) AS "p8_28",
  CAST(CASE
    WHEN pg_catalog.strpos(t."c8", 'ab') > 0
      THEN t."p8_29"
    ELSE NULL
  END AS integer) AS "p8_29",
  CAST(CASE
    WHEN pg_catalog.strpos(t."c8", 'ab') = 0
      THEN t."p8_30"
    ELSE NULL
  END AS integer) AS "p8_30",
  CAST(CASE
    WHEN t."c8" ~ 'ab'
      THEN t."p8_31"
    ELSE NULL
  END AS integer) AS "p8_31",
  CAST(CASE
    WHEN NOT t."c8" ~ 'ab'
      THEN t."p8_32"
    ELSE NULL
  END AS integer) AS "p8_32",
  CAST(CASE
    WHEN pg_catalog.strpos(t."c8", '''\\') > 0
      THEN t."p8_33"
    ELSE NULL
  END AS integer) AS "p8_33",
  CAST(CASE
    WHEN t."c9" IS NULL
      THEN t."p9_0"
    ELSE NULL
  END AS integer) AS "p9_0",
  CAST(CASE
    WHEN t."c9" IS NOT NULL
      THEN t."p9_1"
    ELSE NULL
  END AS integer) AS "p9_1",
  CAST(CASE
    WHEN r20."value" IS NOT NULL
      THEN t."p9_2"
    ELSE NULL
  END AS integer) AS "p9_2",
  CAST(CASE
    WHEN pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || CASE WHEN t."c9" THEN 'true' WHEN NOT t."c9" THEN 'false' END, 256), 15), 16), 10000) < 9999
      THEN t."p9_3"
    ELSE NULL
  END AS integer) AS "p9_3",
  CAST(CASE
    WHEN pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.sha2(CASE WHEN t."c9" THEN 'true' WHEN NOT t."c9" THEN 'false' END, 256) || pg_catalog.sha2(t."kind", 256), 256), 15), 16), 10000) < 1
      THEN t."p9_4"
    ELSE NULL
  END AS integer) AS "p9_4",
  CAST(CASE
    WHEN r21."value" IS NOT NULL
      THEN t."p9_5"
    ELSE NULL
  END AS integer) AS "p9_5",
  CAST(CASE
    WHEN (
      (r21."value" IS NULL AND CASE WHEN t."c9" THEN 'true' WHEN NOT t."c9" THEN 'false' END IS NOT NULL)
      OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p9_6"
    ELSE NULL
  END AS integer) AS "p9_6",
  CAST(CASE
    WHEN (
      (r21."value" IS NULL AND CASE WHEN t."c9" THEN 'true' WHEN NOT t."c9" THEN 'false' END IS NOT NULL)
      AND EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
    )
      THEN t."p9_7"
    ELSE NULL
  END AS integer) AS "p9_7",
  CAST(CASE
    WHEN t."c9" = FALSE
      THEN t."p9_8"
    ELSE NULL
  END AS integer) AS "p9_8",
  CAST(CASE
    WHEN t."c9" = t."other_c9"
      THEN t."p9_9"
    ELSE NULL
  END AS integer) AS "p9_9",
  CAST(CASE
    WHEN t."c9" <> FALSE
      THEN t."p9_10"
    ELSE NULL
  END AS integer) AS "p9_10",
  CAST(CASE
    WHEN t."c9" <> t."other_c9"
      THEN t."p9_11"
    ELSE NULL
  END AS integer) AS "p9_11",
  CAST(CASE
    WHEN t."c9" < FALSE
      THEN t."p9_12"
    ELSE NULL
  END AS integer) AS "p9_12",
  CAST(CASE
    WHEN t."c9" < t."other_c9"
      THEN t."p9_13"
    ELSE NULL
  END AS integer) AS "p9_13",
  CAST(CASE
    WHEN t."c9" <= FALSE
      THEN t."p9_14"
    ELSE NULL
  END AS integer) AS "p9_14",
  CAST(CASE
    WHEN t."c9" <= t."other_c9"
      THEN t."p9_15"
    ELSE NULL
  END AS integer) AS "p9_15",
  CAST(CASE
    WHEN t."c9" > FALSE
      THEN t."p9_16"
    ELSE NULL
  END AS integer) AS "p9_16",
  CAST(CASE
    WHEN t."c9" > t."other_c9"
      THEN t."p9_17"
    ELSE NULL
  END AS integer) AS "p9_17",
  CAST(CASE
    WHEN t."c9" >= FALSE
      THEN t."p9_18"
    ELSE NULL
  END AS integer) AS "p9_18",
  CAST(CASE
    WHEN t."c9" >= t."other_c9"
      THEN t."p9_19"
    ELSE NULL
  END AS integer) AS "p9_19",
  CAST(CASE
    WHEN r22."value" IS NOT NULL
      THEN t."p9_20"
    ELSE NULL
  END AS integer) AS "p9_20",
  CAST(CASE
    WHEN (
      r22."value" IS NOT NULL
      OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p9_21"
    ELSE NULL
  END AS integer) AS "p9_21",
  CAST(CASE
    WHEN (r22."value" IS NULL AND t."c9" IS NOT NULL)
      THEN t."p9_22"
    ELSE NULL
  END AS integer) AS "p9_22",
  CAST(CASE
    WHEN t."c9" IN (FALSE)
      THEN t."p9_23"
    ELSE NULL
  END AS integer) AS "p9_23",
  CAST(CASE
    WHEN t."c9" NOT IN (FALSE)
      THEN t."p9_24"
    ELSE NULL
  END AS integer) AS "p9_24",
  CAST(CASE
    WHEN t."c10" IS NULL
      THEN t."p10_0"
    ELSE NULL
  END AS integer) AS "p10_0",
  CAST(CASE
    WHEN t."c10" IS NOT NULL
      THEN t."p10_1"
    ELSE NULL
  END AS integer) AS "p10_1",
  CAST(CASE
    WHEN r23."value" IS NOT NULL
      THEN t."p10_2"
    ELSE NULL
  END AS integer) AS "p10_2",
  CAST(CASE
    WHEN pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || CASE WHEN t."c10" >= DATE '0001-01-01' AND t."c10" <= DATE '9999-12-31' THEN pg_catalog.to_char(CAST(t."c10" AS timestamp without time zone), 'YYYY-MM-DD') END, 256), 15), 16), 10000) < 9999
      THEN t."p10_3"
    ELSE NULL
  END AS integer) AS "p10_3",
  CAST(CASE
    WHEN pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.sha2(CASE WHEN t."c10" >= DATE '0001-01-01' AND t."c10" <= DATE '9999-12-31' THEN pg_catalog.to_char(CAST(t."c10" AS timestamp without time zone), 'YYYY-MM-DD') END, 256) || pg_catalog.sha2(t."kind", 256), 256), 15), 16), 10000) < 1
      THEN t."p10_4"
    ELSE NULL
  END AS integer) AS "p10_4",
  CAST(CASE
    WHEN r24."value" IS NOT NULL
      THEN t."p10_5"
    ELSE NULL
  END AS integer) AS "p10_5",
  CAST(CASE
    WHEN (
      (r24."value" IS NULL AND CASE WHEN t."c10" >= DATE '0001-01-01' AND t."c10" <= DATE '9999-12-31' THEN pg_catalog.to_char(CAST(t."c10" AS timestamp without time zone), 'YYYY-MM-DD') END IS NOT NULL)
      OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p10_6"
    ELSE NULL
  END AS integer) AS "p10_6",
  CAST(CASE
    WHEN (
      (r24."value" IS NULL AND CASE WHEN t."c10" >= DATE '0001-01-01' AND t."c10" <= DATE '9999-12-31' THEN pg_catalog.to_char(CAST(t."c10" AS timestamp without time zone), 'YYYY-MM-DD') END IS NOT NULL)
      AND EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
    )
      THEN t."p10_7"
    ELSE NULL
  END AS integer) AS "p10_7",
  CAST(CASE
    WHEN (t."c10" > CAST((CASE WHEN CAST(pg_catalog.getdate() - INTERVAL '15 days' AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() - INTERVAL '16 days' AND pg_catalog.getdate() - INTERVAL '14 days' AND CAST(pg_catalog.getdate() AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() - INTERVAL '1 days' AND pg_catalog.getdate() + INTERVAL '1 days' AND CAST(pg_catalog.getdate() + INTERVAL '15 days' AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() + INTERVAL '14 days' AND pg_catalog.getdate() + INTERVAL '16 days' THEN GREATEST(CAST(pg_catalog.getdate() AS timestamp with time zone) AT TIME ZONE 'UTC', CAST(pg_catalog.getdate() + INTERVAL '2 days' AS timestamp with time zone) AT TIME ZONE 'UTC' - INTERVAL '2 days') END) - INTERVAL '90 minutes' - INTERVAL '1 microsecond' AS date) AND t."c10" <= DATE '9999-12-31')
      THEN t."p10_8"
    ELSE NULL
  END AS integer) AS "p10_8",
  CAST(CASE
    WHEN (t."c10" >= DATE '0001-01-01' AND t."c10" <= CAST((CASE WHEN CAST(pg_catalog.getdate() - INTERVAL '15 days' AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() - INTERVAL '16 days' AND pg_catalog.getdate() - INTERVAL '14 days' AND CAST(pg_catalog.getdate() AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() - INTERVAL '1 days' AND pg_catalog.getdate() + INTERVAL '1 days' AND CAST(pg_catalog.getdate() + INTERVAL '15 days' AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() + INTERVAL '14 days' AND pg_catalog.getdate() + INTERVAL '16 days' THEN LEAST(CAST(pg_catalog.getdate() AS timestamp with time zone) AT TIME ZONE 'UTC', CAST(pg_catalog.getdate() - INTERVAL '2 days' AS timestamp with time zone) AT TIME ZONE 'UTC' + INTERVAL '2 days') END) - INTERVAL '43200 minutes' - INTERVAL '1 microsecond' AS date))
      THEN t."p10_9"
    ELSE NULL
  END AS integer) AS "p10_9",
  CAST(CASE
    WHEN t."c10" = DATE '2024-02-29'
      THEN t."p10_10"
    ELSE NULL
  END AS integer) AS "p10_10",
  CAST(CASE
    WHEN t."c10" = t."other_c10"
      THEN t."p10_11"
    ELSE NULL
  END AS integer) AS "p10_11",
  CAST(CASE
    WHEN t."c10" <> DATE '2024-02-29'
      THEN t."p10_12"
    ELSE NULL
  END AS integer) AS "p10_12",
  CAST(CASE
    WHEN t."c10" <> t."other_c10"
      THEN t."p10_13"
    ELSE NULL
  END AS integer) AS "p10_13",
  CAST(CASE
    WHEN t."c10" < DATE '2024-02-29'
      THEN t."p10_14"
    ELSE NULL
  END AS integer) AS "p10_14",
  CAST(CASE
    WHEN t."c10" < t."other_c10"
      THEN t."p10_15"
    ELSE NULL
  END AS integer) AS "p10_15",
  CAST(CASE
    WHEN t."c10" <= DATE '2024-02-29'
      THEN t."p10_16"
    ELSE NULL
  END AS integer) AS "p10_16",
  CAST(CASE
    WHEN t."c10" <= t."other_c10"
      THEN t."p10_17"
    ELSE NULL
  END AS integer) AS "p10_17",
  CAST(CASE
    WHEN t."c10" > DATE '2024-02-29'
      THEN t."p10_18"
    ELSE NULL
  END AS integer) AS "p10_18",
  CAST(CASE
    WHEN t."c10" > t."other_c10"
      THEN t."p10_19"
    ELSE NULL
  END AS integer) AS "p10_19",
  CAST(CASE
    WHEN t."c10" >= DATE '2024-02-29'
      THEN t."p10_20"
    ELSE NULL
  END AS integer) AS "p10_20",
  CAST(CASE
    WHEN t."c10" >= t."other_c10"
      THEN t."p10_21"
    ELSE NULL
  END AS integer) AS "p10_21",
  CAST(CASE
    WHEN r25."value" IS NOT NULL
      THEN t."p10_22"
    ELSE NULL
  END AS integer) AS "p10_22",
  CAST(CASE
    WHEN (
      r25."value" IS NOT NULL
      OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p10_23"
    ELSE NULL
  END AS integer) AS "p10_23",
  CAST(CASE
    WHEN (r25."value" IS NULL AND t."c10" IS NOT NULL)
      THEN t."p10_24"
    ELSE NULL
  END AS integer) AS "p10_24",
  CAST(CASE
    WHEN t."c10" IN (DATE '2024-02-29')
      THEN t."p10_25"
    ELSE NULL
  END AS integer) AS "p10_25",
  CAST(CASE
    WHEN t."c10" NOT IN (DATE '2024-02-29')
      THEN t."p10_26"
    ELSE NULL
  END AS integer) AS "p10_26",
  CAST(CASE
    WHEN t."c11" IS NULL
      THEN t."p11_0"
    ELSE NULL
  END AS integer) AS "p11_0",
  CAST(CASE
    WHEN t."c11" IS NOT NULL
      THEN t."p11_1"
    ELSE NULL
  END AS integer) AS "p11_1",
  CAST(CASE
    WHEN r26."value" IS NOT NULL
      THEN t."p11_2"
    ELSE NULL
  END AS integer) AS "p11_2",
  CAST(CASE
    WHEN pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || CASE WHEN t."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.to_char(t."c11", 'YYYY-MM-DD HH24:MI:SS.US') END, 256), 15), 16), 10000) < 9999
      THEN t."p11_3"
    ELSE NULL
  END AS integer) AS "p11_3",
  CAST(CASE
    WHEN pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.sha2(CASE WHEN t."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.to_char(t."c11", 'YYYY-MM-DD HH24:MI:SS.US') END, 256) || pg_catalog.sha2(t."kind", 256), 256), 15), 16), 10000) < 1
      THEN t."p11_4"
    ELSE NULL
  END AS integer) AS "p11_4",
  CAST(CASE
    WHEN r27."value" IS NOT NULL
      THEN t."p11_5"
    ELSE NULL
  END AS integer) AS "p11_5",
  CAST(CASE
    WHEN (
      (r27."value" IS NULL AND CASE WHEN t."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.to_char(t."c11", 'YYYY-MM-DD HH24:MI:SS.US') END IS NOT NULL)
      OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p11_6"
    ELSE NULL
  END AS integer) AS "p11_6",
  CAST(CASE
    WHEN (
      (r27."value" IS NULL AND CASE WHEN t."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.to_char(t."c11", 'YYYY-MM-DD HH24:MI:SS.US') END IS NOT NULL)
      AND EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
    )
      THEN t."p11_7"
    ELSE NULL
  END AS integer) AS "p11_7",
  CAST(CASE
    WHEN (t."c11" >= (CASE WHEN CAST(pg_catalog.getdate() - INTERVAL '15 days' AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() - INTERVAL '16 days' AND pg_catalog.getdate() - INTERVAL '14 days' AND CAST(pg_catalog.getdate() AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() - INTERVAL '1 days' AND pg_catalog.getdate() + INTERVAL '1 days' AND CAST(pg_catalog.getdate() + INTERVAL '15 days' AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() + INTERVAL '14 days' AND pg_catalog.getdate() + INTERVAL '16 days' THEN GREATEST(CAST(pg_catalog.getdate() AS timestamp with time zone) AT TIME ZONE 'UTC', CAST(pg_catalog.getdate() + INTERVAL '2 days' AS timestamp with time zone) AT TIME ZONE 'UTC' - INTERVAL '2 days') END) - INTERVAL '90 minutes' AND t."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999')
      THEN t."p11_8"
    ELSE NULL
  END AS integer) AS "p11_8",
  CAST(CASE
    WHEN (t."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11" < (CASE WHEN CAST(pg_catalog.getdate() - INTERVAL '15 days' AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() - INTERVAL '16 days' AND pg_catalog.getdate() - INTERVAL '14 days' AND CAST(pg_catalog.getdate() AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() - INTERVAL '1 days' AND pg_catalog.getdate() + INTERVAL '1 days' AND CAST(pg_catalog.getdate() + INTERVAL '15 days' AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() + INTERVAL '14 days' AND pg_catalog.getdate() + INTERVAL '16 days' THEN LEAST(CAST(pg_catalog.getdate() AS timestamp with time zone) AT TIME ZONE 'UTC', CAST(pg_catalog.getdate() - INTERVAL '2 days' AS timestamp with time zone) AT TIME ZONE 'UTC' + INTERVAL '2 days') END) - INTERVAL '43200 minutes')
      THEN t."p11_9"
    ELSE NULL
  END AS integer) AS "p11_9",
  CAST(CASE
    WHEN t."c11" = TIMESTAMP '2024-02-29 01:02:03.000004'
      THEN t."p11_10"
    ELSE NULL
  END AS integer) AS "p11_10",
  CAST(CASE
    WHEN t."c11" = t."other_c11"
      THEN t."p11_11"
    ELSE NULL
  END AS integer) AS "p11_11",
  CAST(CASE
    WHEN t."c11" <> TIMESTAMP '2024-02-29 01:02:03.000004'
      THEN t."p11_12"
    ELSE NULL
  END AS integer) AS "p11_12",
  CAST(CASE
    WHEN t."c11" <> t."other_c11"
      THEN t."p11_13"
    ELSE NULL
  END AS integer) AS "p11_13",
  CAST(CASE
    WHEN t."c11" < TIMESTAMP '2024-02-29 01:02:03.000004'
      THEN t."p11_14"
    ELSE NULL
  END AS integer) AS "p11_14",
  CAST(CASE
    WHEN t."c11" < t."other_c11"
      THEN t."p11_15"
    ELSE NULL
  END AS integer) AS "p11_15",
  CAST(CASE
    WHEN t."c11" <= TIMESTAMP '2024-02-29 01:02:03.000004'
      THEN t."p11_16"
    ELSE NULL
  END AS integer) AS "p11_16",
  CAST(CASE
    WHEN t."c11" <= t."other_c11"
      THEN t."p11_17"
    ELSE NULL
  END AS integer) AS "p11_17",
  CAST(CASE
    WHEN t."c11" > TIMESTAMP '2024-02-29 01:02:03.000004'
      THEN t."p11_18"
    ELSE NULL
  END AS integer) AS "p11_18",
  CAST(CASE
    WHEN t."c11" > t."other_c11"
      THEN t."p11_19"
    ELSE NULL
  END AS integer) AS "p11_19",
  CAST(CASE
    WHEN t."c11" >= TIMESTAMP '2024-02-29 01:02:03.000004'
      THEN t."p11_20"
    ELSE NULL
  END AS integer) AS "p11_20",
  CAST(CASE
    WHEN t."c11" >= t."other_c11"
      THEN t."p11_21"
    ELSE NULL
  END AS integer) AS "p11_21",
  CAST(CASE
    WHEN r28."value" IS NOT NULL
      THEN t."p11_22"
    ELSE NULL
  END AS integer) AS "p11_22",
  CAST(CASE
    WHEN (
      r28."value" IS NOT NULL
      OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p11_23"
    ELSE NULL
  END AS integer) AS "p11_23",
  CAST(CASE
    WHEN (r28."value" IS NULL AND t."c11" IS NOT NULL)
      THEN t."p11_24"
    ELSE NULL
  END AS integer) AS "p11_24",
  CAST(CASE
    WHEN t."c11" IN (TIMESTAMP '2024-02-29 01:02:03.000004')
      THEN t."p11_25"
    ELSE NULL
  END AS integer) AS "p11_25",
  CAST(CASE
    WHEN t."c11" NOT IN (TIMESTAMP '2024-02-29 01:02:03.000004')
      THEN t."p11_26"
    ELSE NULL
  END AS integer) AS "p11_26",
  CAST(CASE
    WHEN t."c12" IS NULL
      THEN t."p12_0"
    ELSE NULL
  END AS integer) AS "p12_0",
  CAST(CASE
    WHEN t."c12" IS NOT NULL
      THEN t."p12_1"
    ELSE NULL
  END AS integer) AS "p12_1",
  CAST(CASE
    WHEN (t."c12" >= ((CASE WHEN CAST(pg_catalog.getdate() - INTERVAL '15 days' AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() - INTERVAL '16 days' AND pg_catalog.getdate() - INTERVAL '14 days' AND CAST(pg_catalog.getdate() AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() - INTERVAL '1 days' AND pg_catalog.getdate() + INTERVAL '1 days' AND CAST(pg_catalog.getdate() + INTERVAL '15 days' AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() + INTERVAL '14 days' AND pg_catalog.getdate() + INTERVAL '16 days' THEN GREATEST(CAST(pg_catalog.getdate() AS timestamp with time zone) AT TIME ZONE 'UTC', CAST(pg_catalog.getdate() + INTERVAL '2 days' AS timestamp with time zone) AT TIME ZONE 'UTC' - INTERVAL '2 days') END) - INTERVAL '90 minutes') AT TIME ZONE 'UTC' AND t."c12" <= TIMESTAMPTZ '9999-12-31 23:59:59.999999+00')
      THEN t."p12_2"
    ELSE NULL
  END AS integer) AS "p12_2",
  CAST(CASE
    WHEN (t."c12" >= TIMESTAMPTZ '0001-01-01 00:00:00+00' AND t."c12" < ((CASE WHEN CAST(pg_catalog.getdate() - INTERVAL '15 days' AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() - INTERVAL '16 days' AND pg_catalog.getdate() - INTERVAL '14 days' AND CAST(pg_catalog.getdate() AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() - INTERVAL '1 days' AND pg_catalog.getdate() + INTERVAL '1 days' AND CAST(pg_catalog.getdate() + INTERVAL '15 days' AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() + INTERVAL '14 days' AND pg_catalog.getdate() + INTERVAL '16 days' THEN LEAST(CAST(pg_catalog.getdate() AS timestamp with time zone) AT TIME ZONE 'UTC', CAST(pg_catalog.getdate() - INTERVAL '2 days' AS timestamp with time zone) AT TIME ZONE 'UTC' + INTERVAL '2 days') END) - INTERVAL '43200 minutes') AT TIME ZONE 'UTC')
      THEN t."p12_3"
    ELSE NULL
  END AS integer) AS "p12_3",
  CAST(CASE
    WHEN t."c13" IS NULL
      THEN t."p13_0"
    ELSE NULL
  END AS integer) AS "p13_0",
  CAST(CASE
    WHEN t."c13" IS NOT NULL
      THEN t."p13_1"
    ELSE NULL
  END AS integer) AS "p13_1"
FROM "sales"."hr"."predicates" AS t
LEFT JOIN (SELECT DISTINCT k."hash" AS "value" FROM "governed"."scrim_system"."common_combination" AS k WHERE k."attempt" IN (SELECT n."attempt" FROM "governed"."scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef')) AS r1 ON r1."value" = pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c0" IS NULL THEN '-' ELSE pg_catalog.sha2(CAST(t."c0" AS character varying(20)), 256) END, 256)
LEFT JOIN (SELECT DISTINCT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region') AS r2 ON r2."value" = CAST(t."c0" AS character varying(20))
LEFT JOIN (SELECT DISTINCT l."key_c0" AS "value" FROM "sales"."hr"."lists" AS l WHERE l."key_c0" IS NOT NULL AND l."kind" = 'vip' AND CAST(l."c0" AS character varying(20)) IN (SELECT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')) AS r3 ON r3."value" = t."c0"
LEFT JOIN (SELECT DISTINCT k."hash" AS "value" FROM "governed"."scrim_system"."common_combination" AS k WHERE k."attempt" IN (SELECT n."attempt" FROM "governed"."scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef')) AS r4 ON r4."value" = pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c1" IS NULL THEN '-' ELSE pg_catalog.sha2(CAST(t."c1" AS character varying(20)), 256) END, 256)
LEFT JOIN (SELECT DISTINCT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region') AS r5 ON r5."value" = CAST(t."c1" AS character varying(20))
LEFT JOIN (SELECT DISTINCT l."key_c1" AS "value" FROM "sales"."hr"."lists" AS l WHERE l."key_c1" IS NOT NULL AND l."kind" = 'vip' AND CAST(l."c1" AS character varying(20)) IN (SELECT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')) AS r6 ON r6."value" = t."c1"
LEFT JOIN (SELECT DISTINCT k."hash" AS "value" FROM "governed"."scrim_system"."common_combination" AS k WHERE k."attempt" IN (SELECT n."attempt" FROM "governed"."scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef')) AS r7 ON r7."value" = pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c2" IS NULL THEN '-' ELSE pg_catalog.sha2(CAST(t."c2" AS character varying(20)), 256) END, 256)
LEFT JOIN (SELECT DISTINCT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region') AS r8 ON r8."value" = CAST(t."c2" AS character varying(20))
LEFT JOIN (SELECT DISTINCT l."key_c2" AS "value" FROM "sales"."hr"."lists" AS l WHERE l."key_c2" IS NOT NULL AND l."kind" = 'vip' AND CAST(l."c2" AS character varying(20)) IN (SELECT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')) AS r9 ON r9."value" = t."c2"
LEFT JOIN (SELECT DISTINCT l."key_c3" AS "value" FROM "sales"."hr"."lists" AS l WHERE l."key_c3" IS NOT NULL AND l."kind" = 'vip') AS r10 ON r10."value" = t."c3"
LEFT JOIN (SELECT DISTINCT k."hash" AS "value" FROM "governed"."scrim_system"."common_combination" AS k WHERE k."attempt" IN (SELECT n."attempt" FROM "governed"."scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef')) AS r11 ON r11."value" = pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c6" IS NULL THEN '-' ELSE pg_catalog.sha2(pg_catalog.rtrim(t."c6"), 256) END, 256)
LEFT JOIN (SELECT DISTINCT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region') AS r12 ON r12."value" = pg_catalog.rtrim(t."c6")
LEFT JOIN (SELECT DISTINCT pg_catalog.rtrim(pg_catalog.rtrim(l."key_c6")) AS "value" FROM "sales"."hr"."lists" AS l WHERE l."key_c6" IS NOT NULL AND l."kind" = 'vip' AND pg_catalog.rtrim(l."c6") IN (SELECT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')) AS r13 ON r13."value" = pg_catalog.rtrim(pg_catalog.rtrim(t."c6"))
LEFT JOIN (SELECT DISTINCT k."hash" AS "value" FROM "governed"."scrim_system"."common_combination" AS k WHERE k."attempt" IN (SELECT n."attempt" FROM "governed"."scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef')) AS r14 ON r14."value" = pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c7" IS NULL THEN '-' ELSE pg_catalog.sha2(t."c7", 256) END, 256)
LEFT JOIN (SELECT DISTINCT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region') AS r15 ON r15."value" = t."c7"
LEFT JOIN (SELECT DISTINCT pg_catalog.rtrim(l."key_c7") AS "value" FROM "sales"."hr"."lists" AS l WHERE l."key_c7" IS NOT NULL AND l."kind" = 'vip' AND l."c7" IN (SELECT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')) AS r16 ON r16."value" = pg_catalog.rtrim(t."c7")
LEFT JOIN (SELECT DISTINCT k."hash" AS "value" FROM "governed"."scrim_system"."common_combination" AS k WHERE k."attempt" IN (SELECT n."attempt" FROM "governed"."scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef')) AS r17 ON r17."value" = pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c8" IS NULL THEN '-' ELSE pg_catalog.sha2(t."c8", 256) END, 256)
LEFT JOIN (SELECT DISTINCT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region') AS r18 ON r18."value" = t."c8"
LEFT JOIN (SELECT DISTINCT pg_catalog.rtrim(l."key_c8") AS "value" FROM "sales"."hr"."lists" AS l WHERE l."key_c8" IS NOT NULL AND l."kind" = 'vip' AND l."c8" IN (SELECT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')) AS r19 ON r19."value" = pg_catalog.rtrim(t."c8")
LEFT JOIN (SELECT DISTINCT k."hash" AS "value" FROM "governed"."scrim_system"."common_combination" AS k WHERE k."attempt" IN (SELECT n."attempt" FROM "governed"."scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef')) AS r20 ON r20."value" = pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c9" IS NULL THEN '-' ELSE pg_catalog.sha2(CASE WHEN t."c9" THEN 'true' WHEN NOT t."c9" THEN 'false' END, 256) END, 256)
LEFT JOIN (SELECT DISTINCT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region') AS r21 ON r21."value" = CASE WHEN t."c9" THEN 'true' WHEN NOT t."c9" THEN 'false' END
LEFT JOIN (SELECT DISTINCT l."key_c9" AS "value" FROM "sales"."hr"."lists" AS l WHERE l."key_c9" IS NOT NULL AND l."kind" = 'vip' AND CASE WHEN l."c9" THEN 'true' WHEN NOT l."c9" THEN 'false' END IN (SELECT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')) AS r22 ON r22."value" = t."c9"
LEFT JOIN (SELECT DISTINCT k."hash" AS "value" FROM "governed"."scrim_system"."common_combination" AS k WHERE k."attempt" IN (SELECT n."attempt" FROM "governed"."scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef')) AS r23 ON r23."value" = pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c10" IS NULL THEN '-' ELSE pg_catalog.sha2(CASE WHEN t."c10" >= DATE '0001-01-01' AND t."c10" <= DATE '9999-12-31' THEN pg_catalog.to_char(CAST(t."c10" AS timestamp without time zone), 'YYYY-MM-DD') END, 256) END, 256)
LEFT JOIN (SELECT DISTINCT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region') AS r24 ON r24."value" = CASE WHEN t."c10" >= DATE '0001-01-01' AND t."c10" <= DATE '9999-12-31' THEN pg_catalog.to_char(CAST(t."c10" AS timestamp without time zone), 'YYYY-MM-DD') END
LEFT JOIN (SELECT DISTINCT l."key_c10" AS "value" FROM "sales"."hr"."lists" AS l WHERE l."key_c10" IS NOT NULL AND l."kind" = 'vip' AND CASE WHEN l."c10" >= DATE '0001-01-01' AND l."c10" <= DATE '9999-12-31' THEN pg_catalog.to_char(CAST(l."c10" AS timestamp without time zone), 'YYYY-MM-DD') END IN (SELECT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')) AS r25 ON r25."value" = t."c10"
LEFT JOIN (SELECT DISTINCT k."hash" AS "value" FROM "governed"."scrim_system"."common_combination" AS k WHERE k."attempt" IN (SELECT n."attempt" FROM "governed"."scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef')) AS r26 ON r26."value" = pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c11" IS NULL THEN '-' ELSE pg_catalog.sha2(CASE WHEN t."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.to_char(t."c11", 'YYYY-MM-DD HH24:MI:SS.US') END, 256) END, 256)
LEFT JOIN (SELECT DISTINCT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region') AS r27 ON r27."value" = CASE WHEN t."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.to_char(t."c11", 'YYYY-MM-DD HH24:MI:SS.US') END
LEFT JOIN (SELECT DISTINCT l."key_c11" AS "value" FROM "sales"."hr"."lists" AS l WHERE l."key_c11" IS NOT NULL AND l."kind" = 'vip' AND CASE WHEN l."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND l."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.to_char(l."c11", 'YYYY-MM-DD HH24:MI:SS.US') END IN (SELECT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')) AS r28 ON r28."value" = t."c11"
WHERE EXISTS (SELECT 1 FROM "governed"."scrim_system"."gate" AS g WHERE g."source" = 'predicates' AND g."admission" = '00112233445566778899aabbccddeeff')
  AND EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'user' AND p."name" = '')
  AND NOT EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'revoked' AND p."name" = '')
  AND t."c0" IS NULL
  AND t."c0" IS NOT NULL
  AND r1."value" IS NOT NULL
  AND pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || CAST(t."c0" AS character varying(20)), 256), 15), 16), 10000) < 9999
  AND pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.sha2(CAST(t."c0" AS character varying(20)), 256) || pg_catalog.sha2(t."kind", 256), 256), 15), 16), 10000) < 1
  AND CAST(t."c0" AS character varying(20)) IN (SELECT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND (
    (r2."value" IS NULL AND CAST(t."c0" AS character varying(20)) IS NOT NULL)
    OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND (r2."value" IS NULL AND CAST(t."c0" AS character varying(20)) IS NOT NULL)
  AND EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND t."c0" = 5
  AND t."c0" = t."other_c0"
  AND t."c0" <> 5
  AND t."c0" <> t."other_c0"
  AND t."c0" < 5
  AND t."c0" < t."other_c0"
  AND t."c0" <= 5
  AND t."c0" <= t."other_c0"
  AND t."c0" > 5
  AND t."c0" > t."other_c0"
  AND t."c0" >= 5
  AND t."c0" >= t."other_c0"
  AND t."c0" IN (SELECT l."key_c0" AS "value" FROM "sales"."hr"."lists" AS l WHERE l."key_c0" IS NOT NULL AND l."kind" = 'vip' AND CAST(l."c0" AS character varying(20)) IN (SELECT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
  AND (
    r3."value" IS NOT NULL
    OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND (r3."value" IS NULL AND t."c0" IS NOT NULL)
  AND t."c0" IN (5, -6)
  AND t."c0" NOT IN (5, -6)
  AND t."c1" IS NULL
  AND t."c1" IS NOT NULL
  AND r4."value" IS NOT NULL
  AND pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || CAST(t."c1" AS character varying(20)), 256), 15), 16), 10000) < 9999
  AND pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.sha2(CAST(t."c1" AS character varying(20)), 256) || pg_catalog.sha2(t."kind", 256), 256), 15), 16), 10000) < 1
  AND CAST(t."c1" AS character varying(20)) IN (SELECT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND (
    (r5."value" IS NULL AND CAST(t."c1" AS character varying(20)) IS NOT NULL)
    OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND (r5."value" IS NULL AND CAST(t."c1" AS character varying(20)) IS NOT NULL)
  AND EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND t."c1" = 5
  AND t."c1" = t."other_c1"
  AND t."c1" <> 5
  AND t."c1" <> t."other_c1"
  AND t."c1" < 5
  AND t."c1" < t."other_c1"
  AND t."c1" <= 5
  AND t."c1" <= t."other_c1"
  AND t."c1" > 5
  AND t."c1" > t."other_c1"
  AND t."c1" >= 5
  AND t."c1" >= t."other_c1"
  AND t."c1" IN (SELECT l."key_c1" AS "value" FROM "sales"."hr"."lists" AS l WHERE l."key_c1" IS NOT NULL AND l."kind" = 'vip' AND CAST(l."c1" AS character varying(20)) IN (SELECT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
  AND (
    r6."value" IS NOT NULL
    OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND (r6."value" IS NULL AND t."c1" IS NOT NULL)
  AND t."c1" IN (5, -6)
  AND t."c1" NOT IN (5, -6)
  AND t."c2" IS NULL
  AND t."c2" IS NOT NULL
  AND r7."value" IS NOT NULL
  AND pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || CAST(t."c2" AS character varying(20)), 256), 15), 16), 10000) < 9999
  AND pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.sha2(CAST(t."c2" AS character varying(20)), 256) || pg_catalog.sha2(t."kind", 256), 256), 15), 16), 10000) < 1
  AND CAST(t."c2" AS character varying(20)) IN (SELECT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND (
    (r8."value" IS NULL AND CAST(t."c2" AS character varying(20)) IS NOT NULL)
    OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND (r8."value" IS NULL AND CAST(t."c2" AS character varying(20)) IS NOT NULL)
  AND EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND t."c2" = 5
  AND t."c2" = t."other_c2"
  AND t."c2" <> 5
  AND t."c2" <> t."other_c2"
  AND t."c2" < 5
  AND t."c2" < t."other_c2"
  AND t."c2" <= 5
  AND t."c2" <= t."other_c2"
  AND t."c2" > 5
  AND t."c2" > t."other_c2"
  AND t."c2" >= 5
  AND t."c2" >= t."other_c2"
  AND t."c2" IN (SELECT l."key_c2" AS "value" FROM "sales"."hr"."lists" AS l WHERE l."key_c2" IS NOT NULL AND l."kind" = 'vip' AND CAST(l."c2" AS character varying(20)) IN (SELECT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
  AND (
    r9."value" IS NOT NULL
    OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND (r9."value" IS NULL AND t."c2" IS NOT NULL)
  AND t."c2" IN (5, -6)
  AND t."c2" NOT IN (5, -6)
  AND t."c3" IS NULL
  AND t."c3" IS NOT NULL
  AND t."c3" = 5
  AND t."c3" = t."other_c3"
  AND t."c3" <> 5
  AND t."c3" <> t."other_c3"
  AND t."c3" < 5
  AND t."c3" < t."other_c3"
  AND t."c3" <= 5
  AND t."c3" <= t."other_c3"
  AND t."c3" > 5
  AND t."c3" > t."other_c3"
  AND t."c3" >= 5
  AND t."c3" >= t."other_c3"
  AND t."c3" IN (SELECT l."key_c3" AS "value" FROM "sales"."hr"."lists" AS l WHERE l."key_c3" IS NOT NULL AND l."kind" = 'vip')
  AND (
    r10."value" IS NOT NULL
    OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND (r10."value" IS NULL AND t."c3" IS NOT NULL)
  AND t."c3" IN (5, -6, -0.25)
  AND t."c3" NOT IN (5, -6, -0.25)
  AND t."c4" IS NULL
  AND t."c4" IS NOT NULL
  AND t."c5" IS NULL
  AND t."c5" IS NOT NULL
  AND t."c6" IS NULL
  AND t."c6" IS NOT NULL
  AND r11."value" IS NOT NULL
  AND pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.rtrim(t."c6"), 256), 15), 16), 10000) < 9999
  AND pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.sha2(pg_catalog.rtrim(t."c6"), 256) || pg_catalog.sha2(t."kind", 256), 256), 15), 16), 10000) < 1
  AND pg_catalog.rtrim(t."c6") IN (SELECT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND (
    (r12."value" IS NULL AND pg_catalog.rtrim(t."c6") IS NOT NULL)
    OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND (r12."value" IS NULL AND pg_catalog.rtrim(t."c6") IS NOT NULL)
  AND EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND pg_catalog.rtrim(t."c6") = 'a'
  AND pg_catalog.rtrim(t."c6") = pg_catalog.rtrim(t."other_c6")
  AND pg_catalog.rtrim(t."c6") <> 'a'
  AND pg_catalog.rtrim(t."c6") <> pg_catalog.rtrim(t."other_c6")
  AND pg_catalog.rtrim(t."c6") < 'a'
  AND pg_catalog.rtrim(t."c6") < pg_catalog.rtrim(t."other_c6")
  AND pg_catalog.rtrim(t."c6") <= 'a'
  AND pg_catalog.rtrim(t."c6") <= pg_catalog.rtrim(t."other_c6")
  AND pg_catalog.rtrim(t."c6") > 'a'
  AND pg_catalog.rtrim(t."c6") > pg_catalog.rtrim(t."other_c6")
  AND pg_catalog.rtrim(t."c6") >= 'a'
  AND pg_catalog.rtrim(t."c6") >= pg_catalog.rtrim(t."other_c6")
  AND pg_catalog.rtrim(pg_catalog.rtrim(t."c6")) IN (SELECT pg_catalog.rtrim(pg_catalog.rtrim(l."key_c6")) AS "value" FROM "sales"."hr"."lists" AS l WHERE l."key_c6" IS NOT NULL AND l."kind" = 'vip' AND pg_catalog.rtrim(l."c6") IN (SELECT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
  AND (
    r13."value" IS NOT NULL
    OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND (r13."value" IS NULL AND pg_catalog.rtrim(pg_catalog.rtrim(t."c6")) IS NOT NULL)
  AND pg_catalog.rtrim(t."c6") IN ('a', 'b''\\')
  AND pg_catalog.rtrim(t."c6") NOT IN ('a', 'b''\\')
  AND pg_catalog."left"(pg_catalog.rtrim(t."c6"), 2) = 'ab'
  AND pg_catalog."left"(pg_catalog.rtrim(t."c6"), 2) <> 'ab'
  AND pg_catalog."right"(pg_catalog.rtrim(t."c6"), 2) = 'ab'
  AND pg_catalog."right"(pg_catalog.rtrim(t."c6"), 2) <> 'ab'
  AND pg_catalog.strpos(pg_catalog.rtrim(t."c6"), 'ab') > 0
  AND pg_catalog.strpos(pg_catalog.rtrim(t."c6"), 'ab') = 0
  AND pg_catalog.rtrim(t."c6") ~ 'ab'
  AND NOT pg_catalog.rtrim(t."c6") ~ 'ab'
  AND pg_catalog.strpos(pg_catalog.rtrim(t."c6"), '''\\') > 0
  AND t."c7" IS NULL
  AND t."c7" IS NOT NULL
  AND r14."value" IS NOT NULL
  AND pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || t."c7", 256), 15), 16), 10000) < 9999
  AND pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.sha2(t."c7", 256) || pg_catalog.sha2(t."kind", 256), 256), 15), 16), 10000) < 1
  AND t."c7" IN (SELECT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND (
    (r15."value" IS NULL AND t."c7" IS NOT NULL)
    OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND (r15."value" IS NULL AND t."c7" IS NOT NULL)
  AND EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND t."c7" = 'a'
  AND t."c7" = t."other_c7"
  AND t."c7" <> 'a'
  AND t."c7" <> t."other_c7"
  AND t."c7" < 'a'
  AND t."c7" < t."other_c7"
  AND t."c7" <= 'a'
  AND t."c7" <= t."other_c7"
  AND t."c7" > 'a'
  AND t."c7" > t."other_c7"
  AND t."c7" >= 'a'
  AND t."c7" >= t."other_c7"
  AND pg_catalog.rtrim(t."c7") IN (SELECT pg_catalog.rtrim(l."key_c7") AS "value" FROM "sales"."hr"."lists" AS l WHERE l."key_c7" IS NOT NULL AND l."kind" = 'vip' AND l."c7" IN (SELECT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
  AND (
    r16."value" IS NOT NULL
    OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND (r16."value" IS NULL AND pg_catalog.rtrim(t."c7") IS NOT NULL)
  AND t."c7" IN ('a', 'b''\\')
  AND t."c7" NOT IN ('a', 'b''\\')
  AND pg_catalog."left"(t."c7", 2) = 'ab'
  AND pg_catalog."left"(t."c7", 2) <> 'ab'
  AND pg_catalog."right"(t."c7", 2) = 'ab'
  AND pg_catalog."right"(t."c7", 2) <> 'ab'
  AND pg_catalog.strpos(t."c7", 'ab') > 0
  AND pg_catalog.strpos(t."c7", 'ab') = 0
  AND t."c7" ~ 'ab'
  AND NOT t."c7" ~ 'ab'
  AND pg_catalog.strpos(t."c7", '''\\') > 0
  AND t."c8" IS NULL
  AND t."c8" IS NOT NULL
  AND r17."value" IS NOT NULL
  AND pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || t."c8", 256), 15), 16), 10000) < 9999
  AND pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.sha2(t."c8", 256) || pg_catalog.sha2(t."kind", 256), 256), 15), 16), 10000) < 1
  AND t."c8" IN (SELECT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND (
    (r18."value" IS NULL AND t."c8" IS NOT NULL)
    OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND (r18."value" IS NULL AND t."c8" IS NOT NULL)
  AND EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND t."c8" = 'a'
  AND t."c8" = t."other_c8"
  AND t."c8" <> 'a'
  AND t."c8" <> t."other_c8"
  AND t."c8" < 'a'
  AND t."c8" < t."other_c8"
  AND t."c8" <= 'a'
  AND t."c8" <= t."other_c8"
  AND t."c8" > 'a'
  AND t."c8" > t."other_c8"
  AND t."c8" >= 'a'
  AND t."c8" >= t."other_c8"
  AND pg_catalog.rtrim(t."c8") IN (SELECT pg_catalog.rtrim(l."key_c8") AS "value" FROM "sales"."hr"."lists" AS l WHERE l."key_c8" IS NOT NULL AND l."kind" = 'vip' AND l."c8" IN (SELECT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
  AND (
    r19."value" IS NOT NULL
    OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND (r19."value" IS NULL AND pg_catalog.rtrim(t."c8") IS NOT NULL)
  AND t."c8" IN ('a', 'b''\\')
  AND t."c8" NOT IN ('a', 'b''\\')
  AND pg_catalog."left"(t."c8", 2) = 'ab'
  AND pg_catalog."left"(t."c8", 2) <> 'ab'
  AND pg_catalog."right"(t."c8", 2) = 'ab'
  AND pg_catalog."right"(t."c8", 2) <> 'ab'
  AND pg_catalog.strpos(t."c8", 'ab') > 0
  AND pg_catalog.strpos(t."c8", 'ab') = 0
  AND t."c8" ~ 'ab'
  AND NOT t."c8" ~ 'ab'
  AND pg_catalog.strpos(t."c8", '''\\') > 0
  AND t."c9" IS NULL
  AND t."c9" IS NOT NULL
  AND r20."value" IS NOT NULL
  AND pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || CASE WHEN t."c9" THEN 'true' WHEN NOT t."c9" THEN 'false' END, 256), 15), 16), 10000) < 9999
  AND pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.sha2(CASE WHEN t."c9" THEN 'true' WHEN NOT t."c9" THEN 'false' END, 256) || pg_catalog.sha2(t."kind", 256), 256), 15), 16), 10000) < 1
  AND CASE WHEN t."c9" THEN 'true' WHEN NOT t."c9" THEN 'false' END IN (SELECT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND (
    (r21."value" IS NULL AND CASE WHEN t."c9" THEN 'true' WHEN NOT t."c9" THEN 'false' END IS NOT NULL)
    OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND (r21."value" IS NULL AND CASE WHEN t."c9" THEN 'true' WHEN NOT t."c9" THEN 'false' END IS NOT NULL)
  AND EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND t."c9" = FALSE
  AND t."c9" = t."other_c9"
  AND t."c9" <> FALSE
  AND t."c9" <> t."other_c9"
  AND t."c9" < FALSE
  AND t."c9" < t."other_c9"
  AND t."c9" <= FALSE
  AND t."c9" <= t."other_c9"
  AND t."c9" > FALSE
  AND t."c9" > t."other_c9"
  AND t."c9" >= FALSE
  AND t."c9" >= t."other_c9"
  AND t."c9" IN (SELECT l."key_c9" AS "value" FROM "sales"."hr"."lists" AS l WHERE l."key_c9" IS NOT NULL AND l."kind" = 'vip' AND CASE WHEN l."c9" THEN 'true' WHEN NOT l."c9" THEN 'false' END IN (SELECT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
  AND (
    r22."value" IS NOT NULL
    OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND (r22."value" IS NULL AND t."c9" IS NOT NULL)
  AND t."c9" IN (FALSE)
  AND t."c9" NOT IN (FALSE)
  AND t."c10" IS NULL
  AND t."c10" IS NOT NULL
  AND r23."value" IS NOT NULL
  AND pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || CASE WHEN t."c10" >= DATE '0001-01-01' AND t."c10" <= DATE '9999-12-31' THEN pg_catalog.to_char(CAST(t."c10" AS timestamp without time zone), 'YYYY-MM-DD') END, 256), 15), 16), 10000) < 9999
  AND pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.sha2(CASE WHEN t."c10" >= DATE '0001-01-01' AND t."c10" <= DATE '9999-12-31' THEN pg_catalog.to_char(CAST(t."c10" AS timestamp without time zone), 'YYYY-MM-DD') END, 256) || pg_catalog.sha2(t."kind", 256), 256), 15), 16), 10000) < 1
  AND CASE WHEN t."c10" >= DATE '0001-01-01' AND t."c10" <= DATE '9999-12-31' THEN pg_catalog.to_char(CAST(t."c10" AS timestamp without time zone), 'YYYY-MM-DD') END IN (SELECT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND (
    (r24."value" IS NULL AND CASE WHEN t."c10" >= DATE '0001-01-01' AND t."c10" <= DATE '9999-12-31' THEN pg_catalog.to_char(CAST(t."c10" AS timestamp without time zone), 'YYYY-MM-DD') END IS NOT NULL)
    OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND (r24."value" IS NULL AND CASE WHEN t."c10" >= DATE '0001-01-01' AND t."c10" <= DATE '9999-12-31' THEN pg_catalog.to_char(CAST(t."c10" AS timestamp without time zone), 'YYYY-MM-DD') END IS NOT NULL)
  AND EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND (t."c10" > CAST((CASE WHEN CAST(pg_catalog.getdate() - INTERVAL '15 days' AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() - INTERVAL '16 days' AND pg_catalog.getdate() - INTERVAL '14 days' AND CAST(pg_catalog.getdate() AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() - INTERVAL '1 days' AND pg_catalog.getdate() + INTERVAL '1 days' AND CAST(pg_catalog.getdate() + INTERVAL '15 days' AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() + INTERVAL '14 days' AND pg_catalog.getdate() + INTERVAL '16 days' THEN GREATEST(CAST(pg_catalog.getdate() AS timestamp with time zone) AT TIME ZONE 'UTC', CAST(pg_catalog.getdate() + INTERVAL '2 days' AS timestamp with time zone) AT TIME ZONE 'UTC' - INTERVAL '2 days') END) - INTERVAL '90 minutes' - INTERVAL '1 microsecond' AS date) AND t."c10" <= DATE '9999-12-31')
  AND (t."c10" >= DATE '0001-01-01' AND t."c10" <= CAST((CASE WHEN CAST(pg_catalog.getdate() - INTERVAL '15 days' AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() - INTERVAL '16 days' AND pg_catalog.getdate() - INTERVAL '14 days' AND CAST(pg_catalog.getdate() AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() - INTERVAL '1 days' AND pg_catalog.getdate() + INTERVAL '1 days' AND CAST(pg_catalog.getdate() + INTERVAL '15 days' AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() + INTERVAL '14 days' AND pg_catalog.getdate() + INTERVAL '16 days' THEN LEAST(CAST(pg_catalog.getdate() AS timestamp with time zone) AT TIME ZONE 'UTC', CAST(pg_catalog.getdate() - INTERVAL '2 days' AS timestamp with time zone) AT TIME ZONE 'UTC' + INTERVAL '2 days') END) - INTERVAL '43200 minutes' - INTERVAL '1 microsecond' AS date))
  AND t."c10" = DATE '2024-02-29'
  AND t."c10" = t."other_c10"
  AND t."c10" <> DATE '2024-02-29'
  AND t."c10" <> t."other_c10"
  AND t."c10" < DATE '2024-02-29'
  AND t."c10" < t."other_c10"
  AND t."c10" <= DATE '2024-02-29'
  AND t."c10" <= t."other_c10"
  AND t."c10" > DATE '2024-02-29'
  AND t."c10" > t."other_c10"
  AND t."c10" >= DATE '2024-02-29'
  AND t."c10" >= t."other_c10"
  AND t."c10" IN (SELECT l."key_c10" AS "value" FROM "sales"."hr"."lists" AS l WHERE l."key_c10" IS NOT NULL AND l."kind" = 'vip' AND CASE WHEN l."c10" >= DATE '0001-01-01' AND l."c10" <= DATE '9999-12-31' THEN pg_catalog.to_char(CAST(l."c10" AS timestamp without time zone), 'YYYY-MM-DD') END IN (SELECT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
  AND (
    r25."value" IS NOT NULL
    OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND (r25."value" IS NULL AND t."c10" IS NOT NULL)
  AND t."c10" IN (DATE '2024-02-29')
  AND t."c10" NOT IN (DATE '2024-02-29')
  AND t."c11" IS NULL
  AND t."c11" IS NOT NULL
  AND r26."value" IS NOT NULL
  AND pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || CASE WHEN t."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.to_char(t."c11", 'YYYY-MM-DD HH24:MI:SS.US') END, 256), 15), 16), 10000) < 9999
  AND pg_catalog.mod(pg_catalog.strtol(pg_catalog."left"(pg_catalog.sha2((SELECT s."value" FROM "governed"."scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.sha2(CASE WHEN t."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.to_char(t."c11", 'YYYY-MM-DD HH24:MI:SS.US') END, 256) || pg_catalog.sha2(t."kind", 256), 256), 15), 16), 10000) < 1
  AND CASE WHEN t."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.to_char(t."c11", 'YYYY-MM-DD HH24:MI:SS.US') END IN (SELECT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND (
    (r27."value" IS NULL AND CASE WHEN t."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.to_char(t."c11", 'YYYY-MM-DD HH24:MI:SS.US') END IS NOT NULL)
    OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND (r27."value" IS NULL AND CASE WHEN t."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.to_char(t."c11", 'YYYY-MM-DD HH24:MI:SS.US') END IS NOT NULL)
  AND EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND (t."c11" >= (CASE WHEN CAST(pg_catalog.getdate() - INTERVAL '15 days' AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() - INTERVAL '16 days' AND pg_catalog.getdate() - INTERVAL '14 days' AND CAST(pg_catalog.getdate() AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() - INTERVAL '1 days' AND pg_catalog.getdate() + INTERVAL '1 days' AND CAST(pg_catalog.getdate() + INTERVAL '15 days' AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() + INTERVAL '14 days' AND pg_catalog.getdate() + INTERVAL '16 days' THEN GREATEST(CAST(pg_catalog.getdate() AS timestamp with time zone) AT TIME ZONE 'UTC', CAST(pg_catalog.getdate() + INTERVAL '2 days' AS timestamp with time zone) AT TIME ZONE 'UTC' - INTERVAL '2 days') END) - INTERVAL '90 minutes' AND t."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999')
  AND (t."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11" < (CASE WHEN CAST(pg_catalog.getdate() - INTERVAL '15 days' AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() - INTERVAL '16 days' AND pg_catalog.getdate() - INTERVAL '14 days' AND CAST(pg_catalog.getdate() AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() - INTERVAL '1 days' AND pg_catalog.getdate() + INTERVAL '1 days' AND CAST(pg_catalog.getdate() + INTERVAL '15 days' AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() + INTERVAL '14 days' AND pg_catalog.getdate() + INTERVAL '16 days' THEN LEAST(CAST(pg_catalog.getdate() AS timestamp with time zone) AT TIME ZONE 'UTC', CAST(pg_catalog.getdate() - INTERVAL '2 days' AS timestamp with time zone) AT TIME ZONE 'UTC' + INTERVAL '2 days') END) - INTERVAL '43200 minutes')
  AND t."c11" = TIMESTAMP '2024-02-29 01:02:03.000004'
  AND t."c11" = t."other_c11"
  AND t."c11" <> TIMESTAMP '2024-02-29 01:02:03.000004'
  AND t."c11" <> t."other_c11"
  AND t."c11" < TIMESTAMP '2024-02-29 01:02:03.000004'
  AND t."c11" < t."other_c11"
  AND t."c11" <= TIMESTAMP '2024-02-29 01:02:03.000004'
  AND t."c11" <= t."other_c11"
  AND t."c11" > TIMESTAMP '2024-02-29 01:02:03.000004'
  AND t."c11" > t."other_c11"
  AND t."c11" >= TIMESTAMP '2024-02-29 01:02:03.000004'
  AND t."c11" >= t."other_c11"
  AND t."c11" IN (SELECT l."key_c11" AS "value" FROM "sales"."hr"."lists" AS l WHERE l."key_c11" IS NOT NULL AND l."kind" = 'vip' AND CASE WHEN l."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND l."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.to_char(l."c11", 'YYYY-MM-DD HH24:MI:SS.US') END IN (SELECT p."value" FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
  AND (
    r28."value" IS NOT NULL
    OR EXISTS (SELECT 1 FROM "governed"."scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND (r28."value" IS NULL AND t."c11" IS NOT NULL)
  AND t."c11" IN (TIMESTAMP '2024-02-29 01:02:03.000004')
  AND t."c11" NOT IN (TIMESTAMP '2024-02-29 01:02:03.000004')
  AND t."c12" IS NULL
  AND t."c12" IS NOT NULL
  AND (t."c12" >= ((CASE WHEN CAST(pg_catalog.getdate() - INTERVAL '15 days' AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() - INTERVAL '16 days' AND pg_catalog.getdate() - INTERVAL '14 days' AND CAST(pg_catalog.getdate() AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() - INTERVAL '1 days' AND pg_catalog.getdate() + INTERVAL '1 days' AND CAST(pg_catalog.getdate() + INTERVAL '15 days' AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() + INTERVAL '14 days' AND pg_catalog.getdate() + INTERVAL '16 days' THEN GREATEST(CAST(pg_catalog.getdate() AS timestamp with time zone) AT TIME ZONE 'UTC', CAST(pg_catalog.getdate() + INTERVAL '2 days' AS timestamp with time zone) AT TIME ZONE 'UTC' - INTERVAL '2 days') END) - INTERVAL '90 minutes') AT TIME ZONE 'UTC' AND t."c12" <= TIMESTAMPTZ '9999-12-31 23:59:59.999999+00')
  AND (t."c12" >= TIMESTAMPTZ '0001-01-01 00:00:00+00' AND t."c12" < ((CASE WHEN CAST(pg_catalog.getdate() - INTERVAL '15 days' AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() - INTERVAL '16 days' AND pg_catalog.getdate() - INTERVAL '14 days' AND CAST(pg_catalog.getdate() AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() - INTERVAL '1 days' AND pg_catalog.getdate() + INTERVAL '1 days' AND CAST(pg_catalog.getdate() + INTERVAL '15 days' AS timestamp with time zone) AT TIME ZONE 'UTC' BETWEEN pg_catalog.getdate() + INTERVAL '14 days' AND pg_catalog.getdate() + INTERVAL '16 days' THEN LEAST(CAST(pg_catalog.getdate() AS timestamp with time zone) AT TIME ZONE 'UTC', CAST(pg_catalog.getdate() - INTERVAL '2 days' AS timestamp with time zone) AT TIME ZONE 'UTC' + INTERVAL '2 days') END) - INTERVAL '43200 minutes') AT TIME ZONE 'UTC')
  AND t."c13" IS NULL
  AND t."c13" IS NOT NULL
WITH NO SCHEMA BINDING;
