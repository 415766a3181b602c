package reconcile

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"scrim/pkg/plan"
	"scrim/pkg/state"
)

// watch is what a term knows of the warehouse between its looks at
// everything: whoever changes a table or a view there tells nobody.
type watch struct {
	seen map[string]plan.Seen // tables as passes saw them last, by source
	tick string               // the warehouse's, before the last look
	next time.Time
}

// see keeps what a pass observed of the sources that it was about; of others
// that it looked into, nobody has drawn any conclusion yet.
func (w *watch) see(now plan.Observed, about map[string]bool) {
	if w.seen == nil {
		w.seen = map[string]plan.Seen{}
	}
	for id := range about {
		o := now.Sources[id]
		w.seen[id] = plan.Seen{Base: o.Base, Problem: o.Problem}
	}
}

// patrol leaves to the next pass which sources are not as passes left them. It costs one small
// query where the warehouse tells that nobody changed anything.
func (t *term) patrol(ctx context.Context) error {
	now := t.Now()
	if now.Before(t.watch.next) {
		return nil
	}
	t.watch.next = now.Add(t.Watch)
	if t.everything || len(t.watch.seen) == 0 {
		return nil // a pass looks at all of it anyway
	}
	tick, err := t.warehouse.Tick(ctx)
	if err != nil {
		return fmt.Errorf("watching: %w", err)
	}
	if tick != "" && tick == t.watch.tick {
		return nil
	}
	have, err := t.warehouse.Observe(ctx, plan.Ask{Sources: t.world.asks()})
	if err != nil {
		return fmt.Errorf("watching: %w", err)
	}
	t.watch.tick = tick
	moved := newScope()
	for _, id := range plan.Moved(t.watch.seen, have) {
		moved.sources[id] = true
	}
	if len(moved.sources) > 0 {
		t.Log.InfoContext(ctx, "something changed on a warehouse", "cluster", t.id, "sources", len(moved.sources))
		t.leave(moved)
	}
	return nil
}

// asks is what to ask of all sources that are this cluster's.
func (w *world) asks() []plan.AskSource {
	var out []plan.AskSource
	for _, id := range slices.Sorted(maps.Keys(w.sources)) {
		if s := w.sources[id]; w.here(s.Source) == state.PhasePending {
			out = append(out, plan.AskSource{ID: id, Table: s.Table, Wanted: s.claims.name})
		}
	}
	return out
}
