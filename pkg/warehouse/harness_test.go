package warehouse_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"scrim/integration/pgtest/pgtesting"
	"scrim/integration/redshiftd"
	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/profile"
	"scrim/pkg/render"
	"scrim/pkg/view"
	"scrim/pkg/warehouse"
)

func TestMain(m *testing.M) {
	code := pgtesting.Run(m)
	if standIn.server != nil {
		if err := standIn.server.Stop(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = max(code, 1)
		}
	}
	os.Exit(code)
}

// standIn is the one Redshift stand-in of this test process. It is a package
// variable because testing gives tests no other common place.
var standIn struct {
	once   sync.Once
	server *redshiftd.Server
	err    error
	names  atomic.Int64
	roles  sync.Mutex // roles are the cluster's: two bootstraps at once would both make one
}

// secrets is a key ring for tests: passwords by reference, salts by name.
type secrets map[string]string

func (s secrets) Secret(_ context.Context, ref catalog.Reference) (string, error) {
	return s[string(ref)], nil
}

func (s secrets) Salt(_ context.Context, name string) (string, error) { return "salt-of-" + name, nil }

// house is a warehouse with a service account, an owner of base tables and
// scrim's own objects.
type house struct {
	cluster catalog.Cluster
	dialect render.Dialect
	w       *warehouse.Warehouse
	base    string // the database of the tables
	etl     string // their owner
	claim   plan.Claim

	super string // the superuser
	dsn   func(user, database string) string
	role  func(t testing.TB, options string) string // makes a login, or with "" a role
}

// both runs a test on PostgreSQL and, through the stand-in, on Redshift.
func both(t *testing.T, test func(t *testing.T, h *house)) {
	t.Helper()
	t.Parallel()
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		test(t, newHouse(t))
	})
	t.Run("redshift", func(t *testing.T) {
		t.Parallel()
		test(t, newRedshiftHouse(t))
	})
}

func newHouse(t testing.TB) *house {
	t.Helper()
	return postgresHouse(t, pgtesting.NewDatabase(t), pgtesting.Role)
}

func postgresHouse(t testing.TB, db pgtesting.Database, role func(t testing.TB, options string) string) *house {
	t.Helper()
	h := &house{
		base: db.Name, super: "postgres", dsn: db.Server.DSN, role: role,
		cluster: catalog.Cluster{
			ID: "test", Kind: catalog.Postgres, Host: "127.0.0.1", Port: db.Server.Port(), ViewDatabase: db.Name,
		},
	}
	h.settle(t)
	h.as(t, h.super, fmt.Sprintf("ALTER DEFAULT PRIVILEGES FOR ROLE %q IN SCHEMA hr GRANT SELECT ON TABLES TO %q", h.etl, h.cluster.Credentials.User))
	return h
}

// newRedshiftHouse has its tables in one database and its views in another.
func newRedshiftHouse(t testing.TB) *house {
	t.Helper()
	pgtesting.NeedServers(t)
	standIn.once.Do(func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		standIn.server, standIn.err = redshiftd.Start(ctx, redshiftd.Config{})
	})
	if standIn.err != nil {
		t.Fatal(standIn.err)
	}
	return redshiftHouse(t, standIn.server)
}

func redshiftHouse(t testing.TB, s *redshiftd.Server) *house {
	t.Helper()
	n := standIn.names.Add(1)
	host, port, err := net.SplitHostPort(s.Addr())
	if err != nil {
		t.Fatal(err)
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		t.Fatal(err)
	}
	base, views := fmt.Sprintf("sales%d", n), fmt.Sprintf("views%d", n)
	h := &house{
		base: base, super: s.Admin(), dsn: s.DSN,
		cluster: catalog.Cluster{
			ID: "test", Kind: catalog.Redshift, Host: host, Port: number, ViewDatabase: views, Databases: []string{base},
		},
	}
	h.role = func(t testing.TB, options string) string {
		t.Helper()
		name := fmt.Sprintf("%s_%d", strings.ToLower(strings.ReplaceAll(t.Name(), "/", "_")), standIn.names.Add(1))
		if options == "" {
			execute(t, s.DSN(s.Admin(), "dev"), fmt.Sprintf("CREATE ROLE %q", name))
			return name
		}
		execute(t, s.DSN(s.Admin(), "dev"), fmt.Sprintf("CREATE USER %q PASSWORD 'Abcdefg1'", name))
		return name
	}
	execute(t, s.DSN(s.Admin(), "dev"), "CREATE DATABASE "+base)
	h.settle(t)
	h.as(t, h.etl, "GRANT USAGE ON SCHEMA hr TO PUBLIC") // the stand-in demands it of readers of late-binding views
	return h
}

// settle makes the accounts, runs the bootstrap and opens the warehouse.
func (h *house) settle(t testing.TB) {
	t.Helper()
	h.cluster.Credentials.User, h.etl = h.role(t, "LOGIN"), h.role(t, "LOGIN")
	h.claim = plan.Claim{Store: "store", Lease: 1, Revision: 1}
	var err error
	if h.dialect, err = render.For(h.cluster); err != nil {
		t.Fatal(err)
	}
	h.as(t, h.super, fmt.Sprintf(`CREATE SCHEMA hr AUTHORIZATION %q`, h.etl))
	h.bootstrap(t)
	h.w, err = warehouse.Open(t.Context(), h.cluster, secrets{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.w.Close)
	if err := h.w.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// bootstrap runs the administrator's lines twice: the second time must find
// nothing that cannot be done again.
func (h *house) bootstrap(t testing.TB) {
	t.Helper()
	standIn.roles.Lock()
	defer standIn.roles.Unlock()
	scripts, err := render.Bootstrap(h.dialect, h.cluster, catalog.Table{Database: h.base, Schema: "hr"})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		for _, s := range scripts {
			h.lines(t, s.Database, s.Admin)
		}
	}
}

func (h *house) lines(t testing.TB, database string, all []render.BootstrapLine) {
	t.Helper()
	if database == "" {
		database = map[string]string{"postgres": "postgres", "redshift": "dev"}[h.dialect.Name()]
	}
	conn := connect(t, h.dsn(h.super, database))
	for _, l := range all {
		if l.Optional {
			continue
		}
		if l.Unless != "" && len(read(t, conn, l.Unless)) > 0 {
			continue
		}
		read(t, conn, strings.ReplaceAll(l.SQL, render.PasswordHole, "Abcdefg1"))
	}
}

func connect(t testing.TB, dsn string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

func execute(t testing.TB, dsn string, statements ...string) {
	t.Helper()
	conn := connect(t, dsn)
	for _, s := range statements {
		read(t, conn, s)
	}
}

// as runs statements where the tables are, as the superuser there or another.
func (h *house) as(t testing.TB, role string, statements ...string) {
	t.Helper()
	execute(t, h.dsn(role, h.base), statements...)
}

// admin runs statements where the views are, as the superuser.
func (h *house) admin(t testing.TB, statements ...string) {
	t.Helper()
	execute(t, h.dsn(h.super, h.cluster.ViewDatabase), statements...)
}

// reader connects to where the views are.
func (h *house) reader(t testing.TB, role string) *pgx.Conn {
	t.Helper()
	return connect(t, h.dsn(role, h.cluster.ViewDatabase))
}

// observeBase observes a table of schema hr.
func (h *house) observeBase(t testing.TB, table string) catalog.Signature {
	t.Helper()
	o := h.observe(t, plan.Ask{Sources: []plan.AskSource{{ID: "x", Table: h.table(table)}}})
	if p := o.Sources["x"].Problem; p != "" {
		t.Fatalf("%s is %s: %s", table, p, o.Sources["x"].Detail)
	}
	return o.Sources["x"].Base
}

func (h *house) observe(t testing.TB, ask plan.Ask) plan.Observed {
	t.Helper()
	o, err := h.w.Observe(t.Context(), ask)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func (h *house) table(name string) catalog.Table {
	return catalog.Table{Database: h.base, Schema: "hr", Name: name}
}

// view is every column of a table as it is, for every known user.
func (h *house) view(t testing.TB, table string) view.View {
	t.Helper()
	v := view.View{
		Source: "ds_" + table, Name: catalog.ViewName{Schema: "governed", Name: table}, Base: h.table(table),
		Admit: view.HasAny{Kind: profile.KindUser}, Rows: view.Always{},
	}
	for _, c := range h.observeBase(t, table).Columns {
		v.Columns = append(v.Columns, view.Column{Name: c.Name, Type: c.Type, Choices: []view.Choice{{When: view.Always{}, Show: view.Raw{}}}})
	}
	return v
}

// ref is a column of a view as a predicate names it.
func ref(t testing.TB, v view.View, name string) view.ColumnRef {
	t.Helper()
	for _, c := range v.Columns {
		if c.Name == name {
			return view.ColumnRef{Name: name, Type: c.Type}
		}
	}
	t.Fatalf("%s has no column %s", v.Name, name)
	return view.ColumnRef{}
}

// show replaces what a column shows.
func show(v view.View, column string, choices ...view.Choice) view.View {
	columns := append([]view.Column(nil), v.Columns...)
	for i := range columns {
		if columns[i].Name == column {
			columns[i].Choices = choices
		}
	}
	v.Columns = columns
	return v
}

func always(c view.Cell) view.Choice { return view.Choice{When: view.Always{}, Show: c} }

// run applies steps as one plan and fails unless everything was done.
func (h *house) run(t testing.TB, units ...plan.Unit) []plan.Outcome {
	t.Helper()
	out, err := h.try(t, units...)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range out {
		if !o.Done {
			t.Fatalf("%s: %v", o.Target, o.Err)
		}
	}
	return out
}

func (h *house) try(t testing.TB, units ...plan.Unit) ([]plan.Outcome, error) {
	t.Helper()
	script, err := scriptOf(h, units)
	if err != nil {
		t.Fatal(err)
	}
	return h.w.Apply(t.Context(), script)
}

func scriptOf(h *house, units []plan.Unit) (plan.Script, error) {
	return render.Script(h.dialect, plan.Plan{Cluster: h.cluster.ID, Claim: h.claim, Units: units}, h.cluster)
}

func (h *house) unit(target plan.Target, steps ...plan.Step) plan.Unit {
	return plan.Unit{Target: target, Database: h.cluster.ViewDatabase, Steps: steps}
}

// gate admits exactly these definitions of one source.
func gate(source string, views ...view.View) plan.SetGates {
	g := plan.Gate{Source: source}
	for _, v := range views {
		g.Admit = append(g.Admit, v.Admission())
	}
	return plan.SetGates{Gates: []plan.Gate{g}}
}

// deploy opens a view's gate and makes it, or makes it anew.
func (h *house) deploy(t testing.TB, v view.View) {
	t.Helper()
	h.run(t, h.deployment(t, v)...)
}

func (h *house) deployment(t testing.TB, v view.View) []plan.Unit {
	t.Helper()
	o := h.observe(t, plan.Ask{Sources: []plan.AskSource{{ID: v.Source, Table: v.Base, Wanted: v.Name}}})
	d := plan.Deployment{View: v, Admission: v.Admission(), Barrier: true, Identity: o.Sources[v.Source].Base.Identity}
	units := []plan.Unit{h.unit(plan.Target{Kind: plan.TargetFacts}, gate(v.Source, v), plan.PutSecrets{Names: v.Salts()})}
	switch have := o.Sources[v.Source]; {
	case have.Relation == nil:
		units = append(units, h.unit(plan.SourceTarget(v.Source), plan.CreateView{Deployment: d}))
	case have.Relation.Columns == signature(v):
		units = append(units, h.unit(plan.SourceTarget(v.Source), plan.ReplaceView{Deployment: d}))
	default:
		units = append(units, h.unit(plan.SourceTarget(v.Source), plan.SwapView{Deployment: d, Taken: o.Sources[v.Source].Aside}))
	}
	return append(units, h.unit(plan.Target{Kind: plan.TargetWitness}, plan.Witness{Views: []plan.ReadBackView{{Source: v.Source, Name: v.Name}}}))
}

func signature(v view.View) string {
	var columns []catalog.Observed
	for _, c := range v.Columns {
		columns = append(columns, catalog.Observed{Name: c.Name, Type: c.Type})
	}
	return plan.ColumnSignature(columns)
}

// know gives a reader facts that do not expire, besides being a known user.
func (h *house) know(t testing.TB, user string, facts ...profile.Fact) {
	t.Helper()
	facts = append(facts, profile.Fact{Kind: profile.KindUser, Value: user})
	h.write(t, plan.WriteFacts{Insert: rows(user, facts...)})
}

func rows(user string, facts ...profile.Fact) []profile.Row {
	var out []profile.Row
	for _, f := range facts {
		out = append(out, profile.Row{UserID: user, Fact: f, ValidUntil: profile.Forever})
	}
	return out
}

func (h *house) write(t testing.TB, f plan.WriteFacts) {
	t.Helper()
	h.run(t, h.unit(plan.Target{Kind: plan.TargetFacts}, f))
}

// read is a query's rows as text, as a role sees them.
func (h *house) read(t testing.TB, role, query string) []string {
	t.Helper()
	if role == "" {
		role = h.super
	}
	return read(t, h.reader(t, role), query)
}

func read(t testing.TB, conn *pgx.Conn, query string) []string {
	t.Helper()
	out, err := lines(t.Context(), conn, query)
	if err != nil {
		t.Fatalf("%s: %v", query, describe(err))
	}
	return out
}

// lines runs statements as psql would and gives the rows of the last one.
func lines(ctx context.Context, conn *pgx.Conn, query string) ([]string, error) {
	results, err := conn.PgConn().Exec(ctx, query).ReadAll()
	if err != nil {
		return nil, err
	}
	var out []string
	for _, row := range results[len(results)-1].Rows {
		parts := make([]string, len(row))
		for i, raw := range row {
			parts[i] = "NULL"
			if raw != nil {
				parts[i] = string(raw)
			}
		}
		out = append(out, strings.Join(parts, "|"))
	}
	return out, nil
}

func in(d time.Duration) time.Time { return time.Now().Add(d).UTC().Truncate(time.Microsecond) }

func sha(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// relationColumns is the signature of what stands at a view's name.
func (h *house) relationColumns(t testing.TB, v view.View) string {
	t.Helper()
	o := h.observe(t, plan.Ask{Sources: []plan.AskSource{{ID: v.Source, Table: v.Base, Wanted: v.Name}}})
	if r := o.Sources[v.Source].Relation; r != nil {
		return r.Columns
	}
	return ""
}

// describe is an error with the server's detail.
func describe(err error) string {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return fmt.Sprintf("%v: %s %s", err, pg.Detail, pg.Hint)
	}
	return err.Error()
}
