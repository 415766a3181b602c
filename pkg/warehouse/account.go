package warehouse

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"scrim/pkg/catalog"
	"scrim/pkg/connector"
	"scrim/pkg/render"
)

// Accounts looks at the accounts of data tools in every database of a
// cluster, and makes, mends and removes them. Close releases the connections.
type Accounts struct {
	w    *Warehouse
	home string // a database that is there
}

// OpenAccounts connects to a cluster for the accounts of data tools: as the
// one given, which is kept nowhere, or as the one of the cluster's document.
func OpenAccounts(ctx context.Context, c catalog.Cluster, as *Account, secrets Secrets) (*Accounts, error) {
	if as == nil {
		w, err := Open(ctx, c, secrets)
		if err != nil {
			return nil, err
		}
		return &Accounts{w, c.ViewDatabase}, nil
	}
	a, err := Administer(c, *as, secrets)
	if err != nil {
		return nil, err
	}
	home, err := a.home(ctx)
	if err != nil {
		a.Close()
		return nil, fmt.Errorf("opening cluster %s as %s: %w", c.ID, as.User, err)
	}
	return &Accounts{a.w, home}, nil
}

// home is the view database, or another one where that is still to be made.
func (a *Administrator) home(ctx context.Context) (string, error) {
	pool, err := a.w.own(ctx)
	if err == nil {
		err = classify("connecting", pool.Ping(ctx))
	}
	if !errors.Is(err, ErrMissing) {
		return a.w.cluster.ViewDatabase, err
	}
	if pool, err = a.in(ctx, ""); err != nil {
		return "", err
	}
	return pool.Config().ConnConfig.Database, nil
}

// Close ends all connections.
func (a *Accounts) Close() { a.w.Close() }

// Survey completes the ground with the tables of these schemas.
func (a *Accounts) Survey(ctx context.Context, on connector.Ground, needs []connector.Schema) (connector.Ground, error) {
	on.Tables = nil
	inside := map[string]*connector.Inside{}
	for _, s := range needs {
		if inside[s.Database] == nil {
			d := &connector.Inside{}
			if err := a.relations(ctx, s.Database, d); err != nil && !errors.Is(err, ErrMissing) {
				return on, fmt.Errorf("surveying database %s: %w", s.Database, err)
			}
			inside[s.Database] = d
		}
		for at, r := range inside[s.Database].Tables {
			if at[0] == s.Name && r.Readable {
				on.Tables = append(on.Tables, connector.Table{Table: catalog.Table{Database: s.Database, Schema: at[0], Name: at[1]}, Owner: r.Owner})
			}
		}
	}
	slices.SortFunc(on.Tables, func(x, y connector.Table) int {
		return cmp.Or(cmp.Compare(x.Database, y.Database), cmp.Compare(x.Schema, y.Schema), cmp.Compare(x.Name, y.Name))
	})
	return on, nil
}

// Observe says what is there of what is wanted and held. A database that the
// account may not look into is Unseen.
func (a *Accounts) Observe(ctx context.Context, want []connector.Wanted, held []connector.Thing) (connector.Observed, error) {
	things := slices.Clone(held)
	for _, w := range want {
		things = append(things, w.Thing)
	}
	scene, err := a.scene(ctx, connector.Accounts(things...))
	if err != nil {
		return connector.Observed{}, fmt.Errorf("observing accounts of cluster %s: %w", a.w.cluster.ID, err)
	}
	return scene.Judge(want, held), nil
}

// Units is render.Account.
func (a *Accounts) Units(steps []connector.Step) ([]connector.Unit, error) {
	return render.Account(a.w.dialect, steps)
}

// Run runs one statement. Of the password only the hash that the warehouse
// keeps is sent.
func (a *Accounts) Run(ctx context.Context, u connector.Unit, password string) error {
	text, err := a.filled(u, password)
	if err != nil {
		return err
	}
	if d, drops := u.Steps[0].Thing.(connector.Database); drops && u.Steps[0].Do == connector.Remove {
		if err := a.vacate(ctx, d.Name); err != nil {
			return err
		}
	}
	pool, err := a.in(ctx, u.Database)
	if err != nil {
		return err
	}
	doing := "running " + firstWords(u.Text)
	for try := 1; ; try++ {
		_, err := pool.Exec(ctx, text)
		switch {
		case err == nil:
			return nil
		case u.Password:
			err = discreet(doing, err)
		default:
			err = classify(doing, err)
		}
		if try == maxTries || !conflict(err) {
			return taken(u, err)
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(time.Duration(try) * pause):
		}
	}
}

// taken says of what could not be made because it is there that others made it.
func taken(u connector.Unit, err error) error {
	var known *Error
	if !errors.As(err, &known) || u.Steps[0].Do != connector.Make {
		return err
	}
	switch known.Code {
	case "42710", "42P04", "42P06": // user or role, database, schema
		return fmt.Errorf("%w: %w", connector.ErrTaken, err)
	}
	return err
}

// filled puts the password's hash in the place of its hole.
func (a *Accounts) filled(u connector.Unit, password string) (string, error) {
	if !u.Password {
		return u.Text, nil
	}
	for _, s := range u.Steps {
		if l, ok := s.Thing.(connector.Login); ok {
			if refused := connector.PasswordRefusal(password); refused != "" && a.w.cluster.Kind.IsRedshift() {
				return "", fmt.Errorf("setting the password of %s: it %s; Redshift takes 8 to 64 printable characters with an upper-case letter, a lower-case letter and a digit, and none of ' \" \\ / @ and blank", l.Name, refused)
			}
			verifier, err := verifierOf(a.w.cluster.Kind, l.Name, password)
			return render.Filled(u.Text, "'"+verifier+"'"), err
		}
	}
	return "", fmt.Errorf("a password is set for nobody")
}

// vacate looks once more whether a database is empty, which its DROP does
// not, and lets go of it.
func (a *Accounts) vacate(ctx context.Context, database string) error {
	d := &connector.Inside{}
	if err := a.content(ctx, database, d); err != nil {
		return err
	}
	if !d.Empty() {
		return fmt.Errorf("dropping database %s: something is in it", database)
	}
	a.w.forget(database)
	return nil
}

func (a *Accounts) in(ctx context.Context, database string) (*pgxpool.Pool, error) {
	if database == "" {
		database = a.home
	}
	return a.w.pool(ctx, database)
}

// ask runs a query for each of its rows; with names in the place of its list.
func (a *Accounts) ask(ctx context.Context, database, query string, names []string, row func(pgx.Rows) error) error {
	pool, err := a.in(ctx, database)
	if err != nil {
		return err
	}
	text, args := a.w.queries.text[query], anys(names)
	if names != nil {
		text = a.w.queries.list(query, len(names))
	}
	return classify("looking at accounts", each(ctx, pool, text, args, row))
}
