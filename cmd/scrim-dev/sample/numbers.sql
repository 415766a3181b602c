-- The numbers 1 to 200000, for this session. Redshift has no generate_series
-- that may meet a table, so they are counted in digits.
CREATE TEMP TABLE digits (d integer);
INSERT INTO digits VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9);
CREATE TEMP TABLE numbers (i integer);
INSERT INTO numbers
SELECT 1 + a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d + 100000 * g.d
  FROM digits a, digits b, digits c, digits e, digits f, digits g
 WHERE g.d < 2;
