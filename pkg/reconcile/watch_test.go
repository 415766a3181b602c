package reconcile

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
)

// scripted is a warehouse that answers as a test says. What a test does not
// expect to be asked is nil.
type scripted struct {
	Warehouse
	tick     string
	err      error // of Observe
	observed plan.Observed
	try      func(plan.Script) ([]plan.Outcome, error)

	ticks, looks, tries int
}

func (s *scripted) Tick(context.Context) (string, error) { s.ticks++; return s.tick, nil }

func (s *scripted) Observe(context.Context, plan.Ask) (plan.Observed, error) {
	s.looks++
	return s.observed, s.err
}

func (s *scripted) Try(_ context.Context, script plan.Script) ([]plan.Outcome, error) {
	s.tries++
	return s.try(script)
}

// termOver is a term over a warehouse whose clock stands where the test puts it.
func termOver(w Warehouse, clock *time.Time) *term {
	engine := &Engine{Config: Config{Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return *clock }, Watch: 30 * time.Second, Every: 10 * time.Minute}}
	return &term{worker: &worker{Engine: engine, id: "main"}, warehouse: w, world: newWorld(catalog.Cluster{ID: "main", Kind: catalog.Redshift, ViewDatabase: "governed"}, nil)}
}

// A patrol is as rare as it is set to be, asks for nothing but the tick where
// that stands still, and leaves what moved, and only that, to the next pass.
func TestPatrol(t *testing.T) {
	t.Parallel()
	clock := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
	column := func(kind catalog.Kind) catalog.Signature {
		return catalog.Signature{Columns: []catalog.Observed{{Name: "id", Type: catalog.Type{Kind: kind}}}}
	}
	stands := func(kind catalog.Kind) plan.Observed {
		return plan.Observed{Sources: map[string]plan.ObservedSource{"one": {Base: column(kind)}, "two": {Base: column(catalog.Integer)}}}
	}
	w := &scripted{tick: "1", observed: stands(catalog.Integer)}
	term := termOver(w, &clock)
	for _, one := range []struct {
		what         string
		later        time.Duration
		do           func()
		ticks, looks int
		moved        string
	}{
		{"a term that looks at everything anyway", 0, func() { term.everything = true; term.watch.see(w.observed, map[string]bool{"one": true, "two": true}) }, 0, 0, ""},
		{"before anything was seen", 30 * time.Second, func() { term.everything, term.watch.seen = false, nil }, 0, 0, ""},
		{"not due", 30*time.Second - 1, func() { term.watch.see(w.observed, map[string]bool{"one": true, "two": true}) }, 0, 0, ""},
		{"due for the first time", 1, func() {}, 1, 1, ""},
		{"at once again", 0, func() { w.tick, w.observed = "2", stands(catalog.Bigint) }, 1, 1, ""},
		{"due, and one table has another column", 30 * time.Second, func() {}, 2, 2, "one"},
		{"the tick stands still", time.Hour, func() { w.observed = stands(catalog.Date) }, 3, 2, ""},
		{"a warehouse that does not tell", 30 * time.Second, func() { w.tick = "" }, 4, 3, "one"},
		{"and never does", 30 * time.Second, func() {}, 5, 4, "one"},
		{"a pass has seen it", 30 * time.Second, func() { term.watch.see(w.observed, map[string]bool{"one": true, "two": true}) }, 6, 5, ""},
	} {
		clock = clock.Add(one.later)
		one.do()
		term.unsettled = nil
		if err := term.patrol(t.Context()); err != nil {
			t.Fatalf("%s: %v", one.what, err)
		}
		moved := ""
		if term.unsettled != nil {
			moved = strings.Join(slices.Sorted(maps.Keys(term.unsettled.sources)), " ")
		}
		if w.ticks != one.ticks || w.looks != one.looks || moved != one.moved {
			t.Errorf("%s: %d ticks, %d looks, moved %q", one.what, w.ticks, w.looks, moved)
		}
	}
}

// What a look could not see is looked for again: the tick of a look that failed
// is not taken for seen. Until a patrol is due the term may rest.
func TestPatrolFails(t *testing.T) {
	t.Parallel()
	clock := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
	broken := errors.New("gone")
	w := &scripted{tick: "1", observed: plan.Observed{Sources: map[string]plan.ObservedSource{"one": {Problem: plan.ProblemMissing}}}}
	term := termOver(w, &clock)
	term.watch.seen = map[string]plan.Seen{"one": {}}
	w.err = broken
	if err := term.patrol(t.Context()); !errors.Is(err, broken) || term.watch.tick != "" {
		t.Fatalf("a patrol over a lost connection: %v, tick %q", err, term.watch.tick)
	}
	w.err = nil
	clock = clock.Add(10 * time.Second)
	if again, err := term.idle(t.Context()); err != nil || again != 20*time.Second {
		t.Errorf("the term rests %s, %v", again, err)
	}
	clock = clock.Add(20 * time.Second)
	if err := term.patrol(t.Context()); err != nil || term.unsettled == nil || !term.unsettled.sources["one"] {
		t.Errorf("the next patrol left %v, %v", term.unsettled, err)
	}
}
