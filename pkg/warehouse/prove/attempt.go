package prove

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"scrim/pkg/catalog"
	"scrim/pkg/connector/trial"
	"scrim/pkg/render"
	"scrim/pkg/warehouse"
)

// attemptTime bounds one attempt.
const attemptTime = time.Minute

// attempt makes one attempt as the account.
func (p *prover) attempt(ctx context.Context, t trial.Trial, a trial.Attempt) trial.Answer {
	ctx, cancel := context.WithTimeout(ctx, attemptTime)
	defer cancel()
	if p.Login.Why != "" {
		return unclear("%s", p.Login.Why)
	}
	name := p.probe()
	script, err := render.Try(p.dialect, a, t.Database, p.Connector.User, name)
	if err != nil {
		return unclear("%v", err)
	}
	if made, ok := a.(trial.ReadNew); ok {
		if why := p.prepare(ctx, t, made, name, script); why != "" {
			return unclear("%s", why)
		}
		defer p.drop(ctx, p.maker, t.Database, catalog.Table{Database: t.Database, Schema: made.Schema, Name: name}, script.Drop)
	}
	conn, err := p.account.in(ctx, t.Database)
	if err != nil {
		return p.entry(err)
	}
	if script.Outside {
		return p.outside(ctx, conn, t, name, script)
	}
	return p.inside(ctx, conn, t, a, name, script)
}

// entry is what it means that a connection was refused: where databases have
// a privilege of their own, that it lacks.
func (p *prover) entry(err error) trial.Answer {
	if code(err) == denied {
		return trial.Answer{Came: trial.WasRefused, Said: plain(err)}
	}
	if errors.Is(err, warehouse.ErrPassword) {
		return unclear("nobody can log in as it: %s", plain(err))
	}
	return unclear("%s", plain(err))
}

// inside makes an attempt in a transaction, and takes it back.
func (p *prover) inside(ctx context.Context, conn *pgx.Conn, t trial.Trial, a trial.Attempt, name string, s render.Attempt) trial.Answer {
	defer func() { // also when the context has ended: a session that closes takes everything back
		if _, err := conn.Exec(ctx, "ROLLBACK"); err != nil {
			p.account.leave(context.WithoutCancel(ctx), t.Database)
		}
	}()
	if _, err := conn.Exec(ctx, "BEGIN"); err != nil {
		return unclear("%s", plain(err))
	}
	for _, text := range s.Setup {
		if _, err := conn.Exec(ctx, text); err != nil {
			return unclear("it did not come so far: %s", plain(err))
		}
	}
	if s.Try == "" {
		return trial.Answer{Came: trial.WentWell}
	}
	p.account.warned = nil
	tag, err := conn.Exec(ctx, s.Try)
	return p.answer(ctx, t, a, name, s, tag, err)
}

// answer says what came of an attempt.
func (p *prover) answer(ctx context.Context, t trial.Trial, a trial.Attempt, name string, s render.Attempt, tag pgconn.CommandTag, err error) trial.Answer {
	switch c := code(err); {
	case err == nil && s.Finds && tag.RowsAffected() == 0:
		return p.lost(ctx, t, a)
	case err == nil && slices.Contains(p.account.warned, notGranted):
		return trial.Answer{Came: trial.WasRefused, Said: "nothing was granted (SQLSTATE " + notGranted + ")"}
	case err == nil:
		if _, became := a.(trial.Become); became {
			p.account.leave(context.WithoutCancel(ctx), t.Database)
		}
		return trial.Answer{Came: trial.WentWell}
	case c == denied:
		return trial.Answer{Came: trial.WasRefused, Said: plain(err)}
	case c == noSchema || c == noRelation:
		if about, ok := on(t, a, name); ok && p.there(ctx, about) {
			return trial.Answer{Came: trial.WasRefused, Said: plain(err) + "; it is there, and hidden from it"}
		}
		return unclear("%s", plain(err))
	default:
		return unclear("%s", plain(err))
	}
}

// lost is what it means that something was not found: it is hidden from the
// account, or not there at all.
func (p *prover) lost(ctx context.Context, t trial.Trial, a trial.Attempt) trial.Answer {
	about, ok := on(t, a, "")
	if !ok || about.Schema == "" || p.there(ctx, about) {
		return trial.Answer{Came: trial.WasRefused, Said: "it is not in the list"}
	}
	return unclear("it is not there")
}

// on is what an attempt is about, where somebody else can look for it. Where
// that is a schema it has no name.
func on(t trial.Trial, a trial.Attempt, probe string) (catalog.Table, bool) {
	switch a := a.(type) {
	case trial.List:
		return a.Table, true
	case trial.Read:
		return a.Table, true
	case trial.Write:
		return a.Table, true
	case trial.GiveOn:
		return a.Table, true
	case trial.MakeTable:
		return catalog.Table{Database: t.Database, Schema: a.Schema}, true
	case trial.Checkpoint:
		return catalog.Table{Database: t.Database, Schema: a.Schema}, a.Schema != ""
	case trial.ReadNew:
		return catalog.Table{Database: t.Database, Schema: a.Schema, Name: probe}, true
	}
	return catalog.Table{}, false
}

// outside makes an attempt that cannot stand in a transaction, and drops what
// it made.
func (p *prover) outside(ctx context.Context, conn *pgx.Conn, t trial.Trial, name string, s render.Attempt) trial.Answer {
	_, err := conn.Exec(ctx, s.Try)
	if code(err) == denied {
		return trial.Answer{Came: trial.WasRefused, Said: plain(err)}
	}
	p.drop(ctx, p.account, t.Database, catalog.Table{Database: name}, s.Drop) // an error may have come after it was made
	if err != nil {
		return unclear("%s", plain(err))
	}
	return trial.Answer{Came: trial.WentWell}
}

// plain is a warehouse's words where they only name objects, and else what
// kind of error it was.
func plain(err error) string {
	var pg *pgconn.PgError
	var known *warehouse.Error
	switch {
	case errors.As(err, &known):
		return known.Error()
	case errors.As(err, &pg) && slices.Contains([]string{denied, noSchema, noRelation, alreadyThere, "3D000", "55P03", "57014"}, pg.Code):
		return fmt.Sprintf("%s (SQLSTATE %s)", pg.Message, pg.Code)
	case errors.As(err, &pg):
		return "an error of another kind (SQLSTATE " + pg.Code + ")"
	case errors.Is(err, context.DeadlineExceeded):
		return "it was not answered in time"
	case errors.Is(err, context.Canceled):
		return "it was broken off"
	}
	return "the connection broke"
}
