package render

import (
	"fmt"
	"slices"
	"strings"

	"scrim/pkg/catalog"
	"scrim/pkg/connector"
	"scrim/pkg/verify"
)

// accounts is what differs between dialects in making accounts.
type accounts interface {
	login(w *writer, l connector.Login, s *connector.Settings) string
	limits(w *writer, s connector.Settings) string // as options of ALTER USER
	role(w *writer, r connector.Role) string
	disarm(w *writer, t connector.Thing) string // what makes a login or role as it should be
	roleName(w *writer, name string) string     // in GRANT and REVOKE of it
	scopes() bool                               // has permissions on all tables of a schema
}

// Account is how the steps of a connector's plan are carried out, in order:
// one statement each, but for neighbouring grants on one object to one
// principal, and for a login and its limits. Names are taken as the catalogue
// has them. A password is a hole in the text.
func Account(d Dialect, steps []connector.Step) ([]connector.Unit, error) {
	w := newWriter(d, catalog.Cluster{})
	var out []connector.Unit
	for _, group := range grouped(steps) {
		u := w.unit(group)
		if w.err != nil {
			return nil, fmt.Errorf("rendering %s: %w", connector.Words(group[0].Thing), w.err)
		}
		out = append(out, u)
	}
	return out, nil
}

// grouped puts together what one statement does.
func grouped(steps []connector.Step) [][]connector.Step {
	var out [][]connector.Step
	for _, s := range steps {
		at := slices.IndexFunc(out, func(g []connector.Step) bool { return together(g[0], s) })
		last := len(out) - 1
		_, grant := s.Thing.(connector.Grant)
		switch {
		case at < 0 || grant && at != last:
			out = append(out, []connector.Step{s})
		case s.Do == connector.Remove && !grant: // a user is dropped when its turn comes, and takes its limits along
			group := slices.Concat(out[at], []connector.Step{s})
			out = append(slices.Delete(out, at, at+1), group)
		default:
			out[at] = append(out[at], s)
		}
	}
	return out
}

// together reports whether one statement does both.
func together(a, b connector.Step) bool {
	if a.Do != b.Do {
		return false
	}
	switch first := a.Thing.(type) {
	case connector.Grant:
		second, ok := b.Thing.(connector.Grant)
		return ok && first.On == second.On && first.To == second.To
	case connector.Login:
		second, ok := b.Thing.(connector.Settings)
		return ok && a.Do != connector.Mend && second.Login == first.Name
	case connector.Settings:
		second, ok := b.Thing.(connector.Login)
		return ok && a.Do != connector.Mend && first.Login == second.Name
	}
	return false
}

func (w *writer) unit(group []connector.Step) connector.Unit {
	u := connector.Unit{Steps: group, Database: databaseOf(group[0].Thing)}
	var words []string
	var login *connector.Login
	var limits *connector.Settings
	for _, s := range group {
		switch t := s.Thing.(type) {
		case connector.Grant:
			words = append(words, string(t.Privilege))
		case connector.Login:
			login = &t
		case connector.Settings:
			limits = &t
		}
	}
	switch first := group[0]; {
	case len(words) > 0:
		u.Text = w.give(first.Do, strings.Join(words, ", "), first.Thing.(connector.Grant)) //nolint:forcetypeassert // words come from grants
	case login != nil:
		u.Text = w.account(first.Do, *login, limits)
		u.Password = !login.IAM && (first.Do == connector.Make || first.Do == connector.Rotate)
	case limits != nil:
		u.Text = "ALTER USER " + w.exact(limits.Login) + w.d.limits(w, *limits)
	default:
		u.Text = w.alone(first)
	}
	return u
}

// databaseOf is where a statement about a thing must run; empty is anywhere.
func databaseOf(t connector.Thing) string {
	switch t := t.(type) {
	case connector.Schema:
		return t.Database
	case connector.Grant:
		return t.On.Database
	case connector.Owned:
		if t.On.Kind != connector.OnDatabase {
			return t.On.Database
		}
	}
	return ""
}

// account is a statement about a login.
func (w *writer) account(do connector.Do, l connector.Login, s *connector.Settings) string {
	switch do {
	case connector.Make:
		return w.d.login(w, l, s)
	case connector.Mend:
		return w.d.disarm(w, l)
	case connector.Rotate:
		return "ALTER USER " + w.exact(l.Name) + " PASSWORD '" + PasswordHole + "'"
	case connector.Remove:
		return "DROP USER " + w.exact(l.Name)
	case connector.Reassign:
	}
	w.fail(fmt.Errorf("nothing is to %s in a login", do))
	return ""
}

// alone is a step that has a statement of its own.
func (w *writer) alone(s connector.Step) string {
	verb := map[connector.Do]string{connector.Make: "CREATE", connector.Remove: "DROP"}[s.Do]
	switch t := s.Thing.(type) {
	case connector.Database:
		return verb + " DATABASE " + w.exact(t.Name)
	case connector.Schema:
		return verb + " SCHEMA " + w.exact(t.Name)
	case connector.Role:
		switch s.Do {
		case connector.Make:
			return w.d.role(w, t)
		case connector.Mend:
			return w.d.disarm(w, t)
		default:
			return "DROP ROLE " + w.exact(t.Name)
		}
	case connector.Member:
		return w.member(s.Do, t)
	case connector.Owned:
		return w.giveAway(t.On) + " OWNER TO " + w.exact(s.To)
	}
	w.fail(fmt.Errorf("there is no statement for %T", s.Thing))
	return ""
}

func (w *writer) member(do connector.Do, m connector.Member) string {
	role, who := w.d.roleName(w, m.Role), w.exact(m.Login)
	if m.Nested {
		who = w.d.roleName(w, m.Login)
	}
	switch do {
	case connector.Make:
		return "GRANT " + role + " TO " + who
	case connector.Mend:
		return "REVOKE ADMIN OPTION FOR " + role + " FROM " + who
	default:
		return "REVOKE " + role + " FROM " + who
	}
}

// give is a GRANT or a REVOKE of privileges on one object.
func (w *writer) give(do connector.Do, privileges string, g connector.Grant) string {
	verb, link := "GRANT ", " TO "
	if do == connector.Remove {
		verb, link = "REVOKE ", " FROM "
	}
	if do == connector.Mend && g.On.Kind == connector.OnTables { // of a scoped permission the whole goes, and the next apply gives it again: no outside judge reads what would take the option alone
		verb, link = "REVOKE ", " FROM "
	} else if do == connector.Mend {
		verb, link = "REVOKE GRANT OPTION FOR ", " FROM "
	}
	to := link + w.d.party(w, verify.Party{Kind: verify.Kind(g.To.Kind), Name: g.To.Name})
	switch o := g.On; o.Kind {
	case connector.OnDatabase:
		return verb + privileges + " ON DATABASE " + w.exact(o.Database) + to
	case connector.OnSchema:
		return verb + privileges + " ON SCHEMA " + w.exact(o.Schema) + to
	case connector.OnTable:
		return verb + privileges + " ON " + w.exact(o.Schema) + "." + w.exact(o.Table) + to
	case connector.OnTables:
		if !w.d.scopes() {
			w.fail(fmt.Errorf("there is no permission here that covers all tables to come"))
		}
		if o.Schema == "" {
			return verb + privileges + " FOR TABLES IN DATABASE " + w.exact(o.Database) + to
		}
		return verb + privileges + " FOR TABLES IN SCHEMA " + w.exact(o.Schema) + to
	case connector.OnFuture:
		in := ""
		if o.Schema != "" {
			in = " IN SCHEMA " + w.exact(o.Schema)
		}
		return fmt.Sprintf("ALTER DEFAULT PRIVILEGES FOR %s %s%s %s%s ON TABLES%s", w.d.creator(), w.exact(o.Creator), in, verb, privileges, to)
	case connector.OnSystem:
		return verb + w.permission(privileges) + to
	case connector.OnRoutine:
	}
	w.fail(fmt.Errorf("nothing is granted on a %s", g.On.Kind))
	return ""
}

// permission is words of Redshift's, which are no names.
func (w *writer) permission(words string) string {
	for _, r := range words {
		if (r < 'A' || r > 'Z') && r != ' ' && r != ',' {
			w.fail(fmt.Errorf("%q is no permission", words))
		}
	}
	return words
}

// giveAway begins the statement that changes an owner.
func (w *writer) giveAway(o connector.Object) string {
	switch o.Kind {
	case connector.OnDatabase:
		return "ALTER DATABASE " + w.exact(o.Database)
	case connector.OnSchema:
		return "ALTER SCHEMA " + w.exact(o.Schema)
	case connector.OnTable:
		return "ALTER TABLE " + w.exact(o.Schema) + "." + w.exact(o.Table)
	default:
		w.fail(fmt.Errorf("%s is not given away here", o))
		return ""
	}
}

func passwordOr(absent string, l connector.Login) string {
	if l.IAM {
		return absent
	}
	return "'" + PasswordHole + "'"
}

func limitsOf(d Dialect, w *writer, s *connector.Settings) string {
	if s == nil {
		return ""
	}
	return d.limits(w, *s)
}

func (d redshift) login(w *writer, l connector.Login, s *connector.Settings) string {
	return "CREATE USER " + w.exact(l.Name) + " PASSWORD " + passwordOr("DISABLE", l) + limitsOf(d, w, s)
}

func (redshift) limits(_ *writer, s connector.Settings) string {
	return fmt.Sprintf(" NOCREATEDB NOCREATEUSER SYSLOG ACCESS RESTRICTED CONNECTION LIMIT %d", s.Connections)
}

func (redshift) role(w *writer, r connector.Role) string { return "CREATE ROLE " + w.exact(r.Name) }

func (redshift) disarm(w *writer, t connector.Thing) string {
	if l, ok := t.(connector.Login); ok && l.IAM {
		return "ALTER USER " + w.exact(l.Name) + " PASSWORD DISABLE"
	}
	w.fail(fmt.Errorf("nothing is to be mended in %s", connector.Words(t)))
	return ""
}

func (redshift) roleName(w *writer, name string) string { return "ROLE " + w.exact(name) }
func (redshift) scopes() bool                           { return true }

func (d postgres) login(w *writer, l connector.Login, s *connector.Settings) string {
	return "CREATE ROLE " + w.exact(l.Name) + " LOGIN PASSWORD " + passwordOr("NULL", l) + limitsOf(d, w, s)
}

const powerless = " NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"

func (postgres) limits(_ *writer, s connector.Settings) string {
	return fmt.Sprintf("%s CONNECTION LIMIT %d", powerless, s.Connections)
}

func (postgres) role(w *writer, r connector.Role) string {
	return "CREATE ROLE " + w.exact(r.Name) + " NOLOGIN"
}

func (postgres) disarm(w *writer, t connector.Thing) string {
	switch t := t.(type) {
	case connector.Login:
		return "ALTER ROLE " + w.exact(t.Name) + " LOGIN"
	case connector.Role:
		return "ALTER ROLE " + w.exact(t.Name) + " NOLOGIN" + powerless
	}
	w.fail(fmt.Errorf("nothing is to be mended in %s", connector.Words(t)))
	return ""
}

func (postgres) roleName(w *writer, name string) string { return w.exact(name) }
func (postgres) scopes() bool                           { return false }
