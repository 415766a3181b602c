package server_test

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scrim/pkg/server"
)

// TestDocumentedRoutes compares the table of docs/admin-api.md with the
// routes that are served.
func TestDocumentedRoutes(t *testing.T) {
	page, err := os.ReadFile("../../docs/admin-api.md")
	if err != nil {
		t.Fatal(err)
	}
	var documented []string
	for _, row := range regexp.MustCompile("(?m)^\\| `([A-Z]+ /[^`]*)` \\|").FindAllStringSubmatch(string(page), -1) {
		documented = append(documented, row[1])
	}
	served := append(server.RoutesOf((&control{}).all()), "GET /metrics")
	for i, one := range served {
		served[i] = regexp.MustCompile(`:(\w+)`).ReplaceAllString(one, "{$1}")
	}
	slices.Sort(documented)
	slices.Sort(served)
	if diff := cmp.Diff(served, documented); diff != "" {
		t.Error(diff)
	}
}
