package immuta_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"scrim/pkg/event"
	"scrim/pkg/immuta"
	"scrim/pkg/issue"
)

var update = flag.Bool("update", false, "write what comes out into testdata instead of comparing with it")

// TestDocuments translates testdata/*.txtar: what Immuta says, what scrim says,
// and what is said about the difference.
func TestDocuments(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			in := archive.Files[0]
			_, text, issues := immuta.Documents([]immuta.File{{Name: in.Name, Text: in.Data}}, immuta.Options{Cluster: "main", Port: 5439})
			var said strings.Builder
			for _, one := range issues {
				said.WriteString(string(one.Code) + " " + one.Place.String() + "\n")
			}
			out := []txtar.File{in, {Name: "scrim.yaml", Data: text}, {Name: "issues", Data: []byte(said.String())}}
			if *update {
				archive.Files = out
				if err := os.WriteFile(file, txtar.Format(archive), 0o600); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(txtar.Format(archive)), string(txtar.Format(&txtar.Archive{Comment: archive.Comment, Files: out}))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestReimport: what was translated is read again as the same documents.
func TestReimport(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		first, text, _ := immuta.Documents([]immuta.File{{Name: "in.yaml", Text: archive.Files[0].Data}}, immuta.Options{Cluster: "main"})
		if len(text) == 0 {
			continue
		}
		total += len(first)
		again, issues := event.DecodeDocuments(text, "out.yaml")
		if issues.HasErrors() {
			t.Error(issues)
		}
		if diff := cmp.Diff(data(first), data(again)); diff != "" {
			t.Errorf("%s: %s", file, diff)
		}
		var exported []byte
		for _, d := range first {
			exported = append(exported, d.Data...)
			exported = append(exported, "\n---\n"...)
		}
		back, issues := event.DecodeDocuments(exported, "exported.yaml")
		if diff := cmp.Diff(data(first), data(back)); issues.HasErrors() || diff != "" {
			t.Errorf("%s, as a store has it: %v %s", file, issues, diff)
		}
	}
	if total < 20 {
		t.Errorf("only %d documents were translated", total)
	}
}

func data(documents []event.Document) []string {
	var out []string
	for _, d := range documents {
		out = append(out, string(d.Data))
	}
	return out
}

// TestNothingIsGuessed: a policy of which one part has no translation is left
// out whole, and the issue is an error.
func TestNothingIsGuessed(t *testing.T) {
	const whole = `
policyKey: p
type: data
circumstances: [{type: tags, tag: T}]
actions:
  - rules:
      - type: Masking
        config: {fields: [{type: columnTags, columnTag: C}], maskingConfig: {type: Hash}}
        exceptions: {groups: [hr]}
`
	documents, _, issues := immuta.Documents([]immuta.File{{Name: "p.yaml", Text: []byte(whole)}}, immuta.Options{})
	if len(documents) != 1 || issues.HasErrors() {
		t.Fatalf("%v %v", documents, issues)
	}
	for from, to := range map[string]string{
		"type: data":                       "type: date",
		"{type: tags, tag: T}":             "{type: domains, domains: [{id: x}]}",
		"{type: tags, tag: T}]":            "{type: tags, tag: T}, {type: anyTag}]",
		"{type: columnTags, columnTag: C}": "{type: columnType, columnType: x}",
		"type: Hash":                       "type: Format Preserving Masking",
		"type: Masking":                    "type: Minimization",
		"groups: [hr]":                     "groups: [hr], teams: [x]",
		"exceptions:":                      "excptions:",
		"policyKey: p":                     "policyKey: p\nownerRestrictions: {groups: [a]}",
		"type: data\n":                     "type: data\nownerRestrictions: {users: []}\n",
		"{groups: [hr]}":                   "{attributes: [{name: a, value: 'x*'}]}",
	} {
		changed := strings.Replace(whole, from, to, 1)
		if changed == whole {
			t.Fatalf("nothing was changed: %s", from)
		}
		documents, _, issues := immuta.Documents([]immuta.File{{Name: "p.yaml", Text: []byte(changed)}}, immuta.Options{})
		if len(documents) != 0 || !issues.HasErrors() {
			t.Errorf("with %q it became %v, with %v", to, data(documents), issues)
		}
	}
}

// FuzzDocuments: any text gives documents that the decoder takes, or issues.
func FuzzDocuments(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		if archive, err := txtar.ParseFile(file); err == nil {
			f.Add(archive.Files[0].Data)
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		documents, _, issues := immuta.Documents([]immuta.File{{Name: "in.yaml", Text: text}}, immuta.Options{})
		for _, one := range issues {
			if one.Severity == issue.Error && one.Place.Input == "" {
				t.Errorf("%v has no place", one)
			}
		}
		for _, d := range documents {
			if _, issues := event.DecodeDocument(d.Kind, d.Data); issues.HasErrors() {
				t.Errorf("%s: %v", d.Data, issues)
			}
		}
	})
}
