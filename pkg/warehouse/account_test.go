package warehouse_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"scrim/pkg/catalog"
	"scrim/pkg/connector"
	"scrim/pkg/warehouse"
)

const toolPassword = "Tool-Secret-1"

// tool is an account that is provisioned in a test, with what scrim made for
// it: a store would keep that.
type tool struct {
	*ground
	accounts *warehouse.Accounts
	document connector.Connector
	held     []connector.Thing
	cut      int // how many units are run before everything stops; negative is all
}

func (g *ground) tool(t *testing.T, document connector.Connector) *tool {
	t.Helper()
	accounts, err := warehouse.OpenAccounts(t.Context(), g.cluster, &g.admin, g.keys)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(accounts.Close)
	return &tool{ground: g, accounts: accounts, document: document, cut: -1}
}

// bi is a tool that reads one schema, and writes another in a database of its
// own.
func (g *ground) bi(t *testing.T) *tool {
	t.Helper()
	extent := connector.Extent{Database: "sales", Schema: "hr"}
	if !g.cluster.Kind.IsRedshift() {
		extent.Creators = []string{"etl"}
	}
	return g.tool(t, connector.Connector{
		ID: "bi", Recipe: connector.SegmentDataGraph, Cluster: "c", Workspace: "work", Profiles: "profiles_sync", Reads: []connector.Extent{extent},
	})
}

func (o *tool) want(t *testing.T) []connector.Wanted {
	t.Helper()
	if o.document.Recipe == "" {
		return nil
	}
	on := connector.On(o.cluster)
	on, err := o.accounts.Survey(t.Context(), on, connector.Needs(o.document, on))
	if err != nil {
		t.Fatal(err)
	}
	want, issues := connector.Want(o.document, on)
	if issues.HasErrors() {
		t.Fatal(issues)
	}
	return want
}

func (o *tool) plan(t *testing.T, options connector.Options) connector.Plan {
	t.Helper()
	want := o.want(t)
	have, err := o.accounts.Observe(t.Context(), want, o.held)
	if err != nil {
		t.Fatal(err)
	}
	return connector.Diff(want, have, o.held, options)
}

// apply plans and runs, as the control side does: things are held before they
// are made. It fails when something is still to do.
func (o *tool) apply(t *testing.T, options connector.Options) {
	t.Helper()
	p := o.plan(t, options)
	if len(p.Unseen) > 0 {
		t.Fatalf("unseen: %q", p.Unseen)
	}
	units, err := o.accounts.Units(p.Steps)
	if err != nil {
		t.Fatal(err)
	}
	for i, u := range units {
		o.hold(u)
		if i == o.cut {
			return
		}
		if err := o.accounts.Run(t.Context(), u, toolPassword); err != nil {
			t.Fatalf("%s: %v", u.Text, err)
		}
	}
	options.Rotate = false
	if again := o.plan(t, options); !again.Empty() {
		t.Fatalf("planning again gives %+v, waiting %+v", again.Steps, again.Waiting)
	}
}

func (o *tool) hold(u connector.Unit) {
	for _, s := range u.Steps {
		k := s.Thing.Key()
		if s.Do == connector.Make && !slices.ContainsFunc(o.held, func(t connector.Thing) bool { return t.Key() == k }) {
			o.held = append(o.held, s.Thing)
		}
	}
}

// settled prepares a creator and grants of his, which the account has nothing
// to do with.
func (g *ground) creator(t *testing.T) {
	t.Helper()
	execute(t, g.dsn(g.admin.User, "sales"),
		"CREATE USER etl PASSWORD 'Abcdefg1'", "GRANT ALL ON SCHEMA hr TO etl", "CREATE USER other PASSWORD 'Abcdefg1'",
		"GRANT USAGE ON SCHEMA hr TO other", "GRANT SELECT ON hr.employees TO other")
}

// rights is everything that catalogues say of who may do what, for comparing.
func (g *ground) rights(t *testing.T) []string {
	t.Helper()
	var out []string
	read := func(database, query string) {
		conn := connect(t, g.below("postgres", database))
		rows, err := conn.Query(t.Context(), query)
		if err != nil {
			t.Fatal(err)
		}
		lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range lines {
			out = append(out, database+": "+l)
		}
	}
	read("postgres", "SELECT 'role ' || rolname || ' ' || rolsuper || rolcreatedb || rolcreaterole || rolcanlogin || rolconnlimit FROM pg_roles WHERE rolname !~ '^(pg_|redshiftd)' ORDER BY 1")
	read("postgres", "SELECT 'member ' || m.rolname || ' of ' || r.rolname || ' ' || a.admin_option FROM pg_auth_members a JOIN pg_roles m ON m.oid = a.member JOIN pg_roles r ON r.oid = a.roleid WHERE r.rolname !~ '^(pg_|redshiftd)' ORDER BY 1")
	read("postgres", `SELECT 'database ' || datname || ' ' || coalesce(g.rolname, 'PUBLIC') || ' ' || a.privilege_type
		FROM pg_database CROSS JOIN LATERAL aclexplode(coalesce(datacl, acldefault('d', datdba))) a LEFT JOIN pg_roles g ON g.oid = a.grantee ORDER BY 1`)
	for _, database := range []string{"sales", "postgres"} {
		// A list of privileges that says what is so without it is none.
		read(database, `SELECT 'on ' || o.name || ' ' || coalesce(g.rolname, 'PUBLIC') || ' ' || a.privilege_type || a.is_grantable FROM (
			SELECT nspname::text AS name, nspacl AS acl, nspowner AS owner FROM pg_namespace WHERE nspname !~ '^(pg_|redshiftd|information)'
			UNION ALL SELECT c.relname, relacl, relowner FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE n.nspname = 'hr'
			UNION ALL SELECT 'default of ' || defaclrole::regrole, defaclacl, defaclrole FROM pg_default_acl) o
			CROSS JOIN LATERAL aclexplode(o.acl) a LEFT JOIN pg_roles g ON g.oid = a.grantee WHERE a.grantee <> o.owner ORDER BY 1`)
	}
	return out
}

// TestAccount: an account is made as its recipe says and logs in with its
// password; planning again is empty; what is done to it by hand is found and
// repaired; and its removal leaves exactly what was there before.
func TestAccount(t *testing.T) {
	grounds(t, func(t *testing.T, g *ground) {
		g.creator(t)
		before := g.rights(t)
		o := g.bi(t)
		o.apply(t, connector.Options{})
		user := "segment_user"

		conn, err := warehouse.Session(t.Context(), g.cluster, "work", warehouse.Account{User: user, Password: toolPassword}, func(*pgconn.Notice) {})
		if err != nil {
			t.Fatalf("the account cannot log in: %v", err)
		}
		read(t, conn, "CREATE TABLE profiles_sync.p (id integer)")
		_ = conn.Close(t.Context())

		role := "ROLE segment_linked_role"
		if !g.cluster.Kind.IsRedshift() {
			role = "segment_linked_role"
		}
		super := map[bool]string{true: "CREATEUSER", false: "SUPERUSER"}[g.cluster.Kind.IsRedshift()]
		for _, hand := range [][2]string{
			{"sales", "REVOKE USAGE ON SCHEMA hr FROM " + role},
			{"sales", "ALTER USER " + user + " " + super},
			{"sales", "ALTER USER " + user + " CONNECTION LIMIT 99"},
			{"sales", "GRANT USAGE ON SCHEMA hr TO " + role + " WITH GRANT OPTION"},
		} {
			if strings.Contains(hand[1], "GRANT OPTION") && g.cluster.Kind.IsRedshift() {
				continue // Redshift gives roles no grant option
			}
			execute(t, g.dsn(g.admin.User, hand[0]), hand[1])
			if p := o.plan(t, connector.Options{}); len(p.Steps) != 1 {
				t.Errorf("%s: %d steps %+v", hand[1], len(p.Steps), p.Steps)
			}
			o.apply(t, connector.Options{})
		}

		o.document = connector.Connector{}
		if p := o.plan(t, connector.Options{}); len(p.Left) == 0 || len(p.Owned) != 1 {
			t.Errorf("what it owns is not in the way: left %+v, owned %+v", p.Left, p.Owned)
		}
		conn = connect(t, g.dsn(g.admin.User, "work"))
		read(t, conn, "DROP TABLE profiles_sync.p")
		_ = conn.Close(t.Context())
		o.apply(t, connector.Options{})
		if diff := cmp.Diff(before, g.rights(t)); diff != "" {
			t.Errorf("what was there before is not what is left:\n%s", diff)
		}
	})
}

// TestAccountCutOff: whatever is the last statement that ran, the next plan
// goes on, and removal takes all of it away.
func TestAccountCutOff(t *testing.T) {
	grounds(t, func(t *testing.T, g *ground) {
		g.creator(t)
		before := g.rights(t)
		units, err := func() ([]connector.Unit, error) {
			o := g.bi(t)
			return o.accounts.Units(o.plan(t, connector.Options{}).Steps)
		}()
		if err != nil || len(units) < 8 {
			t.Fatalf("%d units, %v", len(units), err)
		}
		for cut := range len(units) {
			o := g.bi(t)
			o.cut = cut
			o.apply(t, connector.Options{})
			if cut%3 == 0 {
				o.cut = -1
				o.apply(t, connector.Options{})
			}
			o.cut, o.document = cut/2, connector.Connector{}
			o.apply(t, connector.Options{})
			o.cut = -1
			o.apply(t, connector.Options{})
			if diff := cmp.Diff(before, g.rights(t)); diff != "" {
				t.Fatalf("cut off after %d statements:\n%s", cut, diff)
			}
		}
	})
}

// TestAccountOfOthers: a login that was there before scrim is used, and
// neither changed nor removed; what others gave stays, unless the plan is
// authoritative.
func TestAccountOfOthers(t *testing.T) {
	grounds(t, func(t *testing.T, g *ground) {
		g.creator(t)
		execute(t, g.dsn(g.admin.User, "sales"),
			"CREATE USER segment_user PASSWORD 'Abcdefg1' CONNECTION LIMIT 10", "GRANT SELECT ON hr.employees TO segment_user", "CREATE TABLE hr.more (id integer)")
		before := g.rights(t)
		o := g.bi(t)
		p := o.plan(t, connector.Options{})
		if len(p.Kept) != 2 || len(p.Foreign) != 1 {
			t.Errorf("kept %+v, foreign %+v", p.Kept, p.Foreign)
		}
		o.apply(t, connector.Options{})
		foreign := len(o.plan(t, connector.Options{}).Foreign)
		o.document = connector.Connector{}
		o.apply(t, connector.Options{})
		if diff := cmp.Diff(before, g.rights(t)); diff != "" || foreign != 1 {
			t.Errorf("%d foreign; left:\n%s", foreign, diff)
		}
		again := g.bi(t)
		again.apply(t, connector.Options{Authoritative: true})
		if p := again.plan(t, connector.Options{}); len(p.Foreign) != 0 {
			t.Errorf("authoritative leaves %+v", p.Foreign)
		}
	})
}

// TestAccountTaken: what others make after the plan is told from what scrim
// makes.
func TestAccountTaken(t *testing.T) {
	grounds(t, func(t *testing.T, g *ground) {
		g.creator(t)
		o := g.bi(t)
		units, err := o.accounts.Units(o.plan(t, connector.Options{}).Steps)
		if err != nil {
			t.Fatal(err)
		}
		execute(t, g.dsn(g.admin.User, "sales"), "CREATE USER segment_user PASSWORD 'Abcdefg1'", "CREATE ROLE segment_linked_role", "CREATE DATABASE work")
		taken := 0
		for _, u := range units {
			if err := o.accounts.Run(t.Context(), u, toolPassword); errors.Is(err, connector.ErrTaken) {
				taken++
			} else if err != nil {
				t.Fatal(err)
			}
		}
		if taken != 3 {
			t.Errorf("%d are told to be others'", taken)
		}
	})
}

// TestAccountOwns: what the account made for itself goes to whom is named,
// and a schema of scrim's with something in it stays.
func TestAccountOwns(t *testing.T) {
	grounds(t, func(t *testing.T, g *ground) {
		g.creator(t)
		o := g.bi(t)
		o.apply(t, connector.Options{})
		conn, err := warehouse.Session(t.Context(), g.cluster, "work", warehouse.Account{User: "segment_user", Password: toolPassword}, func(*pgconn.Notice) {})
		if err != nil {
			t.Fatal(err)
		}
		read(t, conn, "CREATE SCHEMA __segment_reverse_etl")
		read(t, conn, "CREATE TABLE __segment_reverse_etl.checkpoint (id integer)")
		read(t, conn, "CREATE TABLE profiles_sync.p (id integer)")
		_ = conn.Close(t.Context())
		o.document = connector.Connector{}
		p := o.plan(t, connector.Options{})
		var ways []string
		for _, l := range p.Left {
			ways = append(ways, l.For)
		}
		if len(p.Owned) != 3 || !slices.ContainsFunc(ways, func(w string) bool { return strings.Contains(w, "--reassign-to") }) {
			t.Errorf("owned %+v, left %q", p.Owned, ways)
		}
		o.apply(t, connector.Options{ReassignTo: "etl"})
		p = o.plan(t, connector.Options{})
		if len(p.Left) != 2 || p.Left[0].Thing != (connector.Schema{Database: "work", Name: "profiles_sync"}) || p.Left[1].Thing != (connector.Database{Name: "work"}) {
			t.Errorf("left is %+v", p.Left)
		}
		owner := read(t, connect(t, g.below("postgres", "work")), "SELECT tableowner FROM pg_tables WHERE tablename IN ('p', 'checkpoint') GROUP BY 1")
		if fmt.Sprint(owner) != "[etl]" {
			t.Errorf("it belongs to %v", owner)
		}
		if err := o.accounts.Run(t.Context(), connector.Unit{Steps: []connector.Step{{Do: connector.Remove, Thing: connector.Database{Name: "work"}}}, Text: "DROP DATABASE work"}, ""); err == nil {
			t.Error("a database with tables in it was dropped")
		}
	})
}

// TestAccountNobodys: what belongs to no user, as public does on the stand-in
// and a dropped user's things do on Redshift, is there: grants on it are made,
// and a database that holds it is not empty.
func TestAccountNobodys(t *testing.T) {
	grounds(t, func(t *testing.T, g *ground) {
		g.creator(t)
		o := g.tool(t, connector.Connector{ID: "bi", Recipe: connector.ReadOnly, Cluster: "c", User: "bi", Workspace: "sales", Reads: []connector.Extent{
			{Database: "sales", Schema: "public", Future: connector.NotCovered},
		}})
		if p := o.plan(t, connector.Options{}); len(p.Waiting) > 0 {
			t.Errorf("waiting for %s", p.Waiting[0].For)
		}
		execute(t, g.dsn(g.admin.User, "sales"), "CREATE DATABASE work")
		execute(t, g.below("postgres", "work"), "CREATE ROLE nobody_now NOLOGIN", "CREATE SCHEMA kept AUTHORIZATION nobody_now")
		if err := o.accounts.Run(t.Context(), connector.Unit{Steps: []connector.Step{{Do: connector.Remove, Thing: connector.Database{Name: "work"}}}, Text: "DROP DATABASE work"}, ""); err == nil {
			t.Error("a database with somebody's schema in it was dropped")
		}
	})
}

// TestAccountWaits: what a grant is about may be missing still.
func TestAccountWaits(t *testing.T) {
	grounds(t, func(t *testing.T, g *ground) {
		g.creator(t)
		o := g.tool(t, connector.Connector{
			ID: "bi", Recipe: connector.ReadOnly, Cluster: "c", User: "bi", Workspace: "sales", Reads: []connector.Extent{
				{Database: "sales", Schema: "crm", Tables: []string{"t"}}, {Database: "nowhere", Schema: "s", Tables: []string{"t"}}, {Database: "sales", Schema: "hr", Tables: []string{"gone"}},
				{Database: "sales", Schema: "hr", Future: connector.ByCreator, Creators: []string{"nobody"}},
			},
		})
		p := o.plan(t, connector.Options{})
		var why []string
		for _, w := range p.Waiting {
			why = append(why, w.For)
		}
		slices.Sort(why)
		want := []string{"there is no database nowhere", "there is no schema crm in sales", "there is no table hr.gone in sales", "there is no user nobody"}
		if diff := cmp.Diff(want, slices.Compact(why)); diff != "" {
			t.Error(diff)
		}
	})
}

// TestAccountPassword: a statement that sets one shows nothing of it when it
// fails, and a new one replaces the old.
func TestAccountPassword(t *testing.T) {
	grounds(t, func(t *testing.T, g *ground) {
		g.creator(t)
		o := g.bi(t)
		o.apply(t, connector.Options{})
		units, err := o.accounts.Units(o.plan(t, connector.Options{Rotate: true}).Steps)
		if err != nil || len(units) != 1 || !units[0].Password {
			t.Fatalf("%+v, %v", units, err)
		}
		if err := o.accounts.Run(t.Context(), units[0], "Another-Secret-2"); err != nil {
			t.Fatal(err)
		}
		broken := units[0]
		broken.Text = strings.Replace(broken.Text, "segment_user", "nobody_there", 1)
		err = o.accounts.Run(t.Context(), broken, "Another-Secret-2")
		if err == nil || strings.Contains(err.Error(), "SCRAM") || strings.Contains(err.Error(), "md5") || strings.Contains(err.Error(), "Secret") {
			t.Errorf("the error is %v", err)
		}
		if g.cluster.Kind == catalog.Postgres {
			return // its server asks only scrim for a password
		}
		if err := o.accounts.Run(t.Context(), units[0], "weak secret"); err == nil || strings.Contains(err.Error(), "weak") || !strings.Contains(err.Error(), "has no digit") {
			t.Errorf("a password that Redshift would refuse: %v", err)
		}
		if _, err := warehouse.Session(t.Context(), g.cluster, "work", warehouse.Account{User: "segment_user", Password: toolPassword}, func(*pgconn.Notice) {}); err != nil && !errors.Is(err, warehouse.ErrPassword) {
			t.Errorf("the old password: %v", err)
		}
	})
}
