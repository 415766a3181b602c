package control

import (
	"context"
	"fmt"

	"scrim/pkg/event"
	"scrim/pkg/server/api"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

// Events pages through the journal.
func (c *Control) Events(ctx context.Context, p api.Page) (api.Entries, error) {
	entries, err := c.Store.Journal(ctx, p.After, p.Limit)
	if err != nil {
		return api.Entries{}, fmt.Errorf("reading the journal: %w", err)
	}
	out := api.Entries{Events: []api.Entry{}}
	for _, e := range entries {
		one := entry(e)
		one.Raw = nil
		out.Events = append(out.Events, one)
		out.Next = e.Revision
	}
	if len(entries) < p.Limit {
		out.Next = 0
	}
	return out, nil
}

// Event is one entry, with what was sent.
func (c *Control) Event(ctx context.Context, revision uint64) (api.Entry, error) {
	e, err := c.Store.Entry(ctx, revision)
	if err != nil {
		return api.Entry{}, meaning(fmt.Errorf("reading revision %d: %w", revision, err))
	}
	return entry(e), nil
}

func entry(e store.Entry) api.Entry {
	return api.Entry{
		Revision: e.Revision, At: e.Received, Sender: e.Principal, Delivery: e.Delivery, Source: e.Sender, EventID: e.EventID,
		Type: e.Type, Kind: e.Kind, ID: e.ID, Version: e.Version, Verdict: e.Verdict, Raw: e.Raw,
	}
}

// Rejected pages through what could never be read.
func (c *Control) Rejected(ctx context.Context, p api.Page) (api.Rejections, error) {
	all, err := c.Store.Rejections(ctx, int64(p.After), p.Limit) //nolint:gosec // a number the store gave out
	if err != nil {
		return api.Rejections{}, fmt.Errorf("reading rejections: %w", err)
	}
	out := api.Rejections{Rejected: []api.Rejected{}}
	for _, r := range all {
		number := uint64(r.Number) //nolint:gosec // counted from 1
		out.Rejected = append(out.Rejected, api.Rejected{Number: number, At: r.At, Door: r.Door, Sender: r.Sender, Delivery: r.Delivery, Issues: r.Issues, Body: r.Body})
		out.Next = number
	}
	if len(all) < p.Limit {
		out.Next = 0
	}
	return out, nil
}

// Replay folds an event of the journal once more, as its own sender: it
// changes nothing unless something was lost.
func (c *Control) Replay(ctx context.Context, revision uint64) (api.Receipt, error) {
	e, err := c.Store.Entry(ctx, revision)
	if err != nil {
		return api.Receipt{}, meaning(fmt.Errorf("reading revision %d: %w", revision, err))
	}
	events, issues := event.Decode(e.Raw)
	if err := issues.Err(); err != nil {
		return api.Receipt{}, err
	}
	receipt, err := c.Store.Accept(ctx, store.Delivery{Sender: e.Principal, ID: "replay-" + c.NewID(), Digest: "replay", Now: c.Now()}, events)
	if err != nil {
		return api.Receipt{}, fmt.Errorf("accepting: %w", err)
	}
	if e.Kind != "" {
		if err := c.mark(ctx, e.Kind, e.ID); err != nil {
			return api.Receipt{}, err
		}
	}
	return answer(receipt), nil
}

// mark makes every cluster look at a document's target again.
func (c *Control) mark(ctx context.Context, kind event.Kind, id string) error {
	targets := []state.Target{{Kind: kind, ID: id}}
	clusters, err := c.Clusters(ctx)
	if err != nil {
		return err
	}
	for _, cl := range clusters.Clusters {
		if err := c.Store.MarkDirty(ctx, cl.Cluster.ID, targets, c.Now()); err != nil {
			return fmt.Errorf("marking: %w", err)
		}
	}
	return nil
}

// State is every live document.
func (c *Control) State(ctx context.Context) (api.State, error) {
	out := api.State{Objects: []state.Object{}}
	err := c.Store.Read(ctx, func(s store.Snapshot) error {
		out.Revision = s.Revision()
		for _, kind := range event.Kinds() {
			objects, err := s.Objects(kind, 0)
			if err != nil {
				return fmt.Errorf("reading %s documents: %w", kind, err)
			}
			for _, o := range objects {
				out.Objects = append(out.Objects, o.Object)
			}
		}
		return nil
	})
	return out, err
}
