package trial_test

import (
	"testing"

	"scrim/pkg/catalog"
	"scrim/pkg/connector/trial"
)

// What was not tried, or is unclear, is never passed; one attempt that came
// otherwise than it must outweighs all others.
func TestJudge(t *testing.T) {
	read := trial.Read{Table: catalog.Table{Schema: "sales", Name: "orders"}}
	well, refused, unclear := trial.Answer{Came: trial.WentWell}, trial.Answer{Came: trial.WasRefused, Said: "permission denied"}, trial.Answer{Said: "SQLSTATE 57014"}
	for _, c := range []struct {
		name    string
		expect  trial.Expected
		beyond  string
		answers []trial.Answer
		status  trial.Status
		said    string
	}{
		{"allowed and done", trial.Allowed, "", []trial.Answer{well, well}, trial.Passed, ""},
		{"allowed and refused", trial.Allowed, "", []trial.Answer{well, refused}, trial.Failed, "sales.orders: permission denied"},
		{"refused", trial.Refused, "", []trial.Answer{refused, refused}, trial.Passed, "permission denied"},
		{"one got through", trial.Refused, "", []trial.Answer{refused, well}, trial.Failed, "sales.orders: it went well"},
		{"nothing tried", trial.Refused, "", nil, trial.NotProven, "nothing was tried"},
		{"half tried", trial.Refused, "", []trial.Answer{refused}, trial.NotProven, "1 of 2 were tried"},
		{"an error of another kind", trial.Refused, "", []trial.Answer{refused, unclear}, trial.NotProven, "sales.orders: SQLSTATE 57014"},
		{"a failure outweighs what is unclear", trial.Refused, "", []trial.Answer{unclear, well}, trial.Failed, "sales.orders: it went well"},
		{"more than was tried", trial.Refused, "10 more were not tried", []trial.Answer{refused, refused}, trial.NotProven, "10 more were not tried"},
		{"a failure among what was tried", trial.Refused, "10 more were not tried", []trial.Answer{refused, well}, trial.Failed, "sales.orders: it went well"},
	} {
		got := trial.Trial{Expect: c.expect, Beyond: c.beyond, Attempts: []trial.Attempt{read, read}}.Judge(c.answers)
		if got.Status != c.status || got.Said != c.said {
			t.Errorf("%s: %s, %q; want %s, %q", c.name, got.Status, got.Said, c.status, c.said)
		}
	}
}

func TestProven(t *testing.T) {
	passed := trial.Result{Status: trial.Passed}
	for _, c := range []struct {
		name   string
		report trial.Report
		want   bool
	}{
		{"all passed", trial.Report{Results: []trial.Result{passed}}, true},
		{"nothing tried", trial.Report{}, false},
		{"one not proven", trial.Report{Results: []trial.Result{passed, {Status: trial.NotProven}}}, false},
		{"the zero result", trial.Report{Results: []trial.Result{{}}}, false},
		{"something left", trial.Report{Results: []trial.Result{passed}, Left: []trial.Repair{{Text: "DROP"}}}, false},
	} {
		if got := c.report.Proven(); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
