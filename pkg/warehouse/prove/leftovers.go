package prove

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"scrim/pkg/catalog"
	"scrim/pkg/connector/trial"
	"scrim/pkg/render"
)

// dropTime bounds the dropping of what was made, which is done after a run was
// broken off too.
const dropTime = 20 * time.Second

// prepare lets somebody make a table to be read. It returns why it cannot be.
func (p *prover) prepare(ctx context.Context, t trial.Trial, a trial.ReadNew, name string, s render.Attempt) string {
	switch {
	case p.maker == nil:
		return "nobody was given who could make a table there: --as names an account"
	case a.Creator == "" && slices.Contains(a.Named, p.As.User):
		return "it takes an account that makes tables and is not named: " + p.As.User + " is"
	}
	if _, err := p.account.in(ctx, t.Database); err != nil {
		return p.entry(err).Said
	}
	conn, err := p.maker.in(ctx, t.Database)
	if err != nil {
		return p.As.User + " cannot make a table there: " + plain(err)
	}
	for _, text := range s.Make {
		if _, err := conn.Exec(ctx, text); err != nil {
			outlast(err)
			p.maker.leave(context.WithoutCancel(ctx), t.Database)                                                       // it may go on as the creator
			p.drop(ctx, p.maker, t.Database, catalog.Table{Database: t.Database, Schema: a.Schema, Name: name}, s.Drop) // the answer alone may have been lost
			return p.As.User + " cannot make a table there: " + plain(err)
		}
	}
	return ""
}

// patience is how long a statement of which the answer was lost may go on.
const patience = time.Second

// outlast lets a statement end that nobody waits for any more: what it makes is
// not there to be dropped before it ends. One that was answered has ended.
func outlast(err error) {
	var answer *pgconn.PgError
	if !errors.As(err, &answer) {
		<-time.After(patience)
	}
}

// drop drops what was made, by its maker, and notes what could not be. A table
// has a name; a database has not.
func (p *prover) drop(ctx context.Context, by *sessions, database string, what catalog.Table, statements []string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), dropTime)
	defer cancel()
	if ran(ctx, by, database, statements) {
		return
	}
	by.leave(ctx, database) // and once more over a new connection
	if ran(ctx, by, database, statements) {
		return
	}
	still, where := p.there(ctx, what), database
	if what.Name == "" {
		still, where = p.databaseThere(ctx, what.Database), ""
	}
	if still {
		p.left = append(p.left, trial.Repair{Database: where, Text: statementOf(statements)})
	}
}

// ran reports whether statements ran.
func ran(ctx context.Context, by *sessions, database string, statements []string) bool {
	conn, err := by.in(ctx, database)
	for _, text := range statements {
		if err == nil {
			_, err = conn.Exec(ctx, text)
		}
	}
	return err == nil
}

// databaseThere reports whether a database is still, or may still be, there.
func (p *prover) databaseThere(ctx context.Context, name string) bool {
	rows, err := p.looker.rows(ctx, p.Cluster.ViewDatabase, p.queries["trial_databases"])
	return err != nil || slices.ContainsFunc(rows, func(row []string) bool { return row[0] == name })
}

func statementOf(statements []string) string {
	for _, text := range statements {
		if strings.HasPrefix(text, "DROP ") {
			return text
		}
	}
	return ""
}

// sweep drops what earlier runs for this connector left, which its name tells.
func (p *prover) sweep(ctx context.Context, seen trial.Seen) {
	ours := func(name string) bool { return strings.HasPrefix(name, p.mine()) }
	for _, d := range seen.Databases {
		if ours(d.Name) {
			p.sweepOne(ctx, p.Cluster.ViewDatabase, "DATABASE", d.Name)
			continue
		}
		for _, s := range d.Schemas {
			for _, r := range s.Relations {
				if ours(r.Name) {
					p.sweepOne(ctx, d.Name, "TABLE", s.Name, r.Name)
				}
			}
			if ours(s.Name) {
				p.sweepOne(ctx, d.Name, "SCHEMA", s.Name)
			}
		}
	}
}

// sweepOne drops one thing: as whoever may have made it.
func (p *prover) sweepOne(ctx context.Context, database, kind string, parts ...string) {
	text, err := render.DropProbe(p.dialect, kind, parts...)
	if err != nil {
		return
	}
	for _, by := range []*sessions{p.maker, p.account} {
		if by == nil || by == p.account && p.Login.Why != "" {
			continue
		}
		if ran(ctx, by, database, []string{text}) {
			return
		}
	}
	p.left = append(p.left, trial.Repair{Database: database, Text: text})
}
