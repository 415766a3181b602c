package redshiftd_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scrim/integration/redshiftd"
)

// docs/redshiftd.md lists exactly what Cannot lists.
func TestTheListOfWhatItCannotShowIsPublished(t *testing.T) {
	page, err := os.ReadFile("../../docs/redshiftd.md")
	if err != nil {
		t.Fatal(err)
	}
	_, list, found := strings.Cut(string(page), "## What it cannot show\n")
	if !found {
		t.Fatal("the page has no such section")
	}
	var got []string
	for _, line := range strings.Split(list, "\n") {
		if strings.HasPrefix(line, "## ") {
			break
		}
		if item, ok := strings.CutPrefix(line, "* "); ok {
			got = append(got, item)
		}
	}
	if diff := cmp.Diff(redshiftd.Cannot(), got); diff != "" {
		t.Errorf("docs/redshiftd.md differs:\n%s", diff)
	}
}
