package webhooks_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"

	"scrim/webhooks"
)

// block is the code block after a marker in a document.
func block(t *testing.T, path, marker, language string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	_, after, found := strings.Cut(string(text), marker)
	_, after, fenced := strings.Cut(after, "```"+language+"\n")
	code, _, closed := strings.Cut(after, "\n```")
	if !found || !fenced || !closed {
		t.Fatalf("%s has no %s block after %q", path, language, marker)
	}
	return code
}

// TestDocumentedExample runs the example of docs/webhooks.md as it stands,
// and compares the answer that is printed there.
func TestDocumentedExample(t *testing.T) {
	if testing.Short() {
		t.Skip("needs servers: make test")
	}
	const page = "../docs/webhooks.md"
	script := block(t, page, "<!-- a test runs this block as it stands -->", "sh")
	b := nowReal(newBench(t))
	url := b.door(webhooks.Limits{}).URL
	command := exec.CommandContext(t.Context(), "sh", "-eu", "-c", script)
	command.Dir = t.TempDir()
	command.Env = append(os.Environ(), "SCRIM_URL="+url, "WEBHOOK_SECRET="+secretOf("immuta-new"))
	said, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	refused := b.send(url, "immuta-new", "m", `{"specversion":"1.0","id":"e","source":"immuta","type":"scrim.usr.updated","data":{}}`)
	var want bytes.Buffer
	if err := json.Compact(&want, []byte(block(t, page, "Refusals look like this", "json"))); err != nil {
		t.Fatal(err)
	}
	if refused.text != want.String()+"\n" {
		t.Errorf("the refusal is\n%s the page says\n%s", refused.text, want.String())
	}
	if want := block(t, page, "The answer is `202`:", "json"); strings.TrimSpace(string(said)) != want {
		t.Errorf("the answer is\n%s the page says\n%s", said, want)
	}
}
