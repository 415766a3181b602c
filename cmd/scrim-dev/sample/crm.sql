-- Database crm: the people of a ticket exchange. Everything is computed from
-- the row's number, so that two runs have the same bytes; everything is SQL
-- that both Redshift and PostgreSQL understand.
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

INSERT INTO public.people
SELECT i,
       given || ' ' || family,
       lower(given || '.' || family) || CASE WHEN i <= 16 THEN '' ELSE CAST(i AS varchar) END || '@mail.test',
       CASE WHEN i % 9 <> 0 THEN '+' || CAST(30 + i % 60 AS varchar) || ' ' || digits END,
       substring(digits, 1, 3) || '-' || substring(digits, 4, 2) || '-' || lpad(CAST((CAST(i AS bigint) * 6151 + 8087) % 10000 AS varchar), 4, '0'),
       split_part('EU,US,APAC,EU,US', ',', 1 + (i - 1) % 5),
       split_part('Oslo,Austin,Osaka,Porto,Boston,Lyon,Denver,Sydney,Graz,Dallas', ',', 1 + (i - 1) % 10),
       CASE WHEN i % 11 <> 0 THEN date '1950-01-01' + (i * 37 % 20000) END,
       timestamp '2020-01-01 00:00:00' + (CAST(i AS bigint) * 997 % 2000000) * interval '1 minute'
  FROM (SELECT i,
               split_part('Lea,Tom,Mei,Ada,Raj,Eva,Jon,Zoe,Kai,Ida,Max,Noa,Ben,Uma,Leo,Ines', ',', 1 + (i - 1) % 16) AS given,
               split_part('Roy,Berg,Chen,Diaz,Kaur,Lund,Okoye,Rossi,Sato,Wolf,Novak,Costa,Haas', ',', 1 + (i * 7 + 3) % 13) AS family,
               CAST((CAST(i AS bigint) * 7919 + 104729) % 900000 + 100000 AS varchar) AS digits
          FROM numbers
         WHERE i <= 50000) AS person
 ORDER BY i;

ANALYZE public.people;
