package warehouse_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"scrim/integration/pgtest/pgtesting"
	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/profile"
	"scrim/pkg/render"
	"scrim/pkg/view"
	"scrim/pkg/warehouse"
)

func TestMain(m *testing.M) { pgtesting.Main(m) }

// secrets is a key ring for tests: passwords by reference, salts by name.
type secrets map[string]string

func (s secrets) Secret(_ context.Context, ref catalog.Reference) (string, error) {
	return s[string(ref)], nil
}

func (s secrets) Salt(_ context.Context, name string) (string, error) { return "salt-of-" + name, nil }

// house is a warehouse with a service account, an owner of base tables and
// scrim's own objects.
type house struct {
	db      pgtesting.Database
	cluster catalog.Cluster
	dialect render.Dialect
	w       *warehouse.Warehouse
	etl     string
	claim   plan.Claim
}

func newHouse(t *testing.T) *house {
	t.Helper()
	db := pgtesting.NewDatabase(t)
	service, etl := pgtesting.Role(t, "LOGIN"), pgtesting.Role(t, "LOGIN")
	c := catalog.Cluster{
		ID: "test", Kind: catalog.Postgres, Host: "127.0.0.1", Port: db.Server.Port(),
		Credentials: catalog.Credentials{User: service}, ViewDatabase: db.Name,
	}
	d, err := render.For(c)
	if err != nil {
		t.Fatal(err)
	}
	h := &house{db: db, cluster: c, dialect: d, etl: etl, claim: plan.Claim{Store: "store", Lease: 1, Revision: 1}}
	db.Exec(t, fmt.Sprintf(`CREATE SCHEMA hr AUTHORIZATION %q`, etl))
	h.bootstrap(t)
	h.w, err = warehouse.Open(t.Context(), c, secrets{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.w.Close)
	if err := h.w.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	return h
}

// bootstrap runs the administrator's lines as the superuser, twice: the second
// time must find nothing to do.
func (h *house) bootstrap(t *testing.T) {
	t.Helper()
	scripts, err := render.Bootstrap(h.dialect, h.cluster, catalog.Table{Database: h.db.Name, Schema: "hr"})
	if err != nil {
		t.Fatal(err)
	}
	conn := h.db.Connect(t, "")
	for range 2 {
		for _, s := range scripts {
			for _, l := range s.Admin {
				needed := true
				if l.Unless != "" {
					rows, err := conn.Query(t.Context(), l.Unless)
					if err != nil {
						t.Fatalf("%s: %v", l.Unless, err)
					}
					needed = !rows.Next()
					rows.Close()
				}
				if needed {
					if _, err := conn.Exec(t.Context(), strings.ReplaceAll(l.SQL, render.PasswordHole, "x")); err != nil {
						t.Fatalf("%s: %v", l.SQL, err)
					}
				}
			}
		}
	}
	h.db.Exec(t, fmt.Sprintf("ALTER DEFAULT PRIVILEGES FOR ROLE %q IN SCHEMA hr GRANT SELECT ON TABLES TO %q", h.etl, h.cluster.Credentials.User))
}

// as runs statements as a role and fails the test at the first that fails.
func (h *house) as(t *testing.T, role string, statements ...string) {
	t.Helper()
	conn := h.db.Connect(t, role)
	for _, s := range statements {
		if _, err := conn.Exec(t.Context(), s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

// base observes a table of schema hr.
func (h *house) base(t *testing.T, table string) catalog.Signature {
	t.Helper()
	o := h.observe(t, plan.Ask{Sources: []plan.AskSource{{ID: "x", Table: h.table(table)}}})
	if p := o.Sources["x"].Problem; p != "" {
		t.Fatalf("%s is %s: %s", table, p, o.Sources["x"].Detail)
	}
	return o.Sources["x"].Base
}

func (h *house) observe(t *testing.T, ask plan.Ask) plan.Observed {
	t.Helper()
	o, err := h.w.Observe(t.Context(), ask)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func (h *house) table(name string) catalog.Table {
	return catalog.Table{Database: h.db.Name, Schema: "hr", Name: name}
}

// view is every column of a table as it is, for every known user.
func (h *house) view(t *testing.T, table string) view.View {
	t.Helper()
	v := view.View{
		Source: "ds_" + table, Name: catalog.ViewName{Schema: "governed", Name: table}, Base: h.table(table),
		Admit: view.HasAny{Kind: profile.KindUser}, Rows: view.Always{},
	}
	for _, c := range h.base(t, table).Columns {
		v.Columns = append(v.Columns, view.Column{Name: c.Name, Type: c.Type, Choices: []view.Choice{{When: view.Always{}, Show: view.Raw{}}}})
	}
	return v
}

// ref is a column of a view as a predicate names it.
func ref(t *testing.T, v view.View, name string) view.ColumnRef {
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
func (h *house) run(t *testing.T, units ...plan.Unit) []plan.Outcome {
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

func (h *house) try(t *testing.T, units ...plan.Unit) ([]plan.Outcome, error) {
	t.Helper()
	script, err := render.Script(h.dialect, plan.Plan{Cluster: h.cluster.ID, Claim: h.claim, Units: units}, h.cluster)
	if err != nil {
		t.Fatal(err)
	}
	return h.w.Apply(t.Context(), script)
}

func (h *house) unit(target string, steps ...plan.Step) plan.Unit {
	return plan.Unit{Target: target, Database: h.db.Name, Steps: steps}
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
func (h *house) deploy(t *testing.T, v view.View) {
	t.Helper()
	h.run(t, h.deployment(t, v)...)
}

func (h *house) deployment(t *testing.T, v view.View) []plan.Unit {
	t.Helper()
	o := h.observe(t, plan.Ask{Sources: []plan.AskSource{{ID: v.Source, Table: v.Base, Wanted: v.Name}}})
	d := plan.Deployment{View: v, Admission: v.Admission(), Barrier: true, Identity: o.Sources[v.Source].Base.Identity}
	units := []plan.Unit{h.unit("facts", gate(v.Source, v), plan.PutSecrets{Names: v.Salts()})}
	switch have := o.Sources[v.Source]; {
	case have.Relation == nil:
		units = append(units, h.unit(v.Source, plan.CreateView{Deployment: d}))
	case have.Relation.Columns == signature(v):
		units = append(units, h.unit(v.Source, plan.ReplaceView{Deployment: d}))
	default:
		units = append(units, h.unit(v.Source, plan.SwapView{Deployment: d}))
	}
	return append(units, h.unit("witness", plan.Witness{Sources: []string{v.Source}}))
}

func signature(v view.View) string {
	var columns []catalog.Observed
	for _, c := range v.Columns {
		columns = append(columns, catalog.Observed{Name: c.Name, Type: c.Type})
	}
	return plan.ColumnSignature(columns)
}

// know gives a reader facts that do not expire, besides being a known user.
func (h *house) know(t *testing.T, user string, facts ...profile.Fact) {
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

func (h *house) write(t *testing.T, f plan.WriteFacts) {
	t.Helper()
	h.run(t, h.unit("facts", f))
}

// read is a query's rows as text, as a role sees them.
func (h *house) read(t *testing.T, role, query string) []string {
	t.Helper()
	return read(t, h.db.Connect(t, role), query)
}

func read(t *testing.T, conn *pgx.Conn, query string) []string {
	t.Helper()
	out, err := lines(t.Context(), conn, query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
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
func (h *house) relationColumns(t *testing.T, v view.View) string {
	t.Helper()
	o := h.observe(t, plan.Ask{Sources: []plan.AskSource{{ID: v.Source, Table: v.Base, Wanted: v.Name}}})
	if r := o.Sources[v.Source].Relation; r != nil {
		return r.Columns
	}
	return ""
}
