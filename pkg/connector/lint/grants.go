package lint

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"scrim/pkg/issue"
)

// created are the accounts of one kind that the script makes.
func (l *linter) created(v verb) []token {
	var out []token
	for _, s := range l.statements {
		if s.verb == v {
			out = append(out, s.named...)
		}
	}
	return out
}

func among(all []token, t token) bool {
	return slices.ContainsFunc(all, func(one token) bool { return one.name() == t.name() })
}

// grantees finds grants to somebody whom the script does not make.
func (l *linter) grantees(s *statement) {
	users, roles := l.created(createUser), l.created(createRole)
	if s.what == "" && len(s.named) == 0 && len(s.gives) > 0 && among(roles, s.gives[0]) {
		c := l.say(s, rule{codeRoleWord, issue.Error, pageGrant, "write GRANT ROLE"}, s.gives[0], s.gives[0], s.gives[0].raw+" is a role, and Redshift wants the word ROLE before it")
		c.edits = append(c.edits, edit{s.gives[0].start, s.gives[0].start, "ROLE "})
	}
	for _, g := range s.to {
		made, word := users, "user"
		if g.kind == "ROLE" {
			made, word = roles, "role"
		}
		switch {
		case g.kind == "USER" && !among(users, g.at) && among(roles, g.at):
			c := l.say(s, rule{codeRoleWord, issue.Error, pageGrant, "write TO ROLE"}, g.at, g.at, g.at.raw+" is a role, and Redshift wants the word ROLE before it")
			c.edits = append(c.edits, edit{g.at.start, g.at.start, "ROLE "})
		case g.kind != "USER" && g.kind != "ROLE", len(made) == 0, among(made, g.at):
		default:
			c := l.say(s, rule{codeGrantee, issue.Error, pageGrant, "grant it to whom the script creates"}, g.at, g.at,
				fmt.Sprintf("the grant is to %s, and the %s that the script creates is %s", g.at.raw, word, made[0].raw))
			c.edits = append(c.edits, edit{g.at.start, g.at.end, made[0].raw})
		}
	}
}

// coverage finds grants that cover fewer tables than they seem to.
func (l *linter) coverage(s *statement) {
	switch {
	case s.verb == defaults && s.what == "TABLES":
		l.creatorNamed(s)
	case s.what == "SCHEMA" && s.has("ALL"):
		for _, schema := range s.named {
			l.schemaAll(s, schema)
		}
	case s.what == "TABLES":
		l.future(s)
	}
}

func (l *linter) creatorNamed(s *statement) {
	if s.creator.word != nil {
		return
	}
	c := l.say(s, rule{codeCreator, issue.Error, pageDefaults, "name who creates them, FOR USER …, or use a scoped grant; " + scopedCoversFuture}, s.tokens[0], s.tokens[min(2, len(s.tokens)-1)],
		"without FOR USER it holds only for tables that the very account which runs it will create, and a loader's tables stay unreadable")
	if scoped := l.scoped(s, privilegesOf(s)); scoped != "" {
		c.instead = scoped
		return
	}
	at := s.tokens[min(2, len(s.tokens)-1)].end
	c.edits = append(c.edits, edit{at, at, " FOR USER etl_owner"})
}

func privilegesOf(s *statement) string {
	out := make([]string, len(s.gives))
	for i, t := range s.gives {
		out[i] = strings.ToUpper(t.raw)
	}
	return strings.Replace(strings.Join(out, ", "), "ALL, PRIVILEGES", "ALL", 1)
}

// scoped is the grant on the tables of the statement's schemas that there are
// and will be; empty where there can be none.
func (l *linter) scoped(s *statement, privileges string) string {
	schemas := s.schemas
	if s.what == "SCHEMA" {
		schemas = s.named
	}
	if len(schemas) != 1 || slices.ContainsFunc(s.to, func(g grantee) bool { return g.kind != "USER" && g.kind != "ROLE" }) {
		return ""
	}
	var to []string
	for _, g := range s.to {
		name := l.example(g.at)
		if among(l.created(createRole), g.at) {
			g.kind = "ROLE"
		}
		if made := l.created(createUser); g.kind == "USER" && len(made) > 0 && !among(made, g.at) {
			name = made[0].raw
		}
		if g.kind == "ROLE" {
			name = "ROLE " + name
		}
		to = append(to, name)
	}
	return fmt.Sprintf("GRANT %s FOR TABLES IN SCHEMA %s TO %s;", privileges, l.example(schemas[0]), strings.Join(to, ", "))
}

// covers reports whether some other statement gives the grantees of s what
// tables the schema has, or, when they are asked for, will have.
func (l *linter) covers(s *statement, schema token, future bool) bool {
	return slices.ContainsFunc(l.statements, func(o statement) bool {
		tables := o.verb == grant && (o.what == "FOR TABLES" || !future && o.what == "TABLES") || future && o.verb == defaults && o.what != "SEQUENCES"
		where := len(o.schemas) == 0 || among(o.schemas, schema)
		who := slices.ContainsFunc(o.to, func(a grantee) bool {
			return slices.ContainsFunc(s.to, func(b grantee) bool { return a.at.name() == b.at.name() })
		})
		return tables && where && who
	})
}

func (l *linter) schemaAll(s *statement, schema token) {
	if l.covers(s, schema, false) {
		return
	}
	c := l.say(s, rule{codeSchemaAll, issue.Error, pageSchemas, "grant what is meant on the tables too; " + scopedCoversFuture}, s.gives[0], schema,
		"ALL on a schema is about the schema: it reads and writes no table in it that somebody else owns")
	if scoped := l.scoped(s, "SELECT, INSERT, UPDATE, DELETE"); scoped != "" {
		c.after = append(c.after, scoped)
	} else {
		c.after = append(c.after, "-- and grant on the tables of each schema, to each grantee")
	}
}

func (l *linter) future(s *statement) {
	for _, schema := range s.schemas {
		if l.covers(s, schema, true) {
			continue
		}
		c := l.say(s, rule{codeFuture, issue.Warning, pageScoped, "use a scoped grant; " + scopedCoversFuture}, s.tokens[0], s.tokens[len(s.tokens)-1],
			"it covers the tables that there are now; one that is made or made anew tomorrow is not among them")
		if scoped := l.scoped(s, privilegesOf(s)); scoped != "" {
			c.instead = scoped
		} else {
			c.after = append(c.after, "-- and ALTER DEFAULT PRIVILEGES FOR USER of each creator, in each schema")
		}
		return
	}
}

// claim is how a guide says that one database alone is written to.
var claim = regexp.MustCompile(`(?i)\bonly\s+(?:db|database)\b[^.\n]{0,80}\bwrit\w*|\bwrit\w*\b[^.\n]{0,40}\bonly\b[^.\n]{0,40}\b(?:db|database)\b`)

// onlyWritable holds a guide to its word.
func (l *linter) onlyWritable() {
	at := claim.FindStringIndex(l.text)
	if at == nil {
		return
	}
	r := rule{codeWritable, issue.Warning, pageSchemas, "take CREATE on the schema public from PUBLIC, in each database, and grant CREATE on one database"}
	closed := slices.ContainsFunc(l.statements, func(s statement) bool {
		return s.verb == revoke && s.what == "SCHEMA" && s.has("CREATE", "ALL") && slices.ContainsFunc(s.to, func(g grantee) bool { return g.kind == "PUBLIC" })
	})
	if !closed {
		c := l.sayAt(at[0], r, at[0], at[1], "it is not the only one: everybody may create tables in the schema public of every database until that is revoked")
		c.instead = "REVOKE CREATE ON SCHEMA public FROM PUBLIC; -- in each database"
	}
	var first *token
	for i := range l.statements {
		s := &l.statements[i]
		if s.verb != grant || s.what != "DATABASE" || !s.has("CREATE", "ALL") {
			continue
		}
		for _, database := range s.named {
			if first == nil {
				first = &database
			} else if first.name() != database.name() {
				c := l.say(s, r, database, database, fmt.Sprintf("the script says that one database alone is written to, %s, and grants CREATE on this one too", first.raw))
				c.edits = append(c.edits, edit{database.start, database.end, first.raw})
			}
		}
	}
}
