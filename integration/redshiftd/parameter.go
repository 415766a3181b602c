package redshiftd

import (
	"fmt"
	"strings"
)

// serverVersion is what Redshift calls itself to drivers.
const serverVersion = "8.0.2"

// parameters tells where a session parameter of Redshift lives: PostgreSQL's own, or one of the stand-in's.
func parameters() map[string]bool {
	own := map[string]bool{} // true: PostgreSQL has it under the same name
	for name := range set(`search_path statement_timeout timezone datestyle extra_float_digits application_name client_encoding client_min_messages
		default_transaction_read_only seed session_authorization server_version max_index_keys is_superuser idle_session_timeout`) {
		own[name] = true
	}
	for name := range set(`query_group enable_case_sensitive_identifier enable_case_sensitive_super_attribute downcase_delimited_identifier
		enable_result_cache_for_session wlm_query_slot_count error_on_nondeterministic_update describe_field_name_in_uppercase
		max_concurrency_scaling_clusters mv_enable_aqmv_for_session json_parse_truncate_strings default_geometry_encoding auto_mv analyze_threshold_percent`) {
		own[name] = false
	}
	return own
}

// parameter translates SET, RESET and SHOW.
func (t *translator) parameter(s *statement) *Error {
	i := 1
	switch {
	case s.at(1).is("local"):
		return near(s.at(1))
	case s.words(1, "time", "zone"):
		return refused("SET TIME ZONE")
	case s.at(1).is("role"):
		return refused("SET ROLE")
	case s.words(1, "session", "authorization"):
		return nil
	case s.words(1, "session", "characteristics"), s.at(1).is("transaction"):
		s.whole = block("SET", "PERFORM 1") // isolation levels are read and ignored
		return nil
	case s.kind == "SHOW" && (len(s.tokens) > 2 && !s.at(2).is(".") || s.at(1).is("all", "databases", "procedures", "functions")):
		return t.show(s)
	case s.at(1).is("session"):
		i = 2
	case s.kind == "RESET" && s.at(1).is("all"):
		t.caseSensitive = t.caseDefault
		return nil
	}
	parts, end := s.chain(i)
	if len(parts) == 0 {
		return near(s.at(i))
	}
	return t.oneParameter(s, i, end, strings.Join(parts, "."))
}

func (t *translator) oneParameter(s *statement, from, to int, name string) *Error {
	native, known := parameters()[name]
	switch {
	case !known && !strings.Contains(name, "."):
		return &Error{Code: codeUndefined, Message: fmt.Sprintf("unrecognized configuration parameter %q", name)}
	case s.kind == "SET" && name == "client_min_messages":
		return &Error{Code: codeDenied, Message: "must be superuser to set client_min_messages"}
	case s.kind == "SET" && name == "enable_case_sensitive_identifier":
		t.caseSensitive = s.at(to+1).is("true", "on") || s.at(to+1).kind == str && (s.at(to+1).name == "true" || s.at(to+1).name == "on")
	case s.kind == "RESET" && name == "enable_case_sensitive_identifier":
		t.caseSensitive = t.caseDefault
	}
	if s.kind == "SHOW" && name == "server_version" {
		s.whole = "SELECT '" + serverVersion + "' AS server_version"
		return nil
	}
	if native || !known {
		return nil
	}
	hidden := "redshiftd." + name
	if s.kind == "SHOW" {
		s.whole = "SELECT current_setting(" + quoteLiteral(hidden) + ") AS " + quoteIdent(name)
		return nil
	}
	s.replace(from, to, hidden)
	return nil
}

// userParameter translates what ALTER USER sets for the user's sessions to come.
func (t *translator) userParameter(s *statement, i int) *Error {
	t.common(s)
	parts, end := s.chain(i)
	name := strings.Join(parts, ".")
	native, known := parameters()[name]
	switch {
	case !known && len(parts) < 2:
		return &Error{Code: codeUndefined, Message: fmt.Sprintf("unrecognized configuration parameter %q", name)}
	case known && !native:
		s.replace(i, end, "redshiftd."+name)
	}
	return nil
}
