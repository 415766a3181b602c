package corpus_test

import (
	"testing"

	"pgregory.net/rapid"

	"scrim/integration/draw"
	"scrim/integration/judges/corpus"
	"scrim/integration/judges/walk"
	"scrim/pkg/catalog"
)

// Nor does any view of drawn policies over drawn tables: rapid prints the seed
// of one that does.
func TestDrawnViewsWalk(t *testing.T) {
	views := 0
	rapid.Check(t, func(t *rapid.T) {
		s, err := corpus.View(draw.NewCase(t, catalog.Redshift))
		if err != nil {
			t.Fatal(err)
		}
		views++
		for _, f := range walk.Check(s) {
			t.Errorf("%s\n%s\nin %s", f, near(s.Text, f.At), s.Text)
		}
	})
	if views == 0 {
		t.Error("no view was drawn")
	}
}
