package preflight_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"scrim/pkg/catalog"
	"scrim/pkg/preflight"
)

func TestTransport(t *testing.T) {
	for _, tc := range []struct {
		encrypted bool
		mode      string
		loops     bool
		want      preflight.Status
	}{
		{true, "verify-full", false, preflight.Passed}, {true, "verify-ca", false, preflight.Warning}, {true, "require", true, preflight.Warning},
		{false, "disable", true, preflight.Passed}, {false, "disable", false, preflight.Warning}, {false, "prefer", false, preflight.Warning},
	} {
		if got := preflight.Transport(tc.encrypted, tc.mode, tc.loops); got.Status != tc.want || (got.Status == preflight.Warning) == (got.Next == "") {
			t.Errorf("%+v is %+v", tc, got)
		}
	}
}

// What cannot be made on any server that tests have: datashares, external
// tables and row-level security of Redshift.
func TestBase(t *testing.T) {
	good := preflight.Base{Source: "s", Table: catalog.Table{Database: "sales", Schema: "hr", Name: "people"}, Across: true, Folds: true, Columns: []string{"id", "name"}, SortKeys: []int{1, 2}}
	if got := good.Judge(); len(got) != 0 {
		t.Errorf("a good table is %+v", got)
	}
	for _, tc := range []struct {
		check  string
		spoil  func(b *preflight.Base)
		across preflight.Status
	}{
		{preflight.Interleaved, func(b *preflight.Base) { b.SortKeys = []int{1, -2} }, preflight.Failed},
		{preflight.ColumnGrants, func(b *preflight.Base) { b.GrantedTo = []string{"user ana"} }, preflight.Failed},
		{preflight.RowSecurity, func(b *preflight.Base) { b.RowSecurity = preflight.Yes }, preflight.Failed},
		{preflight.ColumnNames, func(b *preflight.Base) { b.Columns = []string{"id", "Name"} }, preflight.Warning},
		{preflight.ColumnNames, func(b *preflight.Base) { b.Columns = []string{"name", "name"} }, preflight.Warning},
		{preflight.ExternalTable, func(b *preflight.Base) { b.External = true }, preflight.Warning},
		{preflight.Datashare, func(b *preflight.Base) { b.Shared = true }, preflight.Warning},
	} {
		b := good
		tc.spoil(&b)
		got := b.Judge()
		if len(got) != 1 || got[0].Check != tc.check || got[0].Status != tc.across || got[0].Source != "s" || got[0].Database != "sales" || got[0].Next == "" {
			t.Errorf("%s: %+v", tc.check, got)
		}
		if b.Across = false; b.Judge()[0].Status != preflight.Warning {
			t.Errorf("%s in one database: %+v", tc.check, b.Judge())
		}
	}
	good.Folds, good.Columns = false, []string{"Name", "name"}
	if got := good.Judge(); len(got) != 0 {
		t.Errorf("where case counts: %+v", got)
	}
}

// Nothing is granted that makes something readable which nobody accepted.
func TestUsage(t *testing.T) {
	dormant := []preflight.Dormant{{Table: catalog.Table{Database: "sales", Schema: "hr", Name: "pay"}, Who: "role old"}}
	for _, tc := range []struct {
		name      string
		everybody bool
		dormant   []preflight.Dormant
		accepted  []string
		status    preflight.Status
		grant     bool
	}{
		{"they have it", true, dormant, nil, preflight.Passed, false},
		{"nothing comes of it", false, nil, nil, preflight.Warning, true},
		{"something comes of it", false, dormant, nil, preflight.Warning, false},
		{"another table is accepted", false, dormant, []string{"sales.hr.people"}, preflight.Warning, false},
		{"accepted", false, dormant, []string{"sales.hr.pay"}, preflight.Warning, true},
	} {
		got := preflight.Usage("sales", "hr", tc.everybody, tc.dormant, tc.accepted)
		if got.Status != tc.status || tc.status == preflight.Warning && (got.Next == "") != tc.grant {
			t.Errorf("%s: %+v", tc.name, got)
		}
		if !tc.grant && tc.status == preflight.Warning && !strings.Contains(got.Means, "sales.hr.pay to role old") {
			t.Errorf("%s: what would be readable is not named: %s", tc.name, got.Means)
		}
	}
}

func TestFindings(t *testing.T) {
	all := []preflight.Finding{
		{Check: preflight.TLS, Status: preflight.Passed}, {Check: preflight.Fence, Status: preflight.Warning}, {Check: preflight.Platform, Status: preflight.Skipped},
	}
	if !preflight.OK(all) || len(preflight.Open(all)) != 1 || preflight.Broken(all) != "" {
		t.Errorf("%v, %v, %q", preflight.OK(all), preflight.Open(all), preflight.Broken(all))
	}
	all = append(all, preflight.Unreached("d", errors.New("gone")), preflight.Finding{Check: preflight.Interleaved, Status: preflight.Failed, Source: "s"})
	if preflight.OK(all) || len(preflight.Open(all)) != 3 || preflight.Broken(all) != preflight.Reachable {
		t.Errorf("%v, %v, %q", preflight.OK(all), preflight.Open(all), preflight.Broken(all))
	}
	if got := preflight.Blocked(all); len(got) != 1 || got["s"].Check != preflight.Interleaved {
		t.Errorf("blocked are %v", got)
	}
	if got := preflight.Reserved([]string{"ana", "pg_x", "Public", "sys:y"}); len(got) != 3 {
		t.Errorf("reserved are %v", got)
	}
	if got := preflight.Shared([]string{"IAM:ana", "IAMR:role"}); len(got) != 1 {
		t.Errorf("shared are %v", got)
	}
}

// Every check is explained to operators, by its name.
func TestEveryCheckIsDocumented(t *testing.T) {
	text, err := os.ReadFile("../../docs/operations.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range preflight.Names() {
		if !strings.Contains(string(text), "| `"+name+"` |") {
			t.Errorf("docs/operations.md does not explain %s", name)
		}
	}
}
