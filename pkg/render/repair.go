package render

import (
	"fmt"
	"slices"
	"strings"

	"scrim/pkg/catalog"
)

// Repairs writes the statements that repair what a check of a cluster has
// found, for an administrator to run as they are. Names of documents are
// folded, names of a catalogue are taken as it has them.
type Repairs struct {
	Dialect Dialect
	Cluster catalog.Cluster
}

// write collects statements, or why they cannot be written.
func (r Repairs) write(lines func(w *writer) []string) ([]string, error) {
	w := newWriter(r.Dialect, r.Cluster)
	out := lines(w)
	if w.err != nil {
		return nil, fmt.Errorf("rendering a repair: %w", w.err)
	}
	return out, nil
}

// Read lets the service account read a table, in the table's database.
func (r Repairs) Read(t catalog.Table) ([]string, error) {
	return r.write(func(w *writer) []string {
		account := w.user(w.cluster.Credentials.User)
		return []string{
			"GRANT USAGE ON SCHEMA " + w.ident(t.Schema) + " TO " + account,
			"GRANT SELECT ON " + w.ident(t.Schema) + "." + w.ident(t.Name) + " TO " + account,
		}
	})
}

// MakeSchema makes a schema for views, in the view database.
func (r Repairs) MakeSchema(name string) ([]string, error) {
	return r.write(func(w *writer) []string {
		return []string{
			"CREATE SCHEMA " + w.ident(name) + " AUTHORIZATION " + w.user(w.cluster.Credentials.User),
			"GRANT USAGE ON SCHEMA " + w.ident(name) + " TO PUBLIC",
		}
	})
}

// LetIn lets readers name what is in a schema, by a role: it makes the role
// where that is asked for, gives it to these accounts and lets it in.
func (r Repairs) LetIn(schema string, made, granted bool, accounts []string) ([]string, error) {
	return r.write(func(w *writer) []string {
		role := w.ident(ReadersRole(w.cluster))
		var out []string
		if made {
			out = append(out, "CREATE ROLE "+role)
		}
		for some := range slices.Chunk(accounts, grantees) {
			names := make([]string, len(some))
			for i, name := range some {
				names[i] = w.user(name)
			}
			out = append(out, "GRANT ROLE "+role+" TO "+strings.Join(names, ", "))
		}
		if granted {
			out = append(out, "GRANT USAGE ON SCHEMA "+w.ident(schema)+" TO ROLE "+role)
		}
		return out
	})
}

// ViewSchema lets the service account make views in a schema of the view
// database, which is to be made where it is not there.
func (r Repairs) ViewSchema(name string, missing bool) ([]string, error) {
	if missing {
		return r.MakeSchema(name)
	}
	return r.write(func(w *writer) []string {
		return []string{"GRANT USAGE, CREATE ON SCHEMA " + w.ident(name) + " TO " + w.user(w.cluster.Credentials.User)}
	})
}

// grantees is how many accounts one GRANT names, so that people can read it.
const grantees = 100

// ReadersRole is the role by which readers are let into schemas of tables on
// Redshift, where an administrator makes it.
func ReadersRole(c catalog.Cluster) string { return c.SystemPrefix() + "_readers" }

// SeeSessions lets the service account see since when others read.
func (r Repairs) SeeSessions() ([]string, error) {
	return r.write(func(w *writer) []string {
		account := w.user(w.cluster.Credentials.User)
		if !w.cluster.Kind.IsRedshift() {
			return []string{"GRANT pg_read_all_stats TO " + account}
		}
		role := w.ident(w.cluster.SystemPrefix() + "_catalog")
		return []string{"GRANT ACCESS SYSTEM TABLE TO ROLE " + role, "GRANT ROLE " + role + " TO " + account}
	})
}

// TellIdentity lets the service account ask which warehouse it is.
func (r Repairs) TellIdentity() ([]string, error) {
	return r.write(func(w *writer) []string {
		return []string{"GRANT EXECUTE ON FUNCTION pg_catalog.pg_control_system() TO " + w.user(w.cluster.Credentials.User)}
	})
}

// DropFunction drops somebody's function; arguments are types, as the
// catalogue writes them.
func (r Repairs) DropFunction(schema, name, arguments string) ([]string, error) {
	return r.write(func(w *writer) []string {
		return []string{fmt.Sprintf("DROP FUNCTION %s.%s(%s)", w.exact(schema), w.exact(name), arguments)}
	})
}

// FoldNames lets the sessions of these accounts take names as the same in
// every case again.
func (r Repairs) FoldNames(accounts []string) ([]string, error) {
	return r.write(func(w *writer) []string {
		var out []string
		for _, name := range accounts {
			out = append(out, "ALTER USER "+w.user(name)+" RESET enable_case_sensitive_identifier")
		}
		return out
	})
}

// PassBy lets rows through that a table's own policies hide. PostgreSQL asks
// whether the view's owner is exempt. Redshift asks it of whoever queries the
// view (https://docs.aws.amazon.com/redshift/latest/dg/t_rls_usage.html), so
// that there the table's policies have to go: readers who are exempt would be so
// beneath the view too.
func (r Repairs) PassBy(t catalog.Table) ([]string, error) {
	return r.write(func(w *writer) []string {
		if !w.cluster.Kind.IsRedshift() {
			return []string{"ALTER ROLE " + w.user(w.cluster.Credentials.User) + " BYPASSRLS"}
		}
		return []string{"ALTER TABLE " + w.place(t) + " ROW LEVEL SECURITY OFF"}
	})
}

// Hardened is the lines that keep readers from making functions in the view
// database.
func (r Repairs) Hardened() []BootstrapLine { return r.Dialect.harden() }

// Probe makes, reads and drops a view over a table, which shows that views
// here can read it. It leaves nothing behind.
func (r Repairs) Probe(t catalog.Table) (statements []string, err error) {
	return r.write(func(w *writer) []string {
		view := w.own("preflight_probe")
		return []string{
			"CREATE OR REPLACE VIEW " + view + w.d.viewOptions(false) + " AS SELECT 1 AS \"ok\" FROM " + w.base(t) + " AS t" + w.d.viewEnd(),
			"SELECT \"ok\" FROM " + view + " LIMIT 1",
			"DROP VIEW IF EXISTS " + view,
		}
	})
}
