package walk

import "strings"

// family is what walk knows of an expression's type.
type family int

const (
	unknown family = iota
	text
	whole
	decimal
	float
	boolean
	date
	timestamp   // without a time zone
	timestampTZ // with one
	other
)

func (f family) String() string {
	return [...]string{"an unknown type", "text", "a whole number", "a decimal", "a float", "a boolean", "a date", "a timestamp", "a timestamp with time zone", "another type"}[f]
}

// time reports whether the text of a value, and what it converts to, follow
// settings of the session.
func (f family) time() bool { return f == date || f == timestamp || f == timestampTZ }

// familyOf is the family of a type's name; it reports false for a name that
// is none of Redshift's.
func familyOf(name string) (family, bool) {
	switch name {
	case "varchar", "character varying", "char", "character":
		return text, true
	case "smallint", "integer", "int", "bigint", "int2", "int4", "int8":
		return whole, true
	case "numeric", "decimal":
		return decimal, true
	case "real", "double precision", "float4", "float8":
		return float, true
	case "boolean":
		return boolean, true
	case "date":
		return date, true
	case "timestamp", "timestamp without time zone":
		return timestamp, true
	case "timestamptz", "timestamp with time zone":
		return timestampTZ, true
	case "super", "geometry", "geography", "hllsketch", "varbyte", "binary varying", "time", "timetz", "time without time zone", "time with time zone":
		return other, true
	}
	return unknown, false
}

// function is what walk knows of a function.
type function struct {
	gives     family
	leader    bool // runs on the leader node alone
	aggregate bool // found by its name alone: no function of a reader takes an aggregate's place
	bare      bool // part of the grammar: COALESCE
}

// functions are the ones that scrim may call, from AWS's reference of SQL
// functions and its list of leader-node functions (c_SQL_functions_leader_node_only).
func functions() map[string]function {
	out := map[string]function{
		"sha2": {gives: text}, "left": {gives: text}, "right": {gives: text}, "split_part": {gives: text}, "replace": {gives: text}, "substring": {gives: text}, "translate": {gives: text}, "repeat": {gives: text}, "regexp_replace": {gives: text},
		"rtrim": {gives: text}, "btrim": {gives: text}, "trim": {gives: text}, "lower": {gives: text}, "to_char": {gives: text},
		"strtol": {gives: whole}, "strpos": {gives: whole}, "char_length": {gives: whole}, "octet_length": {gives: whole},
		"mod": {}, "floor": {}, "abs": {}, "trunc": {gives: decimal}, "date_trunc": {}, "getdate": {gives: timestamp},
		"coalesce": {bare: true}, "nullif": {bare: true},
		"count": {gives: whole, aggregate: true}, "min": {aggregate: true}, "max": {aggregate: true}, "sum": {aggregate: true},
		"pg_backend_pid": {gives: whole}, // also beside system tables: AWS's examples read STL with it
	}
	for _, name := range []string{
		"has_database_privilege", "has_schema_privilege", "has_table_privilege", "current_database", "current_schema", "current_schemas", "version",
		"format_type", "pg_get_userbyid", "pg_get_viewdef", "pg_get_late_binding_view_cols", "array_to_string", "aclcontains",
		"has_function_privilege", "has_language_privilege",
	} {
		out[name] = function{leader: true}
	}
	out["any"] = function{leader: true, bare: true} // over a catalogue's array: u.usesysid = ANY (g.grolist)
	return out
}

// catalogue is a relation of the system.
type catalogue int

const (
	notCatalogue catalogue = iota
	ofLeader               // pg_catalog: leader node
	ofSystem               // SVV_, SYS_, STV_
	ofDatabases            // SVV_REDSHIFT_, SVV_ALL_: joined with no others
)

// catalogueOf says which catalogue a relation is, and whether it exists.
func catalogueOf(parts []string) (catalogue, bool) {
	name := parts[len(parts)-1]
	switch {
	case len(parts) == 2 && parts[0] == "pg_catalog" && strings.HasPrefix(name, "pg_"):
		return ofLeader, leaderCatalogues()[name]
	case len(parts) == 2 && parts[0] == "pg_catalog" || len(parts) == 1:
	default:
		return notCatalogue, true
	}
	switch {
	case strings.HasPrefix(name, "svv_redshift_"), strings.HasPrefix(name, "svv_all_"):
		return ofDatabases, systemViews()[name]
	case strings.HasPrefix(name, "svv_"), strings.HasPrefix(name, "sys_"), strings.HasPrefix(name, "stv_"):
		return ofSystem, systemViews()[name]
	case strings.HasPrefix(name, "pg_"):
		return ofLeader, false // without its schema
	}
	return notCatalogue, true
}

func leaderCatalogues() map[string]bool {
	return set("pg_class", "pg_namespace", "pg_attribute", "pg_user", "pg_user_info", "pg_group", "pg_views", "pg_database", "pg_database_info", "pg_language",
		"pg_proc", "pg_proc_info", "pg_depend", "pg_rewrite", "pg_default_acl", "pg_type", "pg_class_info", "pg_tables", "pg_external_schema")
}

func systemViews() map[string]bool {
	return set("svv_redshift_databases", "svv_redshift_schemas", "svv_redshift_tables", "svv_redshift_columns", "svv_redshift_functions",
		"svv_all_columns", "svv_all_schemas", "svv_all_tables", "svv_roles", "svv_role_grants", "svv_user_grants", "svv_user_info",
		"svv_relation_privileges", "svv_schema_privileges", "svv_database_privileges", "svv_default_privileges", "svv_system_privileges",
		"svv_column_privileges", "svv_function_privileges", "svv_language_privileges", "svv_transactions", "svv_external_schemas", "svv_external_tables",
		"svv_datashares", "svv_datashare_consumers", "svv_datashare_objects", "svv_rls_relation", "svv_rls_attached_policy", "svv_masking_policy", "svv_attached_masking_policy",
		"svv_table_info", "sys_serverless_usage", "sys_session_history", "sys_query_history", "stv_sessions")
}
