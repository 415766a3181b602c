package redshiftd

import (
	"fmt"
	"strings"
)

// translator turns one client's Redshift statements into PostgreSQL's. It holds what the session has set; the names of
// other databases and late-binding views are the session's to resolve (see binding.go).
type translator struct {
	grammar       grammar
	database      string
	token         string
	caseSensitive bool
	caseDefault   bool       // what it is when the session sets nothing
	long          *longNames // of all sessions
}

// parse cuts a client's text into statements and finds their relations.
func (t *translator) parse(sql string) ([]*statement, *Error) {
	tokens, err := tokenize(sql, t.caseSensitive)
	if err != nil {
		return nil, err
	}
	var out []*statement
	for _, part := range splitStatements(tokens) {
		s := &statement{src: sql, tokens: part, kind: classify(part)}
		out = append(out, s)
	}
	for _, tok := range tokens {
		if tok.ident() && len(fullName(tok)) > maxName && t.long != nil {
			t.long.keep(tok.name, fullName(tok))
		}
	}
	return out, nil
}

// fullName is a name as it was written, folded, before it was shortened.
func fullName(t token) string {
	if t.kind == word {
		return lowerASCII(t.text)
	}
	return lowerASCII(strings.ReplaceAll(t.text[1:len(t.text)-1], `""`, `"`))
}

// translate checks a statement and edits it. What concerns other databases and late-binding views comes after it.
func (t *translator) translate(s *statement) *Error {
	body := 0
	switch s.kind {
	case "SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "EXPLAIN":
	case "CREATE VIEW", "CREATE TABLE":
		body = s.find(0, "as") + 1
	default:
		return t.command(s)
	}
	if body > 0 || s.kind != "CREATE VIEW" && s.kind != "CREATE TABLE" {
		s.rels = s.relations(body, len(s.tokens))
	}
	if err := t.grammar.check(s); err != nil {
		return err
	}
	if s.catalogue = !t.grammar.userTables(s); s.catalogue && t.long != nil {
		t.long.askedInLiterals(s)
	}
	t.common(s)
	switch s.kind {
	case "CREATE TABLE":
		return t.createTable(s, body)
	case "CREATE VIEW":
		return nil // binding.go
	}
	for _, r := range s.rels {
		if r.target && r.database() != "" && r.database() != t.database {
			return unknown("writing to tables of other databases")
		}
	}
	return nil
}

// common makes the edits that any text may need: folding, VARCHAR(MAX), functions without parentheses.
func (t *translator) common(s *statement) {
	people := t.peopleAt(s)
	for i, tok := range s.tokens {
		switch {
		case tok.kind == quoted && !people[i] && tok.text != quoteIdent(tok.name):
			s.replace(i, i+1, quoteIdent(tok.name))
		case tok.kind == word && len(tok.text) > maxName:
			s.replace(i, i+1, tok.name)
		case tok.is("max") && s.at(i-1).is("(") && s.at(i+1).is(")") && s.at(i-2).is("varchar", "varying", "nvarchar"):
			s.replace(i, i+1, "65535")
		case tok.is("current_user_id", "current_namespace") && !s.at(i-1).is(".", "as") && !s.at(i+1).is("(", "."):
			s.insertAfter(i, "()")
		case tok.is("dateadd", "datediff", "date_part") && s.at(i+1).is("(") && s.at(i+2).kind == word && s.at(i+3).is(","):
			s.replace(i+2, i+3, quoteLiteral(s.at(i+2).name))
		case tok.is("regexp_replace") && s.at(i+1).is("("):
			s.writeOutFlags(i + 1)
		case tok.is("minus") && s.at(i+1).is("select", "all"):
			s.replace(i, i+1, "EXCEPT")
		case tok.is("top") && s.at(i-1).is("select") && s.at(i+1).kind == number:
			s.replace(i, i+2, "")
			s.insertAfter(len(s.tokens)-1, " LIMIT "+s.at(i+1).text)
		}
	}
	t.dropDatabase(s)
}

// writeOutFlags gives REGEXP_REPLACE its position and flags: PostgreSQL's shorter forms replace the first occurrence only.
func (s *statement) writeOutFlags(open int) {
	closing := s.closing(open)
	if closing >= len(s.tokens) {
		return
	}
	switch len(splitItems(s, open+1, closing)) {
	case 3:
		s.insertAfter(closing-1, ", 1, ''")
	case 4:
		s.insertAfter(closing-1, ", ''")
	}
}

// dropDatabase takes the session's own database off names with three and four parts.
func (t *translator) dropDatabase(s *statement) {
	for i := 0; i < len(s.tokens); i++ {
		parts, end := s.chain(i)
		if len(parts) >= 3 && parts[0] == t.database && !s.at(i-1).is(".") {
			s.replace(i, i+2, "")
		}
		if end > i {
			i = end - 1
		}
	}
}

// peopleAt finds quoted names of users, roles and groups, whose letters are not folded.
func (t *translator) peopleAt(s *statement) map[int]bool {
	at := map[int]bool{}
	after := map[string]bool{"user": true, "role": true, "authorization": true, "group": true}
	list := s.at(0).is("grant", "revoke") || s.kind == "ALTER DEFAULT PRIVILEGES"
	for i, tok := range s.tokens {
		prev := s.at(i - 1)
		switch {
		case tok.kind != quoted:
		case prev.kind == word && after[prev.name], s.words(i-2, "owner", "to"), s.words(i-2, "rename", "to") && s.at(1).is("user", "role"):
			at[i] = true
		case list && prev.is("to", "from"):
			at[i] = true
		case prev.is(",") && at[i-2], prev.is("exists") && s.at(1).is("user", "role"), prev.is("=") && s.words(i-2, "owner"):
			at[i] = true
		}
	}
	return at
}

// person returns the name of a user or role as CURRENT_USER shows it.
func person(t token) string {
	if t.kind == quoted {
		return shortName(strings.ReplaceAll(t.text[1:len(t.text)-1], `""`, `"`))
	}
	return t.name
}

func quoteIdent(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// quoteLiteral writes a literal for sessions in which a backslash escapes.
func quoteLiteral(s string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `''`).Replace(s) + "'"
}

// block wraps steps into one anonymous block that reports another command's tag, so that one statement of a client stays
// one statement in both protocols. Steps are statements of PL/pgSQL.
func block(tag string, steps ...string) string {
	return "DO $redshiftd_do$ DECLARE was text; scoped text; BEGIN RAISE INFO '" + tagPrefix + "%', " + quoteLiteral(tag) + "; " +
		strings.Join(steps, "; ") + "; END $redshiftd_do$"
}

// tagPrefix starts the notices by which a block says what the client shall be told that it did.
const tagPrefix = "redshiftd_tag:"

// run is a step that runs a statement with the client's own rights.
func run(sql string) string { return "EXECUTE $redshiftd_sql$" + sql + "$redshiftd_sql$" }

// sudo is a step that runs a statement as the superuser.
func (t *translator) sudo(sql string) string {
	return fmt.Sprintf("PERFORM redshiftd.sudo(%s, $redshiftd_sudo$%s$redshiftd_sudo$)", quoteLiteral(t.token), sql)
}
