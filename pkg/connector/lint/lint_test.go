package lint_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scrim/pkg/connector/lint"
	"scrim/pkg/issue"
)

var update = flag.Bool("update", false, "rewrite the expectations in testdata")

func readFile(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func said(r lint.Report) string {
	var b strings.Builder
	for _, f := range r.Findings {
		fmt.Fprintf(&b, "%s\n  page: %s\n  fix:  %s\n\n", f.Issue, f.Page, f.Fix)
	}
	fmt.Fprintf(&b, "%d read\n", r.Read)
	return b.String()
}

// Scripts of our own, with every mistake that there is a rule for.
func TestMistakesAreNamed(t *testing.T) {
	all := map[issue.Code]bool{}
	for _, name := range []string{"redshift.md", "redshift.txt", "bigquery.sh", "policy.json"} {
		report := lint.Lint(name, readFile(t, "testdata/"+name))
		for _, f := range report.Findings {
			all[f.Code] = true
		}
		golden := "testdata/" + name + ".golden"
		if *update {
			if err := os.WriteFile(golden, []byte(said(report)), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(readFile(t, golden), said(report)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	all[lint.Lint("empty", "nothing").Findings[0].Code] = true
	_, page, _ := strings.Cut(readFile(t, "../../../docs/connectors.md"), "### The rules")
	page, _, _ = strings.Cut(page, "\n## ")
	documented := regexp.MustCompile("(?m)^\\| `([a-z-]+)` \\|").FindAllStringSubmatch(page, -1)
	for _, m := range documented {
		if !all[issue.Code(m[1])] {
			t.Errorf("docs/connectors.md explains %s, which no script of testdata has", m[1])
		}
	}
	if len(documented) != len(all) {
		t.Errorf("docs/connectors.md explains %d codes of %d: %v", len(documented), len(all), all)
	}
}

func TestWhatIsCorrectIsClean(t *testing.T) {
	paths, err := filepath.Glob("testdata/clean/*")
	if err != nil {
		t.Fatal(err)
	}
	more, err := filepath.Glob("../../../examples/connectors/*")
	if err != nil || len(paths) == 0 || len(more) == 0 {
		t.Fatalf("there is nothing to read: %v", err)
	}
	for _, path := range append(paths, more...) {
		if report := lint.Lint(path, readFile(t, path)); report.Read == 0 || len(report.Findings) > 0 {
			t.Errorf("%s: %s", path, said(report))
		}
	}
}

// A fix is free of the mistakes that it corrects; a password is still to be put in.
func TestFixesAreClean(t *testing.T) {
	report := lint.Lint("redshift.md", readFile(t, "testdata/redshift.md"))
	for _, f := range report.Findings {
		for _, again := range lint.Lint("fix.sql", f.Fix).Findings {
			if again.Code == f.Code && f.Code != "placeholder-left" {
				t.Errorf("%s is in its own fix: %s", f.Code, f.Fix)
			}
		}
	}
}

func TestPasswordsAreNotRepeated(t *testing.T) {
	for _, script := range []string{
		`CREATE USER a PASSWORD 'hunter2'; GRANT CONNECT ON DATABASE d TO a;`,
		`CREATE USER a ENCRYPTED PASSWORD "hunter2";`,
		`ALTER USER a PASSWORD 'hunter2';`,
	} {
		report := lint.Lint("a.sql", script)
		if len(report.Findings) == 0 || strings.Contains(said(report), "hunter2") {
			t.Error(said(report))
		}
	}
}

// Whatever is read, lint ends and its places are in the text.
func FuzzLint(f *testing.F) {
	for _, name := range []string{"redshift.md", "redshift.txt", "bigquery.sh", "policy.json"} {
		text, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(name, string(text))
	}
	f.Add("a.sql", "<!-- é --> GRANT CONNECT ON DATABASE d TO a")
	f.Fuzz(func(t *testing.T, name, text string) {
		for _, one := range lint.Lint(name, text).Findings {
			if one.Place.Line > strings.Count(text, "\n")+1 {
				t.Errorf("%s is not in the text", one.Place)
			}
		}
	})
}
