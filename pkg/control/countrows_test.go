package control

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/exposure"
	"scrim/pkg/reconcile"
	"scrim/pkg/render"
	"scrim/pkg/server/api"
	"scrim/pkg/view"
)

// counting is a warehouse that counts by a function.
type counting struct {
	Tools
	Tables
	count func(ctx context.Context, base catalog.Table, pairs [][2]render.Sieve, limit time.Duration) ([][2]int64, error)
}

func (c counting) Reading(_ context.Context, _ catalog.Cluster, read func(Tables) error) error {
	return read(c)
}

func (c counting) CountRows(ctx context.Context, base catalog.Table, pairs [][2]render.Sieve, limit time.Duration) ([][2]int64, error) {
	return c.count(ctx, base, pairs, limit)
}

func rowsOf(source string, effect exposure.Effect, all bool) exposure.Change {
	reading := exposure.Reading{Pred: view.Always{}}
	return exposure.Change{Source: source, What: exposure.OfRows, Effect: effect, Rows: &exposure.Rows{Base: catalog.Table{Database: "d", Schema: "s", Name: source}, Before: reading, After: reading, As: "ann", All: all}}
}

// A source is counted in one statement, what may show more comes first, and
// what is not counted says why.
func TestCounting(t *testing.T) {
	t.Parallel()
	var e api.Exposure
	for i := range maxStatements + 5 {
		e.Views.Changes = append(e.Views.Changes, rowsOf(fmt.Sprintf("less%03d", i), exposure.Loses, true))
	}
	e.Views.Changes = append(e.Views.Changes, rowsOf("more", exposure.Gains, true), rowsOf("more", exposure.Changes, false), rowsOf("slow", exposure.Gains, true), rowsOf("denied", exposure.Gains, true),
		exposure.Change{Source: "more", What: exposure.OfColumn, Effect: exposure.Gains})
	var asked []string
	count := func(_ context.Context, base catalog.Table, pairs [][2]render.Sieve, limit time.Duration) ([][2]int64, error) {
		asked = append(asked, fmt.Sprintf("%s %d", base.Name, len(pairs)))
		switch {
		case limit > readEach:
			t.Errorf("%s may take %s", base, limit)
		case base.Name == "slow":
			return nil, errors.Join(errors.New("counting"), ErrSlow)
		case base.Name == "denied":
			return nil, errors.New("the account may not do that")
		}
		out := make([][2]int64, len(pairs))
		for i := range out {
			out[i] = [2]int64{int64(10 * (i + 1)), 3}
		}
		return out, nil
	}
	c := &Control{Engine: &reconcile.Engine{Config: reconcile.Config{Log: slog.New(slog.DiscardHandler)}}, Tools: counting{count: count}, Now: func() time.Time { return time.Time{} }}
	if err := c.countRows(t.Context(), catalog.Cluster{ID: "main"}, &e); err != nil {
		t.Fatal(err)
	}
	if first := strings.Join(asked[:4], ", "); first != "more 2, slow 1, denied 1, less000 1" || len(asked) != maxStatements {
		t.Errorf("%d questions: %s", len(asked), first)
	}
	said := map[string]int{}
	for _, change := range e.Views.Changes {
		if change.Count == nil {
			said["none"]++
			continue
		}
		said[fmt.Sprint(*change.Count)]++
	}
	for want, n := range map[string]int{"{10 3  }": maxStatements - 3 + 1, "{20 3 ann }": 1, "{0 0  timeout}": 1, "{0 0  the account may not do that}": 1, "{0 0  too many sources}": 8, "none": 1} {
		if said[want] != n {
			t.Errorf("%d times %s, want %d: %v", said[want], want, n, said)
		}
	}
}
