package render

import (
	"fmt"

	"scrim/pkg/catalog"
	"scrim/pkg/verify"
)

// NewOwner stands for the owner that a person has yet to choose.
const NewOwner = "‹another owner›"

// withdrawal is what differs between dialects where something is taken away.
type withdrawal interface {
	party(w *writer, p verify.Party) string
	creator() string // the word for whoever makes tables
	expel(w *writer, m verify.Member) string
	weaken(w *writer, p verify.RevokePower) string // empty where no statement does
}

// Withdraw is the statement that would take a way around the views away, for
// an administrator of the database in which the object is. Names are taken as
// the catalogue has them. Nothing is empty.
func Withdraw(d Dialect, t verify.Take) (string, error) {
	w := newWriter(d, catalog.Cluster{})
	text := w.withdraw(t)
	if w.err != nil {
		return "", fmt.Errorf("rendering what takes an access away: %w", w.err)
	}
	return text, nil
}

func (w *writer) withdraw(t verify.Take) string {
	switch t := t.(type) {
	case nil:
		return ""
	case verify.RevokeSelect:
		return fmt.Sprintf("REVOKE SELECT%s FROM %s", w.selected(t.Grant), w.d.party(w, t.To))
	case verify.RevokeUsage:
		return fmt.Sprintf("REVOKE USAGE ON SCHEMA %s FROM %s", w.exact(t.Schema), w.d.party(w, t.To))
	case verify.RevokeDefault:
		where := ""
		if t.Schema != "" {
			where = " IN SCHEMA " + w.exact(t.Schema)
		}
		return fmt.Sprintf("ALTER DEFAULT PRIVILEGES FOR %s %s%s REVOKE SELECT ON TABLES FROM %s", w.d.creator(), w.exact(t.Creator), where, w.d.party(w, t.To))
	case verify.RevokeMember:
		return w.d.expel(w, t.Member)
	case verify.RevokeExecute:
		kind := "FUNCTION"
		if t.Procedure {
			kind = "PROCEDURE"
		}
		return fmt.Sprintf("REVOKE EXECUTE ON %s %s.%s(%s) FROM %s", kind, w.exact(t.Schema), w.exact(t.Name), t.Arguments, w.d.party(w, t.From))
	case verify.RevokePower:
		return w.d.weaken(w, t)
	case verify.GiveAway:
		return fmt.Sprintf("ALTER TABLE %s OWNER TO %s", w.place(t.On), w.exact(NewOwner))
	case verify.DropView:
		if t.Form == verify.Materialized {
			return "DROP MATERIALIZED VIEW " + w.place(t.On)
		}
		return "DROP VIEW " + w.place(t.On)
	case verify.Unshare:
		return fmt.Sprintf("ALTER DATASHARE %s REMOVE TABLE %s", w.exact(t.Name), w.place(t.Table))
	case verify.Fence:
		return fmt.Sprintf("ALTER VIEW %s SET (security_barrier)", w.place(t.On))
	}
	w.fail(fmt.Errorf("there is no statement for %T", t))
	return ""
}

// selected is what a grant of SELECT covers.
func (w *writer) selected(g verify.Grant) string {
	switch {
	case g.Scope == verify.OnSchema:
		return " FOR TABLES IN SCHEMA " + w.exact(g.On.Schema)
	case g.Scope == verify.OnDatabase:
		return " FOR TABLES IN DATABASE " + w.exact(g.On.Database)
	case g.Column != "":
		return fmt.Sprintf(" (%s) ON %s", w.exact(g.Column), w.place(g.On))
	}
	return " ON " + w.place(g.On)
}

func (w *writer) place(t catalog.Table) string { return w.exact(t.Schema) + "." + w.exact(t.Name) }

func (postgres) party(w *writer, p verify.Party) string {
	if p.Kind == verify.Public {
		return "PUBLIC"
	}
	return w.exact(p.Name)
}

func (postgres) creator() string { return "ROLE" }

func (postgres) expel(w *writer, m verify.Member) string {
	return fmt.Sprintf("REVOKE %s FROM %s", w.exact(m.Of.Name), w.exact(m.Member.Name))
}

func (postgres) weaken(w *writer, p verify.RevokePower) string {
	switch p.Power {
	case "SUPERUSER", "REPLICATION", "CREATEROLE":
		return fmt.Sprintf("ALTER ROLE %s NO%s", w.exact(p.Who.Name), p.Power)
	default:
		return ""
	}
}

func (redshift) party(w *writer, p verify.Party) string {
	switch p.Kind {
	case verify.Public:
		return "PUBLIC"
	case verify.Role:
		return "ROLE " + w.exact(p.Name)
	case verify.Group:
		return "GROUP " + w.exact(p.Name)
	default:
		return w.exact(p.Name)
	}
}

func (redshift) creator() string { return "USER" }

func (d redshift) expel(w *writer, m verify.Member) string {
	if m.Of.Kind == verify.Group {
		return fmt.Sprintf("ALTER GROUP %s DROP USER %s", w.exact(m.Of.Name), w.exact(m.Member.Name))
	}
	return fmt.Sprintf("REVOKE ROLE %s FROM %s", w.exact(m.Of.Name), d.party(w, m.Member))
}

func (redshift) weaken(w *writer, p verify.RevokePower) string {
	switch p.Power {
	case "SUPERUSER":
		return fmt.Sprintf("ALTER USER %s NOCREATEUSER", w.exact(p.Who.Name))
	case verify.PassRLS:
		return "REVOKE IGNORE RLS FROM ROLE " + w.exact(p.Who.Name)
	}
	return ""
}
