package reconcile

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/preflight"
	"scrim/pkg/state"
)

// checkTime bounds a periodic check, during which nothing else is applied.
const checkTime = 30 * time.Second

// checked is what a term knows from its checks.
type checked struct {
	at       time.Time
	sources  map[string]bool              // the ones that were looked at
	findings []preflight.Finding          // the open ones
	blocked  map[string]preflight.Finding // by source
}

// check looks at the cluster now and then, and as soon as a source is new. It
// runs after a pass, so that no fact waits for it, and without a probe. Sources
// that it finds to be blocked, or not any more, are looked at again.
func (t *term) check(ctx context.Context) error {
	sources := map[string]bool{}
	ask := preflight.Ask{}
	for id, s := range t.world.sources {
		if t.world.here(s.Source) == state.PhasePending && !s.Disabled {
			sources[id] = true
			ask.Sources = append(ask.Sources, s.Source)
		}
	}
	if !t.checkDue(sources) {
		return nil
	}
	for name := range t.world.claimed {
		ask.Usernames = append(ask.Usernames, name)
	}
	slices.Sort(ask.Usernames)
	looking, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	before := t.checks.blocked
	findings := t.warehouse.Check(looking, ask)
	if at := slices.IndexFunc(findings, func(f preflight.Finding) bool {
		return f.Check == preflight.Reachable && f.Status == preflight.Failed && f.Database == t.world.cluster.ViewDatabase
	}); at >= 0 && looking.Err() == nil {
		return errors.New(findings[at].Means) // the term is over, and the next one says whether it lasts
	}
	if looking.Err() != nil {
		findings = append(findings, preflight.Finding{Check: preflight.Reachable, Status: preflight.Warning, Means: "the checks were not done in time"})
	}
	t.checks = checked{at: t.Now(), sources: sources, findings: preflight.Open(findings), blocked: preflight.Blocked(findings)}
	var again []state.Target
	for id := range maps.Keys(sources) {
		if before[id].Check != t.checks.blocked[id].Check {
			again = append(again, state.Target{Kind: event.KindSource, ID: id})
		}
	}
	if len(again) > 0 {
		if err := t.Store.MarkDirty(ctx, t.id, again, t.Now()); err != nil {
			return err
		}
	}
	return t.status(ctx, func(s *state.ClusterStatus) {
		s.Findings, s.Looked = t.checks.findings, t.checks.at
		if s.State == state.ClusterEnabled || s.State == state.ClusterInvalid {
			s.State, s.Message = t.checks.state(s.Message)
		}
	})
}

// Check looks at a cluster over a connection of its own; that it cannot be
// reached is a finding.
func (e *Engine) Check(ctx context.Context, c catalog.Cluster, ask preflight.Ask) []preflight.Finding {
	w, err := e.Open(ctx, c)
	if err != nil {
		return preflight.Unreached(c.ViewDatabase, err)
	}
	defer w.Close()
	return w.Check(ctx, ask)
}

func (t *term) checkDue(sources map[string]bool) bool {
	if t.untilCheck() <= 0 {
		return true
	}
	for id := range sources {
		if !t.checks.sources[id] {
			return true
		}
	}
	return false
}

// untilCheck is how long no check is due: shorter where the last one failed.
func (t *term) untilCheck() time.Duration {
	every := t.Every
	if !preflight.OK(t.checks.findings) {
		every = min(every, 10*t.Recheck)
	}
	return every - t.Now().Sub(t.checks.at)
}

// state is the cluster's, where its last pass went well: a validation that
// fails is told, though what is there goes on.
func (c checked) state(message string) (state.ClusterState, string) {
	if broken := preflight.Broken(c.findings); broken != "" {
		return state.ClusterInvalid, "these checks failed: " + broken + "; scrim cluster check says what to do"
	}
	return state.ClusterEnabled, message
}

// blockedBy is the issue of a source that a check found to be blocked.
func (c checked) blockedBy(id string) issue.List {
	f, ok := c.blocked[id]
	if !ok || f.Check == preflight.Privileges || f.Check == preflight.ViewSchemas { // the pass itself sees that, and says it better
		return nil
	}
	var l issue.List
	l.Add(issue.Place{Input: "source " + id}, "check-failed", "scrim cluster check prints what repairs it", "%s: %s", f.Check, f.Means)
	return l
}
