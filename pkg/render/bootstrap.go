package render

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
)

// BootstrapScript is what one database needs before scrim can work there, or
// what removes it again.
type BootstrapScript struct {
	Database string          `json:"database"`          // where to connect; empty is any database of the cluster
	Admin    []BootstrapLine `json:"admin"`             // what an administrator runs
	Service  []BootstrapLine `json:"service,omitempty"` // what the service account does by itself: at first contact, or before a teardown's other lines
}

// BootstrapLine is one statement and why it is there.
type BootstrapLine struct {
	Comment string   `json:"comment"`
	Unless  string   `json:"unless,omitempty"` // a query: the line is not needed when it returns a row
	Guards  []string `json:"guards,omitempty"` // more such queries, of catalogues that no query joins with those of Unless
	SQL     string   `json:"sql"`              // its last PasswordHole is one, if Password says so

	Password bool `json:"password,omitempty"` // whoever runs it fills in the service account's password

	Optional bool `json:"optional,omitempty"` // only for whoever decides so: shown as a comment; a teardown runs it where scrim made the thing
	Hardens  bool `json:"hardens,omitempty"`  // takes something from everybody in the view database: by itself only where scrim made that database

	// The schema that an optional line lets readers into: by itself it runs
	// only where nothing is effective by it that nobody accepted (SEMANTICS S15).
	LetsInto string `json:"lets_into,omitempty"`
	Widens   bool   `json:"widens,omitempty"` // gives something to everybody: only with somebody's word, whatever is noted (docs/design/0007-what-a-teardown-believes.md)

	// What the line makes, or takes back: a teardown takes back what a
	// bootstrap is known to have made. Empty where nobody asks.
	Thing    string `json:"thing,omitempty"`
	Of       string `json:"of,omitempty"`        // the thing counts as made only together with this one
	Seen     string `json:"seen,omitempty"`      // a query: the thing counts as made only where it returned a row before
	UnlessIn string `json:"unless_in,omitempty"` // the database in which Unless is asked; empty is where SQL runs
}

// The things that a bootstrap makes. Those of one schema have its name behind
// them, as "schema/governed" or "base/sales/hr".
const (
	// ViewDatabase is the view database itself.
	ViewDatabase = "database"

	thingAccount = "account"
	thingRole    = "role"
	thingSchema  = "schema/"
	thingPublic  = "public/"   // everybody's USAGE of a schema that was there before
	thingBase    = "base/"     // what the account may read of a schema
	thingEntry   = "entry/"    // what lets readers name what is in a schema
	thingHarden  = "hardened/" // what was taken from everybody
)

// PasswordHole stands for the service account's password in the literal of a
// CREATE USER. Filled puts the password, quoted, in its place: the name of a
// schema may read the same, and is no hole.
const PasswordHole = "‹secret:password›"

// Filled is the line's SQL with another literal in the place of the password's.
func (l BootstrapLine) Filled(literal string) string {
	if !l.Password {
		return l.SQL
	}
	return Filled(l.SQL, literal)
}

// Filled is a statement with a password's literal in the place of its hole.
func Filled(text, literal string) string {
	const hole = "'" + PasswordHole + "'"
	if at := strings.LastIndex(text, hole); at >= 0 {
		return text[:at] + literal + text[at+len(hole):]
	}
	return text
}

// bootstrapDialect is what differs between dialects in a bootstrap.
type bootstrapDialect interface {
	now() string
	files() fs.FS // with system.sql and procedures.sql
	account(w *writer) []BootstrapLine
	harden() []BootstrapLine
	readers(schema, account string) []BootstrapLine
	unreaders(schema, account string) []BootstrapLine
	letIn(w *writer, schema string) []BootstrapLine // readers of late-binding views
	letOut(w *writer, schema string) []BootstrapLine
	unharden() []BootstrapLine
	leftIn(w *writer, database string) []string     // queries, one of which has a row when something that is no system's is in the database that they are asked in
	everybodyLacks(w *writer, schema string) string // a query with a row when PUBLIC has no USAGE of a schema
	dropAccount(w *writer) []BootstrapLine
}

// Base reports whether a line is only about a schema of tables: no other
// schema's lines rely on it.
func (l BootstrapLine) Base() bool {
	return strings.HasPrefix(l.Thing, thingBase) || strings.HasPrefix(l.Thing, thingEntry)
}

// Bootstrap is one script for the cluster and one for each governed database.
// Bases are tables that will be governed: their schemas are granted to the
// service account; without any, the grants are shown for an example schema,
// as comments.
func Bootstrap(d Dialect, c catalog.Cluster, bases ...catalog.Table) ([]BootstrapScript, error) {
	w := newWriter(d, c)
	account := w.user(c.Credentials.User)
	out := []BootstrapScript{{Admin: d.account(w)}}
	for _, database := range databases(c) {
		script := BootstrapScript{Database: database}
		if database == c.ViewDatabase {
			script.Admin = append(script.Admin, w.schemas(account, bases)...)
			script.Admin = append(script.Admin, d.harden()...)
			service, err := Service(d, c)
			if err != nil {
				return nil, err
			}
			procedures, err := Procedures(d, c)
			if err != nil {
				return nil, err
			}
			script.Service = slices.Concat(service, procedures)
		}
		for _, schema := range schemasOf(bases, database) {
			lines := d.readers(w.ident(schema), account)
			for i := range lines {
				lines[i].Thing, lines[i].Of = thingBase+database+"/"+schema, thingAccount
			}
			script.Admin = append(script.Admin, append(lines, entry(database, schema, d.letIn(w, schema))...)...)
		}
		out = append(out, script)
	}
	if w.err != nil {
		return nil, fmt.Errorf("rendering the bootstrap of cluster %s: %w", c.ID, w.err)
	}
	return out, nil
}

// entry marks lines as those about readers' way into a schema.
func entry(database, schema string, lines []BootstrapLine) []BootstrapLine {
	for i := range lines {
		lines[i].Thing = thingEntry + database + "/" + schema
	}
	return lines
}

// databases is the view database first, then the governed ones by name.
func databases(c catalog.Cluster) []string {
	out := slices.Clone(c.Databases)
	out = slices.DeleteFunc(out, func(d string) bool { return d == c.ViewDatabase })
	slices.Sort(out)
	return append([]string{c.ViewDatabase}, slices.Compact(out)...)
}

func schemasOf(bases []catalog.Table, database string) []string {
	var out []string
	for _, t := range bases {
		if t.Database == database {
			out = append(out, t.Schema)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// ViewSchemas is the schemas in which views over these tables stand by the
// cluster's template.
func ViewSchemas(c catalog.Cluster, bases ...catalog.Table) []string {
	var out []string
	if !strings.Contains(c.ViewSchema, "{") {
		name, _ := c.Place(catalog.Source{})
		out = append(out, name.Schema)
	} else if !strings.Contains(c.ViewSchema, "{source}") {
		for _, t := range bases {
			name, _ := c.Place(catalog.Source{Table: t})
			out = append(out, name.Schema)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Schemas is the lines that make scrim's own schemas, for an account that may
// make them itself.
func Schemas(d Dialect, c catalog.Cluster) ([]BootstrapLine, error) {
	w := newWriter(d, c)
	return w.schemas(w.user(c.Credentials.User), nil), w.err
}

// SchemaNames is the schemas that scrim cannot do without: its own, and that
// of the views where the template gives one name.
func SchemaNames(c catalog.Cluster) []string {
	return append([]string{SystemSchema(c)}, ViewSchemas(c)...)
}

// schemas makes scrim's own schemas and lets readers into the ones they need.
func (w *writer) schemas(account string, bases []catalog.Table) []BootstrapLine {
	prefix := w.cluster.SystemPrefix()
	var out []BootstrapLine
	add := func(name, comment string, readable bool) {
		out = append(out, BootstrapLine{
			Comment: comment,
			Unless:  "SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = " + w.literal(w.d.fold(name)),
			SQL:     fmt.Sprintf("CREATE SCHEMA %s AUTHORIZATION %s", w.ident(name), account),
			Thing:   thingSchema + name,
		})
		if readable {
			out = append(out, BootstrapLine{
				Comment: "Readers may name it; what they can read in it is granted object by object.",
				SQL:     fmt.Sprintf("GRANT USAGE ON SCHEMA %s TO PUBLIC", w.ident(name)),
				Thing:   thingPublic + name,
				Seen:    w.d.everybodyLacks(w, name),
			})
		}
	}
	add(prefix+"_system", "What scrim knows: facts of readers, gates, salts and its catalogue.", true)
	add(prefix+"_functions", "Functions that you register for masks of your own; empty at first.", false)
	add(prefix+"_procedures", "What readers may call: switch project, request access.", false)
	for _, schema := range ViewSchemas(w.cluster, bases...) {
		add(schema, "Where readers find the views.", true)
	}
	return out
}

// Service is what the service account does by itself: scrim's own tables and
// the secure view.
func Service(d Dialect, c catalog.Cluster) ([]BootstrapLine, error) {
	w := newWriter(d, c)
	return w.blocks("system.sql")
}

// Teardown removes all that scrim made and nothing else: its views by name,
// its tables, its schemas where nothing else is left in them, what it was
// granted on these bases, and gives back what was taken from everybody. What
// was made by somebody else makes a line fail, never disappear: nothing
// cascades. The service account's lines come before the administrator's.
func Teardown(d Dialect, c catalog.Cluster, made []plan.Managed, bases ...catalog.Table) ([]BootstrapScript, error) {
	w := newWriter(d, c)
	account := w.user(c.Credentials.User)
	var out []BootstrapScript
	all := databases(c)
	slices.Reverse(all) // the view database last, so that views close after nothing depends on them
	for _, database := range all {
		script := BootstrapScript{Database: database}
		if database == c.ViewDatabase {
			script.Service = w.unmake(made)
			script.Admin = append(w.unschemas(made, bases), d.unharden()...)
		}
		for _, schema := range schemasOf(bases, database) {
			lines := d.unreaders(w.ident(schema), account)
			for i := range lines {
				lines[i].Thing = thingBase + database + "/" + schema
			}
			script.Admin = append(script.Admin, append(lines, entry(database, schema, d.letOut(w, schema))...)...)
		}
		out = append(out, script)
	}
	last := d.dropAccount(w)
	// A line that is only listed is run by hand, and DROP DATABASE asks nobody:
	// where governed tables lie beside the views there is no such line.
	if !slices.ContainsFunc(bases, func(t catalog.Table) bool { return t.Database == c.ViewDatabase }) {
		last = append([]BootstrapLine{w.dropDatabase()}, last...)
	}
	out = append(out, BootstrapScript{Admin: last})
	if w.err != nil {
		return nil, fmt.Errorf("rendering the teardown of cluster %s: %w", c.ID, w.err)
	}
	return out, nil
}

// dropDatabase drops the view database unless something is left in it.
func (w *writer) dropDatabase() BootstrapLine {
	left := w.d.leftIn(w, w.cluster.ViewDatabase)
	return BootstrapLine{
		Comment: "The database of the views, unless something is left in it. By hand it drops what is left too: look first.",
		Unless:  left[0], Guards: left[1:], UnlessIn: w.cluster.ViewDatabase, Optional: true,
		SQL:   "DROP DATABASE " + w.ident(w.cluster.ViewDatabase),
		Thing: ViewDatabase,
	}
}

// unmake drops views and tables, as their owner.
func (w *writer) unmake(made []plan.Managed) []BootstrapLine {
	var out []BootstrapLine
	for _, m := range made {
		out = append(out, BootstrapLine{Comment: "The view of source " + oneLine(m.Source) + ".", SQL: "DROP VIEW IF EXISTS " + w.named(m.Name)})
	}
	out = append(out, w.unmakeProcedures()...)
	for _, view := range []string{"columns", "my_requests", "user_profile", "sync_state", "valid_counting"} {
		out = append(out, BootstrapLine{Comment: "Read by views that are gone now, and by readers.", SQL: "DROP VIEW IF EXISTS " + w.own(view)})
	}
	for _, table := range []string{"profile", "profile_state", "gate", "mask_secret", "counting", "common_combination", "view_columns", "view_terms", "managed_view", "inbox", "reply", "bootstrapped", "control"} {
		out = append(out, BootstrapLine{Comment: "One of scrim's own tables.", SQL: "DROP TABLE IF EXISTS " + w.own(table)})
	}
	return out
}

// unschemas drops the schemas that the service account owns.
func (w *writer) unschemas(made []plan.Managed, bases []catalog.Table) []BootstrapLine {
	prefix := w.cluster.SystemPrefix()
	names := append([]string{prefix + "_system", prefix + "_functions", prefix + "_procedures"}, ViewSchemas(w.cluster, bases...)...)
	for _, m := range made {
		if !slices.Contains(names, m.Name.Schema) {
			names = append(names, m.Name.Schema)
		}
	}
	var out []BootstrapLine
	for _, name := range names {
		out = append(out, BootstrapLine{
			Comment: "Unless it belongs to somebody else. It fails when something that scrim did not make is in it.",
			Unless: fmt.Sprintf("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = %s AND pg_catalog.pg_get_userbyid(nspowner) <> %s",
				w.literal(w.d.fold(name)), w.literal(w.cluster.Credentials.User)),
			SQL:   "DROP SCHEMA IF EXISTS " + w.ident(name),
			Thing: thingSchema + name,
		})
	}
	for _, name := range ViewSchemas(w.cluster, bases...) {
		out = append(out, BootstrapLine{
			Comment: "What everybody was granted there, where the schema was there before scrim and stays.", Optional: true,
			Unless: fmt.Sprintf("SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = %s)", w.literal(w.d.fold(name))),
			SQL:    "REVOKE USAGE ON SCHEMA " + w.ident(name) + " FROM PUBLIC",
			Thing:  thingPublic + name,
		})
	}
	return out
}

// BootstrapText shows scripts as psql runs them, on either dialect: a line
// that may not be needed asks first. The account's password is psql's variable
// scrim_password, which psql puts into no name and no literal, and without
// which the line fails.
func BootstrapText(d Dialect, scripts []BootstrapScript) string {
	var b strings.Builder
	for _, s := range scripts {
		if s.Database != "" {
			fmt.Fprintf(&b, "\\connect %s\n\n", doubleQuoted(s.Database))
		}
		for _, l := range s.Admin {
			b.WriteString(lineText(d, l))
		}
		if len(s.Service) > 0 {
			fmt.Fprintf(&b, "-- scrim's own account does the rest by itself: %d statements.\n\n", len(s.Service))
		}
	}
	return b.String()
}

func lineText(d Dialect, l BootstrapLine) string {
	comment := "-- " + oneLine(l.Comment) + "\n"
	switch {
	case l.Optional:
		return comment + "-- " + oneLine(l.SQL) + ";\n\n"
	case l.Password:
		return comment + passwordText(l)
	case l.Unless == "":
		return comment + l.SQL + ";\n\n"
	}
	return comment + fmt.Sprintf("SELECT %s\nWHERE NOT EXISTS (%s) \\gexec\n\n", d.quote(l.SQL), l.Unless)
}

// passwordText is a line with a password, which is in no other statement than
// the one that needs it: warehouses hide it in their logs there at most.
func passwordText(l BootstrapLine) string {
	return fmt.Sprintf(`-- Its password is what the environment has in SCRIM_PASSWORD, or psql -v scrim_password=...
\if :{?scrim_password}
\else
\getenv scrim_password SCRIM_PASSWORD
\endif
SELECT COUNT(*) = 0 AS scrim_absent FROM (%s) AS present \gset
\if :scrim_absent
%s;
\endif

`, l.Unless, l.Filled(":'scrim_password'"))
}
