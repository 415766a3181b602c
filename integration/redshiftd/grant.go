package redshiftd

import (
	"fmt"
	"slices"
	"strings"
)

// grant translates GRANT and REVOKE.
func (t *translator) grant(s *statement) *Error {
	grantees := s.find(1, map[bool]string{true: "to", false: "from"}[s.kind == "GRANT"])
	if grantees < 0 {
		return syntaxError("syntax error at end of input")
	}
	on, scope := s.find(1, "on"), s.find(1, "for")
	if s.kind == "REVOKE" && s.words(1, "grant", "option", "for") {
		scope = -1
	}
	switch {
	case scope >= 0 && scope < grantees && s.at(scope+1).is("tables", "schemas", "functions", "procedures", "languages", "databases"):
		return t.scopedGrant(s, scope, grantees)
	case on >= 0 && on < grantees:
		return t.objectGrant(s, on, grantees)
	case s.at(1).is("role") || s.words(1, "admin", "option", "for", "role"):
		return t.roleGrant(s, grantees)
	case on < 0:
		return t.systemGrant(s, grantees)
	}
	return near(s.at(grantees))
}

// roleGrant drops the word ROLE, which PostgreSQL does not have.
func (t *translator) roleGrant(s *statement, grantees int) *Error {
	t.common(s)
	for i := 1; i < len(s.tokens); i++ {
		if s.at(i).is("role") && !s.at(i-1).is(".") {
			s.replace(i, i+1, "")
		}
	}
	for i := 1; i < grantees; i++ {
		if (s.at(i).is(",") || i == 1) && !s.at(i).is("admin") && !s.at(i+map[bool]int{true: 1, false: 0}[s.at(i).is(",")]).is("role") {
			return near(s.at(i + 1))
		}
	}
	return nil
}

// systemGrant gives system permissions, which only roles can have.
func (t *translator) systemGrant(s *statement, grantees int) *Error {
	verb, link := "GRANT", "TO"
	if s.kind == "REVOKE" {
		verb, link = "REVOKE", "FROM"
	}
	var permissions []string
	for _, item := range splitItems(s, 1, grantees) {
		var words []string
		for i := item[0]; i < item[1]; i++ {
			words = append(words, strings.ToUpper(s.at(i).name))
		}
		name := strings.Join(words, " ")
		if !systemPermissions()[name] {
			return near(s.at(grantees))
		}
		permissions = append(permissions, quoteIdent("redshiftd:permission:"+name))
	}
	if !s.at(grantees + 1).is("role") {
		return &Error{Code: codeSyntax, Message: "system permissions are granted to roles only"}
	}
	var steps []string
	for _, who := range t.grantees(s, grantees) {
		steps = append(steps, t.sudo(fmt.Sprintf("%s %s %s %s", verb, strings.Join(permissions, ", "), link, quoteIdent(who))))
	}
	s.whole = block(s.kind, steps...)
	return nil
}

// grantees returns the names behind TO or FROM; PUBLIC is "public".
func (t *translator) grantees(s *statement, i int) []string {
	var names []string
	for i++; i < len(s.tokens) && !s.at(i).is("with", "restrict", "cascade"); i++ {
		if s.at(i).ident() && (!s.at(i).is("role", "group") || !s.at(i+1).ident()) {
			names = append(names, person(s.at(i)))
		}
	}
	return names
}

// objectGrant passes what both have, without ROLE before grantees.
func (t *translator) objectGrant(s *statement, on, grantees int) *Error {
	if err := privileges(s, on); err != nil {
		return err
	}
	object := on + 1
	switch {
	case s.at(object).is("sequence") || s.words(object, "all", "sequences"), s.at(object).is("type", "domain", "foreign", "tablespace", "parameter", "large"):
		return near(s.at(object))
	case s.words(object, "language") && s.at(object+1).is("plpythonu"):
		s.whole = block(s.kind, "PERFORM 1") // nobody can use it here, whoever may
		return nil
	case s.at(object).is("database") && s.find(1, "connect", "usage") > 0:
		return syntaxError("invalid privilege type for database")
	case s.at(object).is("external", "datashare", "model", "copy"):
		return unknown("GRANT … ON " + strings.ToUpper(s.at(object).name))
	}
	for i := object; i < grantees; i++ {
		if parts, end := s.chain(i); len(parts) >= 3 && !s.at(i-1).is(".") {
			if parts[0] != t.database {
				return crossDatabase(strings.Join(parts, "."))
			}
			i = end
		}
	}
	t.common(s)
	stripRole(s, grantees)
	return nil
}

// stripRole takes the word ROLE off the grantees.
func stripRole(s *statement, i int) {
	for ; i < len(s.tokens); i++ {
		if s.at(i).is("role") && s.at(i+1).ident() && s.at(i-1).is("to", "from", ",") {
			s.replace(i, i+1, "")
		}
	}
}

// privileges refuses privileges that one of the two does not have.
func privileges(s *statement, on int) *Error {
	for i := 1; i < on; i++ {
		switch {
		case s.at(i).is("drop", "alter"):
			return unknown("the privilege " + strings.ToUpper(s.at(i).name))
		case s.at(i).is("connect", "trigger", "maintain"):
			return near(s.at(i))
		case s.at(i).kind == quoted && s.at(i-1).kind != op:
			return near(s.at(i))
		}
	}
	return nil
}

// scopedPrivileges are what may be given for all objects of a kind.
func scopedPrivileges(kind string) []string {
	return map[string][]string{
		"tables": {"SELECT", "INSERT", "UPDATE", "DELETE", "REFERENCES", "TRUNCATE"}, "schemas": {"CREATE", "USAGE"},
		"functions": {"EXECUTE"}, "procedures": {"EXECUTE"},
	}[kind]
}

// scopedGrant translates GRANT … FOR TABLES IN SCHEMA s TO x: what is there and what anybody makes later.
func (t *translator) scopedGrant(s *statement, scope, grantees int) *Error {
	kind := s.at(scope + 1).name
	all := scopedPrivileges(kind)
	if all == nil {
		return unknown("scoped permissions for " + kind)
	}
	if s.words(1, "grant", "option", "for") {
		return unknown("REVOKE GRANT OPTION of scoped permissions")
	}
	var privs []string
	for i := 1; i < scope; i++ {
		name := strings.ToUpper(s.at(i).name)
		switch {
		case s.at(i).is(",", "privileges"):
		case s.at(i).is("all"):
			privs = append(privs, all...)
		case s.at(i).is("drop", "alter"):
			return unknown("the privilege " + name)
		case !slices.Contains(all, name):
			return near(s.at(i))
		default:
			privs = append(privs, name)
		}
	}
	for i, p := range privs {
		privs[i] = quoteLiteral(p)
	}
	schemas, err := t.scopeOf(s, scope+2, grantees)
	if err != nil {
		return err
	}
	whom := t.grantees(s, grantees)
	if slices.Contains(whom, "public") || s.find(grantees, "group") >= 0 {
		return syntaxError("scoped permissions are granted to users and roles only")
	}
	var names []string
	for _, w := range whom {
		names = append(names, quoteLiteral(w))
	}
	var steps []string
	for _, schema := range schemas {
		steps = append(steps, fmt.Sprintf("PERFORM redshiftd.scope(%s, %t, %s, %s, ARRAY[%s], CAST(ARRAY[%s] AS name[]), %t)", quoteLiteral(t.token), s.kind == "GRANT",
			quoteLiteral(schema), quoteLiteral(kind), strings.Join(privs, ", "), strings.Join(names, ", "), s.find(grantees, "with") >= 0))
	}
	s.whole = block(s.kind, steps...)
	return nil
}

// scopeOf reads IN SCHEMA a, b [DATABASE d] or IN DATABASE d; "" is the whole database.
func (t *translator) scopeOf(s *statement, i, to int) ([]string, *Error) {
	if !s.at(i).is("in") || !s.at(i+1).is("schema", "database") {
		return nil, near(s.at(i))
	}
	if s.at(i + 1).is("database") {
		if s.at(i+2).name != t.database {
			return nil, syntaxError("scoped permissions apply to the connected database")
		}
		return []string{""}, nil
	}
	var schemas []string
	for k := i + 2; k < to; k++ {
		if s.at(k).is("database") && s.at(k+1).ident() {
			if s.at(k+1).name != t.database {
				return nil, syntaxError("scoped permissions apply to the connected database")
			}
			break
		}
		if s.at(k).ident() {
			schemas = append(schemas, s.at(k).name)
		}
	}
	return schemas, nil
}

// defaultPrivileges translates ALTER DEFAULT PRIVILEGES.
func (t *translator) defaultPrivileges(s *statement) *Error {
	if i := s.find(3, "for"); i >= 0 && !s.at(i+1).is("user") && !(s.words(i-2, "grant", "option")) {
		return near(s.at(i + 1))
	}
	on := s.find(3, "on")
	if on < 0 || !s.at(on+1).is("tables", "functions", "procedures") {
		return near(s.at(on + 1))
	}
	t.common(s)
	if s.at(on + 1).is("procedures") {
		s.replace(on+1, on+2, "ROUTINES")
	}
	if i := s.find(on, "to", "from"); i >= 0 {
		stripRole(s, i)
	}
	return nil
}
