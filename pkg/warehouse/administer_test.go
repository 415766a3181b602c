package warehouse_test

import (
	"fmt"
	"maps"
	"net"
	"slices"
	"strconv"
	"strings"
	"testing"

	"scrim/integration/pgtest"
	"scrim/integration/pgtest/pgtesting"
	"scrim/integration/redshiftd"
	"scrim/pkg/catalog"
	"scrim/pkg/render"
	"scrim/pkg/warehouse"
)

// ground is a warehouse with data and no scrim.
type ground struct {
	cluster catalog.Cluster
	admin   warehouse.Account
	dsn     func(user, database string) string
	below   func(user, database string) string // PostgreSQL itself
	keys    secrets

	unharden bool // what a teardown is told
}

// grounds runs a test on both kinds of warehouse. A login must prove who it
// is, so that the password that was made is seen to be the right one.
func grounds(t *testing.T, test func(t *testing.T, g *ground)) {
	t.Helper()
	t.Parallel()
	pgtesting.NeedServers(t)
	keys := secrets{"env:SERVICE": "Service-Secret-1"}
	credentials := catalog.Credentials{User: "scrim", Password: "env:SERVICE"}
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		server, err := pgtest.Start(t.Context(), pgtest.Config{PasswordRoles: []string{"scrim"}})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = server.Stop() })
		execute(t, server.DSN("postgres", "postgres"), "CREATE DATABASE sales")
		execute(t, server.DSN("postgres", "sales"), "CREATE SCHEMA hr", "CREATE TABLE hr.employees (id integer)")
		test(t, &ground{
			cluster: catalog.Cluster{
				ID: "c", Kind: catalog.Postgres, Host: "127.0.0.1", Port: server.Port(), ViewDatabase: "sales", Credentials: credentials,
			},
			admin: warehouse.Account{User: "postgres"}, dsn: server.DSN, below: server.DSN, keys: keys,
		})
	})
	t.Run("redshift", func(t *testing.T) {
		t.Parallel()
		server, err := redshiftd.Start(t.Context(), redshiftd.Config{Databases: []string{"sales"}})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = server.Stop() })
		execute(t, server.DSN(server.Admin(), "sales"), "CREATE SCHEMA hr", "CREATE TABLE hr.employees (id integer)")
		_, text, err := net.SplitHostPort(server.Addr())
		if err != nil {
			t.Fatal(err)
		}
		port, err := strconv.Atoi(text)
		if err != nil {
			t.Fatal(err)
		}
		test(t, &ground{
			cluster: catalog.Cluster{
				ID: "c", Kind: catalog.Redshift, Host: "127.0.0.1", Port: port, ViewDatabase: "governed", Databases: []string{"sales"}, Credentials: credentials,
			},
			admin: warehouse.Account{User: server.Admin()}, dsn: server.DSN, below: server.Postgres().SocketDSN, keys: keys,
		})
	})
}

func (g *ground) bases() []catalog.Table {
	return []catalog.Table{{Database: "sales", Schema: "hr", Name: "employees"}}
}

func (g *ground) administer(t *testing.T) *warehouse.Administrator {
	t.Helper()
	a, err := warehouse.Administer(g.cluster, g.admin, g.keys)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	return a
}

// bootstrap makes everything and remembers it.
func (g *ground) bootstrap(t *testing.T, harden bool) []warehouse.LineOutcome {
	t.Helper()
	a := g.administer(t)
	defer a.Close()
	lines, made := a.Bootstrap(t.Context(), g.bases(), nil, harden)
	fine(t, lines)
	w := g.open(t)
	defer w.Close()
	if err := w.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := w.Remember(t.Context(), made); err != nil {
		t.Fatal(err)
	}
	return lines
}

func (g *ground) open(t *testing.T) *warehouse.Warehouse {
	t.Helper()
	w, err := warehouse.Open(t.Context(), g.cluster, g.keys)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// teardown removes what is known to be scrim's.
func (g *ground) teardown(t *testing.T) []warehouse.LineOutcome {
	t.Helper()
	w := g.open(t)
	known, err := w.Bootstrapped(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	scripts, outcomes, err := w.Teardown(t.Context(), g.bases())
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range outcomes {
		if o.Err != nil {
			t.Fatalf("%s: %v", o.Target, o.Err)
		}
	}
	w.Close()
	a := g.administer(t)
	defer a.Close()
	lines := a.Teardown(t.Context(), scripts, known, g.unharden)
	fine(t, lines)
	return lines
}

func fine(t *testing.T, lines []warehouse.LineOutcome) {
	t.Helper()
	for _, l := range lines {
		if l.Became == warehouse.LineFailed {
			t.Errorf("in %q: %s: %v", l.Database, l.Line.SQL, l.Err)
		}
	}
}

// became is the statements that ended so.
func became(lines []warehouse.LineOutcome, how warehouse.Became) []string {
	var out []string
	for _, l := range lines {
		if l.Became == how {
			out = append(out, l.Line.SQL)
		}
	}
	return out
}

// inventory is everything that a bootstrap could have touched, with its
// grants.
func (g *ground) inventory(t *testing.T) (out []string) {
	t.Helper()
	ask := func(database string, queries ...string) []string {
		conn := connect(t, g.below("postgres", database))
		var found []string
		for _, q := range queries {
			for _, row := range read(t, conn, q) {
				found = append(found, database+": "+row)
			}
		}
		return found
	}
	const user = "nspname NOT LIKE 'pg_%' AND nspname NOT LIKE 'redshiftd%' AND nspname <> 'information_schema'"
	out = ask("postgres", "SELECT datname FROM pg_database", "SELECT rolname FROM pg_roles WHERE rolname NOT LIKE 'redshiftd%'")
	for _, database := range []string{"sales", "governed"} {
		if !slices.Contains(out, "postgres: "+database) {
			continue
		}
		out = append(out, ask(database,
			"SELECT nspname || CAST(coalesce(nspacl, acldefault('n', nspowner)) AS text) FROM pg_namespace WHERE "+user,
			"SELECT relname || CAST(coalesce(relacl, acldefault('r', relowner)) AS text) FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE "+user,
			"SELECT lanname || CAST(coalesce(lanacl, acldefault('l', lanowner)) AS text) FROM pg_language")...)
	}
	slices.Sort(out)
	return out
}

// TestBootstrapAndTeardown: with an administrator's account everything is
// made, once; nothing is left of it afterwards, and what was there is as it
// was.
func TestBootstrapAndTeardown(t *testing.T) {
	grounds(t, func(t *testing.T, g *ground) {
		before := g.inventory(t)
		lines := g.bootstrap(t, false)
		if there := became(lines, warehouse.LineThere); slices.ContainsFunc(there, func(s string) bool {
			return strings.HasPrefix(s, "CREATE USER") || strings.HasPrefix(s, "CREATE SCHEMA")
		}) {
			t.Errorf("there were already %q", there)
		}
		for _, l := range lines {
			if strings.Contains(fmt.Sprintf("%+v", l), "Service-Secret") {
				t.Errorf("the password stands in %+v", l)
			}
		}
		a := g.administer(t)
		defer a.Close()
		again, made := a.Bootstrap(t.Context(), g.bases(), nil, false)
		if fine(t, again); slices.ContainsFunc(became(again, warehouse.LineDone), func(s string) bool { return strings.HasPrefix(s, "CREATE") }) {
			t.Errorf("the second time made %q", became(again, warehouse.LineDone))
		}
		if len(made) > 0 {
			t.Errorf("the second time claims %q", made)
		}
		a.Close()
		g.teardown(t)
		if after := g.inventory(t); !slices.Equal(before, after) {
			t.Errorf("before\n  %s\nafter\n  %s", strings.Join(before, "\n  "), strings.Join(after, "\n  "))
		}
	})
}

// TestBootstrapAmongOthers: what was there before stays, with its grants, and
// nothing is taken from everybody in somebody's database without a word.
func TestBootstrapAmongOthers(t *testing.T) {
	grounds(t, func(t *testing.T, g *ground) {
		common := "postgres"
		mine := []string{"CREATE SCHEMA governed", "CREATE TABLE governed.own (id integer)"}
		user := "CREATE USER scrim PASSWORD 'Service-Secret-1'"
		if g.cluster.Kind == catalog.Redshift {
			common, mine = "dev", append(mine, "GRANT CREATE ON SCHEMA public TO PUBLIC")
		}
		execute(t, g.dsn(g.admin.User, common), user)
		if g.cluster.ViewDatabase != "sales" {
			execute(t, g.dsn(g.admin.User, common), "CREATE DATABASE "+g.cluster.ViewDatabase)
		}
		execute(t, g.dsn(g.admin.User, g.cluster.ViewDatabase), append(mine, "GRANT CREATE, USAGE ON SCHEMA governed TO scrim")...)
		execute(t, g.dsn(g.admin.User, "sales"), "GRANT USAGE ON SCHEMA hr TO scrim", "GRANT SELECT ON hr.employees TO scrim")
		before := g.inventory(t)
		lines := g.bootstrap(t, false)
		if g.cluster.Kind == catalog.Redshift {
			if left := became(lines, warehouse.LineLeft); !slices.Contains(left, `REVOKE CREATE ON SCHEMA "public" FROM PUBLIC`) {
				t.Errorf("only %q are left to somebody's word", left)
			}
			a := g.administer(t)
			defer a.Close()
			w := g.open(t)
			known, err := w.Bootstrapped(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			harder, made := a.Bootstrap(t.Context(), g.bases(), maps.Clone(known), true)
			if fine(t, harder); !slices.Contains(became(harder, warehouse.LineDone), `REVOKE CREATE ON SCHEMA "public" FROM PUBLIC`) {
				t.Errorf("with a word, done is %q", became(harder, warehouse.LineDone))
			}
			if err := w.Remember(t.Context(), made); err != nil {
				t.Fatal(err)
			}
			w.Close()
			a.Close()
		}
		g.unharden = true
		left := became(g.teardown(t), warehouse.LineLeft)
		wanted := []string{"DROP " + map[string]string{"postgres": "ROLE", "redshift": "USER"}[string(g.cluster.Kind)], "REVOKE USAGE ON SCHEMA \"hr\""}
		if g.cluster.ViewDatabase != "sales" { // where the tables lie nobody is told to drop it
			wanted = append(wanted, "DROP DATABASE")
		}
		for _, want := range wanted {
			if !slices.ContainsFunc(left, func(s string) bool { return strings.HasPrefix(s, want) }) {
				t.Errorf("%s is not left but done: left is %q", want, left)
			}
		}
		after := g.inventory(t)
		for _, kept := range []string{"hr", "employees", "own", "governed", "scrim"} {
			if !slices.ContainsFunc(after, func(s string) bool { return strings.Contains(s, ": "+kept) }) {
				t.Errorf("%s is gone", kept)
			}
		}
		if g.cluster.Kind == catalog.Redshift && !slices.ContainsFunc(after, func(s string) bool { return strings.HasPrefix(s, "governed: public") && strings.Contains(s, "=UC/") }) {
			t.Errorf("everybody's CREATE was not given back: before\n  %s\nafter\n  %s", strings.Join(before, "\n  "), strings.Join(after, "\n  "))
		}
		for _, gone := range []string{"scrim_system", "scrim_functions"} {
			if slices.ContainsFunc(after, func(s string) bool { return strings.Contains(s, ": "+gone) }) {
				t.Errorf("%s is still there", gone)
			}
		}
	})
}

// TestBootstrapLetsReadersIn: the readers' role is let into schemas of tables
// where nothing comes of it that nobody accepted, and a teardown takes back what
// the bootstrap gave, and not what the role had before.
func TestBootstrapLetsReadersIn(t *testing.T) {
	grounds(t, func(t *testing.T, g *ground) {
		const grant = `GRANT USAGE ON SCHEMA "hr" TO ROLE "scrim_readers"`
		let := func(lines []warehouse.LineOutcome) warehouse.Became {
			i := slices.IndexFunc(lines, func(l warehouse.LineOutcome) bool { return l.Line.SQL == grant })
			if i < 0 {
				return ""
			}
			return lines[i].Became
		}
		if g.cluster.Kind == catalog.Postgres {
			if got := let(g.bootstrap(t, false)); got != "" {
				t.Errorf("readers need nothing there, and it is %s", got)
			}
			return
		}
		in := func(statements ...string) { execute(t, g.dsn(g.admin.User, "sales"), statements...) }
		if got := let(g.bootstrap(t, false)); got != warehouse.LineLeft {
			t.Errorf("without a role it is %s", got)
		}
		g.teardown(t)
		in("CREATE ROLE scrim_readers", "CREATE USER ana PASSWORD DISABLE", "GRANT ROLE scrim_readers TO ana", "GRANT SELECT ON hr.employees TO ana")
		if got := let(g.bootstrap(t, false)); got != warehouse.LineLeft {
			t.Errorf("with a grant that lay dormant it is %s", got)
		}
		g.teardown(t)
		before := g.inventory(t)
		g.cluster.AcceptUsage = []string{"sales.hr.employees"}
		if got := let(g.bootstrap(t, false)); got != warehouse.LineDone {
			t.Errorf("with that accepted it is %s", got)
		}
		if g.teardown(t); !slices.Equal(before, g.inventory(t)) {
			t.Errorf("before\n  %s\nafter\n  %s", strings.Join(before, "\n  "), strings.Join(g.inventory(t), "\n  "))
		}
		in(grant)
		before = g.inventory(t)
		if got := let(g.bootstrap(t, false)); got != warehouse.LineThere {
			t.Errorf("where the role may already it is %s", got)
		}
		if g.teardown(t); !slices.Equal(before, g.inventory(t)) {
			t.Errorf("what the role had before is gone: before\n  %s\nafter\n  %s", strings.Join(before, "\n  "), strings.Join(g.inventory(t), "\n  "))
		}
	})
}

// TestHoleInAName: senders name schemas. One that is called as the password's
// hole is not told what stands for the password, and one that is not there
// holds up no other.
func TestHoleInAName(t *testing.T) {
	grounds(t, func(t *testing.T, g *ground) {
		a := g.administer(t)
		bases := append(g.bases(), catalog.Table{Database: "sales", Schema: "'" + render.PasswordHole + "'", Name: "t"})
		lines, _ := a.Bootstrap(t.Context(), bases, nil, false)
		i := slices.IndexFunc(lines, func(l warehouse.LineOutcome) bool { return l.Became == warehouse.LineFailed })
		if i < 0 {
			t.Fatal("a grant on a schema that is not there did not fail")
		}
		if done := became(lines, warehouse.LineDone); !slices.Contains(done, `GRANT USAGE ON SCHEMA "hr" TO "scrim"`) {
			t.Errorf("done is only %q", done)
		}
		if said := lines[i].Err.Error(); strings.Contains(said, "SCRAM-SHA-256$") || strings.Contains(said, "\"'md5") {
			t.Errorf("the line failed with %q", said)
		}
	})
}

// TestTeardownKeeps: what somebody made in the meantime is not dropped, be it
// in a schema with a name like a system's or be it no table at all; nor is a
// schema that was given to somebody else.
func TestTeardownKeeps(t *testing.T) {
	grounds(t, func(t *testing.T, g *ground) {
		g.cluster.ViewDatabase = "governed"
		kept := []string{"CREATE SCHEMA pgarchive", "CREATE TABLE pgarchive.years (id integer)"}
		if g.cluster.Kind == catalog.Postgres {
			kept = []string{"SELECT lo_create(0)"}
		}
		g.bootstrap(t, false)
		execute(t, g.dsn(g.admin.User, "governed"), kept...)
		if g.cluster.Kind == catalog.Postgres {
			execute(t, g.dsn(g.admin.User, "governed"), "CREATE ROLE owners NOLOGIN", "ALTER SCHEMA scrim_functions OWNER TO owners")
		}
		g.teardown(t)
		after := g.inventory(t)
		if !slices.Contains(after, "postgres: governed") {
			t.Errorf("the database was dropped with what is not scrim's in it")
		}
		if g.cluster.Kind == catalog.Postgres && !slices.ContainsFunc(after, func(s string) bool { return strings.HasPrefix(s, "governed: scrim_functions") }) {
			t.Errorf("a schema was dropped that belongs to a role that cannot log in")
		}
	})
}

// TestTeardownBelievesNobody: what is noted of a bootstrap stands where the
// service account may write. Whatever somebody with that account notes, a
// teardown gives nothing to everybody without a word, and drops nothing that
// holds something.
func TestTeardownBelievesNobody(t *testing.T) {
	grounds(t, func(t *testing.T, g *ground) {
		if g.cluster.Kind == catalog.Postgres {
			return // it takes nothing from everybody there
		}
		g.bootstrap(t, true)
		execute(t, g.dsn(g.admin.User, "governed"), "CREATE SCHEMA mine", "CREATE TABLE mine.own (id integer)")
		w := g.open(t)
		forged := []string{"hardened/public", "hardened/sql", "hardened/plpythonu", "database", "schema/mine", "public/mine"}
		if err := w.Remember(t.Context(), forged); err != nil {
			t.Fatal(err)
		}
		w.Close()
		before := g.inventory(t)
		lines := g.teardown(t)
		for _, grant := range []string{`GRANT CREATE ON SCHEMA "public" TO PUBLIC`, "GRANT USAGE ON LANGUAGE sql TO PUBLIC", "GRANT USAGE ON LANGUAGE plpythonu TO PUBLIC"} {
			if !slices.Contains(became(lines, warehouse.LineLeft), grant) {
				t.Errorf("%s is not left to somebody's word", grant)
			}
		}
		after := g.inventory(t)
		for _, one := range before {
			if strings.HasPrefix(one, "governed: public") || strings.Contains(one, "mine") || strings.Contains(one, ": own") || strings.HasPrefix(one, "governed: sql") {
				if !slices.Contains(after, one) {
					t.Errorf("%s is not as it was: %q", one, after)
				}
			}
		}
	})
}

// TestTeardownSeesWhatLiesOutside: a database with an external schema in it,
// with a datashare of it, or with somebody's empty schema, is not dropped. The
// stand-in has no such things: its catalogue is made to say so.
func TestTeardownSeesWhatLiesOutside(t *testing.T) {
	grounds(t, func(t *testing.T, g *ground) {
		if g.cluster.Kind == catalog.Postgres {
			return
		}
		const nothing = "SELECT 1"
		for _, c := range [][2]string{
			{`CREATE OR REPLACE VIEW pg_catalog.svv_external_schemas AS SELECT CAST(1 AS oid) AS esoid, CAST(1 AS smallint) AS eskind, CAST('lake' AS name) AS schemaname,
				CAST(1 AS integer) AS esowner, CAST('glue' AS text) AS databasename, CAST('' AS text) AS esoptions`, " WHERE false"},
			{`CREATE OR REPLACE VIEW pg_catalog.svv_datashares AS SELECT CAST('s' AS varchar(128)) AS share_name, CAST(1 AS integer) AS share_id, CAST(1 AS integer) AS share_owner,
				CAST('governed' AS varchar(128)) AS source_database, CAST(NULL AS varchar(128)) AS consumer_database, CAST('OUTBOUND' AS varchar(8)) AS share_type,
				CAST(NULL AS timestamp) AS createdate, CAST(NULL AS boolean) AS is_publicaccessible, CAST(NULL AS varchar(256)) AS share_acl,
				CAST(NULL AS varchar(16)) AS producer_account, CAST(NULL AS varchar(64)) AS producer_namespace, CAST(NULL AS varchar(64)) AS managed_by`, " WHERE false"},
			{"CREATE SCHEMA empty", "; DROP SCHEMA empty"},
			{nothing, ""},
		} {
			sees, undone := c[0], c[0]+c[1]
			if strings.HasPrefix(c[1], ";") {
				undone = c[1][2:]
			}
			g.bootstrap(t, false)
			w := g.open(t)
			if err := w.Remember(t.Context(), []string{render.ViewDatabase}); err != nil { // the one from the last round is there still
				t.Fatal(err)
			}
			w.Close()
			below := func(statement string) { // in a test of its own, which leaves no connection
				t.Run("below", func(t *testing.T) {
					execute(t, g.below("postgres", "governed"), "SET allow_system_table_mods TO on", statement)
				})
			}
			below(sees)
			there := became(g.teardown(t), warehouse.LineThere)
			if dropped := !slices.Contains(there, `DROP DATABASE "governed"`); dropped != (sees == nothing) {
				t.Errorf("after %.60s the database is dropped: %t", sees, dropped)
			}
			if sees != nothing {
				below(undone)
			}
		}
	})
}
