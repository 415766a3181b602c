-- Database finance, on plain PostgreSQL: what sellers are paid.
CREATE TABLE public.payouts (
    id        integer        NOT NULL,
    seller_id integer        NOT NULL,
    iban      varchar(34)    NOT NULL,
    amount    numeric(10, 2) NOT NULL,
    region    varchar(8)     NOT NULL,
    paid_on   date           NOT NULL
);

INSERT INTO public.payouts
SELECT i,
       1 + (i * 7919::bigint) % 50000,
       'NO' || lpad((i * 48271::bigint % 100000000000)::text, 13, '0'),
       100 + (i * 331::bigint % 900000) / 100.0,
       (ARRAY['EU','US','APAC','EU','US'])[1 + i % 5],
       date '2025-01-01' + i * 7 % 365
  FROM generate_series(1, 20000) AS i;

ALTER TABLE public.payouts ADD PRIMARY KEY (id);
ANALYZE public.payouts;
