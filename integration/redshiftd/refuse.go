package redshiftd

import (
	"fmt"
	"strings"
)

// maxParams is the number of bind parameters that Redshift can count.
const maxParams = 32767

// grammar holds the word lists that every statement is checked against.
type grammar struct {
	functions, leader, leaderWord, noFunction, types map[string]bool
	elsewhere, catalogues, reserved, storage         map[string]bool
}

func newGrammar() grammar {
	return grammar{
		functions: knownFunctions(), leader: leaderFunctions(), leaderWord: leaderWords(), noFunction: notFunctions(), types: knownTypes(),
		elsewhere: otherFunctions(), catalogues: knownCatalogues(), reserved: reserved(), storage: storageWords(),
	}
}

// check refuses what Redshift refuses, wherever it stands in the statement.
func (g grammar) check(s *statement) *Error {
	userTables := g.userTables(s)
	catalogues := len(s.rels) > 0 && !userTables
	for _, rule := range []func(*statement) *Error{g.reservedWords, g.manipulation, g.knownRelations} {
		if err := rule(s); err != nil {
			return err
		}
	}
	if err := g.mixed(s, userTables); err != nil {
		return err
	}
	for i := range s.tokens {
		for _, rule := range []func(*statement, int) *Error{g.lexical, g.clause, g.cast, g.quantified} {
			if err := rule(s, i); err != nil {
				return err
			}
		}
		if !catalogues && s.at(i).is("any", "some") && s.at(i+1).is("(") && !s.at(i+2).is("select", "with", "(") {
			return refused("ANY/SOME with an array") // catalogues have a few, such as pg_group.grolist
		}
		if err := g.function(s, i, userTables); err != nil {
			return err
		}
	}
	return correlation(s, userTables)
}

// knownRelations refuses catalogues of PostgreSQL that are younger than Redshift's branch.
func (g grammar) knownRelations(s *statement) *Error {
	for _, r := range s.rels {
		if strings.HasPrefix(r.name(), "pg_") && r.system() && !g.catalogues[r.name()] {
			return &Error{Code: codeNoTable, Message: fmt.Sprintf("relation %q does not exist", strings.Join(r.parts, "."))}
		}
	}
	return nil
}

// userTables reports whether the statement reads or writes anything but catalogues.
func (g grammar) userTables(s *statement) bool {
	for _, r := range s.rels {
		if !r.system() {
			return true
		}
	}
	return false
}

// mixed refuses catalogues of the leader node next to user tables, and SVV_REDSHIFT_* next to anything else.
func (g grammar) mixed(s *statement, userTables bool) *Error {
	if !userTables {
		return nil
	}
	for _, r := range s.rels {
		if r.system() {
			return leaderOnly(strings.Join(r.parts, "."))
		}
	}
	return nil
}

// lexical refuses kinds of tokens that Redshift does not have.
func (g grammar) lexical(s *statement, i int) *Error {
	t, next := s.at(i), s.at(i+1)
	switch {
	case next.kind == str && next.start == t.end && t.kind == word && (t.name == "e" || t.name == "b" || t.name == "x" || t.name == "n"):
		return &Error{Code: codeUndefined, Message: fmt.Sprintf("type %q does not exist", t.name)}
	case t.is("[", "]"):
		return unknown("subscripts: Redshift has no arrays, and SUPER values are not navigated here")
	case t.is("->", "->>", "#>", "#>>", "@>", "<@", "?", "?|", "?&", "&&", "-|-", "@@", "*<", "*>"):
		return &Error{Code: "42883", Message: "operator does not exist: " + t.name}
	case t.ident() && len(fullName(t)) > 127:
		return &Error{Code: "42622", Message: "identifier too long: names have at most 127 bytes"}
	case t.ident() && strings.HasPrefix(t.name, "redshiftd"):
		return &Error{Code: codeDenied, Message: "permission denied for schema redshiftd"}
	case t.kind == dollar && strings.Contains(t.text, "$redshiftd"):
		return syntaxError("the dollar tag redshiftd is taken")
	case t.kind == word && strings.HasPrefix(t.text, "#"):
		return unknown("temporary tables named with #")
	case t.kind == param && (len(t.text) > 6 || len(t.text) == 6 && t.text[1:] > "32767"):
		return &Error{Code: "42P02", Message: "there is no parameter $-32768"}
	}
	return nil
}

// clause refuses clauses of PostgreSQL's grammar.
func (g grammar) clause(s *statement, i int) *Error {
	t := s.at(i)
	if t.kind != word || s.at(i-1).is(".") || s.at(i+1).is(".") {
		return nil
	}
	switch {
	case t.name == "returning",
		s.words(i, "on", "conflict"),
		t.name == "lateral",
		t.name == "tablesample" && s.at(i+2).is("("),
		t.name == "filter" && s.at(i-1).is(")") && s.at(i+1).is("("),
		s.words(i, "as", "materialized"), s.words(i, "as", "not", "materialized"):
		return near(t)
	case s.words(i, "is", "distinct", "from"), s.words(i, "is", "not", "distinct", "from"):
		return near(s.at(i + 1))
	case t.name == "for" && s.at(i+1).is("update", "share", "no") && s.at(0).is("select", "with", "("):
		return refused("SELECT FOR " + strings.ToUpper(s.at(i+1).name))
	case s.words(i, "distinct", "on", "("):
		return refused("SELECT DISTINCT ON")
	case t.name == "array" && s.at(i+1).is("[", "("):
		return refused("ARRAY")
	case t.name == "values" && (s.at(i-1).is("(") && s.find(i, "into") < 0 || i == 0):
		return refused("VALUES list used as a table")
	case t.name == "current_user" && s.at(i+1).is("("), s.words(i, "at", "local"):
		return near(s.at(i + 1))
	}
	return nil
}

// cast refuses types that Redshift does not have, after :: and in CAST(… AS type).
func (g grammar) cast(s *statement, i int) *Error {
	at := -1
	switch {
	case s.at(i).is("::"):
		at = i + 1
	case s.words(i, "cast", "("):
		if as := s.find(i+2, "as"); as >= 0 {
			at = as + 1
		}
	}
	if at < 0 {
		return nil
	}
	return g.knownType(s, at)
}

// knownType checks the type that is written at token i and maps what is spelled otherwise in PostgreSQL.
func (g grammar) knownType(s *statement, i int) *Error {
	t := s.at(i)
	if s.words(i, "pg_catalog", ".") {
		t = s.at(i + 2)
	}
	if !t.ident() || !g.types[t.name] {
		return &Error{Code: codeUndefined, Message: fmt.Sprintf("type %q does not exist", t.name)}
	}
	return nil
}

// function refuses functions that Redshift does not have, and those of the leader node next to user tables.
func (g grammar) function(s *statement, i int, userTables bool) *Error {
	t := s.at(i)
	if t.kind == word && g.leaderWord[t.name] && !s.at(i-1).is(".", "as") && !s.at(i+1).is("(", ".") && userTables {
		return leaderOnly(t.name)
	}
	if !t.ident() || !s.at(i+1).is("(") || t.kind == word && g.noFunction[t.name] || !callPosition(s, i) {
		return nil
	}
	if s.at(i-1).is(".") && (!s.at(i-2).ident() || s.at(i-2).name != "pg_catalog") {
		return nil // the client's own: PostgreSQL says whether it is there
	}
	switch {
	case g.leader[t.name]:
		if userTables {
			return leaderOnly(t.name + "()")
		}
		return nil
	case g.functions[t.name]:
		return nil
	case g.elsewhere[t.name]:
		return unknown("the function " + strings.ToUpper(t.name))
	}
	return &Error{
		Code: "42883", Message: fmt.Sprintf("function %s does not exist", t.name),
		Hint: "redshiftd knows the functions that scrim may use; a function of your own must be written with its schema.",
	}
}

// callPosition tells a call from a list of columns: INSERT INTO t (a), WITH x (a) AS (…), AS x (a), f() x (a).
func callPosition(s *statement, i int) bool {
	first := i
	for s.at(first - 1).is(".") {
		first -= 2
	}
	if s.at(first-1).is(")", "into", "table", "view", "as", "function", "procedure", "call", "references", "recursive", "with") {
		return false
	}
	if s.at(first-1).is("exists") || s.at(first-1).is("on") && s.at(0).is("grant", "revoke") {
		return false // CREATE TABLE IF NOT EXISTS t (…), GRANT … ON FUNCTION f(…)
	}
	return !s.words(s.closing(i+1)+1, "as", "(")
}
