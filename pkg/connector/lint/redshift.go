package lint

import (
	"regexp"
	"slices"
	"strings"

	"scrim/pkg/connector"
	"scrim/pkg/issue"
)

// redshift runs the rules for Redshift over all statements.
func (l *linter) redshift() {
	for i := range l.statements {
		s := &l.statements[i]
		l.passwordOf(s)
		l.placeholders(s)
		switch s.verb {
		case grant, defaults:
			if l.notOnRedshift(s) {
				continue
			}
			l.grantees(s)
			l.coverage(s)
		case metaCommand:
			l.psql(s)
		default:
		}
	}
	l.databaseNamed()
	l.onlyWritable()
}

func (l *linter) passwordOf(s *statement) {
	p := s.password
	if p == nil {
		return
	}
	for _, t := range s.tokens {
		if t.is("ENCRYPTED", "UNENCRYPTED") && t.end < p.start {
			c := l.say(s, rule{codeEncrypted, issue.Error, pageUser, "leave the word out; a hash is written 'md5…'"}, t, t,
				t.raw+" PASSWORD is PostgreSQL's; CREATE USER of Redshift has no such word")
			c.edits = append(c.edits, edit{t.start, t.end, ""})
		}
	}
	refused := refusal(p.value())
	placeholder := p.kind == hole || isPlaceholder(p.value())
	switch {
	case p.kind == quoted:
		c := l.say(s, rule{codeQuotes, issue.Error, pageUser, "write it in single quotes: " + wellFormed}, *p, *p,
			"what stands in double quotes is a name, so Redshift refuses it as a password")
		c.edits = append(c.edits, edit{p.start, p.end, toPutIn})
	case p.kind == text && refused != "" && !strings.ContainsAny(p.value(), "<‹{"):
		c := l.say(s, rule{codePassword, issue.Error, pageUser, wellFormed}, *p, *p, "Redshift refuses this password: it "+refused)
		c.edits = append(c.edits, edit{p.start, p.end, toPutIn})
	}
	if placeholder {
		c := l.say(s, rule{codePlaceholder, issue.Warning, pageUser, "put in a password of your own: " + wellFormed}, *p, *p, "a placeholder stands where the password does")
		c.edits = append(c.edits, edit{p.start, p.end, toPutIn})
	}
}

var hash = regexp.MustCompile(`^(md5[0-9a-f]{32}|sha256\|.+)$`)

// refusal says what Redshift does not like about a password; empty is nothing.
func refusal(p string) string {
	if hash.MatchString(p) {
		return ""
	}
	return connector.PasswordRefusal(p)
}

// notOnRedshift finds what only PostgreSQL has; the rest of such a statement
// is not looked at when it is best left out.
func (l *linter) notOnRedshift(s *statement) bool {
	if s.what == "SEQUENCES" {
		c := l.say(s, rule{codeSequences, issue.Error, pageMissing, "leave the statement out; an identity column needs no grant of its own"}, s.tokens[0], s.tokens[len(s.tokens)-1],
			"Redshift has no sequences, so there is nothing to grant")
		c.instead = "-- left out: Redshift has no sequences"
		l.forRole(s)
		return true
	}
	l.forRole(s)
	if i := slices.IndexFunc(s.gives, func(t token) bool { return t.is("CONNECT") }); i >= 0 && s.what == "DATABASE" {
		c := l.say(s, rule{codeConnect, issue.Error, pageGrant, "leave it out; what somebody may do there is a matter of schemas and tables"}, s.gives[i], s.gives[i],
			"Redshift has no privilege CONNECT: every user may connect to every database")
		if len(s.gives) == 1 {
			c.instead = "-- left out: every user of Redshift may connect to every database"
			return true
		}
		from, to := s.gives[i], s.gives[i]
		if i > 0 {
			from.start = s.gives[i-1].end
		} else {
			to.end = s.gives[1].start
		}
		c.edits = append(c.edits, edit{from.start, to.end, ""})
	}
	return false
}

func (l *linter) forRole(s *statement) {
	if s.verb == defaults && s.creator.word != nil && s.creator.word.is("ROLE") {
		w := *s.creator.word
		c := l.say(s, rule{codeForRole, issue.Error, pageDefaults, "name the users who create the tables, or use a scoped grant; " + scopedCoversFuture}, w, w,
			"default privileges are FOR USER on Redshift: users create tables, roles do not")
		c.edits = append(c.edits, edit{w.start, w.end, "USER"})
	}
}

func (l *linter) psql(s *statement) {
	c := l.say(s, rule{codeMeta, issue.Error, pageConnect, "open a connection to that database, and run what follows there"}, s.tokens[0], s.tokens[len(s.tokens)-1],
		`\c is a command of psql and no SQL: in the query editor and through drivers the rest would run in the wrong database, or not at all`)
	c.instead = "-- connect to this database first, then run what follows: " + strings.TrimSpace(l.text[s.named[0].start:s.end])
}

// databaseSaid is where a guide says that one connects to postgres.
var databaseSaid = regexp.MustCompile(`(?i)(?:default|database|dbname|psql.* -d)[^\n.;]{0,60}?[\s:=` + "`" + `'"*](postgres)(?:[\s` + "`" + `'"*.,)]|$)`)

func (l *linter) databaseNamed() {
	r := rule{codeDatabase, issue.Error, pageDatabase, "type the name of the database that holds what was granted; a new cluster has dev"}
	if len(l.statements) == 0 {
		return
	}
	for _, m := range databaseSaid.FindAllStringSubmatchIndex(l.text, -1) {
		at := strings.LastIndex(l.text[:m[2]], "\n") + 1
		to := m[2] + until(l.text[m[2]:], "\n", 0)
		c := l.sayAt(m[2], r, m[2], m[3], "Redshift has no database postgres to begin with: a connection to it fails")
		c.instead = strings.TrimSpace(l.text[at:m[2]] + "dev" + l.text[m[3]:to])
	}
}
