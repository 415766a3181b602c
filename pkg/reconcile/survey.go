package reconcile

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"

	"scrim/pkg/store"
)

// read takes everything a pass needs from the store, at one revision, and from
// the warehouse. It returns nil when there is nothing to do.
func (t *term) read(ctx context.Context, r Request) (*pass, error) {
	now := t.Now()
	deployed, err := t.remembered(ctx)
	if err != nil {
		return nil, err
	}
	return t.survey(ctx, func(s store.Snapshot) (*pass, error) {
		dirty, err := s.Dirty(t.id)
		if err != nil {
			return nil, fmt.Errorf("reading dirty targets: %w", err)
		}
		due := len(t.blocked) > 0 && !now.Before(t.recheck)
		if len(dirty) == 0 && !t.everything && !due && t.unsettled == nil {
			return nil, nil
		}
		return &pass{now: now, dirty: dirty, due: due, deployed: deployed, checks: t.checks, reconsiders: t.everything, prune: r.Prune, takeOver: r.TakeOver}, nil
	})
}

// remembered is what the store knows to be deployed, by source. It is read
// once a term and again after this term wrote it: nobody else does, and a user's
// change must not wait for the definitions of a thousand views.
func (t *term) remembered(ctx context.Context) (map[string]store.Deployed, error) {
	if t.deployed == nil {
		deployed, err := t.Store.Deployed(ctx, t.id)
		if err != nil {
			return nil, fmt.Errorf("reading what is deployed: %w", err)
		}
		t.deployed = deployed
	}
	return t.deployed, nil
}

// survey reads, observes and compiles what a pass is about. The snapshot is
// closed before the warehouse is asked: an open one keeps SQLite from folding its
// log into the file, for as long as the warehouse takes. So what facts are made
// of is read first and kept. A pass that learns from the warehouse that it is
// about more users begins again, about them too and at the newest revision: it
// is about one revision all the same.
func (t *term) survey(ctx context.Context, begin func(store.Snapshot) (*pass, error)) (*pass, error) {
	for {
		var p *pass
		err := t.Store.Read(ctx, func(s store.Snapshot) (err error) {
			if p, err = begin(s); p == nil || err != nil {
				return err
			}
			return t.gather(s, p)
		})
		if p == nil || err != nil {
			return nil, err
		}
		more, err := t.observe(ctx, p)
		if err != nil {
			return nil, err
		}
		if !more {
			return p, nil
		}
	}
}

// errClusterChanged ends a term whose cluster has another document now.
var errClusterChanged = errors.New("the cluster's document changed")

// gather brings the world up to date and takes in what the pass is about.
func (t *term) gather(s store.Snapshot, p *pass) error {
	c, err := cluster(s, t.id)
	if err != nil {
		return err
	}
	if !reflect.DeepEqual(c, t.world.cluster) {
		return errClusterChanged // the connection and every name may follow from it: begin a new term
	}
	if p.claim, err = t.claim(s); err != nil {
		return err
	}
	p.claim.TakeOver = p.takeOver
	touched, err := t.world.refresh(s)
	if err != nil {
		return err
	}
	touched.all = touched.all || t.everything
	if p.due {
		maps.Copy(touched.sources, t.blocked)
	}
	p.world = t.world
	p.scope = t.scope(p.dirty, touched)
	if err := touched.concern(s, p.scope); err != nil {
		return err
	}
	p.people, err = p.about(s, p.scope)
	return err
}

// scope is what a pass is about: what is dirty, or the one source of a
// request, and what an attempt before it did not settle.
func (t *term) scope(dirty []store.Dirty, touched *touched) *scope {
	s := newScope()
	if t.only == "" {
		s = t.world.expand(dirty, touched)
	} else {
		s.sources[t.only] = true
	}
	s.merge(t.unsettled)
	if t.only == "" {
		t.world.dependents(s)
	}
	return s
}

// observe asks the warehouse and computes what it should have; more says that
// there are users whose facts depend on a comparison that changed and of whom
// nothing was read.
func (t *term) observe(ctx context.Context, p *pass) (more bool, err error) {
	if p.observed, err = t.warehouse.Observe(ctx, p.ask()); err != nil {
		return false, fmt.Errorf("observing: %w", err)
	}
	t.watch.see(p.observed, p.scope.sources)
	p.claim.Over = p.observed.Claim.Store
	if p.reconsiders {
		if err := t.reconsider(ctx, p); err != nil {
			return false, err
		}
	}
	known := len(p.scope.users)
	p.holders(p.scope, p.compileAll())
	if len(p.scope.users) > known {
		t.leave(p.scope)
		return true, nil
	}
	p.readers, p.people = p.factsOf(p.people, p.now), nil
	p.want()
	return false, nil
}

// leave keeps a scope for the next attempt.
func (t *term) leave(s *scope) {
	if t.unsettled == nil {
		t.unsettled = newScope()
	}
	t.unsettled.merge(s)
}
