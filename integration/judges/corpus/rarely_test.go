package corpus_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scrim/integration/judges/corpus"
	"scrim/pkg/catalog"
)

var update = flag.Bool("update", false, "write testdata instead of comparing with it")

// What is said rarely is held word for word, since tests that would run all of
// it need a warehouse.
func TestWhatIsSaidRarely(t *testing.T) {
	for _, kind := range []catalog.ClusterKind{catalog.Postgres, catalog.Redshift} {
		statements, err := corpus.Rarely(kind)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, s := range statements {
			b.WriteString("-- " + s.Name + "\n" + s.Text + ";\n\n")
		}
		path := "testdata/rarely." + string(kind) + ".sql"
		if *update {
			if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), b.String()); diff != "" {
			t.Errorf("%s (run with -update when this is meant):\n%s", path, diff)
		}
	}
}
