package truth

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"
)

// setting is what a reader may set, and to what: some of it hostile to whoever
// makes text of a time or a number, some to whoever relies on a plan or on the
// letters of a name.
type setting struct {
	name   string
	values []string // as SET takes them
}

// zones are places and POSIX zones: a reader may be that many hours from
// everybody.
func zones(hours string) []string {
	return []string{
		"'<evil>+" + hours + "'", "'<evil>-" + hours + "'", "'<x>-0:31'", "'<x>+0:01'", "'EST5EDT,M3.2.0,M11.1.0'",
		"'America/St_Johns'", "'Pacific/Kiritimati'", "'Pacific/Apia'", "'Asia/Kathmandu'", "'Europe/Dublin'",
	}
}

func postgresSettings() []setting {
	return []setting{
		{"timezone", zones("167")},
		{"datestyle", []string{"'German, DMY'", "'SQL, MDY'", "'Postgres, YMD'", "'ISO, DMY'"}},
		{"extra_float_digits", []string{"-15", "-7", "0", "3"}},
		{"search_path", []string{"hr, public", "evil, pg_catalog", "pg_temp, evil, hr", "''"}},
		{"intervalstyle", []string{"'sql_standard'", "'postgres_verbose'", "'iso_8601'"}},
		{"bytea_output", []string{"'escape'", "'hex'"}},
		{"standard_conforming_strings", []string{"off", "on"}},
		{"backslash_quote", []string{"on", "off", "safe_encoding"}},
		{"transform_null_equals", []string{"on", "off"}},
		{"quote_all_identifiers", []string{"on", "off"}},
		{"array_nulls", []string{"off", "on"}},
		{"lc_numeric", []string{"'C'", "'C.UTF-8'"}},
		{"constraint_exclusion", []string{"on", "off"}},
		{"jit", []string{"off"}}, // what is forbidden below costs so much that everything would be compiled
		{"enable_seqscan", []string{"on", "off"}},
		{"enable_hashjoin", []string{"off", "on"}},
		{"enable_nestloop", []string{"off", "on"}},
		{"enable_material", []string{"off", "on"}},
		{"join_collapse_limit", []string{"1", "8"}},
		{"plan_cache_mode", []string{"force_generic_plan", "auto"}},
	}
}

func redshiftSettings() []setting {
	return []setting{
		// the stand-in carries conditions to another database with postgres_fdw, which
		// writes times in the reader's zone and reads none that is 16 hours from UTC
		{"timezone", zones("15:59")},
		{"datestyle", []string{"'German, DMY'", "'SQL, MDY'", "'Postgres, YMD'", "'ISO, DMY'"}},
		{"extra_float_digits", []string{"-15", "-7", "0", "2"}},
		{"search_path", []string{"hr, public", "evil, public", "pg_catalog, evil"}},
		{"enable_case_sensitive_identifier", []string{"true", "false"}},
		{"enable_case_sensitive_super_attribute", []string{"true", "false"}},
		{"downcase_delimited_identifier", []string{"on", "off"}},
		{"describe_field_name_in_uppercase", []string{"off", "on"}},
	}
}

// hostile draws what a reader of the case sets.
func (s *site) hostile(t *rapid.T) []string {
	var out []string
	for _, one := range s.settings {
		out = append(out, fmt.Sprintf("SET %s TO %s", one.name, rapid.SampledFrom(one.values).Draw(t, one.name)))
	}
	return out
}

// shadows is a schema whose functions, and on PostgreSQL operators, are called
// like those that views use and do the worst: everything is equal, and what
// would be cut, hashed or rounded stays. A view that says whose function it
// means never meets them.
func shadows(operators bool) string {
	out := []string{"CREATE SCHEMA evil", "GRANT USAGE ON SCHEMA evil TO PUBLIC"}
	function := func(signature, result, body string) {
		out = append(out, fmt.Sprintf("CREATE FUNCTION evil.%s RETURNS %s LANGUAGE sql IMMUTABLE AS $$SELECT %s$$", signature, result, body))
	}
	for _, name := range []string{"lower", "upper", "reverse", "btrim", "rtrim"} {
		function(name+"(text)", "text", "$1")
	}
	function("length(text)", "integer", "100")
	function(`"left"(text, integer)`, "text", "$1")
	function(`"right"(text, integer)`, "text", "$1")
	function("substr(text, integer, integer)", "text", "$1")
	function("substring(text, integer, integer)", "text", "$1")
	function("strpos(text, text)", "integer", "1")
	function("regexp_replace(text, text, text, text)", "text", "$1")
	function("regexp_replace(text, text, text)", "text", "$1")
	function("date_trunc(text, timestamp)", "timestamp", "$2")
	function("floor(numeric)", "numeric", "$1")
	function("floor(double precision)", "double precision", "$1")
	function("timezone(text, timestamptz)", "timestamp", "timestamp 'epoch'")
	if operators {
		function("yes(text, text)", "boolean", "true")
		for _, sign := range []string{"=", "<>", "<", ">", "~"} {
			out = append(out, fmt.Sprintf("CREATE OPERATOR evil.%s (LEFTARG = text, RIGHTARG = text, FUNCTION = evil.yes)", sign))
		}
	}
	return strings.Join(out, ";\n")
}
