// Package truth holds law 10: what a database shows equals what the oracle
// says, for drawn policies, people, rows and hostile sessions.
package truth

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"pgregory.net/rapid"

	"scrim/integration/draw"
	"scrim/integration/tally"
	"scrim/pkg/catalog"
	"scrim/pkg/compile"
	"scrim/pkg/directory"
	"scrim/pkg/oracle"
	"scrim/pkg/plan"
	"scrim/pkg/profile"
	"scrim/pkg/render"
	"scrim/pkg/view"
	"scrim/pkg/warehouse"
)

// site is a warehouse where cases are tried, one after another.
type site struct {
	cluster   catalog.Cluster
	warehouse *warehouse.Warehouse
	admin     *pgx.Conn // where base tables are made
	grantee   string    // the service account
	connect   func(login string) *pgx.Conn
	database  string    // of the base tables
	settings  []setting // what a hostile reader sets
	neutral   []string  // what makes text mean one thing again
	revision  uint64
	cells     int // that were compared
	shown     int // of them in rows that somebody sees
	counted   int // how often combinations were counted
	open      int // how often a reader found the view's columns listed
	shut      int // how often not
}

// prepare makes the case's table and rows, and puts into the case what the
// warehouse really declares.
func (s *site) prepare(t *rapid.T, c *draw.Case) {
	ctx := context.Background()
	c.Cluster = clusterFor(s.cluster, c.Cluster)
	c.Source.Table.Database = s.database
	exec := func(sql string, args ...any) {
		if _, err := s.admin.Exec(ctx, sql, args...); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
	exec("DROP SCHEMA IF EXISTS hr CASCADE")
	exec("CREATE SCHEMA hr")
	exec(fmt.Sprintf("GRANT USAGE ON SCHEMA hr TO %s", quote(s.grantee)))
	if c.Cluster.Kind.IsRedshift() {
		exec("GRANT USAGE ON SCHEMA hr TO PUBLIC") // late-binding views need it of their readers
	}
	s.fill(exec, c.Source.Table.Name, c.Base, c.Rows)
	for i, listed := range c.Lookups {
		c.Lookups[i].Source.Table.Database = s.database
		s.fill(exec, listed.Source.Table.Name, listed.Base, listed.Rows)
	}
}

// fill makes one table with its rows.
func (s *site) fill(exec func(sql string, args ...any), name string, base catalog.Signature, rows []oracle.Row) {
	var columns []string
	for _, o := range base.Columns {
		columns = append(columns, quote(o.Name)+" "+o.Type.String())
	}
	table := "hr." + quote(name)
	exec(fmt.Sprintf("CREATE TABLE %s (%s)", table, strings.Join(columns, ", ")))
	exec(fmt.Sprintf("GRANT SELECT ON %s TO %s", table, quote(s.grantee)))
	for _, row := range rows {
		values, marks := []any{}, []string{}
		for i, v := range row {
			marks = append(marks, fmt.Sprintf("$%d::text::%s", i+1, base.Columns[i].Type))
			if v == nil {
				values = append(values, nil)
				continue
			}
			values = append(values, v.String())
		}
		exec(fmt.Sprintf("INSERT INTO %s VALUES (%s)", table, strings.Join(marks, ", ")), values...)
	}
}

func quote(name string) string { return pgx.Identifier{name}.Sanitize() }

// clusterFor is the site's cluster with what the case says of people.
func clusterFor(site, drawn catalog.Cluster) catalog.Cluster {
	site.Usernames, site.Unpoliced = drawn.Usernames, drawn.Unpoliced
	return site
}

// apply compiles, plans, renders and applies the case as the product does.
func (s *site) apply(t *rapid.T, c *draw.Case) {
	ctx := context.Background()
	s.revision++
	name := catalog.ViewName{Schema: "governed", Name: "people"}
	ask := plan.Ask{Everything: true, Sources: []plan.AskSource{{ID: c.Source.ID, Table: c.Source.Table, Wanted: name}}, Users: draw.Logins()}
	for _, listed := range c.Lookups {
		ask.Sources = append(ask.Sources, plan.AskSource{ID: listed.Source.ID, Table: listed.Source.Table})
	}
	observed, err := s.warehouse.Observe(ctx, ask)
	if err != nil {
		t.Fatalf("observing: %v", err)
	}
	base := observed.Sources[c.Source.ID].Base
	if problem := observed.Sources[c.Source.ID].Problem; problem != "" {
		t.Fatalf("the base table is %s: %s", problem, observed.Sources[c.Source.ID].Detail)
	}
	adopt(c, base)
	for i, listed := range c.Lookups {
		adoptLookup(&c.Lookups[i], observed.Sources[listed.Source.ID].Base)
	}
	v, decision, _ := compile.Compile(compile.Input{
		Cluster: c.Cluster, Source: c.Source, Name: name, Base: base, Reviewed: reviewed(*c),
		Policies: c.Policies, Projects: c.Projects, Lookups: c.Tables(), Now: draw.Now(),
	})
	wanted := plan.Wanted{
		Cluster: c.Cluster, Everything: true,
		Claim:   plan.Claim{Store: "truth", Lease: 1, Revision: s.revision},
		Sources: []plan.WantedSource{{ID: c.Source.ID, Presence: plan.Shown, View: v, Opens: decision.OpensWhenFactMissing, Identity: base.Identity, Reason: "a drawn case"}},
		Users:   s.users(*c, decision.Comparisons),
	}
	dialect, err := render.For(c.Cluster)
	if err != nil {
		t.Fatal(err)
	}
	script, err := render.Script(dialect, plan.Diff(observed, wanted), c.Cluster)
	if err != nil {
		t.Fatalf("rendering: %v", err)
	}
	outcomes, err := s.warehouse.Apply(ctx, script)
	if err != nil {
		t.Fatalf("applying: %v\n%s", err, render.Text(script))
	}
	for _, o := range outcomes {
		if !o.Done {
			t.Fatalf("unit %s: %v\n%s", o.Target, o.Err, render.Text(script))
		}
	}
	t.Logf("%s", render.Text(script))
	counting := tally.Site{Warehouse: s.warehouse, Cluster: c.Cluster, Claim: wanted.Claim, Attempt: fmt.Sprintf("%09d", s.revision)}
	if err := counting.Count(ctx, v, time.Hour); err != nil {
		t.Fatalf("counting: %v", err)
	}
	s.counted += len(v.Countings())
}

// adopt puts the table as the warehouse declares it into the case: reviews
// that speak of the drawn identity speak of the real one.
func adopt(c *draw.Case, base catalog.Signature) {
	for name, r := range c.Reviews {
		if r.Identity == c.Base.Identity {
			r.Identity = base.Identity
			c.Reviews[name] = r
		}
	}
	c.Base = base
}

// adoptLookup is adopt of a lookup table.
func adoptLookup(t *oracle.LookupTable, base catalog.Signature) {
	for name, r := range t.Reviews {
		r.Identity = base.Identity
		t.Reviews[name] = r
	}
	t.Base = base
}

func reviewed(c draw.Case) map[string]bool {
	out := map[string]bool{}
	for _, o := range c.Base.Columns {
		r, ok := c.Reviews[o.Name]
		typ, known := catalog.ParseType(r.Type)
		fits := r.Type == "" || known && typ.String() == o.Type.String()
		out[o.Name] = ok && fits && r.Identity == c.Base.Identity && r.Ordinal == o.Ordinal
	}
	return out
}

// users computes everybody's facts. The database's clock is not the case's:
// what ends after the case's now ends never.
func (s *site) users(c draw.Case, comparisons []view.Comparison) []plan.WantedUser {
	compared := map[string][]catalog.Type{}
	for _, one := range comparisons {
		compared[one.Attribute] = append(compared[one.Attribute], one.Type)
	}
	names := map[string]int{}
	for _, u := range c.Users {
		names[username(c.Cluster, u)]++
	}
	var out []plan.WantedUser
	for _, u := range c.Users {
		name := username(c.Cluster, u)
		if name == "" || names[name] > 1 {
			continue
		}
		rows, _ := profile.Of(subject(c, u, name, compared), draw.Now())
		for i := range rows {
			if rows[i].ValidUntil.After(draw.Now()) {
				rows[i].ValidUntil = profile.Forever
			}
		}
		out = append(out, plan.WantedUser{Name: name, Rows: rows})
	}
	for _, login := range draw.Logins() {
		if !slices.ContainsFunc(out, func(u plan.WantedUser) bool { return u.Name == login }) {
			out = append(out, plan.WantedUser{Name: login})
		}
	}
	return out
}

func username(c catalog.Cluster, u directory.User) string {
	if name, ok := c.Usernames[u.ID]; ok {
		return name
	}
	if name, ok := u.Usernames[c.ID]; ok {
		return name
	}
	return u.ID
}

func subject(c draw.Case, u directory.User, name string, compared map[string][]catalog.Type) profile.Subject {
	out := profile.Subject{User: u, Username: name, Accesses: c.Accesses, Acknowledged: c.Acknowledgements, Compared: compared, Projects: map[string]directory.Project{}, Purposes: map[string]directory.Purpose{}}
	for _, one := range c.Sessions {
		if one.User == u.ID {
			out.Session = one
		}
	}
	for _, one := range c.Projects {
		out.Projects[one.ID] = one
	}
	for _, one := range c.Purposes {
		out.Purposes[one.ID] = one
	}
	return out
}

// read is what a login gets: the view is read under the reader's settings into
// a table of their own, and that is read under neutral ones.
func (s *site) read(t *rapid.T, c draw.Case, login string, settings []string) []oracle.Row {
	ctx := context.Background()
	conn := s.connect(login)
	columns := oracle.Columns(c.Facts(login))
	var names []string
	for _, o := range columns {
		names = append(names, quote(o.Name))
	}
	statements := append(slices.Clone(settings), "CREATE TEMP TABLE got AS SELECT * FROM governed.people")
	statements = append(statements, s.neutral...)
	for _, sql := range statements {
		if _, err := conn.Exec(ctx, sql); err != nil {
			t.Fatalf("%s as %s: %v", sql, login, err)
		}
	}
	results, err := conn.PgConn().Exec(ctx, "SELECT "+strings.Join(names, ", ")+" FROM got").ReadAll()
	if err != nil {
		t.Fatalf("reading as %s: %v", login, err)
	}
	var out []oracle.Row
	for _, raw := range results[0].Rows {
		out = append(out, values(t, columns, raw))
	}
	if _, err := conn.Exec(ctx, "DROP TABLE got"); err != nil {
		t.Fatal(err)
	}
	return out
}

// listed is what a login is told of columns, under the reader's settings.
func (s *site) listed(t *rapid.T, login string, settings []string) []string {
	conn := s.connect(login)
	query := "SELECT view_name, ordinal, column_name, column_type FROM scrim_system.columns ORDER BY ordinal"
	var out []string
	for _, sql := range append(slices.Clone(settings), query) {
		results, err := conn.PgConn().Exec(context.Background(), sql).ReadAll()
		if err != nil {
			t.Fatalf("%s as %s: %v", sql, login, err)
		}
		for _, raw := range results[0].Rows {
			out = append(out, fmt.Sprintf("%s %s %s %s", raw[0], raw[1], raw[2], raw[3]))
		}
	}
	for _, sql := range s.neutral {
		if _, err := conn.Exec(context.Background(), sql); err != nil {
			t.Fatalf("%s as %s: %v", sql, login, err)
		}
	}
	return out
}

// listing is the lines for a reader who is let in.
func listing(columns []catalog.Observed) []string {
	var out []string
	for i, o := range columns {
		out = append(out, fmt.Sprintf("people %d %s %s", i+1, o.Name, o.Type))
	}
	return out
}

// nobodysRow is a row for questions that are about none: all of it is NULL.
func nobodysRow(c draw.Case) oracle.Row { return make(oracle.Row, len(c.Base.Columns)) }

func values(t *rapid.T, columns []catalog.Observed, raw [][]byte) oracle.Row {
	row := oracle.Row{}
	for i, one := range raw {
		if one == nil {
			row = append(row, nil)
			continue
		}
		v, err := oracle.Parse(columns[i].Type, string(one))
		if err != nil {
			t.Fatalf("column %s: %v", columns[i].Name, err)
		}
		row = append(row, v)
	}
	return row
}

// text is rows as sorted lines, so that two sets of rows compare. Decimals
// are written without trailing zeros, times in one form.
func text(columns []catalog.Observed, rows []oracle.Row) []string {
	out := []string{}
	for _, row := range rows {
		var cells []string
		for i, v := range row {
			cells = append(cells, cell(columns[i].Type, v))
		}
		out = append(out, strings.Join(cells, " | "))
	}
	slices.Sort(out)
	return out
}

func cell(t catalog.Type, v oracle.Value) string {
	if v == nil {
		return "NULL"
	}
	s := v.String()
	if t.Kind == catalog.Decimal && strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	if t.Kind == catalog.Char {
		s = strings.TrimRight(s, " ")
	}
	return fmt.Sprintf("%q", s)
}
