package warehouse

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"scrim/pkg/catalog"
	"scrim/pkg/preflight"
	"scrim/pkg/render"
)

// Account is somebody's login, for one call: it is kept nowhere, and its
// password stands in no error.
type Account struct {
	User, Password string
	Unproven       bool // somebody's word that it may go to a warehouse that does not prove its name
}

// Administrator is connections as an account that may do what scrim's own may
// not. Close releases them.
type Administrator struct {
	until   time.Time // when an account that it makes ends; zero is never
	w       *Warehouse
	service catalog.Credentials // scrim's own account
	secrets Secrets
}

// given is the secrets of an account that was given for one call.
type given struct {
	Secrets
	password string
}

func (g given) Secret(context.Context, catalog.Reference) (string, error) { return g.password, nil }

// Administer prepares to connect to a cluster's databases as an
// administrator; it connects when it has something to do.
func Administer(c catalog.Cluster, as Account, secrets Secrets) (*Administrator, error) {
	if as.User != "" && !c.Proves() && !as.Unproven {
		return nil, fmt.Errorf("administering cluster %s: with tls: %s the warehouse need not prove its name, and an administrator's password goes to nobody else", c.ID, c.Transport())
	}
	d, err := render.For(c)
	if err != nil {
		return nil, fmt.Errorf("administering cluster %s: %w", c.ID, err)
	}
	a := &Administrator{service: c.Credentials, secrets: secrets}
	c.Credentials = catalog.Credentials{User: as.User, Password: "env:GIVEN"}
	a.w = &Warehouse{cluster: c, dialect: d, secrets: given{secrets, as.Password}, pools: map[string]*pgxpool.Pool{}}
	if a.w.queries, err = loadQueries(c, d); err != nil {
		return nil, fmt.Errorf("administering cluster %s: %w", c.ID, err)
	}
	return a, nil
}

// Identity is Warehouse.Identity, over the administrator's connection.
func (a *Administrator) Identity(ctx context.Context) (string, error) {
	pool, err := a.in(ctx, "")
	if err == nil {
		err = classify("connecting", pool.Ping(ctx))
	}
	if err != nil {
		return "", err
	}
	return a.w.Identity()
}

// Close ends all connections.
func (a *Administrator) Close() { a.w.Close() }

// Became is what became of an administrator's line.
type Became string

// The ends of a line.
const (
	LineDone   Became = "done"
	LineThere  Became = "there"  // nothing was to be done
	LineLeft   Became = "left"   // not without somebody's word
	LineFailed Became = "failed" // and what follows may rely on it
)

// LineOutcome is a line and what became of it. The text shows secrets as
// holes.
type LineOutcome struct {
	Database string
	Line     render.BootstrapLine
	Became   Became
	Err      error // of LineFailed
}

// Until is an instant at which the service account that a bootstrap makes ends
// by itself. The statement that makes it says so: it never lives without an end.
func (a *Administrator) Until(at time.Time) { a.until = at }

// Bootstrap runs what an administrator runs for a cluster, as far as it is
// needed, and stops at the first line that fails, unless that is about a schema
// of tables: senders name those, and one that is not there holds up no other.
// Lines that take something from everybody run where the view database was made
// just now, or with harden. It returns the things that it made, for Remember;
// known is what earlier ones made.
func (a *Administrator) Bootstrap(ctx context.Context, bases []catalog.Table, known map[string]bool, harden bool) ([]LineOutcome, []string) {
	c := a.w.cluster
	c.Credentials = a.service
	scripts, err := render.Bootstrap(a.w.dialect, c, bases...)
	if err != nil {
		return []LineOutcome{{Became: LineFailed, Err: err}}, nil
	}
	var out []LineOutcome
	var made []string
	counts := func(thing string) bool { return known[thing] || slices.Contains(made, thing) }
	for _, s := range scripts {
		for _, l := range s.Admin {
			one := LineOutcome{Database: s.Database, Line: l, Became: LineLeft}
			seen := true
			switch {
			case l.LetsInto != "":
				one.Became, one.Err = a.letIn(ctx, s.Database, l)
			case !l.Optional && (!l.Hardens || harden || counts(render.ViewDatabase)):
				one.Became, seen, one.Err = a.run(ctx, s.Database, l)
			}
			out = append(out, one)
			if one.Became == LineFailed && !l.Base() {
				return out, made
			}
			if one.Became == LineDone && l.Thing != "" && seen && (l.Of == "" || counts(l.Of)) && !counts(l.Thing) {
				made = append(made, l.Thing)
			}
		}
	}
	return out, made
}

// letIn lets the readers' role into a schema of tables, where there is such a
// role, everything that was granted there can be seen, and nothing of it that
// nobody accepted becomes effective (SEMANTICS S15).
func (a *Administrator) letIn(ctx context.Context, database string, l render.BootstrapLine) (Became, error) {
	crowd, err := a.w.crowd(ctx, nil)
	if err != nil {
		return LineFailed, err
	}
	if !crowd.There {
		return LineLeft, nil
	}
	crowd.Spared = append(crowd.Spared, a.service.User)
	entrances, err := a.w.entrances(ctx, []catalog.Source{{Table: catalog.Table{Database: database, Schema: l.LetsInto}}})
	if err != nil {
		return LineFailed, err
	}
	for _, e := range entrances {
		if e.Unseen != "" || len(preflight.Woken(crowd, e, a.w.cluster.AcceptUsage)) > 0 {
			return LineLeft, nil
		}
	}
	became, _, err := a.run(ctx, database, l)
	return became, err
}

// Teardown runs the administrator's part of taking away what scrim made: the
// lines about things that a bootstrap is known to have made. The others are
// left, for somebody who knows better. What is known stands where the service
// account may write: a line that gives something to everybody runs only with
// unharden too.
func (a *Administrator) Teardown(ctx context.Context, scripts []render.BootstrapScript, known map[string]bool, unharden bool) []LineOutcome {
	var out []LineOutcome
	for _, s := range scripts {
		for _, l := range s.Admin {
			one := LineOutcome{Database: s.Database, Line: l, Became: LineLeft}
			if known[l.Thing] && (unharden || !l.Widens) {
				one.Became, _, one.Err = a.run(ctx, s.Database, l)
			}
			out = append(out, one)
		}
		if s.Database != "" { // it may have to be dropped, which no connection survives
			a.w.forget(s.Database)
		}
	}
	return out
}

// run runs one line where it is needed. seen reports whether what it makes
// counts as made by it.
func (a *Administrator) run(ctx context.Context, database string, l render.BootstrapLine) (became Became, seen bool, err error) {
	pool, err := a.in(ctx, database)
	if err != nil {
		return LineFailed, false, err
	}
	asked := pool
	if l.UnlessIn != "" {
		if asked, err = a.in(ctx, l.UnlessIn); err != nil {
			return LineFailed, false, err
		}
	}
	for _, query := range append([]string{l.Unless}, l.Guards...) {
		if there, err := answers(ctx, asked, query); err != nil || there {
			return ended(LineThere, err), false, err
		}
	}
	if seen = true; l.Seen != "" {
		if seen, err = answers(ctx, pool, l.Seen); err != nil {
			return LineFailed, false, err
		}
	}
	if l.UnlessIn != "" {
		a.w.forget(l.UnlessIn)
	}
	text, err := a.filled(ctx, l)
	if err != nil {
		return LineFailed, false, err
	}
	_, err = pool.Exec(ctx, text)
	return ended(LineDone, err), seen, classify("running "+firstWords(l.SQL), err)
}

func ended(well Became, err error) Became {
	if err != nil {
		return LineFailed
	}
	return well
}

// answers reports whether a query returns a row; none is no.
func answers(ctx context.Context, pool *pgxpool.Pool, query string) (bool, error) {
	if query == "" {
		return false, nil
	}
	var one int
	err := pool.QueryRow(ctx, query).Scan(&one)
	if errors.Is(err, pgx.ErrNoRows) {
		return false, nil
	}
	return err == nil, classify("looking whether a statement is needed", err)
}

// in is connections to a database; "" is any that is there and is not the
// view database, which may not exist yet or no longer.
func (a *Administrator) in(ctx context.Context, database string) (*pgxpool.Pool, error) {
	if database != "" {
		return a.w.pool(ctx, database)
	}
	usual := "postgres"
	if a.w.cluster.Kind.IsRedshift() {
		usual = "dev"
	}
	var first error
	for _, name := range append([]string{usual}, a.w.cluster.Databases...) {
		if name == a.w.cluster.ViewDatabase {
			continue
		}
		pool, err := a.w.pool(ctx, name)
		if err == nil {
			err = classify("connecting", pool.Ping(ctx))
		}
		if err == nil {
			return pool, nil
		}
		if first == nil {
			first = err
		}
		if !errors.Is(err, ErrMissing) {
			break
		}
	}
	return nil, first
}

// filled puts what the warehouse keeps of the password in the place of its
// hole: never the password itself, which somebody may log.
func (a *Administrator) filled(ctx context.Context, l render.BootstrapLine) (string, error) {
	if !l.Password {
		return l.SQL, nil
	}
	if a.service.Password == "" {
		if a.w.cluster.Kind.IsRedshift() {
			return l.Filled("DISABLE"), nil
		}
		return l.Filled("NULL"), nil
	}
	password, err := a.secrets.Secret(ctx, a.service.Password)
	if err != nil {
		return "", fmt.Errorf("reading the service account's password: %w", err)
	}
	verifier, err := verifierOf(a.w.cluster.Kind, a.service.User, password)
	text := l.Filled("'" + verifier + "'")
	if !a.until.IsZero() {
		text += " VALID UNTIL '" + Until(a.until) + "'"
	}
	return text, err
}

// forget lets go of the connections to one database.
func (w *Warehouse) forget(database string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if p := w.pools[database]; p != nil {
		p.Close()
		delete(w.pools, database)
	}
}

// Bootstrapped is what bootstraps are known to have made; nothing where
// scrim's own tables are not there.
func (w *Warehouse) Bootstrapped(ctx context.Context) (map[string]bool, error) {
	pool, err := w.own(ctx)
	if err != nil {
		return nil, err
	}
	out := map[string]bool{}
	err = each(ctx, pool, w.queries.text["bootstrapped"], nil, func(rows pgx.Rows) error {
		var thing string
		err := rows.Scan(&thing)
		out[thing] = true
		return err
	})
	if err = classify("reading what a bootstrap made", err); errors.Is(err, ErrMissing) {
		return out, nil
	}
	return out, err
}

// Remember notes what a bootstrap made.
func (w *Warehouse) Remember(ctx context.Context, things []string) error {
	pool, err := w.own(ctx)
	if err != nil {
		return err
	}
	for _, thing := range things {
		if _, err := pool.Exec(ctx, w.queries.text["set_bootstrapped"], thing); err != nil {
			return classify("remembering what a bootstrap made", err)
		}
	}
	return nil
}
