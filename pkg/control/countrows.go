package control

import (
	"context"
	"errors"
	"slices"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/exposure"
	"scrim/pkg/profile"
	"scrim/pkg/render"
	"scrim/pkg/server/api"
)

// maxPairs is how many changes one statement counts: it reads the table once,
// however many crowds it counts for.
const maxPairs = 16

// tally is the changes of one source's rows that one statement counts.
type tally struct {
	base    catalog.Table
	changes []*exposure.Change
}

// countRows asks the warehouse how many rows each change of rows is, what may show
// more first. What it does not answer in time is not counted, and says so.
func (c *Control) countRows(ctx context.Context, cluster catalog.Cluster, e *api.Exposure) error {
	tallies := talliesOf(e)
	if len(tallies) == 0 {
		return nil
	}
	done, counted := 0, 0
	err := c.Tools.Reading(ctx, cluster, func(tables Tables) error {
		end := c.Now().Add(readAll)
		for i, t := range tallies {
			left := end.Sub(c.Now())
			switch {
			case i >= maxStatements:
				t.not("too many sources")
				continue
			case left <= 0 || ctx.Err() != nil:
				t.not("timeout")
				continue
			}
			done++
			if t.ask(ctx, tables, min(left, readEach)) {
				counted++
			}
		}
		return nil
	})
	c.Engine.Log.InfoContext(ctx, "rows counted for a plan", "cluster", cluster.ID, "statements", done, "answered", counted, "sources", len(tallies))
	return err
}

// talliesOf are the changes of rows by source, those that may widen first.
func talliesOf(e *api.Exposure) []*tally {
	var out []*tally
	open := map[string]*tally{}
	for _, delta := range []*exposure.Delta{&e.Views, &e.Facts} {
		for i := range delta.Changes {
			change := &delta.Changes[i]
			if change.Rows == nil {
				continue
			}
			key := change.Source + "\x00" + change.Rows.Base.String()
			t := open[key]
			if t == nil || len(t.changes) == maxPairs {
				t = &tally{base: change.Rows.Base}
				open[key], out = t, append(out, t)
			}
			t.changes = append(t.changes, change)
		}
	}
	slices.SortStableFunc(out, func(a, b *tally) int { return a.order() - b.order() })
	return out
}

func (t *tally) order() int {
	if slices.ContainsFunc(t.changes, func(c *exposure.Change) bool { return c.Effect.Widens() }) {
		return 0
	}
	return 1
}

func (t *tally) ask(ctx context.Context, tables Tables, limit time.Duration) bool {
	pairs := make([][2]render.Sieve, len(t.changes))
	for i, c := range t.changes {
		pairs[i] = [2]render.Sieve{sieve(c.Rows.Before), sieve(c.Rows.After)}
	}
	numbers, err := tables.CountRows(ctx, t.base, pairs, limit)
	switch {
	case errors.Is(err, ErrSlow):
		t.not("timeout")
	case err != nil:
		t.not(err.Error())
	default:
		for i, c := range t.changes {
			c.Count = &exposure.Count{Gained: numbers[i][0], Lost: numbers[i][1]}
			if !c.Rows.All {
				c.Count.As = c.Rows.As
			}
		}
	}
	return err == nil
}

func (t *tally) not(why string) {
	for _, c := range t.changes {
		c.Count = &exposure.Count{Not: why}
	}
}

func sieve(r exposure.Reading) render.Sieve {
	return render.Sieve{Pred: r.Pred, Values: func(kind profile.Kind, name string) []string { return r.Lists[exposure.List{Kind: kind, Name: name}] }}
}
