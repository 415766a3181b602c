package corpus_test

import (
	"testing"

	"scrim/integration/judges/corpus"
	"scrim/integration/judges/walk"
)

// Nothing that scrim says to Redshift breaks a rule.
func TestWalk(t *testing.T) {
	statements, err := corpus.Statements()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range statements {
		for _, f := range walk.Check(s) {
			t.Errorf("%s: %s\n%s", s.Name, f, near(s.Text, f.At))
		}
	}
	t.Logf("%d statements", len(statements))
	if len(statements) < 100 {
		t.Errorf("only %d statements were collected", len(statements))
	}
}

func near(text string, at int) string { return text[max(0, at-40):min(len(text), at+80)] }
