package canary

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/compile"
	"scrim/pkg/directory"
	"scrim/pkg/event"
	"scrim/pkg/plan"
	"scrim/pkg/policy"
	"scrim/pkg/profile"
	"scrim/pkg/render"
	"scrim/pkg/warehouse"
	sqlfiles "scrim/sql"
)

// scrim does on the canary what a serving scrim does on a cluster: it
// observes, compiles, plans, renders and applies.
type scrim struct {
	cluster   catalog.Cluster
	dialect   render.Dialect
	warehouse *warehouse.Warehouse
	logins    map[string]string // user id → warehouse name
	sources   []catalog.Source
	policies  []policy.Policy
	users     []directory.User
	revision  uint64
	salts     []string // names of those that views read
	holds     held
}

// held is what the warehouse was last made. Nothing is made twice: a probe is
// to meet what stands there, not what was put up again for it.
type held struct {
	mode        catalog.Enforcement
	tight, done bool
}

// What begins so is there until the policy is tightened, or later.
const (
	until   = "until-"
	later   = "later-"
	leaving = "leaving" // the group that the reader is in until then
)

func newScrim(ctx context.Context, k *canary) (*scrim, error) {
	s := &scrim{cluster: k.cluster, dialect: k.dialect, logins: map[string]string{"reader": k.reader.User, "other": k.other.User}}
	text, err := sqlfiles.Probe.ReadFile("probe/canary.yaml")
	if err != nil {
		return nil, fmt.Errorf("reading the canary's documents: %w", err)
	}
	documents, issues := event.DecodeDocuments([]byte(strings.ReplaceAll(string(text), "BASE", k.base)), "canary.yaml")
	if err := issues.Err(); err != nil {
		return nil, err
	}
	for _, d := range documents {
		switch noun := d.Noun.(type) {
		case event.Source:
			s.sources = append(s.sources, noun.Source)
		case event.Policy:
			s.policies = append(s.policies, noun.Policy)
		case event.User:
			s.users = append(s.users, noun.User)
		}
	}
	if s.warehouse, err = warehouse.Open(ctx, k.cluster, k.secrets); err != nil {
		return nil, err
	}
	if err := s.warehouse.Prepare(ctx); err != nil {
		s.warehouse.Close()
		return nil, err
	}
	return s, nil
}

// hold makes the warehouse what the documents say, before or after the policy
// is tightened.
func (s *scrim) hold(ctx context.Context, mode catalog.Enforcement, tight bool) error {
	if s.holds == (held{mode, tight, true}) {
		return nil
	}
	outcomes, err := s.apply(ctx, mode, tight)
	if err != nil {
		return err
	}
	for _, o := range outcomes {
		if !o.Done {
			return fmt.Errorf("making the canary's %s: %w", o.Target, o.Err)
		}
	}
	s.holds = held{mode, tight, true}
	return nil
}

// blockedTime is how long a view's replacement may wait for whoever holds it.
const blockedTime = 3 * time.Second

// tighten makes the policy stricter. A view that somebody holds cannot be
// replaced; that its gate was shut is what counts.
func (s *scrim) tighten(ctx context.Context, mode catalog.Enforcement) error {
	short, cancel := context.WithTimeout(ctx, blockedTime)
	defer cancel()
	s.holds = held{}
	outcomes, err := s.apply(short, mode, true)
	if len(outcomes) > 0 && outcomes[0].Done && ctx.Err() == nil {
		return nil
	}
	if err == nil && len(outcomes) > 0 {
		err = outcomes[0].Err
	}
	return errors.Join(errors.New("tightening the canary's policy"), err)
}

func (s *scrim) apply(ctx context.Context, mode catalog.Enforcement, tight bool) ([]plan.Outcome, error) {
	s.cluster.Enforcement = mode
	ask := plan.Ask{Everything: true}
	for _, source := range s.sources {
		name, _ := s.cluster.Place(source)
		ask.Sources = append(ask.Sources, plan.AskSource{ID: source.ID, Table: source.Table, Wanted: name})
	}
	for _, login := range s.logins {
		ask.Users = append(ask.Users, login)
	}
	observed, err := s.warehouse.Observe(ctx, ask)
	if err != nil {
		return nil, err
	}
	want, err := s.wanted(observed, tight)
	if err != nil {
		return nil, err
	}
	script, err := render.Script(s.dialect, plan.Diff(observed, want), s.cluster)
	if err != nil {
		return nil, err
	}
	return s.warehouse.Apply(ctx, script)
}

func (s *scrim) wanted(observed plan.Observed, tight bool) (plan.Wanted, error) {
	s.revision++
	s.salts = nil
	want := plan.Wanted{Cluster: s.cluster, Everything: true, Prune: true, Claim: plan.Claim{Store: "canary", Lease: 1, Revision: s.revision}}
	compared := map[string][]catalog.Type{}
	now := time.Now()
	for _, source := range s.sources {
		o := observed.Sources[source.ID]
		if o.Problem != "" {
			return want, fmt.Errorf("observing the canary's table %s: %s", source.Table, o.Detail)
		}
		name, _ := s.cluster.Place(source)
		in := compile.Input{Cluster: s.cluster, Source: source, Name: name, Base: o.Base, Reviewed: map[string]bool{}, Now: now}
		for _, c := range o.Base.Columns {
			in.Reviewed[c.Name] = true
		}
		for _, p := range s.policies {
			if passed := strings.HasPrefix(p.ID, until) && tight || strings.HasPrefix(p.ID, later) && !tight; !passed {
				in.Policies = append(in.Policies, p)
			}
		}
		v, decision, issues := compile.Compile(in)
		if err := issues.Err(); err != nil {
			return want, err
		}
		s.salts = append(s.salts, v.Salts()...)
		for _, c := range decision.Comparisons {
			compared[c.Attribute] = append(compared[c.Attribute], c.Type)
		}
		want.Sources = append(want.Sources, plan.WantedSource{ID: source.ID, Presence: plan.Shown, View: v, Opens: decision.OpensWhenFactMissing, Identity: o.Base.Identity})
	}
	for _, u := range s.users {
		if tight {
			u.Groups = slices.DeleteFunc(slices.Clone(u.Groups), func(g directory.Group) bool { return g.Name == leaving })
		}
		rows, issues := profile.Of(profile.Subject{User: u, Username: s.logins[u.ID], Compared: compared}, now)
		if err := issues.Err(); err != nil {
			return want, err
		}
		want.Users = append(want.Users, plan.WantedUser{Name: s.logins[u.ID], Rows: append(rows, s.ended(u.ID)...)})
	}
	return want, nil
}

// ended is a fact of the reader's that has ended an hour before the first of
// January, whenever the probes are made: a session that turns the clock back
// must not bring it to life.
func (s *scrim) ended(user string) []profile.Row {
	if user != "reader" {
		return nil
	}
	return []profile.Row{{
		UserID: s.logins[user], Fact: profile.Fact{Kind: profile.KindAttribute, Name: "region", Value: "eu"},
		ValidUntil: time.Now().Add(-time.Hour).UTC().Truncate(time.Hour),
	}}
}
