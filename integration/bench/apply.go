package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"scrim/pkg/catalog"
	"scrim/pkg/compile"
	"scrim/pkg/event"
	"scrim/pkg/plan"
	"scrim/pkg/policy"
	"scrim/pkg/render"
	"scrim/pkg/secret"
	"scrim/pkg/warehouse"
)

// applying is a warehouse without any view, and what it should have.
type applying struct {
	house   *house
	bare    *pgx.Conn // as scrim's account
	w       *warehouse.Warehouse
	dialect render.Dialect
	cluster catalog.Cluster
	salts   secret.Salts
	have    plan.Observed
	want    plan.Wanted
}

// measureApply measures how long it takes to make 1,000 views, with their
// grants and catalogue rows: plan, render and Apply, beside the statements of
// the same script sent on one connection.
func measureApply(ctx context.Context, b *bench) (err error) {
	h, err := newHouse(ctx, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.close()) }()
	a, err := newApplying(ctx, h)
	if err != nil {
		return err
	}
	defer a.w.Close()
	b.say("making %d views, 5 pairs", thousand)
	p, err := pairs(ctx, 5, a.byHand, a.byScrim)
	if err != nil {
		return err
	}
	return b.report("apply-1000-views", quantile(p.ours, 0.5), p.ratio(), "the same statements by pgx on one connection")
}

func newApplying(ctx context.Context, h *house) (*applying, error) {
	a := &applying{house: h}
	if err := createThousand(ctx, h); err != nil {
		return nil, fmt.Errorf("making tables: %w", err)
	}
	documents, issues := event.DecodeDocuments([]byte(strings.Join(append(sourceDocuments(), h.cluster("fenced"), thousandPolicies), "---\n")), "bench")
	if err := issues.Err(); err != nil {
		return nil, err
	}
	var sources []catalog.Source
	var policies []policy.Policy
	for _, d := range documents {
		switch noun := d.Noun.(type) {
		case event.Cluster:
			a.cluster = noun.Cluster
		case event.Source:
			sources = append(sources, noun.Source)
		case event.Policy:
			policies = append(policies, noun.Policy)
		}
	}
	var err error
	if a.salts, err = secret.NewSalts(masterKey); err != nil {
		return nil, err
	}
	if a.dialect, err = render.For(a.cluster); err != nil {
		return nil, err
	}
	if a.bare, err = h.connect(ctx, account); err != nil {
		return nil, err
	}
	if a.w, err = warehouse.Open(ctx, a.cluster, a); err != nil {
		return nil, err
	}
	if err := a.w.Prepare(ctx); err != nil {
		return nil, err
	}
	return a, a.wanted(ctx, sources, policies)
}

// Secret answers for an account without a password.
func (a *applying) Secret(context.Context, catalog.Reference) (string, error) { return "", nil }

// Salt makes the salt of that name.
func (a *applying) Salt(_ context.Context, name string) (string, error) { return a.salts.Of(name) }

// wanted observes the tables and compiles the views.
func (a *applying) wanted(ctx context.Context, sources []catalog.Source, policies []policy.Policy) (err error) {
	var ask plan.Ask
	for _, s := range sources {
		name, _ := a.cluster.Place(s)
		ask.Sources = append(ask.Sources, plan.AskSource{ID: s.ID, Table: s.Table, Wanted: name})
	}
	if a.have, err = a.w.Observe(ctx, ask); err != nil {
		return err
	}
	a.want = plan.Wanted{Cluster: a.cluster, Claim: plan.Claim{Store: "bench", Lease: 1, Revision: 1}}
	for i, s := range sources {
		base := a.have.Sources[s.ID].Base
		reviewed := map[string]bool{}
		for _, c := range base.Columns {
			reviewed[c.Name] = true
		}
		v, _, issues := compile.Compile(compile.Input{
			Cluster: a.cluster, Source: s, Name: ask.Sources[i].Wanted, Base: base, Reviewed: reviewed, Policies: policies, Now: time.Now(),
		})
		if err := issues.Err(); err != nil {
			return fmt.Errorf("compiling: %w", err)
		}
		a.want.Sources = append(a.want.Sources, plan.WantedSource{ID: s.ID, Presence: plan.Shown, View: v, Identity: base.Identity})
	}
	return nil
}

func (a *applying) script() (plan.Script, error) {
	return render.Script(a.dialect, plan.Diff(a.have, a.want), a.cluster)
}

// byScrim plans, renders and applies.
func (a *applying) byScrim(ctx context.Context) (time.Duration, error) {
	if err := a.clear(ctx); err != nil {
		return 0, err
	}
	return timed(func() error {
		script, err := a.script()
		if err != nil {
			return err
		}
		outcomes, err := a.w.Apply(ctx, script)
		for _, o := range outcomes {
			err = errors.Join(err, o.Err)
		}
		return err
	})
}

// byHand sends the statements of the script, in its transactions. What it does
// not do is scrim's reading back of what became of the views.
func (a *applying) byHand(ctx context.Context) (time.Duration, error) {
	script, err := a.script()
	if err != nil {
		return 0, err
	}
	if err := a.clear(ctx); err != nil {
		return 0, err
	}
	return timed(func() error {
		for _, u := range script.Units {
			for _, group := range u.Groups {
				if err := a.send(ctx, group); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func (a *applying) send(ctx context.Context, group []plan.Action) error {
	return pgx.BeginFunc(ctx, a.bare, func(tx pgx.Tx) error {
		for _, action := range group {
			s, ok := action.(plan.SQL)
			if !ok {
				continue
			}
			args := make([]any, len(s.Args))
			for i, arg := range s.Args {
				switch arg := arg.(type) {
				case plan.Value:
					args[i] = arg.V
				case plan.Secret:
					salt, err := a.salts.Of(arg.Name)
					if err != nil {
						return err
					}
					args[i] = salt
				}
			}
			if _, err := tx.Exec(ctx, s.Text, args...); err != nil {
				return err
			}
		}
		return nil
	})
}

// clear drops the views and forgets them, and leaves no dead rows behind.
func (a *applying) clear(ctx context.Context) error {
	return execute(ctx, a.house.admin,
		"DROP SCHEMA governed CASCADE",
		"CREATE SCHEMA governed AUTHORIZATION "+account,
		"TRUNCATE scrim_system.managed_view, scrim_system.view_columns, scrim_system.view_terms, scrim_system.gate, scrim_system.mask_secret",
		"VACUUM ANALYZE pg_catalog.pg_class, pg_catalog.pg_attribute, pg_catalog.pg_depend, pg_catalog.pg_rewrite, pg_catalog.pg_type")
}
