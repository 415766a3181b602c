package redshiftd

import (
	"fmt"
	"strings"
)

// rowPolicy translates CREATE, ATTACH, DETACH and DROP RLS POLICY, which are kept and shown and never applied.
func (t *translator) rowPolicy(s *statement) *Error {
	if !s.words(1, "rls", "policy") {
		return unknown(strings.ToUpper(s.at(0).name + " " + s.at(1).name))
	}
	name := s.at(3)
	if !name.ident() || name.is("if") {
		return near(name)
	}
	call := func(function, args string) *Error {
		s.whole = block(strings.ToUpper(s.at(0).name)+" RLS POLICY", fmt.Sprintf("PERFORM redshiftd.%s(%s, %s)", function, quoteLiteral(t.token), args))
		return nil
	}
	policy := quoteLiteral(name.name)
	switch s.at(0).name {
	case "drop":
		return call("drop_rls_policy", fmt.Sprintf("%s, %t", policy, s.at(4).is("force", "cascade")))
	case "create":
		using := s.find(4, "using")
		if using < 0 || !s.at(using+1).is("(") {
			return near(s.at(len(s.tokens) - 1))
		}
		alias, attributes := "", ""
		if s.words(4, "with", "(") {
			closing := s.closing(5)
			attributes, alias = s.span(5, closing+1), map[bool]string{true: s.at(closing + 2).name}[s.at(closing+1).is("as")]
		}
		return call("create_rls_policy", strings.Join([]string{policy, quoteLiteral(alias), quoteLiteral(attributes), quoteLiteral(s.span(using+2, s.closing(using+1)))}, ", "))
	}
	return t.attachPolicy(s, policy, call)
}

// attachPolicy reads … ON [TABLE] relation TO | FROM grantee, ….
func (t *translator) attachPolicy(s *statement, policy string, call func(function, args string) *Error) *Error {
	i := 5
	if s.at(i).is("table") {
		i++
	}
	parts, end := s.chain(i)
	if !s.at(4).is("on") || len(parts) == 0 || !s.at(end).is("to", "from") {
		return near(s.at(4))
	}
	if len(parts) == 3 && parts[0] != t.database {
		return crossDatabase(strings.Join(parts, "."))
	}
	var who []string
	for _, g := range t.grantees(s, end) {
		who = append(who, quoteLiteral(g))
	}
	kind := map[bool]string{true: "role", false: "user"}[s.at(end+1).is("role")]
	return call("attach_rls_policy", fmt.Sprintf("%t, %s, CAST(%s AS regclass), CAST(ARRAY[%s] AS name[]), %s",
		s.at(0).is("attach"), policy, quoteLiteral(quotedChain(parts)), strings.Join(who, ", "), quoteLiteral(kind)))
}

// rowSecurity translates ALTER TABLE relation ROW LEVEL SECURITY ON | OFF.
func (t *translator) rowSecurity(s *statement, at int) *Error {
	if !s.words(at, "row", "level", "security") || !s.at(at+3).is("on", "off") || at+4 != len(s.tokens) {
		return unknown("ALTER TABLE … ROW LEVEL SECURITY with more than ON or OFF")
	}
	parts, _ := s.chain(2)
	s.whole = block("ALTER TABLE", fmt.Sprintf("PERFORM redshiftd.row_security(%s, CAST(%s AS regclass), %t)",
		quoteLiteral(t.token), quoteLiteral(quotedChain(parts)), s.at(at+3).is("on")))
	return nil
}

// quotedChain quotes a name's parts for the session's own database.
func quotedChain(parts []string) string {
	if len(parts) == 3 {
		parts = parts[1:]
	}
	out := make([]string, len(parts))
	for i, p := range parts {
		out[i] = quoteIdent(p)
	}
	return strings.Join(out, ".")
}
