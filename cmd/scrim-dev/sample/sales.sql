-- Database sales: what is offered and sold.
CREATE SCHEMA tickets;

CREATE TABLE tickets.events (
    id        integer      NOT NULL,
    name      varchar(128) NOT NULL,
    category  varchar(32)  NOT NULL,
    city      varchar(64)  NOT NULL,
    region    varchar(8)   NOT NULL,
    starts_at timestamp    NOT NULL
);

INSERT INTO tickets.events
SELECT i,
       split_part('Opera,Derby,Revue,Recital,Cup Final,Jazz Night,Ballet,Rock Fest', ',', 1 + i % 8) || ' ' || CAST(i AS varchar),
       split_part('music,sport,theatre,music,sport,music,theatre,music', ',', 1 + i % 8),
       split_part('Oslo,Austin,Osaka,Porto,Boston,Lyon,Denver,Sydney,Graz,Dallas', ',', 1 + i % 10),
       split_part('EU,US,APAC,EU,US,EU,US,APAC,EU,US', ',', 1 + i % 10),
       timestamp '2025-01-01 19:30:00' + (i * 13 % 700) * interval '1 day'
  FROM numbers
 WHERE i <= 2000;

CREATE TABLE tickets.listings (
    id        integer       NOT NULL,
    event_id  integer       NOT NULL,
    seller_id integer       NOT NULL,
    seats     smallint      NOT NULL,
    price     numeric(8, 2) NOT NULL,
    listed_at timestamp     NOT NULL
);

INSERT INTO tickets.listings
SELECT i,
       1 + i * 17 % 2000,
       1 + (CAST(i AS bigint) * 7919) % 50000,
       1 + i % 8,
       20 + (i * 131 % 48000) / 100.0,
       timestamp '2024-10-01 08:00:00' + (i * 311 % 400000) * interval '1 minute'
  FROM numbers
 WHERE i <= 60000;

CREATE TABLE tickets.sales (
    id         integer       NOT NULL,
    listing_id integer       NOT NULL,
    event_id   integer       NOT NULL,
    buyer_id   integer       NOT NULL,
    region     varchar(8)    NOT NULL,
    quantity   smallint      NOT NULL,
    price      numeric(8, 2) NOT NULL,
    commission numeric(8, 2),
    sold_at    timestamp     NOT NULL
);

INSERT INTO tickets.sales
SELECT i,
       1 + CAST(i AS bigint) * 29 % 60000,
       1 + i * 17 % 2000,
       1 + (CAST(i AS bigint) * 104729) % 50000,
       split_part('EU,US,APAC,EU,US', ',', CAST(1 + ((CAST(i AS bigint) * 104729) % 50000) % 5 AS integer)),
       1 + i % 4,
       20 + (CAST(i AS bigint) * 131 % 48000) / 100.0,
       CASE WHEN i % 13 <> 0 THEN (i * 7 % 9000) / 100.0 END,
       timestamp '2025-01-01 08:00:00' + (CAST(i AS bigint) * 457 % 500000) * interval '1 minute'
  FROM numbers;

ANALYZE tickets.events;
ANALYZE tickets.listings;
ANALYZE tickets.sales;
