package verify_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"scrim/pkg/verify"
	sqlfiles "scrim/sql"
)

func ways() []verify.Way {
	return []verify.Way{
		verify.Privileged, verify.Ownership, verify.Granted, verify.ColumnGrant, verify.ScopedGrant, verify.DefaultPrivilege, verify.ExternalUsage,
		verify.Definer, verify.OtherView, verify.Frozen, verify.Shared, verify.SharedLogin, verify.ActsAs, verify.Unfenced,
	}
}

// Every probe has its line, which says where it is known to learn something,
// and its statements for each warehouse.
func TestProbesAreDescribed(t *testing.T) {
	page, err := os.ReadFile("../../docs/verify.md")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, p := range verify.Probes() {
		row := regexp.MustCompile("(?m)^\\| `" + p.Name + "` \\|.*\\| ([^|]*) \\| ?([^|]*)\\|$").FindStringSubmatch(string(page))
		if row == nil || seen[p.Name] {
			t.Errorf("docs/verify.md does not describe %s, or it is there twice", p.Name)
			continue
		}
		seen[p.Name] = true
		fenced := slices.ContainsFunc(p.Known, func(k verify.Known) bool { return !k.Unfenced })
		if strings.Contains(row[1], "learns") != (len(p.Known) > 0) || strings.Contains(row[2], "learns") != fenced {
			t.Errorf("docs/verify.md says of %s: %s, %s", p.Name, row[1], row[2])
		}
		_, postgres := sqlfiles.Probe.ReadFile("probe/postgres/" + p.Name + ".sql")
		_, redshift := sqlfiles.Probe.ReadFile("probe/redshift/" + p.Name + ".sql")
		if p.At(verify.Setting{}) && postgres != nil || p.Only == verify.OnlyRedshift && redshift != nil {
			t.Errorf("%s has no statements: %v, %v", p.Name, postgres, redshift)
		}
	}
}

// Every way has its line in docs/verify.md, and its sentence.
func TestWaysAreDescribed(t *testing.T) {
	page, err := os.ReadFile("../../docs/verify.md")
	if err != nil {
		t.Fatal(err)
	}
	described := regexp.MustCompile("(?m)^\\| `([a-z-]+)` \\|").FindAllStringSubmatch(string(page), -1)
	for _, way := range ways() {
		if !slices.ContainsFunc(described, func(row []string) bool { return row[1] == string(way) }) {
			t.Errorf("docs/verify.md does not describe %s", way)
		}
		f := verify.Finding{Who: verify.Party{Kind: verify.User, Name: "ana"}, Way: way, What: "it"}
		if text := f.String(); !strings.Contains(text, "it") || strings.HasPrefix(text, "user ana: ") {
			t.Errorf("%s reads %q", way, text)
		}
	}
}
