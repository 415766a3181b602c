// Package control answers what operators ask a running scrim: it is the side
// that does the work behind the admin API.
//
// It promises that whatever it accepts goes through the store like any other
// event, as the sender "scrim", and that whatever it runs on a warehouse goes
// through that cluster's one worker. It serves no HTTP and decides nothing
// about access.
package control

import (
	"context"
	"errors"
	"fmt"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/plan"
	"scrim/pkg/provision"
	"scrim/pkg/reconcile"
	"scrim/pkg/rehearsal"
	"scrim/pkg/server"
	"scrim/pkg/server/api"
	"scrim/pkg/state"
	"scrim/pkg/store"
	"scrim/pkg/verify"
)

// Sender is who scrim is to its own store.
const Sender = store.Scrim

// Control fills every role of server.Control.
type Control struct {
	Store  store.Store
	Engine *reconcile.Engine
	Tools  Tools
	Prover Prover
	Made   *provision.Provisioner // of connectors
	Now    func() time.Time
	NewID  func() string // a delivery id that never came before

	Patience time.Duration // how long one cluster may take in a resync; 0 is 5 minutes
}

// Tools is what reaches a warehouse outside a worker's passes.
type Tools interface {
	// Prepare makes what the service account may make by itself.
	Prepare(ctx context.Context, c catalog.Cluster) error
	// Leaks tries on a canary, made and dropped as the account given, which is
	// kept nowhere, what a reader can learn through views. What could not be
	// dropped is left, also beside an error.
	Leaks(ctx context.Context, c catalog.Cluster, as api.Account) (results []verify.Result, left []string, err error)
	// Access says who may read what beneath the views over these tables.
	Access(ctx context.Context, c catalog.Cluster, governed map[catalog.Table]string) (verify.Access, error)
	// Reading connects, and lets read ask about base tables.
	Reading(ctx context.Context, c catalog.Cluster, read func(Tables) error) error
	// Rehearse plays what write makes for the account that reads, and takes all
	// of it back. Salts are those of tests.
	Rehearse(ctx context.Context, c catalog.Cluster, write func(reader string) (rehearsal.Play, error)) (rehearsal.Shown, error)
	// Bootstrap makes what an administrator and then the service account make,
	// as the account given, which is kept nowhere. claim is told which
	// warehouse it is before anything is made there. A line that failed is no
	// error: it says so.
	Bootstrap(ctx context.Context, c catalog.Cluster, as api.Account, claim func(identity string) error, bases []catalog.Table, harden bool) ([]api.Line, error)
	// Teardown removes all and only what scrim made: as the service account,
	// and as the account given what a bootstrap is known to have made.
	Teardown(ctx context.Context, c catalog.Cluster, r api.TeardownRequest, bases []catalog.Table) ([]plan.Outcome, []api.Line, error)
}

// Server is the control side for package server.
func (c *Control) Server() server.Control {
	return server.Control{
		Clusters: c, Documents: c, Checker: c, Verifier: c, Bootstrapper: c, Resyncer: c, Status: c, Planner: c,
		Applier: c, Explainer: c, Journal: c, Replayer: c, Waiter: c, Reviewer: c, Counter: c, State: c, Prover: c, Tester: c, Seeker: c, Connectors: c, Requests: c, Health: c,
	}
}

// Ready reports whether the store can be read.
func (c *Control) Ready(ctx context.Context) error {
	return c.Store.Read(ctx, func(store.Snapshot) error { return nil })
}

// registered reads a cluster's document.
func (c *Control) registered(ctx context.Context, id string) (catalog.Cluster, error) {
	var out catalog.Cluster
	err := c.Store.Read(ctx, func(s store.Snapshot) error {
		d, err := current(s, event.KindCluster, id)
		if err != nil {
			return err
		}
		n, ok := d.Noun.(event.Cluster)
		if !ok {
			return fmt.Errorf("cluster %q: %w", id, api.ErrNotFound)
		}
		out = n.Cluster
		return nil
	})
	return out, err
}

// current reads a live document over all its senders.
func current(s store.Snapshot, kind event.Kind, id string) (event.Document, error) {
	objects, err := s.Object(kind, id)
	if err != nil {
		return event.Document{}, err
	}
	object, settled := state.Settle(objects)
	if !settled || object.Deleted || object.Conflict || object.Data == nil {
		return event.Document{}, fmt.Errorf("%s %q: %w", kind, id, api.ErrNotFound)
	}
	document, issues := event.DecodeDocument(kind, object.Data)
	return document, issues.Err()
}

// bases is the tables that the cluster governs.
func (c *Control) bases(ctx context.Context, cl catalog.Cluster) ([]catalog.Table, error) {
	sources, err := c.sources(ctx, cl)
	out := make([]catalog.Table, len(sources))
	for i, s := range sources {
		out[i] = s.Table
	}
	return out, err
}

// sources is what the cluster governs.
func (c *Control) sources(ctx context.Context, cl catalog.Cluster) ([]catalog.Source, error) {
	var out []catalog.Source
	err := c.Store.Read(ctx, func(s store.Snapshot) error {
		objects, err := s.Objects(event.KindSource, 0)
		if err != nil {
			return err
		}
		for _, o := range objects {
			document, issues := event.DecodeDocument(event.KindSource, o.Data)
			n, ok := document.Noun.(event.Source)
			if ok && !issues.HasErrors() && cl.Serves(n.Source) && cl.Governs(n.Table.Database) {
				out = append(out, n.Source)
			}
		}
		return nil
	})
	return out, err
}

// meaning turns the engine's errors into those of the admin API.
func meaning(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, reconcile.ErrUnavailable), errors.Is(err, provision.ErrUnreachable), errors.Is(err, provision.ErrBusy):
		return errors.Join(err, api.ErrUnavailable)
	case errors.Is(err, reconcile.ErrMoved), errors.Is(err, reconcile.ErrCounting), errors.Is(err, reconcile.ErrTaken), errors.Is(err, reconcile.ErrElsewhere):
		return errors.Join(err, api.ErrConflict)
	case errors.Is(err, store.ErrNotFound), errors.Is(err, provision.ErrNotFound):
		return errors.Join(err, api.ErrNotFound)
	}
	return err
}
