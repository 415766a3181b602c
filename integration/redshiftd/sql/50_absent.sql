-- What the stand-in has none of: external schemas, datashares, masking policies, usage. Their catalogues are there as documented, and empty.
CREATE VIEW pg_catalog.sys_serverless_usage AS
    SELECT CAST(NULL AS timestamp) AS start_time, CAST(NULL AS timestamp) AS end_time, CAST(NULL AS double precision) AS compute_seconds,
        CAST(NULL AS double precision) AS compute_capacity, CAST(NULL AS integer) AS data_storage, CAST(NULL AS integer) AS cross_region_transferred_data,
        CAST(NULL AS integer) AS charged_seconds WHERE false;
CREATE VIEW pg_catalog.svl_query_summary AS
    SELECT CAST(NULL AS integer) AS userid, CAST(NULL AS integer) AS query, CAST(NULL AS integer) AS stm, CAST(NULL AS integer) AS seg, CAST(NULL AS integer) AS step,
        CAST(NULL AS bigint) AS maxtime, CAST(NULL AS bigint) AS avgtime, CAST(NULL AS bigint) AS rows, CAST(NULL AS bigint) AS bytes, CAST(NULL AS text) AS label WHERE false;
CREATE VIEW pg_catalog.svv_external_schemas AS
    SELECT CAST(NULL AS oid) AS esoid, CAST(NULL AS smallint) AS eskind, CAST(NULL AS name) AS schemaname, CAST(NULL AS integer) AS esowner,
        CAST(NULL AS text) AS databasename, CAST(NULL AS text) AS esoptions WHERE false;
CREATE VIEW pg_catalog.pg_external_schema AS
    SELECT CAST(NULL AS oid) AS esoid, CAST(NULL AS smallint) AS eskind, CAST(NULL AS text) AS esdbname, CAST(NULL AS text) AS esoptions WHERE false;
CREATE VIEW pg_catalog.svv_external_databases AS
    SELECT CAST(NULL AS integer) AS eskind, CAST(NULL AS text) AS databasename, CAST(NULL AS text) AS esoptions WHERE false;
CREATE VIEW pg_catalog.svv_external_tables AS
    SELECT CAST(NULL AS text) AS redshift_database_name, CAST(NULL AS text) AS schemaname, CAST(NULL AS text) AS tablename, CAST(NULL AS text) AS tabletype,
        CAST(NULL AS text) AS location, CAST(NULL AS text) AS input_format, CAST(NULL AS text) AS output_format, CAST(NULL AS text) AS serialization_lib,
        CAST(NULL AS text) AS serde_parameters, CAST(NULL AS integer) AS compressed, CAST(NULL AS text) AS parameters WHERE false;
CREATE VIEW pg_catalog.svv_external_columns AS
    SELECT CAST(NULL AS text) AS redshift_database_name, CAST(NULL AS text) AS schemaname, CAST(NULL AS text) AS tablename, CAST(NULL AS text) AS columnname,
        CAST(NULL AS text) AS external_type, CAST(NULL AS integer) AS columnnum, CAST(NULL AS integer) AS part_key, CAST(NULL AS text) AS is_nullable WHERE false;
CREATE VIEW pg_catalog.svv_external_partitions AS
    SELECT CAST(NULL AS text) AS schemaname, CAST(NULL AS text) AS tablename, CAST(NULL AS text) AS values, CAST(NULL AS text) AS location WHERE false;

CREATE VIEW pg_catalog.svv_datashares AS
    SELECT CAST(NULL AS varchar(128)) AS share_name, CAST(NULL AS integer) AS share_id, CAST(NULL AS integer) AS share_owner, CAST(NULL AS varchar(128)) AS source_database,
        CAST(NULL AS varchar(128)) AS consumer_database, CAST(NULL AS varchar(8)) AS share_type, CAST(NULL AS timestamp) AS createdate,
        CAST(NULL AS boolean) AS is_publicaccessible, CAST(NULL AS varchar(256)) AS share_acl, CAST(NULL AS varchar(16)) AS producer_account,
        CAST(NULL AS varchar(64)) AS producer_namespace, CAST(NULL AS varchar(64)) AS managed_by WHERE false;
CREATE VIEW pg_catalog.svv_datashare_objects AS
    SELECT CAST(NULL AS varchar(8)) AS share_type, CAST(NULL AS varchar(128)) AS share_name, CAST(NULL AS varchar(64)) AS object_type, CAST(NULL AS varchar(512)) AS object_name,
        CAST(NULL AS varchar(16)) AS producer_account, CAST(NULL AS varchar(64)) AS producer_namespace, CAST(NULL AS boolean) AS include_new WHERE false;
CREATE VIEW pg_catalog.svv_datashare_consumers AS
    SELECT CAST(NULL AS varchar(128)) AS share_name, CAST(NULL AS varchar(16)) AS consumer_account, CAST(NULL AS varchar(64)) AS consumer_namespace,
        CAST(NULL AS timestamp) AS share_date WHERE false;
CREATE VIEW pg_catalog.svv_datashare_privileges AS
    SELECT CAST(NULL AS text) AS datashare_name, CAST(NULL AS text) AS privilege_type, CAST(NULL AS integer) AS identity_id, CAST(NULL AS text) AS identity_name,
        CAST(NULL AS text) AS identity_type, CAST(NULL AS boolean) AS admin_option WHERE false;

CREATE VIEW pg_catalog.svv_masking_policy AS
    SELECT CAST(NULL AS text) AS policy_database, CAST(NULL AS text) AS policy_name, CAST(NULL AS text) AS input_columns, CAST(NULL AS text) AS policy_expression,
        CAST(NULL AS text) AS policy_modified_by, CAST(NULL AS timestamp) AS policy_modified_time WHERE false;
CREATE VIEW pg_catalog.svv_attached_masking_policy AS
    SELECT CAST(NULL AS text) AS policy_name, CAST(NULL AS text) AS schema_name, CAST(NULL AS text) AS table_name, CAST(NULL AS text) AS table_type, CAST(NULL AS text) AS grantor,
        CAST(NULL AS text) AS grantee, CAST(NULL AS text) AS grantee_type, CAST(NULL AS integer) AS priority, CAST(NULL AS text) AS input_columns, CAST(NULL AS text) AS output_columns
    WHERE false;

GRANT SELECT ON pg_catalog.sys_serverless_usage, pg_catalog.svl_query_summary, pg_catalog.svv_external_schemas, pg_catalog.pg_external_schema, pg_catalog.svv_external_databases, pg_catalog.svv_external_tables, pg_catalog.svv_external_columns,
    pg_catalog.svv_external_partitions, pg_catalog.svv_datashares, pg_catalog.svv_datashare_objects, pg_catalog.svv_datashare_consumers, pg_catalog.svv_datashare_privileges,
    pg_catalog.svv_masking_policy, pg_catalog.svv_attached_masking_policy TO PUBLIC;
