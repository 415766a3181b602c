package truth

import (
	"flag"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"scrim/integration/draw"
)

// enough is how many cells one warehouse shows in `make test`, at least; in
// `make test-long` SCRIM_CELLS asks for more.
const enough = 5000

// tryMany draws cases until enough cells were compared. A cell is one column of
// one row as one reader meets it under one set of policies, shown or not; that
// it is read in two sessions makes it no more. A round of rapid's has a seed of
// its own, which is all that another run needs to draw the same cases.
func (s *site) tryMany(t *testing.T) {
	t.Helper()
	wanted := number(t, "SCRIM_CELLS", enough)
	seed := uint64(number(t, "RAPID_SEED", 0))
	if seed == 0 {
		seed = rand.Uint64N(1 << 40)
	}
	first := seed
	for ; s.cells < wanted && !t.Failed(); seed++ {
		setSeed(t, seed)
		t.Cleanup(func() {
			if t.Failed() {
				t.Logf("again: make test-long SEED=%d ONLY='%s'", seed, t.Name())
			}
		})
		rapid.Check(t, func(rt *rapid.T) { s.try(rt, draw.NewCase(rt, s.cluster.Kind)) })
	}
	t.Logf("seed %d: %d cells in %d rounds, %d of them shown, 0 mismatches; columns listed %d times and not %d times",
		first, s.cells, seed-first, s.shown, s.open, s.shut)
	if 20*s.shown < s.cells || 200*min(s.open, s.shut) < s.cells {
		t.Errorf("hardly any cell was shown, or columns were hardly ever listed, or left out: seed %d", first)
	}
}

func (s *site) count(cells, shown int) {
	s.cells += cells
	s.shown += shown
}

// setSeed makes the next rapid.Check draw from a seed: its flag is the only
// door to it.
func setSeed(t *testing.T, seed uint64) {
	t.Helper()
	old := flag.Lookup("rapid.seed").Value.String()
	if err := flag.Set("rapid.seed", strconv.FormatUint(seed, 10)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := flag.Set("rapid.seed", old); err != nil {
			t.Error(err)
		}
	})
}

func number(t *testing.T, name string, otherwise int) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return n
}
