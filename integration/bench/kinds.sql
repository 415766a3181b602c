-- Half a million people, the same every time.
CREATE SCHEMA crowd;
CREATE UNLOGGED TABLE crowd.people (
  id bigint NOT NULL,
  owner varchar(16),
  region varchar(8),
  country varchar(2),
  email varchar(96),
  phone varchar(32),
  note varchar(100),
  code bigint,
  age integer,
  income numeric(12,2),
  born date,
  seen timestamp
);
INSERT INTO crowd.people
SELECT
  n,
  CASE WHEN n % 3 = 0 THEN 'analyst' ELSE 'somebody' || n % 50 END,
  'r' || n % 40,
  (ARRAY['DE', 'US', 'JP', 'BR', 'FR'])[1 + n % 5],
  'customer' || n % 300007 || '@example' || n % 11 || '.com',
  '+49 30 ' || 1000000 + n % 899981,
  'seen at desk ' || n % 97,
  n * 7919::bigint,
  n % 97,
  (n % 99991) / 10.0,
  date '1940-01-01' + n % 24000,
  timestamp '2024-01-01' + n * interval '67 seconds'
FROM generate_series(1, 500000) AS n;
CREATE TABLE crowd.desks AS SELECT 'analyst'::varchar(16) AS owner, ('r' || n)::varchar(8) AS region FROM generate_series(0, 19) AS n;
ANALYZE crowd.desks;
VACUUM (ANALYZE, FREEZE) crowd.people;
GRANT USAGE ON SCHEMA crowd TO PUBLIC;
GRANT SELECT ON crowd.people, crowd.desks TO PUBLIC
