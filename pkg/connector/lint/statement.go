package lint

import (
	"regexp"
	"slices"
	"strings"
)

// statement is one statement of a script, as far as the rules look at it.
type statement struct {
	tokens     []token
	start, end int // in bytes of the whole text, without the semicolon
	verb       verb

	named    []token    // what is created, or what the grant is on: the last part of each name
	what     string     // of a grant: DATABASE, SCHEMA, TABLES IN SCHEMA, FOR TABLES, SEQUENCES, ROLE or empty for single objects
	gives    []token    // the privileges
	schemas  []token    // of default privileges and of all tables: where
	to       []grantee  // of a grant
	password *token     // of an account
	creator  creatorsOf // of default privileges
}

// verb is what a statement does.
type verb uint8

const (
	unjudged verb = iota // nothing that a rule looks at, but for placeholders
	createUser
	createRole
	createDatabase
	grant
	revoke
	defaults // ALTER DEFAULT PRIVILEGES … GRANT
	metaCommand
)

// grantee is to whom something is granted.
type grantee struct {
	kind string // USER, ROLE, GROUP or PUBLIC
	at   token
}

// creatorsOf says whose new tables default privileges are about.
type creatorsOf struct {
	word  *token // USER or ROLE
	names []token
}

// starts finds where a statement can begin.
const starts = `CREATE\s+(?:USER|ROLE|DATABASE|SCHEMA|GROUP)\s|ALTER\s+(?:USER|DEFAULT\s+PRIVILEGES|GROUP|SCHEMA|DATABASE|ROLE)\s|DROP\s+(?:USER|ROLE|DATABASE|SCHEMA)\s|` +
	`(?:GRANT|REVOKE)\s+(?:ALL|SELECT|INSERT|UPDATE|DELETE|USAGE|CREATE|CONNECT|TEMP|TEMPORARY|EXECUTE|ROLE|ACCESS|[\w"]+\s+TO)\b`

// parse reads the tokens of one statement.
func parse(tokens []token) statement {
	s := statement{tokens: tokens, start: tokens[0].start, end: tokens[len(tokens)-1].end}
	c := &cursor{rest: tokens}
	switch {
	case c.take("\\"):
		s.verb = metaCommand
		s.named = c.rest[min(1, len(c.rest)):]
	case c.take("CREATE", "ALTER"):
		s.parseObject(c, tokens[0].is("CREATE"))
	case c.take("GRANT"):
		s.verb = grant
		s.parseGrant(c)
	case c.take("REVOKE"):
		s.verb = revoke
		s.parseGrant(c)
	}
	return s
}

func (s *statement) parseObject(c *cursor, create bool) {
	switch {
	case c.take("USER"):
		s.verb = createUser
		s.named = c.names()
		if i := slices.IndexFunc(c.rest, func(t token) bool { return t.is("PASSWORD") }); i >= 0 && i+1 < len(c.rest) {
			s.password = &c.rest[i+1]
		}
		if !create {
			s.named = nil
		}
	case create && c.take("ROLE"):
		s.verb = createRole
		s.named = c.names()
	case create && c.take("DATABASE"):
		s.verb = createDatabase
		s.named = c.names()
	case !create && c.take("DEFAULT"):
		s.parseDefaults(c)
	}
}

func (s *statement) parseDefaults(c *cursor) {
	c.take("PRIVILEGES")
	if c.take("FOR") && len(c.rest) > 0 {
		at := c.rest[0]
		c.take("USER", "ROLE")
		s.creator = creatorsOf{&at, c.names()}
	}
	var in []token
	if c.take("IN") {
		c.take("SCHEMA")
		in = c.names()
	}
	if !c.take("GRANT") {
		return
	}
	s.verb = defaults
	s.parseGrant(c)
	s.schemas = in
}

// parseGrant reads a grant from behind its first word.
func (s *statement) parseGrant(c *cursor) {
	if c.take("ROLE") {
		s.what, s.named = "ROLE", c.names()
	}
	for len(c.rest) > 0 && !c.rest[0].is("ON", "FOR", "TO", "FROM") {
		if c.rest[0].kind != other {
			s.gives = append(s.gives, c.rest[0])
		}
		c.rest = c.rest[1:]
	}
	switch {
	case c.take("FOR"):
		s.what = "FOR TABLES"
		if !c.take("TABLES") {
			s.what = "FOR"
		}
		for len(c.rest) > 0 && !c.rest[0].is("SCHEMA", "DATABASE", "TO", "FROM") {
			c.rest = c.rest[1:]
		}
		if c.take("SCHEMA") {
			s.schemas = c.names()
		}
	case c.take("ON"):
		s.parseObjects(c)
	}
	for len(c.rest) > 0 && !c.rest[0].is("TO", "FROM") {
		c.rest = c.rest[1:]
	}
	if len(c.rest) > 0 {
		c.rest = c.rest[1:]
	}
	s.parseGrantees(c)
}

func (s *statement) parseObjects(c *cursor) {
	all := c.take("ALL")
	switch {
	case c.take("SEQUENCES", "SEQUENCE"):
		s.what = "SEQUENCES"
	case c.take("TABLES"):
		s.what = "TABLES"
	case c.take("DATABASE"):
		s.what = "DATABASE"
	case c.take("SCHEMA"):
		s.what = "SCHEMA"
	case c.take("TABLE"):
	}
	if !all && s.what != "TABLES" && s.what != "SEQUENCES" { // those of default privileges have no names
		s.named = c.names()
		return
	}
	if c.take("IN") {
		c.take("SCHEMA")
		s.schemas = c.names()
	}
}

func (s *statement) parseGrantees(c *cursor) {
	for len(c.rest) > 0 {
		g := grantee{kind: "USER", at: c.rest[0]}
		switch {
		case c.rest[0].is("WITH"):
			return
		case c.rest[0].is("ROLE", "GROUP") && len(c.rest) > 1:
			g = grantee{kind: strings.ToUpper(c.rest[0].raw), at: c.rest[1]}
			c.rest = c.rest[1:]
		case c.rest[0].is("PUBLIC"):
			g.kind = "PUBLIC"
		}
		s.to = append(s.to, g)
		if c.rest = c.rest[1:]; len(c.rest) == 0 || !c.rest[0].punct(",") {
			return
		}
		c.rest = c.rest[1:]
	}
}

// has reports whether the grant gives one of the privileges.
func (s statement) has(privileges ...string) bool {
	return slices.ContainsFunc(s.gives, func(t token) bool { return t.is(privileges...) })
}

// cursor walks over tokens.
type cursor struct{ rest []token }

// take steps over the next token if it is one of the words, or the character.
func (c *cursor) take(words ...string) bool {
	if len(c.rest) == 0 || !c.rest[0].is(words...) && !c.rest[0].punct(words[0]) {
		return false
	}
	c.rest = c.rest[1:]
	return true
}

// names reads names with commas between them; of a.b it keeps b.
func (c *cursor) names() []token {
	var out []token
	for len(c.rest) > 0 && c.rest[0].name() != "" {
		last := c.rest[0]
		c.rest = c.rest[1:]
		for len(c.rest) > 1 && c.rest[0].punct(".") {
			last = c.rest[1]
			c.rest = c.rest[2:]
		}
		out = append(out, last)
		if len(c.rest) == 0 || !c.rest[0].punct(",") {
			break
		}
		c.rest = c.rest[1:]
	}
	return out
}

// finder finds statements: in code and after a line's bullet in any case, within a line of prose in
// capitals only, since "grant usage to" is a sentence too.
type finder struct{ line, prose *regexp.Regexp }

func newFinder() finder {
	return finder{
		line:  regexp.MustCompile("(?im)(?:^[ \\t>]*(?:[-*•][ \\t]+|\\d+\\.[ \\t]+|[a-z]\\.[ \\t]+)?|`|;[ \\t]*)(" + starts + `|\\c(?:onnect)?[ \t]+\S)`),
		prose: regexp.MustCompile(`\b(` + starts + `)`),
	}
}
