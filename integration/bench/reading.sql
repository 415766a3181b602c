-- Two million sales, the same every time.
CREATE SCHEMA shop;
CREATE UNLOGGED TABLE shop.sales (
  id bigint NOT NULL,
  region varchar(8) NOT NULL,
  country varchar(2),
  customer integer,
  email varchar(96),
  phone varchar(32),
  tax_id varchar(16),
  note varchar(100),
  income numeric(12,2),
  quantity integer,
  sold_at timestamp
);
INSERT INTO shop.sales
SELECT
  n,
  'r' || n % 40,
  (ARRAY['DE', 'US', 'JP', 'BR', 'FR'])[1 + n % 5],
  n % 49999,
  'customer' || n % 300007 || '@example' || n % 11 || '.com',
  '+49 30 ' || 1000000 + n % 899981,
  CASE WHEN n % 7 <> 0 THEN lpad((n % 1000003)::text, 11, '0') END,
  'sold by desk ' || n % 97,
  (n % 99991) / 10.0,
  1 + n % 9,
  timestamp '2024-01-01' + n * interval '17 seconds'
FROM generate_series(1, 2000000) AS n;
VACUUM (ANALYZE, FREEZE) shop.sales;

-- The same protections by hand, each for one reader.
CREATE SCHEMA byhand;
CREATE VIEW byhand.filtered AS
SELECT id, region, country, customer, email, phone, tax_id, note, income, quantity, sold_at
FROM shop.sales
WHERE region IN ('r0', 'r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7', 'r8', 'r9', 'r10', 'r11', 'r12', 'r13', 'r14', 'r15', 'r16', 'r17', 'r18', 'r19');

-- 'SALT' is the salt that scrim made, so that both sides return the same.
CREATE VIEW byhand.masked AS
SELECT
  id, region, country, customer,
  CAST(encode(sha256(convert_to('SALT' || email, 'UTF8')), 'hex') AS varchar(96)) AS email,
  CAST(CASE WHEN char_length(phone) > 10 THEN left(phone, 3) || '***' || right(phone, 2) END AS varchar(32)) AS phone,
  CAST(NULL AS varchar(16)) AS tax_id,
  note,
  CAST(CASE WHEN income >= -9999999900 AND income <= 9999999999.99 THEN income - mod(mod(income, 100) + 100, 100) END AS numeric(12,2)) AS income,
  quantity, sold_at
FROM shop.sales;

GRANT USAGE ON SCHEMA shop, byhand TO PUBLIC;
GRANT SELECT ON shop.sales, byhand.filtered, byhand.masked TO PUBLIC;
