-- Tables of these names that lie outside the warehouse.
SELECT schemaname, tablename FROM svv_external_tables WHERE tablename IN (:list);
