package render

import (
	"fmt"
	"strings"

	"scrim/pkg/catalog"
	"scrim/pkg/connector"
	"scrim/pkg/connector/trial"
)

// Attempt is the statements with which something is tried as an account.
type Attempt struct {
	Make    []string // as whoever makes tables for it, before; committed
	Setup   []string // as the account, before, in the same transaction
	Try     string   // empty: connecting is all
	Finds   bool     // it has gone well only if a row comes
	Outside bool     // it cannot stand in a transaction: what it made must be dropped
	Drop    []string // as whoever made it
}

// Try writes an attempt. It connects to a database, and self is the account;
// what it makes is called probe.
func Try(d Dialect, a trial.Attempt, database, self, probe string) (Attempt, error) {
	w := newWriter(d, catalog.Cluster{})
	out := w.try(a, database, self, probe)
	if w.err != nil {
		return Attempt{}, fmt.Errorf("rendering an attempt: %w", w.err)
	}
	return out, nil
}

func (w *writer) try(a trial.Attempt, database, self, probe string) Attempt {
	name := w.exact(probe)
	switch a := a.(type) {
	case trial.LogIn:
		return Attempt{}
	case trial.List:
		return Attempt{Try: w.d.listed(w, a), Finds: true}
	case trial.Read:
		if a.Whole {
			return Attempt{Try: fmt.Sprintf("SELECT * FROM %s LIMIT 1", w.seenFrom(database, a.Table))}
		}
		return Attempt{Try: fmt.Sprintf("SELECT 1 FROM %s WHERE 1 = 0", w.seenFrom(database, a.Table))}
	case trial.Write:
		return Attempt{Try: w.change(a)}
	case trial.MakeSchema:
		return Attempt{Try: "CREATE SCHEMA " + name}
	case trial.MakeTable:
		return Attempt{Try: fmt.Sprintf(`CREATE TABLE %s.%s ("id" INTEGER)`, w.exact(a.Schema), name)}
	case trial.Checkpoint:
		return w.checkpoint(a, name)
	case trial.MakeDatabase:
		return Attempt{Try: "CREATE DATABASE " + name, Outside: true, Drop: []string{"DROP DATABASE " + name}}
	case trial.MakeUser:
		return Attempt{Try: w.d.newUser(name)}
	case trial.MakeRole:
		return Attempt{Try: "CREATE ROLE " + name}
	case trial.Promote:
		return Attempt{Try: fmt.Sprintf("ALTER USER %s %s", w.user(self), w.d.superuser())}
	case trial.Become:
		if a.Session {
			return Attempt{Try: "SET SESSION AUTHORIZATION " + w.user(a.Who)}
		}
		return Attempt{Try: "SET ROLE " + w.user(a.Who)}
	case trial.GiveRole:
		to := a.To
		if to == "" {
			to = self
		}
		return Attempt{Try: fmt.Sprintf("GRANT %s TO %s", w.d.roleName(w, a.Role), w.user(to))}
	case trial.GiveOn:
		return Attempt{Try: fmt.Sprintf("GRANT SELECT ON %s TO %s", w.place(a.Table), w.user(a.To))}
	case trial.ReadNew:
		return w.readNew(a, name)
	}
	w.fail(fmt.Errorf("there is no statement for %T", a))
	return Attempt{}
}

// seenFrom is a table as a query names it that runs in a database.
func (w *writer) seenFrom(database string, t catalog.Table) string {
	if t.Database == database {
		return w.place(t)
	}
	return w.d.relation(w.exact(t.Database), w.exact(t.Schema), w.exact(t.Name))
}

// change writes to a table without changing a row.
func (w *writer) change(a trial.Write) string {
	switch a.How {
	case connector.Insert:
		return fmt.Sprintf("INSERT INTO %s (%s) SELECT NULL WHERE 1 = 0", w.place(a.Table), w.exact(a.Column))
	case connector.Update:
		return fmt.Sprintf("UPDATE %s SET %s = NULL WHERE 1 = 0", w.place(a.Table), w.exact(a.Column))
	default:
		return fmt.Sprintf("DELETE FROM %s WHERE 1 = 0", w.place(a.Table))
	}
}

// checkpoint is one step with a table of the account's own, and those before
// it as its setup.
func (w *writer) checkpoint(a trial.Checkpoint, name string) Attempt {
	var out Attempt
	schema := name
	if a.Schema == "" {
		out.Setup = append(out.Setup, "CREATE SCHEMA "+name)
	} else {
		schema = w.exact(a.Schema)
	}
	table := schema + "." + name
	for _, one := range []struct {
		step trial.Step
		text string
	}{
		{trial.StepCreate, `CREATE TABLE ` + table + ` ("id" INTEGER)`},
		{trial.StepWrite, `INSERT INTO ` + table + ` ("id") VALUES (1)`},
		{trial.StepRead, `SELECT "id" FROM ` + table},
		{trial.StepAlter, `ALTER TABLE ` + table + ` ADD COLUMN "more" INTEGER`},
		{trial.StepDrop, `DROP TABLE ` + table},
	} {
		if one.step == a.Step {
			out.Try, out.Finds = one.text, one.step == trial.StepRead
			return out
		}
		out.Setup = append(out.Setup, one.text)
	}
	w.fail(fmt.Errorf("there is no statement for the step %q", a.Step))
	return out
}

func (w *writer) readNew(a trial.ReadNew, name string) Attempt {
	table := w.exact(a.Schema) + "." + name
	out := Attempt{
		Make: []string{`CREATE TABLE ` + table + ` ("id" INTEGER)`},
		Try:  `SELECT "id" FROM ` + table,
		Drop: []string{"DROP TABLE " + table},
	}
	if a.Creator != "" {
		as, back := w.d.actAs(w.user(a.Creator))
		for _, list := range []*[]string{&out.Make, &out.Drop} {
			*list = append(append([]string{as}, *list...), back)
		}
	}
	return out
}

// trialDialect is what differs between dialects where something is tried.
type trialDialect interface {
	listed(w *writer, a trial.List) string
	newUser(name string) string
	superuser() string                   // the word that makes one
	actAs(user string) (as, back string) // what an administrator says to make things as somebody else
}

func (postgres) listed(w *writer, a trial.List) string {
	t := a.Table
	switch a.What {
	case trial.Databases:
		return "SELECT 1 FROM pg_catalog.pg_database AS d WHERE d.datname = " + w.literal(t.Database) + " AND pg_catalog.has_database_privilege(d.datname, 'CONNECT')"
	case trial.Schemas:
		return "SELECT 1 FROM pg_catalog.pg_namespace AS n WHERE n.nspname = " + w.literal(t.Schema) + " AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')"
	case trial.Tables:
		return "SELECT 1 FROM information_schema.tables WHERE table_schema = " + w.literal(t.Schema) + " AND table_name = " + w.literal(t.Name)
	default:
		return "SELECT 1 FROM information_schema.columns WHERE table_schema = " + w.literal(t.Schema) + " AND table_name = " + w.literal(t.Name)
	}
}

func (redshift) listed(w *writer, a trial.List) string {
	t := a.Table
	where := "database_name = " + w.literal(t.Database)
	switch a.What {
	case trial.Databases:
		return "SELECT 1 FROM svv_redshift_databases WHERE " + where
	case trial.Schemas:
		return "SELECT 1 FROM svv_all_schemas WHERE " + where + " AND schema_name = " + w.literal(t.Schema)
	case trial.Tables:
		return "SELECT 1 FROM svv_all_tables WHERE " + where + " AND schema_name = " + w.literal(t.Schema) + " AND table_name = " + w.literal(t.Name)
	default:
		return "SELECT 1 FROM svv_all_columns WHERE " + where + " AND schema_name = " + w.literal(t.Schema) + " AND table_name = " + w.literal(t.Name)
	}
}

func (postgres) newUser(name string) string { return "CREATE USER " + name }
func (redshift) newUser(name string) string { return "CREATE USER " + name + " PASSWORD DISABLE" }

func (postgres) superuser() string { return "SUPERUSER" }
func (redshift) superuser() string { return "CREATEUSER" }

func (postgres) actAs(user string) (as, back string) { return "SET ROLE " + user, "RESET ROLE" }

func (redshift) actAs(user string) (as, back string) {
	return "SET SESSION AUTHORIZATION " + user, "SET SESSION AUTHORIZATION DEFAULT"
}

// DropProbe is the statement that drops what a trial left.
func DropProbe(d Dialect, kind string, parts ...string) (string, error) {
	w := newWriter(d, catalog.Cluster{})
	quoted := make([]string, len(parts))
	for i, p := range parts {
		quoted[i] = w.exact(p)
	}
	return "DROP " + kind + " " + strings.Join(quoted, "."), w.err
}
