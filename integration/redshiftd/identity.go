package redshiftd

import (
	"fmt"
	"strings"
)

// Hidden roles whose members are what the role's name says.
const (
	roleSyslog  = `"redshiftd:syslog_unrestricted"`
	roleSHA256  = `"redshiftd:sha256"`
	roleUnknown = `"redshiftd:unknown"`
	roleGroup   = `"redshiftd:group"`
)

// user translates CREATE USER and ALTER USER.
func (t *translator) user(s *statement) *Error {
	i := 2
	if s.at(i).is("if") {
		return near(s.at(i))
	}
	name := s.at(i)
	if !name.ident() {
		return near(name)
	}
	who := quoteIdent(person(name))
	if s.kind == "ALTER USER" && s.at(i+1).is("set", "reset") && !s.words(i+1, "reset", "session") {
		return t.userParameter(s, i+2)
	}
	if s.kind == "ALTER USER" && s.at(i+1).is("rename") {
		t.common(s)
		return nil
	}
	options, steps, err := userOptions(s, i+1, who)
	if err != nil {
		return err
	}
	if s.kind == "CREATE USER" {
		if !strings.Contains(options, "PASSWORD") {
			return syntaxError("CREATE USER needs PASSWORD")
		}
		s.whole = block(s.kind, append([]string{run("CREATE ROLE " + who + " LOGIN" + options)}, t.asSuperuser(steps)...)...)
		return nil
	}
	first := []string{run("ALTER ROLE " + who + options)}
	if options == "" {
		first = nil
	}
	s.whole = block(s.kind, append(first, t.asSuperuser(steps)...)...)
	return nil
}

func (t *translator) asSuperuser(statements []string) []string {
	var steps []string
	for _, sql := range statements {
		steps = append(steps, t.sudo(sql))
	}
	return steps
}

// userOptions reads the options of a user into PostgreSQL's, and statements that must follow.
func userOptions(s *statement, i int, who string) (string, []string, *Error) {
	var b strings.Builder
	var steps []string
	for i < len(s.tokens) {
		tok, next := s.at(i), s.at(i+1)
		used := 1
		switch {
		case tok.is("with"):
		case tok.is("createdb", "nocreatedb"):
			b.WriteString(" " + strings.ToUpper(tok.name))
		case tok.is("createuser"):
			b.WriteString(" SUPERUSER")
		case tok.is("nocreateuser"):
			b.WriteString(" NOSUPERUSER")
		case tok.is("password"):
			option, extra, err := password(next, who)
			if err != nil {
				return "", nil, err
			}
			b.WriteString(option)
			steps = append(steps, extra)
			used = 2
		case tok.is("syslog") && next.is("access"):
			verb := map[bool]string{true: "GRANT %s TO %s", false: "REVOKE %s FROM %s"}[s.at(i+2).is("unrestricted")]
			steps = append(steps, fmt.Sprintf(verb, roleSyslog, who))
			used = 3
		case tok.is("valid") && next.is("until") && s.at(i+2).kind == str:
			b.WriteString(" VALID UNTIL " + s.at(i+2).text)
			used = 3
		case tok.is("connection") && next.is("limit"):
			limit := s.at(i + 2).text
			if s.at(i + 2).is("unlimited") {
				limit = "-1"
			}
			b.WriteString(" CONNECTION LIMIT " + limit)
			used = 3
		case tok.is("session") && next.is("timeout") && s.at(i+2).kind == number:
			steps = append(steps, "ALTER ROLE "+who+" SET idle_session_timeout = "+quoteLiteral(s.at(i+2).text+"s"))
			used = 3
		case tok.is("reset") && next.is("session"):
			steps = append(steps, "ALTER ROLE "+who+" RESET idle_session_timeout")
			used = 3
		case tok.is("externalid"):
			used = 2
		case tok.is("in") && next.is("group"):
			b.WriteString(" IN ROLE " + quoteIdent(person(s.at(i+2))))
			used = 3
		default:
			return "", nil, near(tok)
		}
		i += used
	}
	return b.String(), steps, nil
}

// password translates one password. A SHA-256 password is kept as a mark: at login the server asks for a digest that
// neither pgx nor libpq has.
func password(t token, who string) (option, step string, err *Error) {
	unmark := "REVOKE " + roleSHA256 + " FROM " + who
	switch {
	case t.is("disable"):
		return " PASSWORD NULL", unmark, nil
	case t.kind == quoted:
		return "", "", near(t) // a password in double quotes
	case t.kind != str:
		return "", "", near(t)
	case strings.HasPrefix(t.name, "sha256"):
		return " PASSWORD NULL", "GRANT " + roleSHA256 + " TO " + who, nil
	case strings.HasPrefix(t.name, "md5"):
		return " PASSWORD " + quoteLiteral(t.name), unmark, nil
	}
	if bad := weakPassword(t.name); bad != "" {
		return "", "", &Error{Code: "22023", Message: "password " + bad}
	}
	return " PASSWORD " + quoteLiteral(t.name), unmark, nil
}

// weakPassword returns what is wrong with a clear password, or "".
func weakPassword(p string) string {
	has := func(chars string) bool { return strings.ContainsAny(p, chars) }
	switch {
	case len(p) < 8 || len(p) > 64:
		return "must be of length between 8 and 64"
	case !has("ABCDEFGHIJKLMNOPQRSTUVWXYZ"):
		return "must contain an uppercase letter"
	case !has("abcdefghijklmnopqrstuvwxyz"):
		return "must contain a lowercase letter"
	case !has("0123456789"):
		return "must contain a number"
	case has(`'"\/@`):
		return `must not contain ' " \ / or @`
	case strings.ContainsFunc(p, func(r rune) bool { return r < 33 || r > 126 }):
		return "must contain printable ASCII characters only"
	}
	return ""
}

// role translates CREATE ROLE and ALTER ROLE, and groups, which are roles here.
func (t *translator) role(s *statement) *Error {
	name := s.at(2)
	if name.is("if") || !name.ident() {
		return near(name)
	}
	who := quoteIdent(person(name))
	switch {
	case strings.HasPrefix(person(name), "sys:") || strings.HasPrefix(person(name), "ds:") || strings.ContainsAny(person(name), ":/\n"):
		return &Error{Code: "42939", Message: fmt.Sprintf("role name %q is not allowed", person(name))}
	case s.kind == "CREATE ROLE" && (len(s.tokens) == 3 || s.at(3).is("externalid") && len(s.tokens) == 5):
		s.whole = "CREATE ROLE " + who + " NOLOGIN"
		return nil
	case s.kind == "CREATE GROUP" && len(s.tokens) == 3:
		s.whole = block(s.kind, run("CREATE ROLE "+who+" NOLOGIN"), t.sudo("GRANT "+roleGroup+" TO "+who))
		return nil
	case s.kind == "ALTER ROLE" && s.at(3).is("rename"), s.kind == "ALTER GROUP" && s.at(3).is("add", "drop", "rename"):
		t.common(s)
		return nil
	case s.kind == "ALTER ROLE" && s.at(3).is("externalid"):
		s.whole = block(s.kind, "PERFORM 1")
		return nil
	}
	return near(s.at(3))
}

// dropIdentity drops users, roles and groups. What they hold in other databases is the session's to clear (see session.go).
func (t *translator) dropIdentity(s *statement) *Error {
	i, exists := 2, ""
	if s.words(i, "if", "exists") {
		if s.kind != "DROP USER" {
			return near(s.at(i))
		}
		i, exists = i+2, "IF EXISTS "
	}
	force := s.at(len(s.tokens) - 1).is("force")
	var steps []string
	for ; s.at(i).ident() && !s.at(i).is("force", "restrict"); i++ {
		who := quoteIdent(person(s.at(i)))
		if s.kind == "DROP ROLE" {
			steps = append(steps, t.dropRole(person(s.at(i)), force)...)
		}
		steps = append(steps, "scoped := 'redshiftd:scoped:' || (SELECT r.oid FROM pg_catalog.pg_roles AS r WHERE r.rolname = "+quoteLiteral(person(s.at(i)))+")",
			run("DROP ROLE "+exists+who), "PERFORM redshiftd.sudo("+quoteLiteral(t.token)+", format('DROP ROLE IF EXISTS %I', coalesce(scoped, 'redshiftd:scoped:0')))")
		if !s.at(i + 1).is(",") {
			i++
			break
		}
		i++
	}
	if len(steps) == 0 || i < len(s.tokens) && (s.kind != "DROP ROLE" || !s.at(i).is("force", "restrict")) {
		return near(s.at(i))
	}
	s.whole = block(s.kind, steps...)
	return nil
}

// dropRole refuses a role that somebody has, unless forced.
func (t *translator) dropRole(name string, force bool) []string {
	if force {
		return []string{t.sudo("SELECT redshiftd.forget_scoped(" + quoteLiteral(name) + ")"), t.sudo("DROP OWNED BY " + quoteIdent(name))}
	}
	return []string{"IF EXISTS (SELECT FROM pg_catalog.pg_auth_members AS m JOIN pg_catalog.pg_roles AS r ON r.oid IN (m.roleid, m.member) WHERE r.rolname = " +
		quoteLiteral(name) + " AND m.roleid NOT IN (SELECT h.oid FROM pg_catalog.pg_roles AS h WHERE h.rolname LIKE 'redshiftd:%')) THEN RAISE EXCEPTION 'cannot drop role % because it is granted', " +
		quoteLiteral(name) + " USING ERRCODE = '2BP01'; END IF"}
}

// droppedIdentities returns the names that a DROP USER or DROP ROLE … FORCE drops, for clearing other databases first.
func droppedIdentities(s *statement) []string {
	if s.kind != "DROP USER" && (s.kind != "DROP ROLE" || !s.at(len(s.tokens)-1).is("force")) {
		return nil
	}
	var names []string
	for i := 2; i < len(s.tokens); i++ {
		if s.at(i).ident() && !s.at(i).is("if", "exists", "force", "restrict") {
			names = append(names, person(s.at(i)))
		}
	}
	return names
}
