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
       1 + (CAST(i AS bigint) * 7919) % 50000,
       'NO' || lpad(CAST(CAST(i AS bigint) * 48271 % 100000000000 AS varchar), 13, '0'),
       100 + (CAST(i AS bigint) * 331 % 900000) / 100.0,
       split_part('EU,US,APAC,EU,US', ',', 1 + i % 5),
       date '2025-01-01' + i * 7 % 365
  FROM numbers
 WHERE i <= 20000;

ANALYZE public.payouts;
