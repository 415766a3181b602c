// Package prove tries, as a connector's own account, what it must be able to
// do and what it must not.
//
// It promises that each attempt is made by the account itself, in a short
// transaction that is rolled back; that what must be committed or cannot be
// rolled back has a name that begins with "scrim_probe_", and is dropped again
// whatever happens, also by the next run, or is said to be left; that only a
// refusal for want of a privilege counts as one; and that no row of anybody's
// leaves the warehouse. What an outcome means is package trial's to say.
package prove

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgconn"

	"scrim/pkg/catalog"
	"scrim/pkg/connector"
	"scrim/pkg/connector/trial"
	"scrim/pkg/render"
	"scrim/pkg/warehouse"
)

// Ask is what is to be proven, and with whom.
type Ask struct {
	Cluster   catalog.Cluster
	Connector connector.Connector
	Ground    connector.Ground
	Raw       []catalog.Table    // the tables beneath scrim's views
	Login     Login              // how the account logs in
	As        *warehouse.Account // who looks, and makes tables to be read; nil: scrim's own account looks, and nobody makes any
	Secrets   warehouse.Secrets
}

// Login is how a connector's account logs in, or why nobody can log in as it.
type Login struct {
	Credentials catalog.Credentials
	Secrets     warehouse.Secrets
	Why         string // nobody can: nothing is tried then
}

// Run makes all trials. An error means that it could not be looked what there
// is, or that it was broken off; the report then still says what was left.
func Run(ctx context.Context, ask Ask) (trial.Report, error) {
	p, err := newProver(ask)
	if err != nil {
		return trial.Report{}, fmt.Errorf("proving connector %s: %w", ask.Connector.ID, err)
	}
	defer p.close(context.WithoutCancel(ctx))
	seen, err := p.look(ctx)
	if err != nil {
		return trial.Report{}, fmt.Errorf("looking what there is on cluster %s: %w", ask.Cluster.ID, err)
	}
	var out trial.Report
	p.sweep(ctx, seen)
	for _, t := range trial.Of(ask.Connector, ask.Ground, seen) {
		if ctx.Err() != nil {
			break
		}
		out.Results = append(out.Results, p.make(ctx, t))
	}
	out.Left = p.left
	if err := ctx.Err(); err != nil {
		return out, fmt.Errorf("proving connector %s: %w", ask.Connector.ID, err)
	}
	return out, nil
}

// prover is one run.
type prover struct {
	Ask
	dialect render.Dialect
	queries map[string]string
	account *sessions // the connector's
	looker  *sessions
	maker   *sessions // nil where nobody makes tables
	super   bool      // the account was found to need no grant
	left    []trial.Repair
}

func newProver(ask Ask) (*prover, error) {
	d, err := render.For(ask.Cluster)
	if err != nil {
		return nil, err
	}
	queries, err := warehouse.Queries(ask.Cluster, d)
	if err != nil {
		return nil, err
	}
	ask.Connector = ask.Connector.Complete(ask.Ground)
	p := &prover{Ask: ask, dialect: d, queries: queries}
	p.account = newSessions(ask.Cluster, ask.Login.Credentials, ask.Login.Secrets)
	p.looker = newSessions(ask.Cluster, ask.Cluster.Credentials, ask.Secrets)
	if as := ask.As; as != nil {
		p.maker = newSessions(ask.Cluster, catalog.Credentials{User: as.User, Password: "env:GIVEN"}, given{as.Password})
		p.looker = p.maker
	}
	return p, nil
}

func (p *prover) close(ctx context.Context) {
	for _, s := range []*sessions{p.account, p.looker, p.maker} {
		if s != nil {
			s.close(ctx)
		}
	}
}

// given is the password of an account that was given for one call.
type given struct{ password string }

func (g given) Secret(context.Context, catalog.Reference) (string, error) { return g.password, nil }

func (g given) Salt(context.Context, string) (string, error) {
	return "", errors.New("no salt is made here")
}

// Known is a login with a password that is known here and now.
func Known(user, password string) Login {
	return Login{Credentials: catalog.Credentials{User: user, Password: "env:GIVEN"}, Secrets: given{password}}
}

// mine begins the names of everything that is made for this connector: what is
// made for another one, maybe at this moment, is not swept.
func (p *prover) mine() string {
	sum := sha256.Sum256([]byte(p.Connector.ID))
	return trial.ProbePrefix + hex.EncodeToString(sum[:4]) + "_"
}

// probe is a name that never came before.
func (p *prover) probe() string {
	b := make([]byte, 6)
	_, _ = rand.Read(b) // never fails
	return p.mine() + hex.EncodeToString(b)
}

// make makes one trial, up to the first attempt that came otherwise than it
// must: one is a finding.
func (p *prover) make(ctx context.Context, t trial.Trial) trial.Result {
	must := trial.WentWell
	if t.Expect == trial.Refused {
		must = trial.WasRefused
	}
	var answers []trial.Answer
	for _, a := range t.Attempts {
		answer := p.attempt(ctx, t, a)
		answers = append(answers, answer)
		if answer.Came != must && answer.Came != trial.Unclear {
			break
		}
	}
	result := t.Judge(answers)
	if result.Status == trial.Failed {
		p.super = p.super || t.Name == "become-superuser"
		result.Repairs = p.repairs(ctx, t, t.Attempts[len(answers)-1])
	}
	return result
}

// unclear is an answer that proves nothing.
func unclear(format string, args ...any) trial.Answer {
	return trial.Answer{Said: fmt.Sprintf(format, args...)}
}

// SQLSTATEs by which warehouses refuse for want of a privilege, or hide what
// somebody may not know of.
const (
	denied       = "42501"
	noSchema     = "3F000"
	noRelation   = "42P01"
	notGranted   = "01007" // a warning: nothing was granted, for want of the grant option
	alreadyThere = "42710"
)

func code(err error) string {
	var pg *pgconn.PgError
	var known *warehouse.Error
	switch {
	case errors.As(err, &pg):
		return pg.Code
	case errors.As(err, &known):
		return known.Code
	}
	return ""
}
