package provision

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/connector"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/state"
)

// glance is how often the loop asks the store whether a document is new. It
// costs one small query.
const glance = 5 * time.Second

// loop is what the loop remembers.
type loop struct {
	mu     sync.Mutex
	looked map[string]look
	wake   chan struct{}
}

// look is when a connector was looked at, and which document.
type look struct {
	at       time.Time
	revision uint64
}

// Wake lets the loop look at documents at once; with all it looks at every
// connector, whenever it did last.
func (p *Provisioner) Wake(all bool) {
	if all {
		p.loop.mu.Lock()
		p.loop.looked = map[string]look{}
		p.loop.mu.Unlock()
	}
	select {
	case p.loop.wake <- struct{}{}:
	default:
	}
}

// Run looks at every connector when its document is new, and now and then,
// until ctx ends. On a cluster with a provisioner, whose document does not ask
// for review, it also does what is to be done; otherwise it only says so.
func (p *Provisioner) Run(ctx context.Context) error {
	tick := time.NewTicker(glance)
	defer tick.Stop()
	for {
		if err := p.round(ctx); err != nil && ctx.Err() == nil {
			p.Log.ErrorContext(ctx, "looking at connectors", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		case <-p.loop.wake:
		}
	}
}

// round looks at what is due. One that fails holds up no other.
func (p *Provisioner) round(ctx context.Context) error {
	ids, err := p.all(ctx)
	if err != nil {
		return err
	}
	p.forget(ctx, ids)
	for _, id := range ids {
		p.one(ctx, id)
	}
	return nil
}

// one looks at a connector, when it is due.
func (p *Provisioner) one(ctx context.Context, id string) {
	k, err := p.know(ctx, id)
	if ctx.Err() != nil || !p.due(id, k.revision) {
		return
	}
	if err == nil {
		err = p.look(ctx, id)
	}
	switch {
	case err == nil, ctx.Err() != nil:
	case errors.Is(err, ErrBusy): // whoever is at work on it says how it is
	default:
		p.Log.WarnContext(ctx, "a connector cannot be looked at", "connector", id, "error", err)
		k.connector.ID = id
		p.tell(ctx, Plan{Connector: k.connector, Place: k.place, revision: k.revision}, err)
	}
}

// due reports whether a connector is to be looked at now, and notes that it is.
func (p *Provisioner) due(id string, revision uint64) bool {
	p.loop.mu.Lock()
	defer p.loop.mu.Unlock()
	last, ok := p.loop.looked[id]
	if ok && last.revision == revision && p.Now().Before(last.at.Add(p.Every)) {
		return false
	}
	p.loop.looked[id] = look{p.Now(), revision}
	return true
}

// forget ends what is told of connectors of which nothing is left.
func (p *Provisioner) forget(ctx context.Context, ids []string) {
	there := map[string]bool{}
	for _, id := range ids {
		there[id] = true
	}
	statuses, err := p.Store.Statuses(ctx, "", filter(""))
	if err != nil {
		return
	}
	for _, s := range statuses {
		if !there[s.Target.ID] {
			p.Meter.Gone(s.Target.ID)
			_ = p.Store.DropStatus(ctx, s.Cluster, []state.Target{s.Target}) // the next round tries again
		}
	}
}

// look is one look at a connector, and what it may do about it.
func (p *Provisioner) look(ctx context.Context, id string) error {
	return p.alone(ctx, id, 0, func(ctx context.Context) error {
		k, err := p.know(ctx, id)
		if err != nil {
			return err
		}
		site, who, able, err := p.open(ctx, k, nil)
		if err != nil {
			return err
		}
		defer site.Close()
		plan, err := p.plan(ctx, site, k, Ask{}, who, able)
		if err != nil {
			return err
		}
		if len(plan.Units) == 0 || !p.mayApply(k, plan) {
			p.tell(ctx, plan, nil)
			return nil
		}
		out, err := p.carryOut(ctx, site, k, Ask{}, plan)
		p.Log.InfoContext(ctx, "a connector's account was changed", "connector", id, "statements", len(out.Done), "left", len(out.Left.Units))
		return err
	})
}

// mayApply reports whether the loop may do what a plan says: somebody named an
// account for it, no person asked to look first, and no password is made that
// nobody would be told.
func (p *Provisioner) mayApply(k known, plan Plan) bool {
	return !k.deleted && plan.Able && k.cluster.Provisioner != nil && k.cluster.Apply != catalog.Review && plan.answers()
}

// tell keeps how a connector is, for whoever asks.
func (p *Provisioner) tell(ctx context.Context, plan Plan, err error) {
	id := plan.Connector.ID
	now := state.Status{
		Cluster: strings.TrimPrefix(plan.Place, onCluster), Target: state.Target{Kind: event.KindConnector, ID: id}, Revision: plan.revision, Since: p.Now(),
	}
	drift := len(plan.Steps) + len(plan.Waiting) + len(plan.Left)
	now.Phase, now.Message = phase(plan, err)
	var failure *issue.Failure
	if err != nil {
		drift = -1
		if errors.As(err, &failure) {
			now.Issues = failure.Issues
		}
	}
	p.Meter.Drift(id, drift)
	before, bad := p.Store.Statuses(ctx, "", filter(id))
	for _, s := range before {
		if s.Phase == now.Phase && s.Cluster == now.Cluster {
			now.Since = s.Since
		}
		if s.Cluster != now.Cluster {
			bad = errors.Join(bad, p.Store.DropStatus(ctx, s.Cluster, []state.Target{s.Target}))
		}
	}
	if bad = errors.Join(bad, p.Store.PutStatus(ctx, []state.Status{now})); bad != nil && ctx.Err() == nil {
		p.Log.WarnContext(ctx, "the state of a connector could not be kept", "connector", id, "error", bad)
	}
}

// phase says in words how a connector is.
func phase(plan Plan, err error) (state.Phase, string) {
	verb := "scrim connector plan " + plan.Connector.ID
	switch {
	case err != nil:
		return state.PhaseFailed, err.Error()
	case plan.Deleted:
		return state.PhaseWaiting, fmt.Sprintf("its document is deleted, and what scrim made is still there: scrim connector remove %s", plan.Connector.ID)
	case len(plan.Steps) > 0:
		return state.PhaseWaiting, fmt.Sprintf("drift: %s to do, first to %s %s; %s shows it", count(len(plan.Steps), "thing"), plan.Steps[0].Do, connector.Words(plan.Steps[0].Thing), verb)
	case len(plan.Waiting) > 0:
		return state.PhaseBlocked, plan.Waiting[0].For
	case len(plan.Left) > 0:
		return state.PhaseApplied, fmt.Sprintf("%s of what it no longer needs stays: %s", connector.Words(plan.Left[0].Thing), plan.Left[0].For)
	case len(plan.Unseen) > 0:
		return state.PhaseApplied, "as far as it was seen; not seen: " + plan.Unseen[0]
	}
	return state.PhaseApplied, ""
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
