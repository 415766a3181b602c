CREATE VIEW "governed"."predicates" WITH (security_barrier) AS
SELECT
  CASE
    WHEN t."c0" IS NULL
      THEN t."p0_0"
    ELSE CAST(NULL AS integer)
  END AS "p0_0",
  CASE
    WHEN t."c0" IS NOT NULL
      THEN t."p0_1"
    ELSE CAST(NULL AS integer)
  END AS "p0_1",
  CASE
    WHEN CASE WHEN (SELECT pg_catalog.max(n."combinations") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') <= 10000 THEN pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c0" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CAST(t."c0" AS character varying(20)), 'UTF8')), 'hex') END, 'UTF8')), 'hex') IN (SELECT k."hash" FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef')) ELSE EXISTS (SELECT 1 FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') AND k."hash" = pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c0" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CAST(t."c0" AS character varying(20)), 'UTF8')), 'hex') END, 'UTF8')), 'hex')) END
      THEN t."p0_2"
    ELSE CAST(NULL AS integer)
  END AS "p0_2",
  CASE
    WHEN pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || CAST(t."c0" AS character varying(20)), 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 9999
      THEN t."p0_3"
    ELSE CAST(NULL AS integer)
  END AS "p0_3",
  CASE
    WHEN pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CAST(t."c0" AS character varying(20)), 'UTF8')), 'hex') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(t."kind", 'UTF8')), 'hex'), 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 1
      THEN t."p0_4"
    ELSE CAST(NULL AS integer)
  END AS "p0_4",
  CASE
    WHEN CAST(t."c0" AS character varying(20)) IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
      THEN t."p0_5"
    ELSE CAST(NULL AS integer)
  END AS "p0_5",
  CASE
    WHEN (
      CAST(t."c0" AS character varying(20)) NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
      OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p0_6"
    ELSE CAST(NULL AS integer)
  END AS "p0_6",
  CASE
    WHEN (
      CAST(t."c0" AS character varying(20)) NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
      AND EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
    )
      THEN t."p0_7"
    ELSE CAST(NULL AS integer)
  END AS "p0_7",
  CASE
    WHEN t."c0" = 5
      THEN t."p0_8"
    ELSE CAST(NULL AS integer)
  END AS "p0_8",
  CASE
    WHEN t."c0" = t."other_c0"
      THEN t."p0_9"
    ELSE CAST(NULL AS integer)
  END AS "p0_9",
  CASE
    WHEN t."c0" <> 5
      THEN t."p0_10"
    ELSE CAST(NULL AS integer)
  END AS "p0_10",
  CASE
    WHEN t."c0" <> t."other_c0"
      THEN t."p0_11"
    ELSE CAST(NULL AS integer)
  END AS "p0_11",
  CASE
    WHEN t."c0" < 5
      THEN t."p0_12"
    ELSE CAST(NULL AS integer)
  END AS "p0_12",
  CASE
    WHEN t."c0" < t."other_c0"
      THEN t."p0_13"
    ELSE CAST(NULL AS integer)
  END AS "p0_13",
  CASE
    WHEN t."c0" <= 5
      THEN t."p0_14"
    ELSE CAST(NULL AS integer)
  END AS "p0_14",
  CASE
    WHEN t."c0" <= t."other_c0"
      THEN t."p0_15"
    ELSE CAST(NULL AS integer)
  END AS "p0_15",
  CASE
    WHEN t."c0" > 5
      THEN t."p0_16"
    ELSE CAST(NULL AS integer)
  END AS "p0_16",
  CASE
    WHEN t."c0" > t."other_c0"
      THEN t."p0_17"
    ELSE CAST(NULL AS integer)
  END AS "p0_17",
  CASE
    WHEN t."c0" >= 5
      THEN t."p0_18"
    ELSE CAST(NULL AS integer)
  END AS "p0_18",
  CASE
    WHEN t."c0" >= t."other_c0"
      THEN t."p0_19"
    ELSE CAST(NULL AS integer)
  END AS "p0_19",
  CASE
    WHEN t."c0" IN (SELECT l."key_c0" AS "value" FROM "hr"."lists" AS l WHERE l."key_c0" IS NOT NULL AND l."kind" = 'vip' AND CAST(l."c0" AS character varying(20)) IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
      THEN t."p0_20"
    ELSE CAST(NULL AS integer)
  END AS "p0_20",
  CASE
    WHEN (
      t."c0" IN (SELECT l."key_c0" AS "value" FROM "hr"."lists" AS l WHERE l."key_c0" IS NOT NULL AND l."kind" = 'vip' AND CAST(l."c0" AS character varying(20)) IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
      OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p0_21"
    ELSE CAST(NULL AS integer)
  END AS "p0_21",
  CASE
    WHEN t."c0" NOT IN (SELECT l."key_c0" AS "value" FROM "hr"."lists" AS l WHERE l."key_c0" IS NOT NULL AND l."kind" = 'vip' AND CAST(l."c0" AS character varying(20)) IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
      THEN t."p0_22"
    ELSE CAST(NULL AS integer)
  END AS "p0_22",
  CASE
    WHEN t."c0" IN (5, -6)
      THEN t."p0_23"
    ELSE CAST(NULL AS integer)
  END AS "p0_23",
  CASE
    WHEN t."c0" NOT IN (5, -6)
      THEN t."p0_24"
    ELSE CAST(NULL AS integer)
  END AS "p0_24",
  CASE
    WHEN t."c1" IS NULL
      THEN t."p1_0"
    ELSE CAST(NULL AS integer)
  END AS "p1_0",
  CASE
    WHEN t."c1" IS NOT NULL
      THEN t."p1_1"
    ELSE CAST(NULL AS integer)
  END AS "p1_1",
  CASE
    WHEN CASE WHEN (SELECT pg_catalog.max(n."combinations") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') <= 10000 THEN pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c1" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CAST(t."c1" AS character varying(20)), 'UTF8')), 'hex') END, 'UTF8')), 'hex') IN (SELECT k."hash" FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef')) ELSE EXISTS (SELECT 1 FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') AND k."hash" = pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c1" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CAST(t."c1" AS character varying(20)), 'UTF8')), 'hex') END, 'UTF8')), 'hex')) END
      THEN t."p1_2"
    ELSE CAST(NULL AS integer)
  END AS "p1_2",
  CASE
    WHEN pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || CAST(t."c1" AS character varying(20)), 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 9999
      THEN t."p1_3"
    ELSE CAST(NULL AS integer)
  END AS "p1_3",
  CASE
    WHEN pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CAST(t."c1" AS character varying(20)), 'UTF8')), 'hex') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(t."kind", 'UTF8')), 'hex'), 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 1
      THEN t."p1_4"
    ELSE CAST(NULL AS integer)
  END AS "p1_4",
  CASE
    WHEN CAST(t."c1" AS character varying(20)) IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
      THEN t."p1_5"
    ELSE CAST(NULL AS integer)
  END AS "p1_5",
  CASE
    WHEN (
      CAST(t."c1" AS character varying(20)) NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
      OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p1_6"
    ELSE CAST(NULL AS integer)
  END AS "p1_6",
  CASE
    WHEN (
      CAST(t."c1" AS character varying(20)) NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
      AND EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
    )
      THEN t."p1_7"
    ELSE CAST(NULL AS integer)
  END AS "p1_7",
  CASE
    WHEN t."c1" = 5
      THEN t."p1_8"
    ELSE CAST(NULL AS integer)
  END AS "p1_8",
  CASE
    WHEN t."c1" = t."other_c1"
      THEN t."p1_9"
    ELSE CAST(NULL AS integer)
  END AS "p1_9",
  CASE
    WHEN t."c1" <> 5
      THEN t."p1_10"
    ELSE CAST(NULL AS integer)
  END AS "p1_10",
  CASE
    WHEN t."c1" <> t."other_c1"
      THEN t."p1_11"
    ELSE CAST(NULL AS integer)
  END AS "p1_11",
  CASE
    WHEN t."c1" < 5
      THEN t."p1_12"
    ELSE CAST(NULL AS integer)
  END AS "p1_12",
  CASE
    WHEN t."c1" < t."other_c1"
      THEN t."p1_13"
    ELSE CAST(NULL AS integer)
  END AS "p1_13",
  CASE
    WHEN t."c1" <= 5
      THEN t."p1_14"
    ELSE CAST(NULL AS integer)
  END AS "p1_14",
  CASE
    WHEN t."c1" <= t."other_c1"
      THEN t."p1_15"
    ELSE CAST(NULL AS integer)
  END AS "p1_15",
  CASE
    WHEN t."c1" > 5
      THEN t."p1_16"
    ELSE CAST(NULL AS integer)
  END AS "p1_16",
  CASE
    WHEN t."c1" > t."other_c1"
      THEN t."p1_17"
    ELSE CAST(NULL AS integer)
  END AS "p1_17",
  CASE
    WHEN t."c1" >= 5
      THEN t."p1_18"
    ELSE CAST(NULL AS integer)
  END AS "p1_18",
  CASE
    WHEN t."c1" >= t."other_c1"
      THEN t."p1_19"
    ELSE CAST(NULL AS integer)
  END AS "p1_19",
  CASE
    WHEN t."c1" IN (SELECT l."key_c1" AS "value" FROM "hr"."lists" AS l WHERE l."key_c1" IS NOT NULL AND l."kind" = 'vip' AND CAST(l."c1" AS character varying(20)) IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
      THEN t."p1_20"
    ELSE CAST(NULL AS integer)
  END AS "p1_20",
  CASE
    WHEN (
      t."c1" IN (SELECT l."key_c1" AS "value" FROM "hr"."lists" AS l WHERE l."key_c1" IS NOT NULL AND l."kind" = 'vip' AND CAST(l."c1" AS character varying(20)) IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
      OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p1_21"
    ELSE CAST(NULL AS integer)
  END AS "p1_21",
  CASE
    WHEN t."c1" NOT IN (SELECT l."key_c1" AS "value" FROM "hr"."lists" AS l WHERE l."key_c1" IS NOT NULL AND l."kind" = 'vip' AND CAST(l."c1" AS character varying(20)) IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
      THEN t."p1_22"
    ELSE CAST(NULL AS integer)
  END AS "p1_22",
  CASE
    WHEN t."c1" IN (5, -6)
      THEN t."p1_23"
    ELSE CAST(NULL AS integer)
  END AS "p1_23",
  CASE
    WHEN t."c1" NOT IN (5, -6)
      THEN t."p1_24"
    ELSE CAST(NULL AS integer)
  END AS "p1_24",
  CASE
    WHEN t."c2" IS NULL
      THEN t."p2_0"
    ELSE CAST(NULL AS integer)
  END AS "p2_0",
  CASE
    WHEN t."c2" IS NOT NULL
      THEN t."p2_1"
    ELSE CAST(NULL AS integer)
  END AS "p2_1",
  CASE
    WHEN CASE WHEN (SELECT pg_catalog.max(n."combinations") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') <= 10000 THEN pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c2" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CAST(t."c2" AS character varying(20)), 'UTF8')), 'hex') END, 'UTF8')), 'hex') IN (SELECT k."hash" FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef')) ELSE EXISTS (SELECT 1 FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') AND k."hash" = pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c2" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CAST(t."c2" AS character varying(20)), 'UTF8')), 'hex') END, 'UTF8')), 'hex')) END
      THEN t."p2_2"
    ELSE CAST(NULL AS integer)
  END AS "p2_2",
  CASE
    WHEN pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || CAST(t."c2" AS character varying(20)), 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 9999
      THEN t."p2_3"
    ELSE CAST(NULL AS integer)
  END AS "p2_3",
  CASE
    WHEN pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CAST(t."c2" AS character varying(20)), 'UTF8')), 'hex') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(t."kind", 'UTF8')), 'hex'), 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 1
      THEN t."p2_4"
    ELSE CAST(NULL AS integer)
  END AS "p2_4",
  CASE
    WHEN CAST(t."c2" AS character varying(20)) IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
      THEN t."p2_5"
    ELSE CAST(NULL AS integer)
  END AS "p2_5",
  CASE
    WHEN (
      CAST(t."c2" AS character varying(20)) NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
      OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p2_6"
    ELSE CAST(NULL AS integer)
  END AS "p2_6",
  CASE
    WHEN (
      CAST(t."c2" AS character varying(20)) NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
      AND EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
    )
      THEN t."p2_7"
    ELSE CAST(NULL AS integer)
  END AS "p2_7",
  CASE
    WHEN t."c2" = 5
      THEN t."p2_8"
    ELSE CAST(NULL AS integer)
  END AS "p2_8",
  CASE
    WHEN t."c2" = t."other_c2"
      THEN t."p2_9"
    ELSE CAST(NULL AS integer)
  END AS "p2_9",
  CASE
    WHEN t."c2" <> 5
      THEN t."p2_10"
    ELSE CAST(NULL AS integer)
  END AS "p2_10",
  CASE
    WHEN t."c2" <> t."other_c2"
      THEN t."p2_11"
    ELSE CAST(NULL AS integer)
  END AS "p2_11",
  CASE
    WHEN t."c2" < 5
      THEN t."p2_12"
    ELSE CAST(NULL AS integer)
  END AS "p2_12",
  CASE
    WHEN t."c2" < t."other_c2"
      THEN t."p2_13"
    ELSE CAST(NULL AS integer)
  END AS "p2_13",
  CASE
    WHEN t."c2" <= 5
      THEN t."p2_14"
    ELSE CAST(NULL AS integer)
  END AS "p2_14",
  CASE
    WHEN t."c2" <= t."other_c2"
      THEN t."p2_15"
    ELSE CAST(NULL AS integer)
  END AS "p2_15",
  CASE
    WHEN t."c2" > 5
      THEN t."p2_16"
    ELSE CAST(NULL AS integer)
  END AS "p2_16",
  CASE
    WHEN t."c2" > t."other_c2"
      THEN t."p2_17"
    ELSE CAST(NULL AS integer)
  END AS "p2_17",
  CASE
    WHEN t."c2" >= 5
      THEN t."p2_18"
    ELSE CAST(NULL AS integer)
  END AS "p2_18",
  CASE
    WHEN t."c2" >= t."other_c2"
      THEN t."p2_19"
    ELSE CAST(NULL AS integer)
  END AS "p2_19",
  CASE
    WHEN t."c2" IN (SELECT l."key_c2" AS "value" FROM "hr"."lists" AS l WHERE l."key_c2" IS NOT NULL AND l."kind" = 'vip' AND CAST(l."c2" AS character varying(20)) IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
      THEN t."p2_20"
    ELSE CAST(NULL AS integer)
  END AS "p2_20",
  CASE
    WHEN (
      t."c2" IN (SELECT l."key_c2" AS "value" FROM "hr"."lists" AS l WHERE l."key_c2" IS NOT NULL AND l."kind" = 'vip' AND CAST(l."c2" AS character varying(20)) IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
      OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p2_21"
    ELSE CAST(NULL AS integer)
  END AS "p2_21",
  CASE
    WHEN t."c2" NOT IN (SELECT l."key_c2" AS "value" FROM "hr"."lists" AS l WHERE l."key_c2" IS NOT NULL AND l."kind" = 'vip' AND CAST(l."c2" AS character varying(20)) IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
      THEN t."p2_22"
    ELSE CAST(NULL AS integer)
  END AS "p2_22",
  CASE
    WHEN t."c2" IN (5, -6)
      THEN t."p2_23"
    ELSE CAST(NULL AS integer)
  END AS "p2_23",
  CASE
    WHEN t."c2" NOT IN (5, -6)
      THEN t."p2_24"
    ELSE CAST(NULL AS integer)
  END AS "p2_24",
  CASE
    WHEN t."c3" IS NULL
      THEN t."p3_0"
    ELSE CAST(NULL AS integer)
  END AS "p3_0",
  CASE
    WHEN t."c3" IS NOT NULL
      THEN t."p3_1"
    ELSE CAST(NULL AS integer)
  END AS "p3_1",
  CASE
    WHEN t."c3" = 5
      THEN t."p3_2"
    ELSE CAST(NULL AS integer)
  END AS "p3_2",
  CASE
    WHEN t."c3" = t."other_c3"
      THEN t."p3_3"
    ELSE CAST(NULL AS integer)
  END AS "p3_3",
  CASE
    WHEN t."c3" <> 5
      THEN t."p3_4"
    ELSE CAST(NULL AS integer)
  END AS "p3_4",
  CASE
    WHEN t."c3" <> t."other_c3"
      THEN t."p3_5"
    ELSE CAST(NULL AS integer)
  END AS "p3_5",
  CASE
    WHEN t."c3" < 5
      THEN t."p3_6"
    ELSE CAST(NULL AS integer)
  END AS "p3_6",
  CASE
    WHEN t."c3" < t."other_c3"
      THEN t."p3_7"
    ELSE CAST(NULL AS integer)
  END AS "p3_7",
  CASE
    WHEN t."c3" <= 5
      THEN t."p3_8"
    ELSE CAST(NULL AS integer)
  END AS "p3_8",
  CASE
    WHEN t."c3" <= t."other_c3"
      THEN t."p3_9"
    ELSE CAST(NULL AS integer)
  END AS "p3_9",
  CASE
    WHEN t."c3" > 5
      THEN t."p3_10"
    ELSE CAST(NULL AS integer)
  END AS "p3_10",
  CASE
    WHEN t."c3" > t."other_c3"
      THEN t."p3_11"
    ELSE CAST(NULL AS integer)
  END AS "p3_11",
  CASE
    WHEN t."c3" >= 5
      THEN t."p3_12"
    ELSE CAST(NULL AS integer)
  END AS "p3_12",
  CASE
    WHEN t."c3" >= t."other_c3"
      THEN t."p3_13"
    ELSE CAST(NULL AS integer)
  END AS "p3_13",
  CASE
    WHEN t."c3" IN (SELECT l."key_c3" AS "value" FROM "hr"."lists" AS l WHERE l."key_c3" IS NOT NULL AND l."kind" = 'vip')
      THEN t."p3_14"
    ELSE CAST(NULL AS integer)
  END AS "p3_14",
  CASE
    WHEN (
      t."c3" IN (SELECT l."key_c3" AS "value" FROM "hr"."lists" AS l WHERE l."key_c3" IS NOT NULL AND l."kind" = 'vip')
      OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p3_15"
    ELSE CAST(NULL AS integer)
  END AS "p3_15",
  CASE
    WHEN t."c3" NOT IN (SELECT l."key_c3" AS "value" FROM "hr"."lists" AS l WHERE l."key_c3" IS NOT NULL AND l."kind" = 'vip')
      THEN t."p3_16"
    ELSE CAST(NULL AS integer)
  END AS "p3_16",
  CASE
    WHEN t."c3" IN (5, -6, -0.25)
      THEN t."p3_17"
    ELSE CAST(NULL AS integer)
  END AS "p3_17",
  CASE
    WHEN t."c3" NOT IN (5, -6, -0.25)
      THEN t."p3_18"
    ELSE CAST(NULL AS integer)
  END AS "p3_18",
  CASE
    WHEN t."c4" IS NULL
      THEN t."p4_0"
    ELSE CAST(NULL AS integer)
  END AS "p4_0",
  CASE
    WHEN t."c4" IS NOT NULL
      THEN t."p4_1"
    ELSE CAST(NULL AS integer)
  END AS "p4_1",
  CASE
    WHEN t."c5" IS NULL
      THEN t."p5_0"
    ELSE CAST(NULL AS integer)
  END AS "p5_0",
  CASE
    WHEN t."c5" IS NOT NULL
      THEN t."p5_1"
    ELSE CAST(NULL AS integer)
  END AS "p5_1",
  CASE
    WHEN t."c6" IS NULL
      THEN t."p6_0"
    ELSE CAST(NULL AS integer)
  END AS "p6_0",
  CASE
    WHEN t."c6" IS NOT NULL
      THEN t."p6_1"
    ELSE CAST(NULL AS integer)
  END AS "p6_1",
  CASE
    WHEN CASE WHEN (SELECT pg_catalog.max(n."combinations") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') <= 10000 THEN pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c6" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CAST(t."c6" AS text), 'UTF8')), 'hex') END, 'UTF8')), 'hex') IN (SELECT k."hash" FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef')) ELSE EXISTS (SELECT 1 FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') AND k."hash" = pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c6" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CAST(t."c6" AS text), 'UTF8')), 'hex') END, 'UTF8')), 'hex')) END
      THEN t."p6_2"
    ELSE CAST(NULL AS integer)
  END AS "p6_2",
  CASE
    WHEN pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || CAST(t."c6" AS text), 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 9999
      THEN t."p6_3"
    ELSE CAST(NULL AS integer)
  END AS "p6_3",
  CASE
    WHEN pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CAST(t."c6" AS text), 'UTF8')), 'hex') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(t."kind", 'UTF8')), 'hex'), 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 1
      THEN t."p6_4"
    ELSE CAST(NULL AS integer)
  END AS "p6_4",
  CASE
    WHEN CAST(t."c6" AS text) IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
      THEN t."p6_5"
    ELSE CAST(NULL AS integer)
  END AS "p6_5",
  CASE
    WHEN (
      CAST(t."c6" AS text) NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
      OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p6_6"
    ELSE CAST(NULL AS integer)
  END AS "p6_6",
  CASE
    WHEN (
      CAST(t."c6" AS text) NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
      AND EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
    )
      THEN t."p6_7"
    ELSE CAST(NULL AS integer)
  END AS "p6_7",
  CASE
    WHEN CAST(t."c6" AS text) = 'a'
      THEN t."p6_8"
    ELSE CAST(NULL AS integer)
  END AS "p6_8",
  CASE
    WHEN CAST(t."c6" AS text) = CAST(t."other_c6" AS text)
      THEN t."p6_9"
    ELSE CAST(NULL AS integer)
  END AS "p6_9",
  CASE
    WHEN CAST(t."c6" AS text) <> 'a'
      THEN t."p6_10"
    ELSE CAST(NULL AS integer)
  END AS "p6_10",
  CASE
    WHEN CAST(t."c6" AS text) <> CAST(t."other_c6" AS text)
      THEN t."p6_11"
    ELSE CAST(NULL AS integer)
  END AS "p6_11",
  CASE
    WHEN CAST(t."c6" AS text) COLLATE "C" < 'a'
      THEN t."p6_12"
    ELSE CAST(NULL AS integer)
  END AS "p6_12",
  CASE
    WHEN CAST(t."c6" AS text) COLLATE "C" < CAST(t."other_c6" AS text) COLLATE "C"
      THEN t."p6_13"
    ELSE CAST(NULL AS integer)
  END AS "p6_13",
  CASE
    WHEN CAST(t."c6" AS text) COLLATE "C" <= 'a'
      THEN t."p6_14"
    ELSE CAST(NULL AS integer)
  END AS "p6_14",
  CASE
    WHEN CAST(t."c6" AS text) COLLATE "C" <= CAST(t."other_c6" AS text) COLLATE "C"
      THEN t."p6_15"
    ELSE CAST(NULL AS integer)
  END AS "p6_15",
  CASE
    WHEN CAST(t."c6" AS text) COLLATE "C" > 'a'
      THEN t."p6_16"
    ELSE CAST(NULL AS integer)
  END AS "p6_16",
  CASE
    WHEN CAST(t."c6" AS text) COLLATE "C" > CAST(t."other_c6" AS text) COLLATE "C"
      THEN t."p6_17"
    ELSE CAST(NULL AS integer)
  END AS "p6_17",
  CASE
    WHEN CAST(t."c6" AS text) COLLATE "C" >= 'a'
      THEN t."p6_18"
    ELSE CAST(NULL AS integer)
  END AS "p6_18",
  CASE
    WHEN CAST(t."c6" AS text) COLLATE "C" >= CAST(t."other_c6" AS text) COLLATE "C"
      THEN t."p6_19"
    ELSE CAST(NULL AS integer)
  END AS "p6_19",
  CASE
    WHEN CAST(t."c6" AS text) IN (SELECT CAST(l."key_c6" AS text) AS "value" FROM "hr"."lists" AS l WHERE l."key_c6" IS NOT NULL AND l."kind" = 'vip' AND CAST(l."c6" AS text) IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
      THEN t."p6_20"
    ELSE CAST(NULL AS integer)
  END AS "p6_20",
  CASE
    WHEN (
      CAST(t."c6" AS text) IN (SELECT CAST(l."key_c6" AS text) AS "value" FROM "hr"."lists" AS l WHERE l."key_c6" IS NOT NULL AND l."kind" = 'vip' AND CAST(l."c6" AS text) IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
      OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p6_21"
    ELSE CAST(NULL AS integer)
  END AS "p6_21",
  CASE
    WHEN CAST(t."c6" AS text) NOT IN (SELECT CAST(l."key_c6" AS text) AS "value" FROM "hr"."lists" AS l WHERE l."key_c6" IS NOT NULL AND l."kind" = 'vip' AND CAST(l."c6" AS text) IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
      THEN t."p6_22"
    ELSE CAST(NULL AS integer)
  END AS "p6_22",
  CASE
    WHEN CAST(t."c6" AS text) IN ('a', E'b''\\')
      THEN t."p6_23"
    ELSE CAST(NULL AS integer)
  END AS "p6_23",
  CASE
    WHEN CAST(t."c6" AS text) NOT IN ('a', E'b''\\')
      THEN t."p6_24"
    ELSE CAST(NULL AS integer)
  END AS "p6_24",
  CASE
    WHEN CAST(t."c6" AS text) LIKE 'ab%'
      THEN t."p6_25"
    ELSE CAST(NULL AS integer)
  END AS "p6_25",
  CASE
    WHEN CAST(t."c6" AS text) NOT LIKE 'ab%'
      THEN t."p6_26"
    ELSE CAST(NULL AS integer)
  END AS "p6_26",
  CASE
    WHEN pg_catalog."right"(CAST(t."c6" AS text), 2) = 'ab'
      THEN t."p6_27"
    ELSE CAST(NULL AS integer)
  END AS "p6_27",
  CASE
    WHEN pg_catalog."right"(CAST(t."c6" AS text), 2) <> 'ab'
      THEN t."p6_28"
    ELSE CAST(NULL AS integer)
  END AS "p6_28",
  CASE
    WHEN pg_catalog.strpos(CAST(t."c6" AS text), 'ab') > 0
      THEN t."p6_29"
    ELSE CAST(NULL AS integer)
  END AS "p6_29",
  CASE
    WHEN pg_catalog.strpos(CAST(t."c6" AS text), 'ab') = 0
      THEN t."p6_30"
    ELSE CAST(NULL AS integer)
  END AS "p6_30",
  CASE
    WHEN CAST(t."c6" AS text) ~ '***:(?s)ab'
      THEN t."p6_31"
    ELSE CAST(NULL AS integer)
  END AS "p6_31",
  CASE
    WHEN NOT CAST(t."c6" AS text) ~ '***:(?s)ab'
      THEN t."p6_32"
    ELSE CAST(NULL AS integer)
  END AS "p6_32",
  CASE
    WHEN pg_catalog.strpos(CAST(t."c6" AS text), E'''\\') > 0
      THEN t."p6_33"
    ELSE CAST(NULL AS integer)
  END AS "p6_33",
  CASE
    WHEN t."c7" IS NULL
      THEN t."p7_0"
    ELSE CAST(NULL AS integer)
  END AS "p7_0",
  CASE
    WHEN t."c7" IS NOT NULL
      THEN t."p7_1"
    ELSE CAST(NULL AS integer)
  END AS "p7_1",
  CASE
    WHEN CASE WHEN (SELECT pg_catalog.max(n."combinations") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') <= 10000 THEN pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c7" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(t."c7", 'UTF8')), 'hex') END, 'UTF8')), 'hex') IN (SELECT k."hash" FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef')) ELSE EXISTS (SELECT 1 FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') AND k."hash" = pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c7" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(t."c7", 'UTF8')), 'hex') END, 'UTF8')), 'hex')) END
      THEN t."p7_2"
    ELSE CAST(NULL AS integer)
  END AS "p7_2",
  CASE
    WHEN pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || t."c7", 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 9999
      THEN t."p7_3"
    ELSE CAST(NULL AS integer)
  END AS "p7_3",
  CASE
    WHEN pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(t."c7", 'UTF8')), 'hex') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(t."kind", 'UTF8')), 'hex'), 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 1
      THEN t."p7_4"
    ELSE CAST(NULL AS integer)
  END AS "p7_4",
  CASE
    WHEN t."c7" IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
      THEN t."p7_5"
    ELSE CAST(NULL AS integer)
  END AS "p7_5",
  CASE
    WHEN (
      t."c7" NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
      OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p7_6"
    ELSE CAST(NULL AS integer)
  END AS "p7_6",
  CASE
    WHEN (
      t."c7" NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
      AND EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
    )
      THEN t."p7_7"
    ELSE CAST(NULL AS integer)
  END AS "p7_7",
  CASE
    WHEN t."c7" = 'a'
      THEN t."p7_8"
    ELSE CAST(NULL AS integer)
  END AS "p7_8",
  CASE
    WHEN t."c7" = t."other_c7"
      THEN t."p7_9"
    ELSE CAST(NULL AS integer)
  END AS "p7_9",
  CASE
    WHEN t."c7" <> 'a'
      THEN t."p7_10"
    ELSE CAST(NULL AS integer)
  END AS "p7_10",
  CASE
    WHEN t."c7" <> t."other_c7"
      THEN t."p7_11"
    ELSE CAST(NULL AS integer)
  END AS "p7_11",
  CASE
    WHEN t."c7" COLLATE "C" < 'a'
      THEN t."p7_12"
    ELSE CAST(NULL AS integer)
  END AS "p7_12",
  CASE
    WHEN t."c7" COLLATE "C" < t."other_c7" COLLATE "C"
      THEN t."p7_13"
    ELSE CAST(NULL AS integer)
  END AS "p7_13",
  CASE
    WHEN t."c7" COLLATE "C" <= 'a'
      THEN t."p7_14"
    ELSE CAST(NULL AS integer)
  END AS "p7_14",
  CASE
    WHEN t."c7" COLLATE "C" <= t."other_c7" COLLATE "C"
      THEN t."p7_15"
    ELSE CAST(NULL AS integer)
  END AS "p7_15",
  CASE
    WHEN t."c7" COLLATE "C" > 'a'
      THEN t."p7_16"
    ELSE CAST(NULL AS integer)
  END AS "p7_16",
  CASE
    WHEN t."c7" COLLATE "C" > t."other_c7" COLLATE "C"
      THEN t."p7_17"
    ELSE CAST(NULL AS integer)
  END AS "p7_17",
  CASE
    WHEN t."c7" COLLATE "C" >= 'a'
      THEN t."p7_18"
    ELSE CAST(NULL AS integer)
  END AS "p7_18",
  CASE
    WHEN t."c7" COLLATE "C" >= t."other_c7" COLLATE "C"
      THEN t."p7_19"
    ELSE CAST(NULL AS integer)
  END AS "p7_19",
  CASE
    WHEN t."c7" IN (SELECT l."key_c7" AS "value" FROM "hr"."lists" AS l WHERE l."key_c7" IS NOT NULL AND l."kind" = 'vip' AND l."c7" IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
      THEN t."p7_20"
    ELSE CAST(NULL AS integer)
  END AS "p7_20",
  CASE
    WHEN (
      t."c7" IN (SELECT l."key_c7" AS "value" FROM "hr"."lists" AS l WHERE l."key_c7" IS NOT NULL AND l."kind" = 'vip' AND l."c7" IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
      OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p7_21"
    ELSE CAST(NULL AS integer)
  END AS "p7_21",
  CASE
    WHEN t."c7" NOT IN (SELECT l."key_c7" AS "value" FROM "hr"."lists" AS l WHERE l."key_c7" IS NOT NULL AND l."kind" = 'vip' AND l."c7" IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
      THEN t."p7_22"
    ELSE CAST(NULL AS integer)
  END AS "p7_22",
  CASE
    WHEN t."c7" IN ('a', E'b''\\')
      THEN t."p7_23"
    ELSE CAST(NULL AS integer)
  END AS "p7_23",
  CASE
    WHEN t."c7" NOT IN ('a', E'b''\\')
      THEN t."p7_24"
    ELSE CAST(NULL AS integer)
  END AS "p7_24",
  CASE
    WHEN t."c7" LIKE 'ab%'
      THEN t."p7_25"
    ELSE CAST(NULL AS integer)
  END AS "p7_25",
  CASE
    WHEN t."c7" NOT LIKE 'ab%'
      THEN t."p7_26"
    ELSE CAST(NULL AS integer)
  END AS "p7_26",
  CASE
    WHEN pg_catalog."right"(t."c7", 2) = 'ab'
      THEN t."p7_27"
    ELSE CAST(NULL AS integer)
  END AS "p7_27",
  CASE
    WHEN pg_catalog."right"(t."c7", 2) <> 'ab'
      THEN t."p7_28"
    ELSE CAST(NULL AS integer)
  END AS "p7_28",
  CASE
    WHEN pg_catalog.strpos(t."c7", 'ab') > 0
      THEN t."p7_29"
    ELSE CAST(NULL AS integer)
  END AS "p7_29",
  CASE
    WHEN pg_catalog.strpos(t."c7", 'ab') = 0
      THEN t."p7_30"
    ELSE CAST(NULL AS integer)
  END AS "p7_30",
  CASE
    WHEN t."c7" ~ '***:(?s)ab'
      THEN t."p7_31"
    ELSE CAST(NULL AS integer)
  END AS "p7_31",
  CASE
    WHEN NOT t."c7" ~ '***:(?s)ab'
      THEN t."p7_32"
    ELSE CAST(NULL AS integer)
  END AS "p7_32",
  CASE
    WHEN pg_catalog.strpos(t."c7", E'''\\') > 0
      THEN t."p7_33"
    ELSE CAST(NULL AS integer)
  END AS "p7_33",
  CASE
    WHEN t."c8" IS NULL
      THEN t."p8_0"
    ELSE CAST(NULL AS integer)
  END AS "p8_0",
  CASE
    WHEN t."c8" IS NOT NULL
      THEN t."p8_1"
    ELSE CAST(NULL AS integer)
  END AS "p8_1",
  CASE
    WHEN CASE WHEN (SELECT pg_catalog.max(n."combinations") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') <= 10000 THEN pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c8" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(t."c8", 'UTF8')), 'hex') END, 'UTF8')), 'hex') IN (SELECT k."hash" FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef')) ELSE EXISTS (SELECT 1 FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') AND k."hash" = pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c8" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(t."c8", 'UTF8')), 'hex') END, 'UTF8')), 'hex')) END
      THEN t."p8_2"
    ELSE CAST(NULL AS integer)
  END AS "p8_2",
  CASE
    WHEN pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || t."c8", 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 9999
      THEN t."p8_3"
    ELSE CAST(NULL AS integer)
  END AS "p8_3",
  CASE
    WHEN pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(t."c8", 'UTF8')), 'hex') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(t."kind", 'UTF8')), 'hex'), 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 1
      THEN t."p8_4"
    ELSE CAST(NULL AS integer)
  END AS "p8_4",
  CASE
    WHEN t."c8" IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
      THEN t."p8_5"
    ELSE CAST(NULL AS integer)
  END AS "p8_5",
  CASE
    WHEN (
      t."c8" NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
      OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p8_6"
    ELSE CAST(NULL AS integer)
  END AS "p8_6",
  CASE
    WHEN (
      t."c8" NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
      AND EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
    )
      THEN t."p8_7"
    ELSE CAST(NULL AS integer)
  END AS "p8_7",
  CASE
    WHEN t."c8" = 'a'
      THEN t."p8_8"
    ELSE CAST(NULL AS integer)
  END AS "p8_8",
  CASE
    WHEN t."c8" = t."other_c8"
      THEN t."p8_9"
    ELSE CAST(NULL AS integer)
  END AS "p8_9",
  CASE
    WHEN t."c8" <> 'a'
      THEN t."p8_10"
    ELSE CAST(NULL AS integer)
  END AS "p8_10",
  CASE
    WHEN t."c8" <> t."other_c8"
      THEN t."p8_11"
    ELSE CAST(NULL AS integer)
  END AS "p8_11",
  CASE
    WHEN t."c8" COLLATE "C" < 'a'
      THEN t."p8_12"
    ELSE CAST(NULL AS integer)
  END AS "p8_12",
  CASE
    WHEN t."c8" COLLATE "C" < t."other_c8" COLLATE "C"
      THEN t."p8_13"
    ELSE CAST(NULL AS integer)
  END AS "p8_13",
  CASE
    WHEN t."c8" COLLATE "C" <= 'a'
      THEN t."p8_14"
    ELSE CAST(NULL AS integer)
  END AS "p8_14",
  CASE
    WHEN t."c8" COLLATE "C" <= t."other_c8" COLLATE "C"
      THEN t."p8_15"
    ELSE CAST(NULL AS integer)
  END AS "p8_15",
  CASE
    WHEN t."c8" COLLATE "C" > 'a'
      THEN t."p8_16"
    ELSE CAST(NULL AS integer)
  END AS "p8_16",
  CASE
    WHEN t."c8" COLLATE "C" > t."other_c8" COLLATE "C"
      THEN t."p8_17"
    ELSE CAST(NULL AS integer)
  END AS "p8_17",
  CASE
    WHEN t."c8" COLLATE "C" >= 'a'
      THEN t."p8_18"
    ELSE CAST(NULL AS integer)
  END AS "p8_18",
  CASE
    WHEN t."c8" COLLATE "C" >= t."other_c8" COLLATE "C"
      THEN t."p8_19"
    ELSE CAST(NULL AS integer)
  END AS "p8_19",
  CASE
    WHEN t."c8" IN (SELECT l."key_c8" AS "value" FROM "hr"."lists" AS l WHERE l."key_c8" IS NOT NULL AND l."kind" = 'vip' AND l."c8" IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
      THEN t."p8_20"
    ELSE CAST(NULL AS integer)
  END AS "p8_20",
  CASE
    WHEN (
      t."c8" IN (SELECT l."key_c8" AS "value" FROM "hr"."lists" AS l WHERE l."key_c8" IS NOT NULL AND l."kind" = 'vip' AND l."c8" IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
      OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p8_21"
    ELSE CAST(NULL AS integer)
  END AS "p8_21",
  CASE
    WHEN t."c8" NOT IN (SELECT l."key_c8" AS "value" FROM "hr"."lists" AS l WHERE l."key_c8" IS NOT NULL AND l."kind" = 'vip' AND l."c8" IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
      THEN t."p8_22"
    ELSE CAST(NULL AS integer)
  END AS "p8_22",
  CASE
    WHEN t."c8" IN ('a', E'b''\\')
      THEN t."p8_23"
    ELSE CAST(NULL AS integer)
  END AS "p8_23",
  CASE
    WHEN t."c8" NOT IN ('a', E'b''\\')
      THEN t."p8_24"
    ELSE CAST(NULL AS integer)
  END AS "p8_24",
  CASE
    WHEN t."c8" LIKE 'ab%'
      THEN t."p8_25"
    ELSE CAST(NULL AS integer)
  END AS "p8_25",
  CASE
    WHEN t."c8" NOT LIKE 'ab%'
      THEN t."p8_26"
    ELSE CAST(NULL AS integer)
  END AS "p8_26",
  CASE
    WHEN pg_catalog."right"(t."c8", 2) = 'ab'
      THEN t."p8_27"
    ELSE CAST(NULL AS integer)
  END AS "p8_27",
  CASE
    WHEN pg_catalog."right"(t."c8", 2) <> 'ab'
      THEN t."p8_28"
    ELSE CAST(NULL AS integer)
  END AS "p8_28",
  CASE
    WHEN pg_catalog.strpos(t."c8", 'ab') > 0
      THEN t."p8_29"
    ELSE CAST(NULL AS integer)
  END AS "p8_29",
  CASE
    WHEN pg_catalog.strpos(t."c8", 'ab') = 0
      THEN t."p8_30"
    ELSE CAST(NULL AS integer)
  END AS "p8_30",
  CASE
    WHEN t."c8" ~ '***:(?s)ab'
      THEN t."p8_31"
    ELSE CAST(NULL AS integer)
  END AS "p8_31",
  CASE
    WHEN NOT t."c8" ~ '***:(?s)ab'
      THEN t."p8_32"
    ELSE CAST(NULL AS integer)
  END AS "p8_32",
  CASE
    WHEN pg_catalog.strpos(t."c8", E'''\\') > 0
      THEN t."p8_33"
    ELSE CAST(NULL AS integer)
  END AS "p8_33",
  CASE
    WHEN t."c9" IS NULL
      THEN t."p9_0"
    ELSE CAST(NULL AS integer)
  END AS "p9_0",
  CASE
    WHEN t."c9" IS NOT NULL
      THEN t."p9_1"
    ELSE CAST(NULL AS integer)
  END AS "p9_1",
  CASE
    WHEN CASE WHEN (SELECT pg_catalog.max(n."combinations") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') <= 10000 THEN pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c9" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CASE WHEN t."c9" THEN 'true' WHEN NOT t."c9" THEN 'false' END, 'UTF8')), 'hex') END, 'UTF8')), 'hex') IN (SELECT k."hash" FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef')) ELSE EXISTS (SELECT 1 FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') AND k."hash" = pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c9" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CASE WHEN t."c9" THEN 'true' WHEN NOT t."c9" THEN 'false' END, 'UTF8')), 'hex') END, 'UTF8')), 'hex')) END
      THEN t."p9_2"
    ELSE CAST(NULL AS integer)
  END AS "p9_2",
  CASE
    WHEN pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || CASE WHEN t."c9" THEN 'true' WHEN NOT t."c9" THEN 'false' END, 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 9999
      THEN t."p9_3"
    ELSE CAST(NULL AS integer)
  END AS "p9_3",
  CASE
    WHEN pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CASE WHEN t."c9" THEN 'true' WHEN NOT t."c9" THEN 'false' END, 'UTF8')), 'hex') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(t."kind", 'UTF8')), 'hex'), 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 1
      THEN t."p9_4"
    ELSE CAST(NULL AS integer)
  END AS "p9_4",
  CASE
    WHEN CASE WHEN t."c9" THEN 'true' WHEN NOT t."c9" THEN 'false' END IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
      THEN t."p9_5"
    ELSE CAST(NULL AS integer)
  END AS "p9_5",
  CASE
    WHEN (
      CASE WHEN t."c9" THEN 'true' WHEN NOT t."c9" THEN 'false' END NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
      OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p9_6"
    ELSE CAST(NULL AS integer)
  END AS "p9_6",
  CASE
    WHEN (
      CASE WHEN t."c9" THEN 'true' WHEN NOT t."c9" THEN 'false' END NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
      AND EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
    )
      THEN t."p9_7"
    ELSE CAST(NULL AS integer)
  END AS "p9_7",
  CASE
    WHEN t."c9" = FALSE
      THEN t."p9_8"
    ELSE CAST(NULL AS integer)
  END AS "p9_8",
  CASE
    WHEN t."c9" = t."other_c9"
      THEN t."p9_9"
    ELSE CAST(NULL AS integer)
  END AS "p9_9",
  CASE
    WHEN t."c9" <> FALSE
      THEN t."p9_10"
    ELSE CAST(NULL AS integer)
  END AS "p9_10",
  CASE
    WHEN t."c9" <> t."other_c9"
      THEN t."p9_11"
    ELSE CAST(NULL AS integer)
  END AS "p9_11",
  CASE
    WHEN t."c9" < FALSE
      THEN t."p9_12"
    ELSE CAST(NULL AS integer)
  END AS "p9_12",
  CASE
    WHEN t."c9" < t."other_c9"
      THEN t."p9_13"
    ELSE CAST(NULL AS integer)
  END AS "p9_13",
  CASE
    WHEN t."c9" <= FALSE
      THEN t."p9_14"
    ELSE CAST(NULL AS integer)
  END AS "p9_14",
  CASE
    WHEN t."c9" <= t."other_c9"
      THEN t."p9_15"
    ELSE CAST(NULL AS integer)
  END AS "p9_15",
  CASE
    WHEN t."c9" > FALSE
      THEN t."p9_16"
    ELSE CAST(NULL AS integer)
  END AS "p9_16",
  CASE
    WHEN t."c9" > t."other_c9"
      THEN t."p9_17"
    ELSE CAST(NULL AS integer)
  END AS "p9_17",
  CASE
    WHEN t."c9" >= FALSE
      THEN t."p9_18"
    ELSE CAST(NULL AS integer)
  END AS "p9_18",
  CASE
    WHEN t."c9" >= t."other_c9"
      THEN t."p9_19"
    ELSE CAST(NULL AS integer)
  END AS "p9_19",
  CASE
    WHEN t."c9" IN (SELECT l."key_c9" AS "value" FROM "hr"."lists" AS l WHERE l."key_c9" IS NOT NULL AND l."kind" = 'vip' AND CASE WHEN l."c9" THEN 'true' WHEN NOT l."c9" THEN 'false' END IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
      THEN t."p9_20"
    ELSE CAST(NULL AS integer)
  END AS "p9_20",
  CASE
    WHEN (
      t."c9" IN (SELECT l."key_c9" AS "value" FROM "hr"."lists" AS l WHERE l."key_c9" IS NOT NULL AND l."kind" = 'vip' AND CASE WHEN l."c9" THEN 'true' WHEN NOT l."c9" THEN 'false' END IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
      OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p9_21"
    ELSE CAST(NULL AS integer)
  END AS "p9_21",
  CASE
    WHEN t."c9" NOT IN (SELECT l."key_c9" AS "value" FROM "hr"."lists" AS l WHERE l."key_c9" IS NOT NULL AND l."kind" = 'vip' AND CASE WHEN l."c9" THEN 'true' WHEN NOT l."c9" THEN 'false' END IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
      THEN t."p9_22"
    ELSE CAST(NULL AS integer)
  END AS "p9_22",
  CASE
    WHEN t."c9" IN (FALSE)
      THEN t."p9_23"
    ELSE CAST(NULL AS integer)
  END AS "p9_23",
  CASE
    WHEN t."c9" NOT IN (FALSE)
      THEN t."p9_24"
    ELSE CAST(NULL AS integer)
  END AS "p9_24",
  CASE
    WHEN t."c10" IS NULL
      THEN t."p10_0"
    ELSE CAST(NULL AS integer)
  END AS "p10_0",
  CASE
    WHEN t."c10" IS NOT NULL
      THEN t."p10_1"
    ELSE CAST(NULL AS integer)
  END AS "p10_1",
  CASE
    WHEN CASE WHEN (SELECT pg_catalog.max(n."combinations") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') <= 10000 THEN pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c10" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CASE WHEN t."c10" >= DATE '0001-01-01' AND t."c10" <= DATE '9999-12-31' THEN pg_catalog.to_char(CAST(t."c10" AS timestamp without time zone), 'YYYY-MM-DD') END, 'UTF8')), 'hex') END, 'UTF8')), 'hex') IN (SELECT k."hash" FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef')) ELSE EXISTS (SELECT 1 FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') AND k."hash" = pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c10" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CASE WHEN t."c10" >= DATE '0001-01-01' AND t."c10" <= DATE '9999-12-31' THEN pg_catalog.to_char(CAST(t."c10" AS timestamp without time zone), 'YYYY-MM-DD') END, 'UTF8')), 'hex') END, 'UTF8')), 'hex')) END
      THEN t."p10_2"
    ELSE CAST(NULL AS integer)
  END AS "p10_2",
  CASE
    WHEN pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || CASE WHEN t."c10" >= DATE '0001-01-01' AND t."c10" <= DATE '9999-12-31' THEN pg_catalog.to_char(CAST(t."c10" AS timestamp without time zone), 'YYYY-MM-DD') END, 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 9999
      THEN t."p10_3"
    ELSE CAST(NULL AS integer)
  END AS "p10_3",
  CASE
    WHEN pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CASE WHEN t."c10" >= DATE '0001-01-01' AND t."c10" <= DATE '9999-12-31' THEN pg_catalog.to_char(CAST(t."c10" AS timestamp without time zone), 'YYYY-MM-DD') END, 'UTF8')), 'hex') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(t."kind", 'UTF8')), 'hex'), 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 1
      THEN t."p10_4"
    ELSE CAST(NULL AS integer)
  END AS "p10_4",
  CASE
    WHEN CASE WHEN t."c10" >= DATE '0001-01-01' AND t."c10" <= DATE '9999-12-31' THEN pg_catalog.to_char(CAST(t."c10" AS timestamp without time zone), 'YYYY-MM-DD') END IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
      THEN t."p10_5"
    ELSE CAST(NULL AS integer)
  END AS "p10_5",
  CASE
    WHEN (
      CASE WHEN t."c10" >= DATE '0001-01-01' AND t."c10" <= DATE '9999-12-31' THEN pg_catalog.to_char(CAST(t."c10" AS timestamp without time zone), 'YYYY-MM-DD') END NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
      OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p10_6"
    ELSE CAST(NULL AS integer)
  END AS "p10_6",
  CASE
    WHEN (
      CASE WHEN t."c10" >= DATE '0001-01-01' AND t."c10" <= DATE '9999-12-31' THEN pg_catalog.to_char(CAST(t."c10" AS timestamp without time zone), 'YYYY-MM-DD') END NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
      AND EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
    )
      THEN t."p10_7"
    ELSE CAST(NULL AS integer)
  END AS "p10_7",
  CASE
    WHEN (t."c10" > CAST((pg_catalog.statement_timestamp() AT TIME ZONE 'UTC') - INTERVAL '90 minutes' - INTERVAL '1 microsecond' AS date) AND t."c10" <= DATE '9999-12-31')
      THEN t."p10_8"
    ELSE CAST(NULL AS integer)
  END AS "p10_8",
  CASE
    WHEN (t."c10" >= DATE '0001-01-01' AND t."c10" <= CAST((pg_catalog.statement_timestamp() AT TIME ZONE 'UTC') - INTERVAL '43200 minutes' - INTERVAL '1 microsecond' AS date))
      THEN t."p10_9"
    ELSE CAST(NULL AS integer)
  END AS "p10_9",
  CASE
    WHEN t."c10" = DATE '2024-02-29'
      THEN t."p10_10"
    ELSE CAST(NULL AS integer)
  END AS "p10_10",
  CASE
    WHEN t."c10" = t."other_c10"
      THEN t."p10_11"
    ELSE CAST(NULL AS integer)
  END AS "p10_11",
  CASE
    WHEN t."c10" <> DATE '2024-02-29'
      THEN t."p10_12"
    ELSE CAST(NULL AS integer)
  END AS "p10_12",
  CASE
    WHEN t."c10" <> t."other_c10"
      THEN t."p10_13"
    ELSE CAST(NULL AS integer)
  END AS "p10_13",
  CASE
    WHEN t."c10" < DATE '2024-02-29'
      THEN t."p10_14"
    ELSE CAST(NULL AS integer)
  END AS "p10_14",
  CASE
    WHEN t."c10" < t."other_c10"
      THEN t."p10_15"
    ELSE CAST(NULL AS integer)
  END AS "p10_15",
  CASE
    WHEN t."c10" <= DATE '2024-02-29'
      THEN t."p10_16"
    ELSE CAST(NULL AS integer)
  END AS "p10_16",
  CASE
    WHEN t."c10" <= t."other_c10"
      THEN t."p10_17"
    ELSE CAST(NULL AS integer)
  END AS "p10_17",
  CASE
    WHEN t."c10" > DATE '2024-02-29'
      THEN t."p10_18"
    ELSE CAST(NULL AS integer)
  END AS "p10_18",
  CASE
    WHEN t."c10" > t."other_c10"
      THEN t."p10_19"
    ELSE CAST(NULL AS integer)
  END AS "p10_19",
  CASE
    WHEN t."c10" >= DATE '2024-02-29'
      THEN t."p10_20"
    ELSE CAST(NULL AS integer)
  END AS "p10_20",
  CASE
    WHEN t."c10" >= t."other_c10"
      THEN t."p10_21"
    ELSE CAST(NULL AS integer)
  END AS "p10_21",
  CASE
    WHEN t."c10" IN (SELECT l."key_c10" AS "value" FROM "hr"."lists" AS l WHERE l."key_c10" IS NOT NULL AND l."kind" = 'vip' AND CASE WHEN l."c10" >= DATE '0001-01-01' AND l."c10" <= DATE '9999-12-31' THEN pg_catalog.to_char(CAST(l."c10" AS timestamp without time zone), 'YYYY-MM-DD') END IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
      THEN t."p10_22"
    ELSE CAST(NULL AS integer)
  END AS "p10_22",
  CASE
    WHEN (
      t."c10" IN (SELECT l."key_c10" AS "value" FROM "hr"."lists" AS l WHERE l."key_c10" IS NOT NULL AND l."kind" = 'vip' AND CASE WHEN l."c10" >= DATE '0001-01-01' AND l."c10" <= DATE '9999-12-31' THEN pg_catalog.to_char(CAST(l."c10" AS timestamp without time zone), 'YYYY-MM-DD') END IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
      OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p10_23"
    ELSE CAST(NULL AS integer)
  END AS "p10_23",
  CASE
    WHEN t."c10" NOT IN (SELECT l."key_c10" AS "value" FROM "hr"."lists" AS l WHERE l."key_c10" IS NOT NULL AND l."kind" = 'vip' AND CASE WHEN l."c10" >= DATE '0001-01-01' AND l."c10" <= DATE '9999-12-31' THEN pg_catalog.to_char(CAST(l."c10" AS timestamp without time zone), 'YYYY-MM-DD') END IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
      THEN t."p10_24"
    ELSE CAST(NULL AS integer)
  END AS "p10_24",
  CASE
    WHEN t."c10" IN (DATE '2024-02-29')
      THEN t."p10_25"
    ELSE CAST(NULL AS integer)
  END AS "p10_25",
  CASE
    WHEN t."c10" NOT IN (DATE '2024-02-29')
      THEN t."p10_26"
    ELSE CAST(NULL AS integer)
  END AS "p10_26",
  CASE
    WHEN t."c11" IS NULL
      THEN t."p11_0"
    ELSE CAST(NULL AS integer)
  END AS "p11_0",
  CASE
    WHEN t."c11" IS NOT NULL
      THEN t."p11_1"
    ELSE CAST(NULL AS integer)
  END AS "p11_1",
  CASE
    WHEN CASE WHEN (SELECT pg_catalog.max(n."combinations") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') <= 10000 THEN pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c11" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CASE WHEN t."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.to_char(t."c11", 'YYYY-MM-DD HH24:MI:SS.US') END, 'UTF8')), 'hex') END, 'UTF8')), 'hex') IN (SELECT k."hash" FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef')) ELSE EXISTS (SELECT 1 FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') AND k."hash" = pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c11" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CASE WHEN t."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.to_char(t."c11", 'YYYY-MM-DD HH24:MI:SS.US') END, 'UTF8')), 'hex') END, 'UTF8')), 'hex')) END
      THEN t."p11_2"
    ELSE CAST(NULL AS integer)
  END AS "p11_2",
  CASE
    WHEN pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || CASE WHEN t."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.to_char(t."c11", 'YYYY-MM-DD HH24:MI:SS.US') END, 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 9999
      THEN t."p11_3"
    ELSE CAST(NULL AS integer)
  END AS "p11_3",
  CASE
    WHEN pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CASE WHEN t."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.to_char(t."c11", 'YYYY-MM-DD HH24:MI:SS.US') END, 'UTF8')), 'hex') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(t."kind", 'UTF8')), 'hex'), 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 1
      THEN t."p11_4"
    ELSE CAST(NULL AS integer)
  END AS "p11_4",
  CASE
    WHEN CASE WHEN t."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.to_char(t."c11", 'YYYY-MM-DD HH24:MI:SS.US') END IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
      THEN t."p11_5"
    ELSE CAST(NULL AS integer)
  END AS "p11_5",
  CASE
    WHEN (
      CASE WHEN t."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.to_char(t."c11", 'YYYY-MM-DD HH24:MI:SS.US') END NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
      OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p11_6"
    ELSE CAST(NULL AS integer)
  END AS "p11_6",
  CASE
    WHEN (
      CASE WHEN t."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.to_char(t."c11", 'YYYY-MM-DD HH24:MI:SS.US') END NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
      AND EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
    )
      THEN t."p11_7"
    ELSE CAST(NULL AS integer)
  END AS "p11_7",
  CASE
    WHEN (t."c11" >= (pg_catalog.statement_timestamp() AT TIME ZONE 'UTC') - INTERVAL '90 minutes' AND t."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999')
      THEN t."p11_8"
    ELSE CAST(NULL AS integer)
  END AS "p11_8",
  CASE
    WHEN (t."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11" < (pg_catalog.statement_timestamp() AT TIME ZONE 'UTC') - INTERVAL '43200 minutes')
      THEN t."p11_9"
    ELSE CAST(NULL AS integer)
  END AS "p11_9",
  CASE
    WHEN t."c11" = TIMESTAMP '2024-02-29 01:02:03.000004'
      THEN t."p11_10"
    ELSE CAST(NULL AS integer)
  END AS "p11_10",
  CASE
    WHEN t."c11" = t."other_c11"
      THEN t."p11_11"
    ELSE CAST(NULL AS integer)
  END AS "p11_11",
  CASE
    WHEN t."c11" <> TIMESTAMP '2024-02-29 01:02:03.000004'
      THEN t."p11_12"
    ELSE CAST(NULL AS integer)
  END AS "p11_12",
  CASE
    WHEN t."c11" <> t."other_c11"
      THEN t."p11_13"
    ELSE CAST(NULL AS integer)
  END AS "p11_13",
  CASE
    WHEN t."c11" < TIMESTAMP '2024-02-29 01:02:03.000004'
      THEN t."p11_14"
    ELSE CAST(NULL AS integer)
  END AS "p11_14",
  CASE
    WHEN t."c11" < t."other_c11"
      THEN t."p11_15"
    ELSE CAST(NULL AS integer)
  END AS "p11_15",
  CASE
    WHEN t."c11" <= TIMESTAMP '2024-02-29 01:02:03.000004'
      THEN t."p11_16"
    ELSE CAST(NULL AS integer)
  END AS "p11_16",
  CASE
    WHEN t."c11" <= t."other_c11"
      THEN t."p11_17"
    ELSE CAST(NULL AS integer)
  END AS "p11_17",
  CASE
    WHEN t."c11" > TIMESTAMP '2024-02-29 01:02:03.000004'
      THEN t."p11_18"
    ELSE CAST(NULL AS integer)
  END AS "p11_18",
  CASE
    WHEN t."c11" > t."other_c11"
      THEN t."p11_19"
    ELSE CAST(NULL AS integer)
  END AS "p11_19",
  CASE
    WHEN t."c11" >= TIMESTAMP '2024-02-29 01:02:03.000004'
      THEN t."p11_20"
    ELSE CAST(NULL AS integer)
  END AS "p11_20",
  CASE
    WHEN t."c11" >= t."other_c11"
      THEN t."p11_21"
    ELSE CAST(NULL AS integer)
  END AS "p11_21",
  CASE
    WHEN t."c11" IN (SELECT l."key_c11" AS "value" FROM "hr"."lists" AS l WHERE l."key_c11" IS NOT NULL AND l."kind" = 'vip' AND CASE WHEN l."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND l."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.to_char(l."c11", 'YYYY-MM-DD HH24:MI:SS.US') END IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
      THEN t."p11_22"
    ELSE CAST(NULL AS integer)
  END AS "p11_22",
  CASE
    WHEN (
      t."c11" IN (SELECT l."key_c11" AS "value" FROM "hr"."lists" AS l WHERE l."key_c11" IS NOT NULL AND l."kind" = 'vip' AND CASE WHEN l."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND l."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.to_char(l."c11", 'YYYY-MM-DD HH24:MI:SS.US') END IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
      OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
    )
      THEN t."p11_23"
    ELSE CAST(NULL AS integer)
  END AS "p11_23",
  CASE
    WHEN t."c11" NOT IN (SELECT l."key_c11" AS "value" FROM "hr"."lists" AS l WHERE l."key_c11" IS NOT NULL AND l."kind" = 'vip' AND CASE WHEN l."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND l."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.to_char(l."c11", 'YYYY-MM-DD HH24:MI:SS.US') END IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
      THEN t."p11_24"
    ELSE CAST(NULL AS integer)
  END AS "p11_24",
  CASE
    WHEN t."c11" IN (TIMESTAMP '2024-02-29 01:02:03.000004')
      THEN t."p11_25"
    ELSE CAST(NULL AS integer)
  END AS "p11_25",
  CASE
    WHEN t."c11" NOT IN (TIMESTAMP '2024-02-29 01:02:03.000004')
      THEN t."p11_26"
    ELSE CAST(NULL AS integer)
  END AS "p11_26",
  CASE
    WHEN t."c12" IS NULL
      THEN t."p12_0"
    ELSE CAST(NULL AS integer)
  END AS "p12_0",
  CASE
    WHEN t."c12" IS NOT NULL
      THEN t."p12_1"
    ELSE CAST(NULL AS integer)
  END AS "p12_1",
  CASE
    WHEN (t."c12" >= ((pg_catalog.statement_timestamp() AT TIME ZONE 'UTC') - INTERVAL '90 minutes') AT TIME ZONE 'UTC' AND t."c12" <= TIMESTAMPTZ '9999-12-31 23:59:59.999999+00')
      THEN t."p12_2"
    ELSE CAST(NULL AS integer)
  END AS "p12_2",
  CASE
    WHEN (t."c12" >= TIMESTAMPTZ '0001-01-01 00:00:00+00' AND t."c12" < ((pg_catalog.statement_timestamp() AT TIME ZONE 'UTC') - INTERVAL '43200 minutes') AT TIME ZONE 'UTC')
      THEN t."p12_3"
    ELSE CAST(NULL AS integer)
  END AS "p12_3",
  CASE
    WHEN t."c13" IS NULL
      THEN t."p13_0"
    ELSE CAST(NULL AS integer)
  END AS "p13_0",
  CASE
    WHEN t."c13" IS NOT NULL
      THEN t."p13_1"
    ELSE CAST(NULL AS integer)
  END AS "p13_1"
FROM "hr"."predicates" AS t
WHERE EXISTS (SELECT 1 FROM "scrim_system"."gate" AS g WHERE g."source" = 'predicates' AND g."admission" = '00112233445566778899aabbccddeeff')
  AND EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'user' AND p."name" = '')
  AND NOT EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'revoked' AND p."name" = '')
  AND t."c0" IS NULL
  AND t."c0" IS NOT NULL
  AND CASE WHEN (SELECT pg_catalog.max(n."combinations") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') <= 10000 THEN pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c0" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CAST(t."c0" AS character varying(20)), 'UTF8')), 'hex') END, 'UTF8')), 'hex') IN (SELECT k."hash" FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef')) ELSE EXISTS (SELECT 1 FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') AND k."hash" = pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c0" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CAST(t."c0" AS character varying(20)), 'UTF8')), 'hex') END, 'UTF8')), 'hex')) END
  AND pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || CAST(t."c0" AS character varying(20)), 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 9999
  AND pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CAST(t."c0" AS character varying(20)), 'UTF8')), 'hex') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(t."kind", 'UTF8')), 'hex'), 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 1
  AND CAST(t."c0" AS character varying(20)) IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND (
    CAST(t."c0" AS character varying(20)) NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
    OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND CAST(t."c0" AS character varying(20)) NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
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
  AND t."c0" IN (SELECT l."key_c0" AS "value" FROM "hr"."lists" AS l WHERE l."key_c0" IS NOT NULL AND l."kind" = 'vip' AND CAST(l."c0" AS character varying(20)) IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
  AND (
    t."c0" IN (SELECT l."key_c0" AS "value" FROM "hr"."lists" AS l WHERE l."key_c0" IS NOT NULL AND l."kind" = 'vip' AND CAST(l."c0" AS character varying(20)) IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
    OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND t."c0" NOT IN (SELECT l."key_c0" AS "value" FROM "hr"."lists" AS l WHERE l."key_c0" IS NOT NULL AND l."kind" = 'vip' AND CAST(l."c0" AS character varying(20)) IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
  AND t."c0" IN (5, -6)
  AND t."c0" NOT IN (5, -6)
  AND t."c1" IS NULL
  AND t."c1" IS NOT NULL
  AND CASE WHEN (SELECT pg_catalog.max(n."combinations") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') <= 10000 THEN pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c1" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CAST(t."c1" AS character varying(20)), 'UTF8')), 'hex') END, 'UTF8')), 'hex') IN (SELECT k."hash" FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef')) ELSE EXISTS (SELECT 1 FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') AND k."hash" = pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c1" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CAST(t."c1" AS character varying(20)), 'UTF8')), 'hex') END, 'UTF8')), 'hex')) END
  AND pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || CAST(t."c1" AS character varying(20)), 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 9999
  AND pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CAST(t."c1" AS character varying(20)), 'UTF8')), 'hex') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(t."kind", 'UTF8')), 'hex'), 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 1
  AND CAST(t."c1" AS character varying(20)) IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND (
    CAST(t."c1" AS character varying(20)) NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
    OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND CAST(t."c1" AS character varying(20)) NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
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
  AND t."c1" IN (SELECT l."key_c1" AS "value" FROM "hr"."lists" AS l WHERE l."key_c1" IS NOT NULL AND l."kind" = 'vip' AND CAST(l."c1" AS character varying(20)) IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
  AND (
    t."c1" IN (SELECT l."key_c1" AS "value" FROM "hr"."lists" AS l WHERE l."key_c1" IS NOT NULL AND l."kind" = 'vip' AND CAST(l."c1" AS character varying(20)) IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
    OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND t."c1" NOT IN (SELECT l."key_c1" AS "value" FROM "hr"."lists" AS l WHERE l."key_c1" IS NOT NULL AND l."kind" = 'vip' AND CAST(l."c1" AS character varying(20)) IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
  AND t."c1" IN (5, -6)
  AND t."c1" NOT IN (5, -6)
  AND t."c2" IS NULL
  AND t."c2" IS NOT NULL
  AND CASE WHEN (SELECT pg_catalog.max(n."combinations") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') <= 10000 THEN pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c2" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CAST(t."c2" AS character varying(20)), 'UTF8')), 'hex') END, 'UTF8')), 'hex') IN (SELECT k."hash" FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef')) ELSE EXISTS (SELECT 1 FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') AND k."hash" = pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c2" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CAST(t."c2" AS character varying(20)), 'UTF8')), 'hex') END, 'UTF8')), 'hex')) END
  AND pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || CAST(t."c2" AS character varying(20)), 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 9999
  AND pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CAST(t."c2" AS character varying(20)), 'UTF8')), 'hex') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(t."kind", 'UTF8')), 'hex'), 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 1
  AND CAST(t."c2" AS character varying(20)) IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND (
    CAST(t."c2" AS character varying(20)) NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
    OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND CAST(t."c2" AS character varying(20)) NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
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
  AND t."c2" IN (SELECT l."key_c2" AS "value" FROM "hr"."lists" AS l WHERE l."key_c2" IS NOT NULL AND l."kind" = 'vip' AND CAST(l."c2" AS character varying(20)) IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
  AND (
    t."c2" IN (SELECT l."key_c2" AS "value" FROM "hr"."lists" AS l WHERE l."key_c2" IS NOT NULL AND l."kind" = 'vip' AND CAST(l."c2" AS character varying(20)) IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
    OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND t."c2" NOT IN (SELECT l."key_c2" AS "value" FROM "hr"."lists" AS l WHERE l."key_c2" IS NOT NULL AND l."kind" = 'vip' AND CAST(l."c2" AS character varying(20)) IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
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
  AND t."c3" IN (SELECT l."key_c3" AS "value" FROM "hr"."lists" AS l WHERE l."key_c3" IS NOT NULL AND l."kind" = 'vip')
  AND (
    t."c3" IN (SELECT l."key_c3" AS "value" FROM "hr"."lists" AS l WHERE l."key_c3" IS NOT NULL AND l."kind" = 'vip')
    OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND t."c3" NOT IN (SELECT l."key_c3" AS "value" FROM "hr"."lists" AS l WHERE l."key_c3" IS NOT NULL AND l."kind" = 'vip')
  AND t."c3" IN (5, -6, -0.25)
  AND t."c3" NOT IN (5, -6, -0.25)
  AND t."c4" IS NULL
  AND t."c4" IS NOT NULL
  AND t."c5" IS NULL
  AND t."c5" IS NOT NULL
  AND t."c6" IS NULL
  AND t."c6" IS NOT NULL
  AND CASE WHEN (SELECT pg_catalog.max(n."combinations") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') <= 10000 THEN pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c6" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CAST(t."c6" AS text), 'UTF8')), 'hex') END, 'UTF8')), 'hex') IN (SELECT k."hash" FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef')) ELSE EXISTS (SELECT 1 FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') AND k."hash" = pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c6" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CAST(t."c6" AS text), 'UTF8')), 'hex') END, 'UTF8')), 'hex')) END
  AND pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || CAST(t."c6" AS text), 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 9999
  AND pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CAST(t."c6" AS text), 'UTF8')), 'hex') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(t."kind", 'UTF8')), 'hex'), 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 1
  AND CAST(t."c6" AS text) IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND (
    CAST(t."c6" AS text) NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
    OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND CAST(t."c6" AS text) NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND CAST(t."c6" AS text) = 'a'
  AND CAST(t."c6" AS text) = CAST(t."other_c6" AS text)
  AND CAST(t."c6" AS text) <> 'a'
  AND CAST(t."c6" AS text) <> CAST(t."other_c6" AS text)
  AND CAST(t."c6" AS text) COLLATE "C" < 'a'
  AND CAST(t."c6" AS text) COLLATE "C" < CAST(t."other_c6" AS text) COLLATE "C"
  AND CAST(t."c6" AS text) COLLATE "C" <= 'a'
  AND CAST(t."c6" AS text) COLLATE "C" <= CAST(t."other_c6" AS text) COLLATE "C"
  AND CAST(t."c6" AS text) COLLATE "C" > 'a'
  AND CAST(t."c6" AS text) COLLATE "C" > CAST(t."other_c6" AS text) COLLATE "C"
  AND CAST(t."c6" AS text) COLLATE "C" >= 'a'
  AND CAST(t."c6" AS text) COLLATE "C" >= CAST(t."other_c6" AS text) COLLATE "C"
  AND CAST(t."c6" AS text) IN (SELECT CAST(l."key_c6" AS text) AS "value" FROM "hr"."lists" AS l WHERE l."key_c6" IS NOT NULL AND l."kind" = 'vip' AND CAST(l."c6" AS text) IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
  AND (
    CAST(t."c6" AS text) IN (SELECT CAST(l."key_c6" AS text) AS "value" FROM "hr"."lists" AS l WHERE l."key_c6" IS NOT NULL AND l."kind" = 'vip' AND CAST(l."c6" AS text) IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
    OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND CAST(t."c6" AS text) NOT IN (SELECT CAST(l."key_c6" AS text) AS "value" FROM "hr"."lists" AS l WHERE l."key_c6" IS NOT NULL AND l."kind" = 'vip' AND CAST(l."c6" AS text) IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
  AND CAST(t."c6" AS text) IN ('a', E'b''\\')
  AND CAST(t."c6" AS text) NOT IN ('a', E'b''\\')
  AND CAST(t."c6" AS text) LIKE 'ab%'
  AND CAST(t."c6" AS text) NOT LIKE 'ab%'
  AND pg_catalog."right"(CAST(t."c6" AS text), 2) = 'ab'
  AND pg_catalog."right"(CAST(t."c6" AS text), 2) <> 'ab'
  AND pg_catalog.strpos(CAST(t."c6" AS text), 'ab') > 0
  AND pg_catalog.strpos(CAST(t."c6" AS text), 'ab') = 0
  AND CAST(t."c6" AS text) ~ '***:(?s)ab'
  AND NOT CAST(t."c6" AS text) ~ '***:(?s)ab'
  AND pg_catalog.strpos(CAST(t."c6" AS text), E'''\\') > 0
  AND t."c7" IS NULL
  AND t."c7" IS NOT NULL
  AND CASE WHEN (SELECT pg_catalog.max(n."combinations") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') <= 10000 THEN pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c7" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(t."c7", 'UTF8')), 'hex') END, 'UTF8')), 'hex') IN (SELECT k."hash" FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef')) ELSE EXISTS (SELECT 1 FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') AND k."hash" = pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c7" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(t."c7", 'UTF8')), 'hex') END, 'UTF8')), 'hex')) END
  AND pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || t."c7", 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 9999
  AND pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(t."c7", 'UTF8')), 'hex') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(t."kind", 'UTF8')), 'hex'), 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 1
  AND t."c7" IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND (
    t."c7" NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
    OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND t."c7" NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND t."c7" = 'a'
  AND t."c7" = t."other_c7"
  AND t."c7" <> 'a'
  AND t."c7" <> t."other_c7"
  AND t."c7" COLLATE "C" < 'a'
  AND t."c7" COLLATE "C" < t."other_c7" COLLATE "C"
  AND t."c7" COLLATE "C" <= 'a'
  AND t."c7" COLLATE "C" <= t."other_c7" COLLATE "C"
  AND t."c7" COLLATE "C" > 'a'
  AND t."c7" COLLATE "C" > t."other_c7" COLLATE "C"
  AND t."c7" COLLATE "C" >= 'a'
  AND t."c7" COLLATE "C" >= t."other_c7" COLLATE "C"
  AND t."c7" IN (SELECT l."key_c7" AS "value" FROM "hr"."lists" AS l WHERE l."key_c7" IS NOT NULL AND l."kind" = 'vip' AND l."c7" IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
  AND (
    t."c7" IN (SELECT l."key_c7" AS "value" FROM "hr"."lists" AS l WHERE l."key_c7" IS NOT NULL AND l."kind" = 'vip' AND l."c7" IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
    OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND t."c7" NOT IN (SELECT l."key_c7" AS "value" FROM "hr"."lists" AS l WHERE l."key_c7" IS NOT NULL AND l."kind" = 'vip' AND l."c7" IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
  AND t."c7" IN ('a', E'b''\\')
  AND t."c7" NOT IN ('a', E'b''\\')
  AND t."c7" LIKE 'ab%'
  AND t."c7" NOT LIKE 'ab%'
  AND pg_catalog."right"(t."c7", 2) = 'ab'
  AND pg_catalog."right"(t."c7", 2) <> 'ab'
  AND pg_catalog.strpos(t."c7", 'ab') > 0
  AND pg_catalog.strpos(t."c7", 'ab') = 0
  AND t."c7" ~ '***:(?s)ab'
  AND NOT t."c7" ~ '***:(?s)ab'
  AND pg_catalog.strpos(t."c7", E'''\\') > 0
  AND t."c8" IS NULL
  AND t."c8" IS NOT NULL
  AND CASE WHEN (SELECT pg_catalog.max(n."combinations") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') <= 10000 THEN pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c8" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(t."c8", 'UTF8')), 'hex') END, 'UTF8')), 'hex') IN (SELECT k."hash" FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef')) ELSE EXISTS (SELECT 1 FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') AND k."hash" = pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c8" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(t."c8", 'UTF8')), 'hex') END, 'UTF8')), 'hex')) END
  AND pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || t."c8", 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 9999
  AND pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(t."c8", 'UTF8')), 'hex') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(t."kind", 'UTF8')), 'hex'), 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 1
  AND t."c8" IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND (
    t."c8" NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
    OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND t."c8" NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND t."c8" = 'a'
  AND t."c8" = t."other_c8"
  AND t."c8" <> 'a'
  AND t."c8" <> t."other_c8"
  AND t."c8" COLLATE "C" < 'a'
  AND t."c8" COLLATE "C" < t."other_c8" COLLATE "C"
  AND t."c8" COLLATE "C" <= 'a'
  AND t."c8" COLLATE "C" <= t."other_c8" COLLATE "C"
  AND t."c8" COLLATE "C" > 'a'
  AND t."c8" COLLATE "C" > t."other_c8" COLLATE "C"
  AND t."c8" COLLATE "C" >= 'a'
  AND t."c8" COLLATE "C" >= t."other_c8" COLLATE "C"
  AND t."c8" IN (SELECT l."key_c8" AS "value" FROM "hr"."lists" AS l WHERE l."key_c8" IS NOT NULL AND l."kind" = 'vip' AND l."c8" IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
  AND (
    t."c8" IN (SELECT l."key_c8" AS "value" FROM "hr"."lists" AS l WHERE l."key_c8" IS NOT NULL AND l."kind" = 'vip' AND l."c8" IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
    OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND t."c8" NOT IN (SELECT l."key_c8" AS "value" FROM "hr"."lists" AS l WHERE l."key_c8" IS NOT NULL AND l."kind" = 'vip' AND l."c8" IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
  AND t."c8" IN ('a', E'b''\\')
  AND t."c8" NOT IN ('a', E'b''\\')
  AND t."c8" LIKE 'ab%'
  AND t."c8" NOT LIKE 'ab%'
  AND pg_catalog."right"(t."c8", 2) = 'ab'
  AND pg_catalog."right"(t."c8", 2) <> 'ab'
  AND pg_catalog.strpos(t."c8", 'ab') > 0
  AND pg_catalog.strpos(t."c8", 'ab') = 0
  AND t."c8" ~ '***:(?s)ab'
  AND NOT t."c8" ~ '***:(?s)ab'
  AND pg_catalog.strpos(t."c8", E'''\\') > 0
  AND t."c9" IS NULL
  AND t."c9" IS NOT NULL
  AND CASE WHEN (SELECT pg_catalog.max(n."combinations") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') <= 10000 THEN pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c9" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CASE WHEN t."c9" THEN 'true' WHEN NOT t."c9" THEN 'false' END, 'UTF8')), 'hex') END, 'UTF8')), 'hex') IN (SELECT k."hash" FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef')) ELSE EXISTS (SELECT 1 FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') AND k."hash" = pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c9" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CASE WHEN t."c9" THEN 'true' WHEN NOT t."c9" THEN 'false' END, 'UTF8')), 'hex') END, 'UTF8')), 'hex')) END
  AND pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || CASE WHEN t."c9" THEN 'true' WHEN NOT t."c9" THEN 'false' END, 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 9999
  AND pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CASE WHEN t."c9" THEN 'true' WHEN NOT t."c9" THEN 'false' END, 'UTF8')), 'hex') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(t."kind", 'UTF8')), 'hex'), 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 1
  AND CASE WHEN t."c9" THEN 'true' WHEN NOT t."c9" THEN 'false' END IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND (
    CASE WHEN t."c9" THEN 'true' WHEN NOT t."c9" THEN 'false' END NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
    OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND CASE WHEN t."c9" THEN 'true' WHEN NOT t."c9" THEN 'false' END NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
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
  AND t."c9" IN (SELECT l."key_c9" AS "value" FROM "hr"."lists" AS l WHERE l."key_c9" IS NOT NULL AND l."kind" = 'vip' AND CASE WHEN l."c9" THEN 'true' WHEN NOT l."c9" THEN 'false' END IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
  AND (
    t."c9" IN (SELECT l."key_c9" AS "value" FROM "hr"."lists" AS l WHERE l."key_c9" IS NOT NULL AND l."kind" = 'vip' AND CASE WHEN l."c9" THEN 'true' WHEN NOT l."c9" THEN 'false' END IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
    OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND t."c9" NOT IN (SELECT l."key_c9" AS "value" FROM "hr"."lists" AS l WHERE l."key_c9" IS NOT NULL AND l."kind" = 'vip' AND CASE WHEN l."c9" THEN 'true' WHEN NOT l."c9" THEN 'false' END IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
  AND t."c9" IN (FALSE)
  AND t."c9" NOT IN (FALSE)
  AND t."c10" IS NULL
  AND t."c10" IS NOT NULL
  AND CASE WHEN (SELECT pg_catalog.max(n."combinations") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') <= 10000 THEN pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c10" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CASE WHEN t."c10" >= DATE '0001-01-01' AND t."c10" <= DATE '9999-12-31' THEN pg_catalog.to_char(CAST(t."c10" AS timestamp without time zone), 'YYYY-MM-DD') END, 'UTF8')), 'hex') END, 'UTF8')), 'hex') IN (SELECT k."hash" FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef')) ELSE EXISTS (SELECT 1 FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') AND k."hash" = pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c10" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CASE WHEN t."c10" >= DATE '0001-01-01' AND t."c10" <= DATE '9999-12-31' THEN pg_catalog.to_char(CAST(t."c10" AS timestamp without time zone), 'YYYY-MM-DD') END, 'UTF8')), 'hex') END, 'UTF8')), 'hex')) END
  AND pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || CASE WHEN t."c10" >= DATE '0001-01-01' AND t."c10" <= DATE '9999-12-31' THEN pg_catalog.to_char(CAST(t."c10" AS timestamp without time zone), 'YYYY-MM-DD') END, 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 9999
  AND pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CASE WHEN t."c10" >= DATE '0001-01-01' AND t."c10" <= DATE '9999-12-31' THEN pg_catalog.to_char(CAST(t."c10" AS timestamp without time zone), 'YYYY-MM-DD') END, 'UTF8')), 'hex') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(t."kind", 'UTF8')), 'hex'), 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 1
  AND CASE WHEN t."c10" >= DATE '0001-01-01' AND t."c10" <= DATE '9999-12-31' THEN pg_catalog.to_char(CAST(t."c10" AS timestamp without time zone), 'YYYY-MM-DD') END IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND (
    CASE WHEN t."c10" >= DATE '0001-01-01' AND t."c10" <= DATE '9999-12-31' THEN pg_catalog.to_char(CAST(t."c10" AS timestamp without time zone), 'YYYY-MM-DD') END NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
    OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND CASE WHEN t."c10" >= DATE '0001-01-01' AND t."c10" <= DATE '9999-12-31' THEN pg_catalog.to_char(CAST(t."c10" AS timestamp without time zone), 'YYYY-MM-DD') END NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND (t."c10" > CAST((pg_catalog.statement_timestamp() AT TIME ZONE 'UTC') - INTERVAL '90 minutes' - INTERVAL '1 microsecond' AS date) AND t."c10" <= DATE '9999-12-31')
  AND (t."c10" >= DATE '0001-01-01' AND t."c10" <= CAST((pg_catalog.statement_timestamp() AT TIME ZONE 'UTC') - INTERVAL '43200 minutes' - INTERVAL '1 microsecond' AS date))
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
  AND t."c10" IN (SELECT l."key_c10" AS "value" FROM "hr"."lists" AS l WHERE l."key_c10" IS NOT NULL AND l."kind" = 'vip' AND CASE WHEN l."c10" >= DATE '0001-01-01' AND l."c10" <= DATE '9999-12-31' THEN pg_catalog.to_char(CAST(l."c10" AS timestamp without time zone), 'YYYY-MM-DD') END IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
  AND (
    t."c10" IN (SELECT l."key_c10" AS "value" FROM "hr"."lists" AS l WHERE l."key_c10" IS NOT NULL AND l."kind" = 'vip' AND CASE WHEN l."c10" >= DATE '0001-01-01' AND l."c10" <= DATE '9999-12-31' THEN pg_catalog.to_char(CAST(l."c10" AS timestamp without time zone), 'YYYY-MM-DD') END IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
    OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND t."c10" NOT IN (SELECT l."key_c10" AS "value" FROM "hr"."lists" AS l WHERE l."key_c10" IS NOT NULL AND l."kind" = 'vip' AND CASE WHEN l."c10" >= DATE '0001-01-01' AND l."c10" <= DATE '9999-12-31' THEN pg_catalog.to_char(CAST(l."c10" AS timestamp without time zone), 'YYYY-MM-DD') END IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
  AND t."c10" IN (DATE '2024-02-29')
  AND t."c10" NOT IN (DATE '2024-02-29')
  AND t."c11" IS NULL
  AND t."c11" IS NOT NULL
  AND CASE WHEN (SELECT pg_catalog.max(n."combinations") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') <= 10000 THEN pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c11" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CASE WHEN t."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.to_char(t."c11", 'YYYY-MM-DD HH24:MI:SS.US') END, 'UTF8')), 'hex') END, 'UTF8')), 'hex') IN (SELECT k."hash" FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef')) ELSE EXISTS (SELECT 1 FROM "scrim_system"."common_combination" AS k WHERE k."attempt" = (SELECT pg_catalog.max(n."attempt") FROM "scrim_system"."valid_counting" AS n WHERE n."counting" = '0123456789abcdef0123456789abcdef') AND k."hash" = pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'source/predicates/1/k') || CASE WHEN t."c11" IS NULL THEN '-' ELSE pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CASE WHEN t."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.to_char(t."c11", 'YYYY-MM-DD HH24:MI:SS.US') END, 'UTF8')), 'hex') END, 'UTF8')), 'hex')) END
  AND pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || CASE WHEN t."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.to_char(t."c11", 'YYYY-MM-DD HH24:MI:SS.US') END, 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 9999
  AND pg_catalog.mod(CAST(CAST('x' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to((SELECT s."value" FROM "scrim_system"."mask_secret" AS s WHERE s."name" = 'table/8277a0c8993c4bfceca1e72c8df2f1a7/1/sample') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(CASE WHEN t."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.to_char(t."c11", 'YYYY-MM-DD HH24:MI:SS.US') END, 'UTF8')), 'hex') || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(t."kind", 'UTF8')), 'hex'), 'UTF8')), 'hex'), 15) AS bit(60)) AS bigint), 10000) < 1
  AND CASE WHEN t."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.to_char(t."c11", 'YYYY-MM-DD HH24:MI:SS.US') END IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND (
    CASE WHEN t."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.to_char(t."c11", 'YYYY-MM-DD HH24:MI:SS.US') END NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
    OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND CASE WHEN t."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.to_char(t."c11", 'YYYY-MM-DD HH24:MI:SS.US') END NOT IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region')
  AND (t."c11" >= (pg_catalog.statement_timestamp() AT TIME ZONE 'UTC') - INTERVAL '90 minutes' AND t."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999')
  AND (t."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND t."c11" < (pg_catalog.statement_timestamp() AT TIME ZONE 'UTC') - INTERVAL '43200 minutes')
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
  AND t."c11" IN (SELECT l."key_c11" AS "value" FROM "hr"."lists" AS l WHERE l."key_c11" IS NOT NULL AND l."kind" = 'vip' AND CASE WHEN l."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND l."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.to_char(l."c11", 'YYYY-MM-DD HH24:MI:SS.US') END IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
  AND (
    t."c11" IN (SELECT l."key_c11" AS "value" FROM "hr"."lists" AS l WHERE l."key_c11" IS NOT NULL AND l."kind" = 'vip' AND CASE WHEN l."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND l."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.to_char(l."c11", 'YYYY-MM-DD HH24:MI:SS.US') END IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
    OR EXISTS (SELECT 1 FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'group' AND p."name" = '' AND p."value" = 'all')
  )
  AND t."c11" NOT IN (SELECT l."key_c11" AS "value" FROM "hr"."lists" AS l WHERE l."key_c11" IS NOT NULL AND l."kind" = 'vip' AND CASE WHEN l."c11" >= TIMESTAMP '0001-01-01 00:00:00' AND l."c11" <= TIMESTAMP '9999-12-31 23:59:59.999999' THEN pg_catalog.to_char(l."c11", 'YYYY-MM-DD HH24:MI:SS.US') END IN (SELECT p."value" FROM "scrim_system"."user_profile" AS p WHERE p."kind" = 'attribute' AND p."name" = 'region'))
  AND t."c11" IN (TIMESTAMP '2024-02-29 01:02:03.000004')
  AND t."c11" NOT IN (TIMESTAMP '2024-02-29 01:02:03.000004')
  AND t."c12" IS NULL
  AND t."c12" IS NOT NULL
  AND (t."c12" >= ((pg_catalog.statement_timestamp() AT TIME ZONE 'UTC') - INTERVAL '90 minutes') AT TIME ZONE 'UTC' AND t."c12" <= TIMESTAMPTZ '9999-12-31 23:59:59.999999+00')
  AND (t."c12" >= TIMESTAMPTZ '0001-01-01 00:00:00+00' AND t."c12" < ((pg_catalog.statement_timestamp() AT TIME ZONE 'UTC') - INTERVAL '43200 minutes') AT TIME ZONE 'UTC')
  AND t."c13" IS NULL
  AND t."c13" IS NOT NULL;
