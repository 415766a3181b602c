package policytest_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/issue"
	"scrim/pkg/policytest"
)

func trial(t *testing.T, tests string) policytest.Trial {
	t.Helper()
	f, docs := read(t, tests)
	out, issues := policytest.Prepare(f, docs, policytest.Place{Cluster: "main", Kind: catalog.Postgres}, time.Time{})
	if issues.HasErrors() {
		t.Fatal(issues)
	}
	return out
}

// sight is lines as "0|1|Ada|-": which row, and cells; "-" is NULL.
func sight(columns string, lines ...string) policytest.Sight {
	out := policytest.Sight{Columns: strings.Split(columns, "|")}
	for _, line := range lines {
		parts := strings.Split(line, "|")
		var seen policytest.Seen
		if _, err := fmt.Sscan(parts[0], &seen.Row); err != nil {
			seen.Row = -1
		}
		for _, p := range parts[1:] {
			if p == "-" {
				seen.Cells = append(seen.Cells, nil)
				continue
			}
			seen.Cells = append(seen.Cells, &p)
		}
		out.Rows = append(out.Rows, seen)
	}
	return out
}

const columns = "id|name|email|code|pay|born"

// What a warehouse shows is judged, and every way to be otherwise than the
// oracle says is said, be it asked for or not.
func TestJudge(t *testing.T) {
	const ann = `  - {user: ann, sees: [{id: 1}, {id: 2}, {id: 3}]}`
	code := strings.Fields(said(run(t, `  - {user: ann, sees: [{id: 1, code: 0}, {id: 2}, {id: 3}]}`))) // what the oracle shows
	hash := strings.Split(strings.Join(code, ""), "|")[3]
	one, two, three := "0|1|Ada|ada@example.com|"+hash+"|50.00|1980-05-17", "1|2|Bo|bo@example.com|-|500.00|-", "2|3|Cy|-|-|7.50|-"
	for name, c := range map[string]struct {
		tests       string
		sees        policytest.Sight
		want, apart string
	}{
		"the same": {ann, sight(columns, three, one, two), "", ""},
		"a cell that nobody asks about": {ann, sight(columns, one, strings.Replace(two, "bo@", "b@", 1), three), "",
			"id 2|email|bo@example.com|b@example.com|"},
		"a cell that is asked about": {`  - {user: ann, sees: [{id: 1}, {id: 2, email: bo@example.com}, {id: 3}]}`, sight(columns, one, strings.Replace(two, "bo@example.com", "-", 1), three),
			"id 2|email|bo@example.com|NULL|mask-email, unless is true", "id 2|email|bo@example.com|NULL|"},
		"a hidden cell that is expected": {`  - {user: ann, sees: [{id: 1}, {id: 2, email: null}, {id: 3}]}`, sight(columns, one, strings.Replace(two, "bo@example.com", "-", 1), three),
			"", "id 2|email|bo@example.com|NULL|"},
		"a row less": {ann, sight(columns, one, three),
			"id 2||shown|hidden|", "id 2||shown|hidden|"},
		"a row more": {`  - {user: nobody, sees: nothing}`, sight(columns, one),
			"id 1||hidden|shown|", "id 1||hidden|shown|"},
		"a row more that is expected": {`  - {user: nobody, sees: [{id: 1}]}`, sight(columns, one),
			"", "id 1||hidden|shown|"},
		"a row twice": {ann, sight(columns, one, two, three, two),
			"id 2 (time 2)||hidden|shown|every row policy shows it", "id 2 (time 2)||shown once|shown again|"},
		"a row of somebody else": {ann, sight(columns, one, two, three, "3|4|Di|-|-|1|-"),
			"a row that is not in the table||hidden|shown|", "a row that is not in the table||hidden|shown|"},
		"a row without a number": {ann, sight(columns, one, two, three, "?|4|Di|-|-|1|-"),
			"a row that is not in the table||hidden|shown|", "a row that is not in the table||hidden|shown|"},
		"what is no value of the type": {ann, sight(columns, strings.Replace(one, "1980-05-17", "17.5.1980", 1), two, three), "",
			"id 1|born|1980-05-17|17.5.1980|"},
		"a column less": {ann, sight("id|name|email|code|pay", "0|1|Ada|ada@example.com|"+hash+"|50.00", "1|2|Bo|bo@example.com|-|500", "2|3|Cy|-|-|7.5"), "",
			"every row|born|a column|none|"},
		"a column more": {ann, sight(columns+"|shoe", one+"|38", two+"|-", three+"|-"), "",
			"every row|shoe|no such column|a column|"},
	} {
		t.Run(name, func(t *testing.T) {
			report, issues := trial(t, c.tests).Judge("main", []policytest.Sight{c.sees})
			if issues.HasErrors() {
				t.Fatal(issues)
			}
			if got := said(report); got != c.want {
				t.Errorf("differences\n%s\nwant\n%s", got, c.want)
			}
			apart := report
			apart.Results = nil
			for _, r := range report.Results {
				apart.Results = append(apart.Results, policytest.Result{Differences: r.Disagreements})
			}
			if got := said(apart); got != c.apart {
				t.Errorf("disagreements\n%s\nwant\n%s", got, c.apart)
			}
			if report.Passed() != (c.want == "" && c.apart == "") || report.On != "main" {
				t.Errorf("passed is %v on %s", report.Passed(), report.On)
			}
		})
	}
}

// A test that was not tried has not passed: then there is no report at all.
func TestATestThatWasNotTried(t *testing.T) {
	two := trial(t, "  - {user: nobody, sees: nothing}\n  - {user: nobody, sees: nothing}")
	for _, sights := range [][]policytest.Sight{nil, {}, {sight(columns)}} {
		if report, issues := two.Judge("main", sights); !issues.Has("not-tried") || len(report.Results) > 0 {
			t.Errorf("%d sights: %v %v", len(sights), report, issues)
		}
	}
	if report, issues := two.Judge("main", []policytest.Sight{sight(columns), sight(columns)}); issues.HasErrors() || !report.Passed() {
		t.Errorf("%v %v", report, issues)
	}
}

// What the warehouse keeps otherwise than the file writes it is said before
// anything is judged.
func TestHeld(t *testing.T) {
	one, two, three := "0|1|Ada|ada@example.com|7|50.00|1980-05-17", "1|2|Bo|bo@example.com|-|500.00|-", "2|3|Cy|-|-|7.50|-"
	for name, c := range map[string]struct {
		keeps policytest.Sight
		path  string
	}{
		"all of it":             {sight(columns, two, one, three), ""},
		"another value":         {sight(columns, one, two, strings.Replace(three, "7.50", "8", 1)), "rows[2].pay"},
		"NULL":                  {sight(columns, strings.Replace(one, "Ada", "-", 1), two, three), "rows[0].name"},
		"a row less":            {sight(columns, one, two), "rows"},
		"another row":           {sight(columns, one, two, "7|3|Cy|-|-|7.5|-"), "rows"},
		"a column less":         {sight("id|name|email|code|pay", "0|1|Ada|ada@example.com|7|50", "1|2|Bo|bo@example.com|-|500", "2|3|Cy|-|-|7.5"), "rows[0].born"},
		"nothing that was read": {policytest.Sight{}, "rows"},
	} {
		t.Run(name, func(t *testing.T) {
			issues := trial(t, "  - {user: nobody, sees: nothing}").Held(c.keeps)
			if c.path == "" {
				if len(issues) > 0 {
					t.Error(issues)
				}
				return
			}
			if len(issues) == 0 || issues[0].Code != "kept-otherwise" || issues[0].Severity != issue.Error || issues[0].Place.Path != c.path {
				t.Errorf("%v, want one at %s", issues, c.path)
			}
		})
	}
}
