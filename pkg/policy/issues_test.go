package policy_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"scrim/pkg/issue"
	"scrim/pkg/policy"
)

var update = flag.Bool("update", false, "write the golden files anew")

func newParser(t testing.TB) *policy.Parser {
	t.Helper()
	p, err := policy.NewParser()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestIssues holds the text of every issue: each input of testdata/issues is
// followed by what is said about it.
func TestIssues(t *testing.T) {
	t.Parallel()
	parser := newParser(t)
	files, err := filepath.Glob("testdata/issues/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			told := told(t, parser, archive)
			if *update {
				if err := os.WriteFile(file, txtar.Format(told), 0o600); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(txtar.Format(archive)), string(txtar.Format(told))); diff != "" {
				t.Errorf("issues differ from %s; go test -update writes them anew (-want +got):\n%s", file, diff)
			}
		})
	}
}

// told is the archive with what is said about each of its inputs.
func told(t *testing.T, parser *policy.Parser, archive *txtar.Archive) *txtar.Archive {
	t.Helper()
	out := &txtar.Archive{Comment: archive.Comment}
	for _, input := range archive.Files {
		if strings.HasSuffix(input.Name, ".issues") {
			continue
		}
		said := patternIssues(input.Data)
		if input.Name != "patterns" {
			said = documentIssues(t, parser, input)
		}
		out.Files = append(out.Files, input, txtar.File{Name: input.Name + ".issues", Data: []byte(said)})
	}
	return out
}

func documentIssues(t *testing.T, parser *policy.Parser, input txtar.File) string {
	t.Helper()
	got, issues := parser.Parse(input.Data, issue.Place{Input: input.Name})
	if len(issues) == 0 {
		t.Errorf("%s: nothing is said about it", input.Name)
	}
	if issues.HasErrors() != (got.Type == policy.TypeUnknown) {
		t.Errorf("%s: errors %v, and a policy of type %d", input.Name, issues.HasErrors(), got.Type)
	}
	return (&issue.Failure{Issues: issues}).Error() + "\n"
}

func patternIssues(lines []byte) string {
	var said strings.Builder
	for line := range bytes.Lines(lines) {
		text := strings.TrimSuffix(string(line), "\n")
		issues := policy.CheckPattern(text, issue.Place{Input: text})
		said.WriteString((&issue.Failure{Issues: issues}).Error() + "\n")
	}
	return said.String()
}
