-- To whom datashares are given.
SELECT share_name, COALESCE(consumer_namespace, consumer_account, '') FROM svv_datashare_consumers ORDER BY 1, 2;
