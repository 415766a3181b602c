package redshiftd

import (
	"slices"
	"strings"
)

// command translates everything that is neither a query nor a change of data nor a definition of a table or view.
func (t *translator) command(s *statement) *Error {
	if err := t.grammar.lexicalOnly(s); err != nil {
		return err
	}
	switch s.kind {
	case "BEGIN":
		return t.begin(s)
	case "CALL":
		return t.call(s)
	case "COMMIT", "ROLLBACK", "ANALYZE", "COMMENT", "CLOSE", "DEALLOCATE", "LOCK":
		t.common(s)
		return nil
	case "SET", "RESET", "SHOW":
		return t.parameter(s)
	case "GRANT", "REVOKE":
		return t.grant(s)
	case "CREATE USER", "ALTER USER":
		return t.user(s)
	case "CREATE ROLE", "ALTER ROLE", "CREATE GROUP", "ALTER GROUP":
		return t.role(s)
	case "DROP USER", "DROP ROLE", "DROP GROUP":
		return t.dropIdentity(s)
	default:
		return t.definition(s)
	}
}

// definition translates the other CREATE, ALTER and DROP commands and refuses what is left.
func (t *translator) definition(s *statement) *Error {
	switch s.kind {
	case "ALTER DEFAULT PRIVILEGES":
		return t.defaultPrivileges(s)
	case "CREATE SCHEMA":
		return t.createSchema(s)
	case "CREATE DATABASE", "ALTER DATABASE", "DROP DATABASE":
		return t.databaseCommand(s)
	case "CREATE FUNCTION":
		return t.createFunction(s)
	case "CREATE PROCEDURE":
		return t.createProcedure(s)
	case "ALTER TABLE":
		return t.alterTable(s)
	case "CREATE RLS", "DROP RLS", "ATTACH", "DETACH":
		return t.rowPolicy(s)
	case "TRUNCATE":
		return t.truncate(s)
	case "DROP TABLE", "DROP VIEW", "DROP SCHEMA", "DROP FUNCTION", "DROP PROCEDURE", "ALTER SCHEMA", "ALTER FUNCTION", "ALTER PROCEDURE":
		if s.kind == "DROP PROCEDURE" && s.at(2).is("if") {
			return near(s.at(2))
		}
		if err := t.dropNames(s); err != nil {
			return err
		}
		t.common(s)
		return t.letGo(s)
	}
	return t.refuseCommand(s)
}

// refuseCommand names what the statement is and whether Redshift or only the stand-in lacks it.
func (t *translator) refuseCommand(s *statement) *Error {
	switch s.kind {
	case "COPY":
		if i := s.find(1, "from"); i >= 0 && s.at(i+1).is("stdin") {
			return refused("COPY FROM STDIN")
		}
		return unknown("COPY: there is no S3 to copy from")
	case "SAVEPOINT", "RELEASE", "ROLLBACK TO":
		return refused(s.kind)
	case "LISTEN", "NOTIFY", "UNLISTEN", "DO", "REINDEX", "CLUSTER", "IMPORT", "SECURITY", "REASSIGN", "LOAD", "CHECKPOINT", "VALUES", "TABLE":
		return refused(s.kind)
	}
	verb, object, _ := strings.Cut(s.kind, " ")
	postgresOnly := []string{
		"INDEX", "UNIQUE", "TRIGGER", "EXTENSION", "POLICY", "RULE", "SEQUENCE", "TYPE", "DOMAIN", "AGGREGATE", "OPERATOR", "CAST", "SERVER", "FOREIGN",
		"PUBLICATION", "SUBSCRIPTION", "EVENT", "COLLATION", "TABLESPACE", "STATISTICS", "CONVERSION", "TEXT", "ACCESS", "TRANSFORM", "UNLOGGED", "VIEW", "OWNED",
	}
	if slices.Contains(postgresOnly, object) && (verb != "DROP" || object != "VIEW") {
		return &Error{Code: codeNotSupported, Message: s.kind + " is not supported", Hint: "redshiftd refuses what Amazon Redshift refuses."}
	}
	if s.kind == "?" {
		return near(s.at(0))
	}
	return unknown(s.kind)
}

// begin strips isolation levels, which Redshift reads and ignores.
func (t *translator) begin(s *statement) *Error {
	if i := s.find(0, "isolation"); i >= 0 {
		end := i + 3
		if s.at(i+2).is("read", "repeatable") {
			end++
		}
		s.replace(i, min(end, len(s.tokens)), "")
	}
	return nil
}

// dropNames drops IF EXISTS where Redshift has none.
func (t *translator) dropNames(s *statement) *Error {
	for i := range s.tokens {
		if parts, end := s.chain(i); len(parts) >= 3 && !s.at(i-1).is(".") && parts[0] != t.database {
			return crossDatabase(strings.Join(parts, "."))
		} else if end > i+1 {
			continue
		}
	}
	return nil
}

func crossDatabase(name string) *Error {
	return &Error{Code: codeNotSupported, Message: "cross-database reference to " + name + " is not supported here"}
}

// truncate reads TRUNCATE [TABLE] name, which is all there is. That it commits is the session's (see standing.go).
func (t *translator) truncate(s *statement) *Error {
	i := 1
	if s.at(i).is("table") {
		i++
	}
	if parts, end := s.chain(i); len(parts) == 0 {
		return near(s.at(i))
	} else if end < len(s.tokens) {
		return near(s.at(end))
	}
	if err := t.dropNames(s); err != nil {
		return err
	}
	t.common(s)
	return nil
}

// letGo lets late-binding views go of what the statement drops or renames, in the same transaction.
func (t *translator) letGo(s *statement) *Error {
	if !strings.HasPrefix(s.kind, "DROP ") && s.kind != "ALTER TABLE" {
		return nil
	}
	names := t.objectNames(s)
	var steps []string
	for _, name := range names {
		if s.kind == "DROP SCHEMA" {
			steps = append(steps, "PERFORM redshiftd.loosen("+quoteLiteral(t.token)+", c.oid::regclass) FROM pg_catalog.pg_class AS c WHERE c.relkind IN ('r', 'v', 'm') AND c.relnamespace = to_regnamespace("+quoteLiteral(name)+")")
			continue
		}
		steps = append(steps, "PERFORM redshiftd.loosen("+quoteLiteral(t.token)+", r) FROM to_regclass("+quoteLiteral(name)+") AS r WHERE r IS NOT NULL")
	}
	tag := s.kind
	s.whole = block(tag, append(steps, run(s.text()))...)
	return nil
}

// objectNames returns the quoted names of the objects that ALTER and DROP name.
func (t *translator) objectNames(s *statement) []string {
	i := 2
	if s.words(i, "if", "exists") {
		i += 2
	}
	var names []string
	for {
		parts, end := s.chain(i)
		if len(parts) == 0 {
			return names
		}
		names = append(names, quotedChain(parts))
		if !s.at(end).is(",") {
			return names
		}
		i = end + 1
	}
}

func (t *translator) createSchema(s *statement) *Error {
	if i := s.find(0, "quota"); i >= 0 {
		end := min(i+3, len(s.tokens))
		if s.at(i + 1).is("unlimited") {
			end = i + 2
		}
		s.replace(i, end, "")
	}
	t.common(s)
	return nil
}

// databaseCommand passes what both have. Redshift has no IF EXISTS here.
func (t *translator) databaseCommand(s *statement) *Error {
	if i := s.find(0, "if"); i >= 0 {
		return near(s.at(i))
	}
	if i := s.find(3, "isolation"); i >= 0 && s.words(i, "isolation", "level") {
		return t.isolation(s, i+2)
	}
	if s.kind == "CREATE DATABASE" {
		for i := 3; i < len(s.tokens); i++ {
			switch {
			case s.at(i).is("with", "owner", "="), s.words(i, "connection", "limit"), s.at(i).ident() && s.at(i-1).is("owner", "=", "to"):
			case s.words(i-1, "connection", "limit"), s.at(i).kind == number, s.at(i).is("-"):
			case s.at(i).is("unlimited"):
				s.replace(i, i+1, "-1")
			default:
				return unknown("CREATE DATABASE … " + s.at(i).text)
			}
		}
	}
	t.common(s)
	return nil
}

// isolation sets a database's level for sessions that begin later: SNAPSHOT, which databases have
// at first, or SERIALIZABLE. Without keys there are no indexes, so PostgreSQL too counts what a transaction read by the table.
func (t *translator) isolation(s *statement, level int) *Error {
	to := map[string]string{"serializable": "serializable", "snapshot": "repeatable read"}[s.at(level).name]
	switch {
	case to == "" || level != len(s.tokens)-1:
		return near(s.at(level))
	case s.kind != "ALTER DATABASE":
		return unknown("CREATE DATABASE … ISOLATION LEVEL: use ALTER DATABASE")
	}
	s.whole = "ALTER DATABASE " + quoteIdent(s.at(2).name) + " SET default_transaction_isolation = " + quoteLiteral(to)
	return nil
}

// createFunction lets SQL functions through, and PL/pgSQL ones for tests.
func (t *translator) createFunction(s *statement) *Error {
	if i := s.find(0, "language"); i < 0 || !s.at(i+1).is("sql", "plpgsql") {
		return unknown(s.kind + " in a language other than sql and plpgsql")
	}
	t.common(s)
	return nil
}

// lexicalOnly checks the tokens of a command, which has no relations.
func (g grammar) lexicalOnly(s *statement) *Error {
	for i := range s.tokens {
		if err := g.lexical(s, i); err != nil {
			return err
		}
	}
	return nil
}
