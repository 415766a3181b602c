package policy_test

import (
	"path/filepath"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"scrim/pkg/issue"
)

// TestParserIsShared holds that one Parser may be used by many at once: each
// says the same of all that is in testdata. The race detector looks on.
func TestParserIsShared(t *testing.T) {
	t.Parallel()
	parser := newParser(t)
	files, err := filepath.Glob("testdata/issues/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for _, file := range files {
				archive, err := txtar.ParseFile(file)
				if err != nil {
					t.Error(err)
					return
				}
				if diff := cmp.Diff(string(txtar.Format(archive)), string(txtar.Format(told(t, parser, archive)))); diff != "" {
					t.Errorf("-want +got:\n%s", diff)
				}
				if got, issues := parser.Parse([]byte(exampleJSON), issue.Place{}); len(issues) > 0 || len(got.Rules) != 2 {
					t.Errorf("%v: %v", issues, got)
				}
			}
		})
	}
	wait.Wait()
}
