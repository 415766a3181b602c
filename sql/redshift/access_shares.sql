-- What datashares of this database give to other clusters.
SELECT o.share_name, o.object_type, o.object_name
FROM svv_datashare_objects AS o JOIN svv_datashares AS s ON s.share_name = o.share_name AND s.share_type = o.share_type
WHERE o.share_type = 'OUTBOUND' AND s.source_database = pg_catalog.current_database();
