package event_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"scrim/pkg/event"
	"scrim/pkg/issue"
)

// docs is docs/events.md, and its blocks of one language.
func docs(t *testing.T, language string) (string, []string) {
	t.Helper()
	text, err := os.ReadFile("../../docs/events.md")
	if err != nil {
		t.Fatal(err)
	}
	var blocks []string
	for _, m := range regexp.MustCompile("(?s)```"+language+"\n(.*?)```").FindAllSubmatch(text, -1) {
		blocks = append(blocks, string(m[1]))
	}
	return string(text), blocks
}

// Every event in the documentation decodes and fits the schema, and every
// kind has one.
func TestDocumentedEventsDecode(t *testing.T) {
	t.Parallel()
	_, blocks := docs(t, "json")
	published := schemas(t)["event"]
	var types []string
	for _, block := range blocks {
		events, issues := event.Decode([]byte(block))
		if len(issues) > 0 {
			t.Errorf("%s\n%v", block, issues)
		}
		if err := published.Validate(value(t, []byte(block))); err != nil {
			t.Errorf("%s\n%v", block, err)
		}
		for _, e := range events {
			types = append(types, e.Type)
		}
	}
	for _, kind := range event.Kinds() {
		if !slices.Contains(types, kind.Updated()) {
			t.Errorf("no example of %s", kind.Updated())
		}
	}
	if !slices.Contains(types, event.TypeSynced) {
		t.Error("no example of sync.completed")
	}
}

func TestDocumentedFilesDecode(t *testing.T) {
	t.Parallel()
	_, blocks := docs(t, "yaml")
	for _, block := range blocks {
		documents, issues := event.DecodeDocuments([]byte(block), "docs/events.md")
		if len(issues) > 0 || len(documents) == 0 {
			t.Errorf("%s\n%v", block, issues)
		}
	}
	if len(blocks) == 0 {
		t.Error("there are no files")
	}
}

// Every code that this package gives is documented, and no other.
func TestDocumentedCodes(t *testing.T) {
	t.Parallel()
	text, _ := docs(t, "text")
	sources, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	given := map[issue.Code]bool{}
	call := regexp.MustCompile(`(?:\.issue\(|\.(?:add|warn|attributeIssue)\([^"]*(?:"specversion"|"type")?[^"]*|List\.Add\([^"]*, )"([a-z0-9]+(?:-[a-z0-9]+)+)"`)
	for _, file := range sources {
		if !strings.HasSuffix(file.Name(), ".go") || strings.HasSuffix(file.Name(), "_test.go") {
			continue
		}
		source, err := os.ReadFile(file.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range call.FindAllStringSubmatch(string(source), -1) {
			given[issue.Code(m[1])] = true
		}
	}
	if len(given) < 30 {
		t.Errorf("found %d codes only", len(given))
	}
	for code := range given {
		if !strings.Contains(text, "`"+string(code)+"`") {
			t.Errorf("%s is not in docs/events.md", code)
		}
	}
}
