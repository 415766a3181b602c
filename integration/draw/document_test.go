package draw_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"scrim/integration/draw"
	"scrim/pkg/issue"
	"scrim/pkg/policy"
)

// A policy that is written down and parsed is the same policy: the language
// can say all that is drawn, and the parser loses nothing.
func TestPoliciesReadBackAsTheyAreWritten(t *testing.T) {
	parser, err := policy.NewParser()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		for _, p := range aCase(t).Policies {
			doc, err := draw.Document(p)
			if err != nil {
				t.Fatal(err)
			}
			got, issues := parser.Parse(doc, issue.Place{})
			if policy.OpensWhenRowMissing(p, false) {
				if !issues.Has("opens-when-row-missing") {
					t.Fatalf("%s\nan emptied lookup opens it, and it is not refused: %v", doc, issues)
				}
				continue
			}
			if issues.HasErrors() {
				t.Fatalf("%s\n%v", doc, issues)
			}
			if diff := cmp.Diff(draw.Normal(p), got); diff != "" {
				t.Fatalf("%s\n(-drawn +parsed):\n%s", doc, diff)
			}
		}
	})
}
