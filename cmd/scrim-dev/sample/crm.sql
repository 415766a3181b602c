-- Database crm: the people of a ticket exchange. Everything is computed from
-- the row's number, so that two runs have the same bytes.
CREATE TABLE public.people (
    id         integer      NOT NULL,
    name       varchar(64)  NOT NULL,
    email      varchar(128) NOT NULL,
    phone      varchar(32),
    tax_id     varchar(16)  NOT NULL,
    region     varchar(8)   NOT NULL,
    city       varchar(64)  NOT NULL,
    birth_date date,
    joined_at  timestamp    NOT NULL
);

WITH words AS (
    SELECT ARRAY['Lea','Tom','Mei','Ada','Raj','Eva','Jon','Zoe','Kai','Ida','Max','Noa','Ben','Uma','Leo','Ines'] AS first,
           ARRAY['Roy','Berg','Chen','Diaz','Kaur','Lund','Okoye','Rossi','Sato','Wolf','Novak','Costa','Haas'] AS last,
           ARRAY['EU','US','APAC','EU','US'] AS region,
           ARRAY['Oslo','Austin','Osaka','Porto','Boston','Lyon','Denver','Sydney','Graz','Dallas'] AS city
), person AS (
    SELECT i, w.*,
           w.first[1 + (i - 1) % 16] AS given,
           w.last[1 + (i * 7 + 3) % 13] AS family,
           (i * 7919::bigint + 104729) % 900000 + 100000 AS digits
      FROM generate_series(1, 50000) AS i, words AS w
)
INSERT INTO public.people
SELECT i,
       given || ' ' || family,
       lower(given || '.' || family) || CASE WHEN i <= 16 THEN '' ELSE i::text END || '@mail.test',
       CASE WHEN i % 9 <> 0 THEN '+' || (30 + i % 60) || ' ' || digits END,
       substr(digits::text, 1, 3) || '-' || substr(digits::text, 4, 2) || '-' || lpad(((i * 6151::bigint + 8087) % 10000)::text, 4, '0'),
       region[1 + (i - 1) % 5],
       city[1 + (i - 1) % 10],
       CASE WHEN i % 11 <> 0 THEN date '1950-01-01' + (i * 37 % 20000) END,
       timestamp '2020-01-01 00:00:00' + (i * 997 % 2000000) * interval '1 minute'
  FROM person
 ORDER BY i;

ALTER TABLE public.people ADD PRIMARY KEY (id);
ANALYZE public.people;
