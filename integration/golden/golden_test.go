package golden

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aymanbagabas/go-udiff"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"scrim/integration/pgtest/pgtesting"
	"scrim/integration/tally"
	"scrim/pkg/catalog"
	"scrim/pkg/compile"
	"scrim/pkg/directory"
	"scrim/pkg/plan"
	"scrim/pkg/profile"
	"scrim/pkg/render"
	"scrim/pkg/view"
	"scrim/pkg/warehouse"
)

func difference(want, got string) string { return udiff.Unified("expected", "got", want, got) }

// What scrim writes for each case, and what it says about the policies.
func TestSQL(t *testing.T) {
	for _, c := range cases(t) {
		t.Run(c.name, func(t *testing.T) {
			for _, kind := range []catalog.ClusterKind{catalog.Postgres, catalog.Redshift} {
				on := c.cluster
				on.Kind = kind
				if kind == catalog.Postgres {
					on.ViewDatabase = "warehouse"
				}
				v, _, issues := compile.Compile(c.input(on, c.base))
				d, err := render.For(on)
				if err != nil {
					t.Fatal(err)
				}
				sql, err := render.View(d, v, render.Options{Cluster: on, Barrier: on.Mode() == catalog.Fenced, Replace: true})
				if err != nil {
					t.Fatal(err)
				}
				c.sameText(t, d.Name()+".sql", sql+";\n")
				var codes []string
				for _, one := range issues {
					codes = append(codes, string(one.Code))
				}
				slices.Sort(codes)
				if want := strings.Join(c.issues, "\n"); strings.Join(codes, "\n") != want {
					t.Errorf("issues on %s:\n%v\nexpected:\n%s", kind, issues, want)
				}
			}
		})
	}
}

// Every reader sees the rows that were worked out by hand, in both modes.
func TestReaders(t *testing.T) {
	pgtesting.NeedServers(t)
	for _, mode := range []catalog.Enforcement{catalog.Fenced, catalog.Fast} {
		t.Run(string(mode), func(t *testing.T) {
			s := newSite(t, mode)
			for _, c := range cases(t) {
				t.Run(c.name, func(t *testing.T) { s.try(t, c) })
			}
		})
	}
}

// site is a warehouse on which cases follow each other, each pruning what the
// one before left.
type site struct {
	db        pgtesting.Database
	cluster   catalog.Cluster
	account   string
	warehouse *warehouse.Warehouse
	revision  uint64
}

// keys answers with salts made of the master key of the cases.
type keys struct{}

func (keys) Secret(context.Context, catalog.Reference) (string, error) {
	return "", errors.New("no password is needed here")
}

func (keys) Salt(_ context.Context, name string) (string, error) { return salt(name), nil }

func newSite(t *testing.T, mode catalog.Enforcement) *site {
	t.Helper()
	db := pgtesting.NewDatabase(t)
	s := &site{db: db, account: pgtesting.Role(t, "LOGIN")}
	db.Exec(t, fmt.Sprintf("GRANT CREATE ON DATABASE %s TO %s", quote(db.Name), quote(s.account)))
	s.cluster = catalog.Cluster{
		ID: "c1", Kind: catalog.Postgres, Host: "127.0.0.1", Port: db.Server.Port(), ViewDatabase: db.Name, ViewName: "{table}",
		Credentials: catalog.Credentials{User: s.account}, Enforcement: mode,
	}
	var err error
	if s.warehouse, err = warehouse.Open(t.Context(), s.cluster, keys{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.warehouse.Close)
	if err := s.warehouse.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

func quote(name string) string { return pgx.Identifier{name}.Sanitize() }

func (s *site) try(t *testing.T, c *aCase) {
	here := *c
	here.source.Table.Database = s.db.Name
	here.cluster = s.cluster
	here.cluster.Unpoliced, here.cluster.Strict = c.cluster.Unpoliced, c.cluster.Strict
	s.fill(t, &here)
	s.list(t, &here)
	if c.source.Disabled { // disabling shuts a view that stands; of a source that was never enabled there is none
		here.source.Disabled = false
		s.apply(t, &here)
		here.source.Disabled = true
	}
	s.apply(t, &here)
	s.count(t, &here)
	s.insert(t, here.source.Table, here.declared, here.later)
	if again := s.plan(t, &here); len(again.Units) > 0 {
		t.Errorf("planning again wants to do something: %+v", again.Units)
	}
	for _, u := range c.users {
		if _, said := c.reads[c.username(u)]; !said && c.username(u) != "" {
			t.Errorf("the case does not say what %s reads", c.username(u))
		}
	}
	for reader := range c.reads {
		want, got := table(c.wanted(reader)), table(s.read(t, &here, reader))
		if want != got {
			t.Errorf("what %s reads:\n%s", reader, difference(want, got))
		}
	}
}

// fill makes the case's table and rows.
func (s *site) fill(t *testing.T, c *aCase) {
	t.Helper()
	at := c.source.Table
	s.db.Exec(t,
		"DROP SCHEMA IF EXISTS "+quote(at.Schema)+" CASCADE", "CREATE SCHEMA "+quote(at.Schema),
		fmt.Sprintf("GRANT USAGE ON SCHEMA %s TO %s", quote(at.Schema), quote(s.account)),
	)
	s.table(t, at, c.base, c.declared, c.rows)
}

// table makes one table with its rows.
func (s *site) table(t *testing.T, at catalog.Table, base catalog.Signature, declared []string, rows [][]string) {
	t.Helper()
	var columns []string
	for i, o := range base.Columns {
		columns = append(columns, quote(o.Name)+" "+declared[i])
	}
	table := quote(at.Schema) + "." + quote(at.Name)
	s.db.Exec(t,
		fmt.Sprintf("CREATE TABLE %s (%s)", table, strings.Join(columns, ", ")),
		fmt.Sprintf("GRANT SELECT ON %s TO %s", table, quote(s.account)),
	)
	s.insert(t, at, declared, rows)
}

// count counts combinations, as somebody would ask for it, unless the case says
// that nobody does.
func (s *site) count(t *testing.T, c *aCase) {
	t.Helper()
	if c.never {
		return
	}
	observed, err := s.warehouse.Observe(t.Context(), plan.Ask{Sources: []plan.AskSource{{ID: c.source.ID, Table: c.source.Table}}})
	if err != nil {
		t.Fatal(err)
	}
	v, _, _ := compile.Compile(c.input(c.cluster, observed.Sources[c.source.ID].Base))
	counting := tally.Site{Warehouse: s.warehouse, Cluster: c.cluster, Claim: plan.Claim{Store: "golden", Lease: 1, Revision: s.revision}, Attempt: fmt.Sprintf("%09d", s.revision)}
	if err := counting.Count(t.Context(), v, time.Hour); err != nil {
		t.Fatal(err)
	}
}

func (s *site) insert(t *testing.T, at catalog.Table, declared []string, rows [][]string) {
	t.Helper()
	if len(rows) == 0 {
		return
	}
	table := quote(at.Schema) + "." + quote(at.Name)
	conn := s.db.Connect(t, "")
	for _, row := range rows[1:] {
		marks, values := []string{}, []any{}
		for i, cell := range row {
			marks = append(marks, fmt.Sprintf("$%d::text::%s", i+1, declared[i]))
			if cell == "NULL" {
				values = append(values, nil)
				continue
			}
			values = append(values, cell)
		}
		if _, err := conn.Exec(t.Context(), fmt.Sprintf("INSERT INTO %s VALUES (%s)", table, strings.Join(marks, ", ")), values...); err != nil {
			t.Fatal(err)
		}
	}
}

func (s *site) plan(t *testing.T, c *aCase) plan.Plan {
	t.Helper()
	s.revision++
	name, _ := c.cluster.Place(c.source)
	ask := plan.Ask{Everything: true, Sources: []plan.AskSource{{ID: c.source.ID, Table: c.source.Table, Wanted: name}}}
	for _, u := range c.users {
		ask.Users = append(ask.Users, c.username(u))
	}
	observed, err := s.warehouse.Observe(t.Context(), ask)
	if err != nil {
		t.Fatal(err)
	}
	base := observed.Sources[c.source.ID].Base
	v, decision, _ := compile.Compile(c.input(c.cluster, base))
	presence := plan.Shown
	if c.source.Disabled {
		presence = plan.Shut
	}
	want := plan.Wanted{
		Cluster: c.cluster, Everything: true, Prune: true,
		Claim:   plan.Claim{Store: "golden", Lease: 1, Revision: s.revision},
		Sources: []plan.WantedSource{{ID: c.source.ID, Presence: presence, View: v, Opens: decision.OpensWhenFactMissing, Identity: base.Identity, Reason: "case " + c.name}},
	}
	for _, u := range c.users {
		if c.username(u) == "" {
			continue
		}
		rows, _ := profile.Of(c.subject(u, decision.Comparisons), now())
		if c.shared(u) {
			rows = nil
		}
		want.Users = append(want.Users, plan.WantedUser{Name: c.username(u), Rows: rows})
	}
	return plan.Diff(observed, want)
}

func (c *aCase) username(u directory.User) string { return c.cluster.Username(u.ID, u.Usernames) }

// shared is the one thing of a user's facts that reconcile decides: of two
// users with one name on a cluster none has any (SEMANTICS S7).
func (c *aCase) shared(u directory.User) bool {
	return slices.ContainsFunc(c.users, func(other directory.User) bool { return other.ID != u.ID && c.username(other) == c.username(u) })
}

func (c *aCase) subject(u directory.User, comparisons []view.Comparison) profile.Subject {
	out := profile.Subject{
		User: u, Username: c.username(u), Session: c.sessions[u.ID], Acknowledged: c.acknowledged, Purposes: c.purposes,
		Projects: map[string]directory.Project{}, Accesses: c.accesses, Compared: map[string][]catalog.Type{},
	}
	for _, p := range c.projects {
		out.Projects[p.ID] = p
	}
	for _, one := range comparisons {
		out.Compared[one.Attribute] = append(out.Compared[one.Attribute], one.Type)
	}
	return out
}

func (s *site) apply(t *testing.T, c *aCase) {
	t.Helper()
	d, err := render.For(c.cluster)
	if err != nil {
		t.Fatal(err)
	}
	script, err := render.Script(d, s.plan(t, c), c.cluster)
	if err != nil {
		t.Fatal(err)
	}
	outcomes, err := s.warehouse.Apply(t.Context(), script)
	if err != nil {
		t.Fatalf("applying: %v\n%s", err, render.Text(script))
	}
	for _, o := range outcomes {
		if !o.Done {
			t.Fatalf("unit %s: %v\n%s", o.Target, o.Err, render.Text(script))
		}
	}
}

// read is the view as one reader sees it, as text, by its first column.
func (s *site) read(t *testing.T, c *aCase, reader string) [][]string {
	t.Helper()
	s.db.Exec(t, "DO $$ BEGIN CREATE ROLE "+quote(reader)+" LOGIN; EXCEPTION WHEN duplicate_object THEN END $$")
	conn := s.db.Connect(t, reader)
	for _, statement := range append([]string{"SET timezone = 'UTC'"}, c.session...) {
		if _, err := conn.Exec(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	name, _ := c.cluster.Place(c.source)
	rows, err := conn.Query(t.Context(), fmt.Sprintf("SELECT * FROM %s.%s ORDER BY 1", quote(name.Schema), quote(name.Name)), pgx.QueryExecModeSimpleProtocol)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	out := [][]string{nil}
	for _, f := range rows.FieldDescriptions() {
		out[0] = append(out[0], f.Name)
	}
	for rows.Next() {
		row := []string{}
		for i, raw := range rows.RawValues() {
			switch {
			case raw == nil:
				row = append(row, "NULL")
			case rows.FieldDescriptions()[i].DataTypeOID == pgtype.BPCharOID:
				row = append(row, strings.TrimRight(string(raw), " "))
			default:
				row = append(row, string(raw))
			}
		}
		out = append(out, row)
	}
	if err := rows.Err(); err != nil {
		t.Fatalf("reading as %s: %v", reader, err)
	}
	return out
}

// The cases cover what they are meant to: a case less is a promise less.
func TestThereAreEnoughCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) < 150 {
		t.Errorf("%d cases: %v", len(files), err)
	}
}
