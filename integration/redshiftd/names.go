package redshiftd

import "strings"

// set is a set of names, written as one string of words.
func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// knownFunctions are the built-in functions of Redshift that the stand-in has as well. A function that is not here, has
// no schema and is not the client's own is refused: PostgreSQL has many that Redshift lacks.
func knownFunctions() map[string]bool {
	return set(`
abs acos asin atan atan2 cbrt ceil ceiling cos cot degrees exp floor ln mod pi power pow radians random round sign sin sqrt tan trunc
ascii btrim char_length character_length charindex chr concat initcap left len length lower lpad ltrim octet_length position quote_ident quote_literal
regexp_count regexp_instr regexp_replace regexp_substr repeat replace reverse right rpad rtrim split_part strpos strtol substring textlen translate trim upper
sha sha1 sha2 func_sha1 md5
getdate convert_timezone date_part date_trunc dateadd datediff extract to_char to_date to_number to_timestamp timezone
coalesce nvl nullif greatest least cast
count sum avg min max stddev stddev_pop stddev_samp variance var_pop var_samp bool_and bool_or
row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value percentile_cont percentile_disc median
set_config current_setting pg_terminate_backend pg_cancel_backend pg_backend_pid
`)
}

// otherFunctions are functions of Redshift that the stand-in does not have: their absence says nothing about Redshift.
func otherFunctions() map[string]bool {
	return set(`
listagg json_parse json_serialize can_json_parse is_valid_json is_valid_json_array json_extract_path_text json_extract_array_element_text json_array_length
array array_concat array_flatten get_array_length split_to_array subarray fnv_hash murmur3_32_hash farmfingerprint64 crc32 checksum to_hex to_varbyte from_varbyte
add_months last_day months_between next_day date_cmp interval_cmp decode nvl2 ratio_to_report soundex difference
st_point st_astext hll hll_create_sketch hll_cardinality hll_combine proc_is_rls_safe
`)
}

// knownCatalogues are the pg_ relations of Redshift: those of PostgreSQL 8.0, and its own.
func knownCatalogues() map[string]bool {
	return set(`
pg_aggregate pg_am pg_amop pg_amproc pg_attrdef pg_attribute pg_cast pg_class pg_constraint pg_conversion pg_database pg_default_acl pg_depend pg_description
pg_group pg_index pg_indexes pg_inherits pg_language pg_locks pg_namespace pg_opclass pg_operator pg_proc pg_rewrite pg_rules pg_settings pg_shadow
pg_stat_activity pg_statistic pg_stats pg_tables pg_tablespace pg_trigger pg_type pg_user pg_views
pg_user_info pg_database_info pg_external_schema pg_table_def pg_get_late_binding_view_cols
`)
}

// leaderFunctions run on the leader node alone: an error as soon as a user table is read.
func leaderFunctions() map[string]bool {
	return set(`
has_table_privilege has_schema_privilege has_database_privilege has_column_privilege has_function_privilege has_language_privilege
current_database current_schema current_schemas version substr log now age generate_series current_namespace current_user_id
pg_get_userbyid pg_get_viewdef pg_get_late_binding_view_cols format_type obj_description user_is_member_of role_is_member_of
pg_last_query_id pg_last_copy_count array_to_string array_upper array_lower
isfinite get_bit get_byte set_bit set_byte to_ascii
`)
}

// leaderWords are functions without parentheses that are no longer supported with user tables.
func leaderWords() map[string]bool {
	return set("current_timestamp current_time localtime localtimestamp current_namespace current_user_id current_schema")
}

// notFunctions are words that may stand before a parenthesis and are no function.
func notFunctions() map[string]bool {
	return set(`
in exists any some all and or not on using values from as select where when then else over by case end having limit join distinct union except intersect
varchar nvarchar char nchar bpchar character varying numeric decimal float time timetz timestamp timestamptz interval binary varbyte varbinary
key references identity unique sortkey distkey check set returning within group filter with into table view if between like ilike is similar recursive offset
only update delete insert merge partition order rows range grouping sets rollup cube precision zone default to minus
`)
}

// knownTypes are the types that a column or a cast may have.
func knownTypes() map[string]bool {
	return set(`
smallint int2 integer int int4 bigint int8 decimal numeric real float4 double float8 float char character nchar bpchar varchar nvarchar text
date time timetz timestamp timestamptz interval boolean bool super varbyte varbinary binary name regclass oid
`)
}

// systemPermissions are what GRANT gives to roles without naming an object. Each is a hidden role of the cluster: members have it.
func systemPermissions() map[string]bool {
	out := map[string]bool{}
	for _, name := range []string{
		"ACCESS CATALOG", "ACCESS SYSTEM TABLE", "ALTER DATASHARE", "ALTER DEFAULT PRIVILEGES", "ALTER TABLE", "ALTER USER", "ANALYZE", "CANCEL",
		"CREATE DATASHARE", "CREATE LIBRARY", "CREATE MODEL", "CREATE OR REPLACE EXTERNAL FUNCTION", "CREATE OR REPLACE FUNCTION",
		"CREATE OR REPLACE PROCEDURE", "CREATE OR REPLACE VIEW", "CREATE ROLE", "CREATE SCHEMA", "CREATE TABLE", "CREATE USER", "DROP DATASHARE",
		"DROP FUNCTION", "DROP LIBRARY", "DROP MODEL", "DROP PROCEDURE", "DROP ROLE", "DROP SCHEMA", "DROP TABLE", "DROP USER", "DROP VIEW",
		"EXPLAIN MASKING", "EXPLAIN RLS", "IGNORE RLS", "TRUNCATE TABLE", "VACUUM",
	} {
		out[name] = true
	}
	return out
}
