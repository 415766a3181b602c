package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestRun runs go test on a small module that passes, fails, skips, panics and
// does not compile, and checks that each is counted and said.
func TestRun(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":            "module sample\n\ngo 1.26.0\n",
		"good/a_test.go":    "package good\nimport \"testing\"\nfunc TestA(t *testing.T) { t.Run(\"x\", func(*testing.T) {}); t.Run(\"y\", func(*testing.T) {}) }\nfunc TestB(t *testing.T) { t.Skip(\"needs the moon\") }\n",
		"bad/a_test.go":     "package bad\nimport \"testing\"\nfunc TestA(t *testing.T) { t.Run(\"x\", func(t *testing.T) { t.Error(\"x is wrong\") }) }\nfunc TestB(*testing.T) {}\n",
		"broken/a_test.go":  "package broken\nfunc broken() { undefined() }\n",
		"panics/a_test.go":  "package panics\nimport (\"os\"; \"testing\")\nfunc TestMain(*testing.M) { println(\"before the end\"); os.Exit(3) }\n",
		"nothing/a.go":      "package nothing\n",
		"concurrent/a.go":   "package concurrent\n",
		"concurrent/b.go":   "package concurrent\n",
		"good/testdata/x.a": "",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)

	var out, diag bytes.Buffer
	counts := filepath.Join(dir, "counts")
	code, err := run(t.Context(), []string{"-counts", counts, "--", "./..."}, &out, &diag)
	if code != 1 || err != nil {
		t.Errorf("code %d, err %v", code, err)
	}
	text := out.String()
	for _, want := range []string{"x is wrong", "undefined: undefined", "before the end", "skipped 1: needs the moon (sample/good.TestB)", "ok    sample/good"} {
		if !strings.Contains(text+diag.String(), want) {
			t.Errorf("the output lacks %q:\n%s%s", want, text, diag.String())
		}
	}
	const line = "3 passed, 3 failed, 1 skipped\n"
	if !strings.HasSuffix(text, line) {
		t.Errorf("the last line is not %q:\n%s", line, text)
	}
	if written, _ := os.ReadFile(counts); string(written) != line {
		t.Errorf("the counts file has %q", written)
	}

	if code, _ := run(t.Context(), []string{"--", "./good"}, &out, &diag); code != 0 {
		t.Errorf("a good package: code %d", code)
	}
	if code, _ := run(t.Context(), []string{"--", "./nothing"}, &out, &diag); code != 2 {
		t.Errorf("nothing passed: code %d", code)
	}
}

func TestSplit(t *testing.T) {
	batches, err := split(t.Context(), []string{"-short", "./..."}, `/testsum$`)
	if err != nil {
		t.Fatal(err)
	}
	got, _ := json.Marshal(batches)
	if want := `[["-short","-race","scrim/cmd/scrim-dev/testsum"]]`; string(got) != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
