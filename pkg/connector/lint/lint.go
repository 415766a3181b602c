// Package lint reads the setup script of a vendor, which asks an administrator
// to make an account on Redshift or BigQuery, and says what is wrong with it or
// wider than it need be: where, by which rule, on which page of AWS or Google
// that stands, and how the statement reads when it is corrected.
//
// It takes scripts as they are published: SQL, Markdown with fences of any
// language, plain text with statements in its sentences, gcloud commands, an
// IAM policy as JSON. Placeholders are read as names. It promises that no
// password of a script is repeated, and that a text in which it recognises
// nothing is never called clean. It will not run anything or ask a warehouse:
// what an account that exists can do is not its subject.
package lint

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"scrim/pkg/issue"
)

// Finding is one thing that is wrong with a script.
type Finding struct {
	issue.Issue
	Page string `json:"page"`          // the page of AWS or Google where the rule stands
	Fix  string `json:"fix,omitempty"` // the statement with all of its corrections; a comment where it is best left out
}

// Report is what there is to say about one text.
type Report struct {
	Input    string    `json:"input"`
	Read     int       `json:"read"` // statements, commands, bindings and roles that were recognised
	Findings []Finding `json:"findings"`
}

// Lint reads one text. The input is its name: of one that ends in .sql
// everything is SQL, of others what looks like a statement or a command.
func Lint(input, whole string) Report {
	l := &linter{script: read(input, whole)}
	l.redshift()
	l.bigquery()
	out := Report{Input: input, Read: len(l.statements) + len(l.commands) + l.roles, Findings: l.findings()}
	if out.Read == 0 {
		out.Findings = append(out.Findings, Finding{Page: pageGrant, Issue: issue.Issue{
			Place: issue.Place{Input: input}, Code: codeNothingRead, Severity: issue.Warning,
			Message: "nothing in it is a statement, a command or a policy that lint knows",
			Hint:    "name a file that ends in .sql, a page with GRANT and CREATE USER, gcloud commands, or an IAM policy as JSON",
		}})
	}
	return out
}

// linter collects what the rules find in one script.
type linter struct {
	script
	roles   int // of BigQuery, that prose or a policy names
	found   []draft
	changes map[int]*change // by where the statement begins
}

// draft is a finding before its statement has all of its corrections.
type draft struct {
	start, end int // what it is about
	statement  int // where the statement begins
	finding    Finding
}

// change is how a statement is to be corrected.
type change struct {
	edits   []edit
	instead string   // the whole statement
	after   []string // statements to add
}

// edit replaces what stands from start to end.
type edit struct {
	start, end int
	with       string
}

// rule is what all findings of one code share.
type rule struct {
	code     issue.Code
	severity issue.Severity
	page     string
	hint     string
}

// say records a finding about tokens of a statement.
func (l *linter) say(s *statement, r rule, from, to token, message string) *change {
	return l.sayAt(s.start, r, from.start, to.end, message)
}

func (l *linter) sayAt(statement int, r rule, start, end int, message string) *change {
	l.found = append(l.found, draft{start, end, statement, Finding{Page: r.page, Issue: issue.Issue{
		Place: l.place(start), Severity: r.severity, Code: r.code, Message: message, Hint: r.hint,
	}}})
	if l.changes == nil {
		l.changes = map[int]*change{}
	}
	if l.changes[statement] == nil {
		l.changes[statement] = &change{}
	}
	return l.changes[statement]
}

// findings are the drafts in the order of the text, each with the excerpt and
// the corrected statement.
func (l *linter) findings() []Finding {
	slices.SortStableFunc(l.found, func(a, b draft) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end)) })
	passwords, fixes := l.passwords(), map[int]string{}
	out := make([]Finding, 0, len(l.found))
	for _, d := range l.found {
		f := d.finding
		f.Excerpt = l.excerpt(d.start, d.end, passwords)
		if _, ok := fixes[d.statement]; !ok {
			fixes[d.statement] = l.fix(d.statement)
		}
		f.Fix = fixes[d.statement]
		out = append(out, f)
	}
	return out
}

// fix is the corrected statement.
func (l *linter) fix(at int) string {
	c := l.changes[at]
	if c.instead != "" {
		return c.instead
	}
	i := slices.IndexFunc(l.statements, func(s statement) bool { return s.start == at })
	if i < 0 {
		return strings.Join(c.after, "\n")
	}
	s := l.statements[i]
	text := l.text[s.start:s.end]
	slices.Reverse(c.edits) // of two for one place the later knows more
	slices.SortStableFunc(c.edits, func(a, b edit) int { return cmp.Compare(b.start, a.start) })
	last := len(l.text)
	for _, e := range c.edits {
		if e.end <= last {
			text = text[:e.start-s.start] + e.with + text[e.end-s.start:]
			last = e.start
		}
	}
	return strings.Join(append([]string{strings.Join(strings.Fields(text), " ") + ";"}, c.after...), "\n")
}

func (l *linter) place(at int) issue.Place {
	line := strings.LastIndex(l.text[:at], "\n") + 1
	return issue.Place{Input: l.input, Line: strings.Count(l.text[:at], "\n") + 1, Column: utf8.RuneCountInString(l.text[line:at]) + 1}
}

// passwords are where passwords stand.
func (l *linter) passwords() []token {
	var out []token
	for _, s := range l.statements {
		if s.password != nil && s.password.value() != "" && !isPlaceholder(s.password.value()) {
			out = append(out, *s.password)
		}
	}
	return out
}
