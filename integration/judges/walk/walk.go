// Package walk reads every statement that scrim sends to Redshift as Redshift
// would, and refuses what Redshift has not, what depends on the session of
// whoever reads, and what could be taken for something else.
//
// It promises that it knows only what is listed here: a statement, clause, type,
// function or catalogue that is not on a list is a finding, so that new SQL is
// looked at by a person who adds it with AWS's page. It shares no code with
// package render, which writes most of the text, nor with redshiftd, which runs
// it: a judge must not learn from what it judges. It proves nothing about
// plans, and nothing that only a cluster can say (docs/judges.md).
package walk

import (
	"fmt"
	"slices"
	"strings"

	"scrim/pkg/catalog"
)

// Statement is one statement as it is sent.
type Statement struct {
	Name    string                  // where it comes from, for a person
	Text    string                  // without a semicolon, or with one at the end
	Columns map[string]catalog.Type // of a view's base table, by name as stored; what is not in it has a type that walk does not know
	Secrets []string                // values that must not be in the text
}

// Rule is what a statement must keep.
type Rule string

// The rules, in the order of docs/judges.md.
const (
	Syntax    Rule = "syntax"           // walk can read it
	Known     Rule = "known-statement"  // a kind of statement that scrim may send
	Postgres  Rule = "postgres-only"    // no clause, operator or literal that only PostgreSQL has
	Type      Rule = "type"             // every type is one of Redshift's
	Function  Rule = "known-function"   // every function is on the list
	Qualified Rule = "qualified"        // functions have their schema
	Parts     Rule = "parts"            // relations have three parts in a late-binding view, two in any other
	Column    Rule = "qualified-column" // in a view, and where it could be another query's
	Related   Rule = "correlated"       // no subquery reads its outer query
	Leader    Rule = "leader-only"      // nothing of the leader node beside tables
	Catalogue Rule = "catalogue"        // catalogues that Redshift has, joined with nothing that it joins not
	Session   Rule = "session"          // nothing that a reader's SET changes (SEMANTICS S5)
	Nested    Rule = "nested-loop"      // no join without an equality in a view
	Backslash Rule = "backslash"        // doubled in every literal
	Name      Rule = "name"             // names that fold to themselves and are not too long
	Secret    Rule = "secret"           // no salt, password or key in the text
)

// Rules lists them all.
func Rules() []Rule {
	return []Rule{Syntax, Known, Postgres, Type, Function, Qualified, Parts, Column, Related, Leader, Catalogue, Session, Nested, Backslash, Name, Secret}
}

// Finding is one thing that is wrong with a statement.
type Finding struct {
	Rule    Rule
	At      int // byte offset in the text
	Message string
}

func (f Finding) String() string { return fmt.Sprintf("%s at %d: %s", f.Rule, f.At, f.Message) }

// Check lists what is wrong with a statement, by place.
func Check(s Statement) []Finding {
	c := &checker{statement: s}
	if procedural(s.Text) {
		return nil
	}
	tokens, err := lex(s.Text)
	if err != nil {
		return []Finding{*err}
	}
	c.lexical(tokens)
	p := &parser{src: s.Text, tokens: tokens}
	if n := len(tokens); n > 0 && tokens[n-1].is(";") {
		p.tokens = tokens[:n-1]
	}
	parsed, err := p.parse()
	switch {
	case err == nil:
		c.check(parsed)
	case err.Rule == Syntax && slices.ContainsFunc(c.findings, func(f Finding) bool { return f.Rule == Postgres }): // which says why
	default:
		c.findings = append(c.findings, *err)
	}
	slices.SortStableFunc(c.findings, func(a, b Finding) int { return a.At - b.At })
	return slices.Compact(c.findings)
}

// procedural reports a statement that makes a procedure: its body is PL/pgSQL,
// which walk does not read. The grammar and sqlfluff read its outside; the body
// is run by tests alone (docs/judges.md).
func procedural(text string) bool { return strings.HasPrefix(text, "CREATE OR REPLACE PROCEDURE ") }

// checker collects findings about one statement.
type checker struct {
	statement Statement
	findings  []Finding

	view     bool // a view's definition, which runs in its reader's session
	late     bool // a late-binding view
	settled  bool // inside a condition that a design document allows
	leader   []Finding
	relation []relation
}

func (c *checker) found(rule Rule, at int, format string, args ...any) {
	c.findings = append(c.findings, Finding{Rule: rule, At: at, Message: fmt.Sprintf(format, args...)})
}

// lexical looks at tokens one by one.
func (c *checker) lexical(tokens []token) {
	for i, t := range tokens {
		switch t.kind {
		case str:
			c.literal(t)
		case quoted:
			c.name(tokens, i)
		case op:
			if !knownOperators()[t.text] {
				c.found(Postgres, t.at, "the operator %s", t.text)
			}
		case word:
			if next := i + 1; next < len(tokens) && tokens[next].kind == str && tokens[next].at == t.at+len(t.text) {
				c.found(Postgres, t.at, "a literal with a prefix: %s'…'", t.text)
			}
		case number, param:
		}
	}
}

func (c *checker) literal(t token) {
	body := t.text[1 : len(t.text)-1]
	if strings.Count(strings.ReplaceAll(body, `\\`, ""), `\`) > 0 {
		c.found(Backslash, t.at, "a backslash that is not doubled escapes what follows it")
	}
	for _, secret := range c.statement.Secrets {
		if secret != "" && strings.Contains(t.name, secret) {
			c.found(Secret, t.at, "a secret stands in the text")
		}
	}
}

// name looks at a quoted name. Letters fold there too, unless a reader sets
// enable_case_sensitive_identifier; only the names of accounts keep their case.
func (c *checker) name(tokens []token, i int) {
	t := tokens[i]
	account := i > 0 && tokens[i-1].is("user", "to", "from", "authorization", "exists")
	switch {
	case len(t.name) > 127:
		c.found(Name, t.at, "a name of %d bytes: Redshift keeps 127", len(t.name))
	case !account && strings.ContainsFunc(t.name, func(r rune) bool { return r >= 'A' && r <= 'Z' }):
		c.found(Name, t.at, "a name with upper-case letters means another column when a reader sets enable_case_sensitive_identifier")
	}
}
