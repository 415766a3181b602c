package verify_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"scrim/pkg/verify"
)

func ways() []verify.Way {
	return []verify.Way{
		verify.Privileged, verify.Ownership, verify.Granted, verify.ColumnGrant, verify.ScopedGrant, verify.DefaultPrivilege, verify.ExternalUsage,
		verify.Definer, verify.OtherView, verify.Frozen, verify.Shared, verify.SharedLogin, verify.ActsAs, verify.Unfenced,
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
