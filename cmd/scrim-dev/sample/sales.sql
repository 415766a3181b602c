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
       (ARRAY['Opera','Derby','Revue','Recital','Cup Final','Jazz Night','Ballet','Rock Fest'])[1 + i % 8] || ' ' || i,
       (ARRAY['music','sport','theatre','music','sport','music','theatre','music'])[1 + i % 8],
       (ARRAY['Oslo','Austin','Osaka','Porto','Boston','Lyon','Denver','Sydney','Graz','Dallas'])[1 + i % 10],
       (ARRAY['EU','US','APAC','EU','US','EU','US','APAC','EU','US'])[1 + i % 10],
       timestamp '2025-01-01 19:30:00' + (i * 13 % 700) * interval '1 day'
  FROM generate_series(1, 2000) AS i;

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
       1 + (i * 7919::bigint) % 50000,
       1 + i % 8,
       20 + (i * 131 % 48000) / 100.0,
       timestamp '2024-10-01 08:00:00' + (i * 311 % 400000) * interval '1 minute'
  FROM generate_series(1, 60000) AS i;

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
       1 + i * 29::bigint % 60000,
       1 + i * 17 % 2000,
       1 + (i * 104729::bigint) % 50000,
       (ARRAY['EU','US','APAC','EU','US'])[1 + ((i * 104729::bigint) % 50000) % 5],
       1 + i % 4,
       20 + (i * 131::bigint % 48000) / 100.0,
       CASE WHEN i % 13 <> 0 THEN (i * 7 % 9000) / 100.0 END,
       timestamp '2025-01-01 08:00:00' + (i * 457::bigint % 500000) * interval '1 minute'
  FROM generate_series(1, 200000) AS i;

ALTER TABLE tickets.events ADD PRIMARY KEY (id);
ALTER TABLE tickets.listings ADD PRIMARY KEY (id);
ALTER TABLE tickets.sales ADD PRIMARY KEY (id);
ANALYZE tickets.events, tickets.listings, tickets.sales;
