package issue_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scrim/pkg/issue"
)

func list() issue.List {
	var l issue.List
	l.Add(issue.Place{Input: "b.yaml", Line: 2, Column: 5, Path: "rules[0].mask"}, "unknown-field", "the fields are a, b", "there is no field %q", "c")
	l.Warn(issue.Place{Input: "a.yaml", Line: 9}, "always-unknown", "", "a comparison with null is never true")
	l.Add(issue.Place{}, "bad", "", "something")
	l.Add(issue.Place{Input: "b.yaml", Line: 2, Column: 5}, "second", "", "found later at the same place")
	l.Add(issue.Place{Input: "b.yaml", Line: 1, Column: 50}, "first", "", "found later, stands earlier")
	l[3].Excerpt = "  2 | x: y\n    ^\n"
	l[3].Hint = "write z"
	return l
}

func TestIssuesAreReadable(t *testing.T) {
	want := `b.yaml:2:5 rules[0].mask: error [unknown-field] there is no field "c"
  hint: the fields are a, b

a.yaml:9: warning [always-unknown] a comparison with null is never true

error [bad] something

b.yaml:2:5: error [second] found later at the same place
  2 | x: y
    ^
  hint: write z

b.yaml:1:50: error [first] found later, stands earlier`
	if diff := cmp.Diff(want, (&issue.Failure{Issues: list()}).Error()); diff != "" {
		t.Error(diff)
	}
}

func TestTheOrderIsThatOfTheInput(t *testing.T) {
	l := list()
	var codes []string
	for _, i := range l.Sorted() {
		codes = append(codes, string(i.Code))
	}
	if got := strings.Join(codes, " "); got != "bad always-unknown first unknown-field second" {
		t.Error(got)
	}
	if l[0].Code != "unknown-field" {
		t.Error("sorting changed the list itself")
	}
}

func TestPlaces(t *testing.T) {
	for _, one := range []struct {
		place issue.Place
		want  string
	}{
		{issue.Place{}, ""},
		{issue.Place{Input: "f"}, "f"},
		{issue.Place{Input: "f", Line: 3}, "f:3"},
		{issue.Place{Input: "f", Column: 3}, "f"},
		{issue.Place{Path: "a"}, "a"},
		{issue.Place{Path: "a"}.In("b"), "a.b"},
		{issue.Place{Path: "a"}.In("[0]").In("b"), "a[0].b"},
		{issue.Place{}.In("a"), "a"},
		{issue.Place{Input: "f", Line: 1, Column: 2}.In("[1]"), "f:1:2 [1]"},
	} {
		if got := one.place.String(); got != one.want {
			t.Errorf("%q, not %q", got, one.want)
		}
	}
}

func TestWhatIsWrongAndWhatIsWorthKnowing(t *testing.T) {
	l := list()
	if !l.HasErrors() || !l.Has("bad") || l.Has("other") || l[1:2].HasErrors() || issue.List(nil).HasErrors() {
		t.Error("errors and codes")
	}
	if l[1:2].Err() != nil || issue.List(nil).Err() != nil {
		t.Error("a warning is no error")
	}
	var failure *issue.Failure
	if err := fmt.Errorf("reading: %w", l.Err()); !errors.As(err, &failure) || len(failure.Issues) != 5 {
		t.Error("the error cannot be taken apart")
	}
}

func TestIssuesSurviveJSON(t *testing.T) {
	text, err := json.Marshal(list())
	if err != nil {
		t.Fatal(err)
	}
	var back issue.List
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(list(), back); diff != "" {
		t.Error(diff)
	}
	var one issue.Issue
	if err := json.Unmarshal([]byte(`{"severity":"harmless"}`), &one); err != nil || one.Severity != issue.Error {
		t.Errorf("an unknown severity is %v (%v)", one.Severity, err)
	}
}
