package policy_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"scrim/pkg/issue"
	. "scrim/pkg/policy"
)

// FuzzParse holds that any text either gives issues with a place, or a policy
// that can be used.
func FuzzParse(f *testing.F) {
	files, err := filepath.Glob("testdata/issues/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, input := range archive.Files {
			f.Add(input.Data)
		}
	}
	if page, err := os.ReadFile("../../docs/policy.md"); err == nil {
		for _, block := range yamlBlock.FindAllSubmatch(page, -1) {
			f.Add(block[1])
		}
	}
	parser := newParser(f)
	f.Fuzz(func(t *testing.T, doc []byte) {
		p, issues := parser.Parse(doc, issue.Place{Input: "fuzz"})
		for _, one := range issues {
			if one.Place.Input == "" || one.Code == "" || one.Message == "" {
				t.Errorf("an issue says too little: %+v", one)
			}
		}
		if issues.HasErrors() {
			if p.Type != TypeUnknown {
				t.Errorf("errors, and a policy of type %d", p.Type)
			}
			return
		}
		usable(t, p)
	})
}

// FuzzCondition holds the same of a condition by itself, about rows and about
// users, and that a mistake in it is placed within it.
func FuzzCondition(f *testing.F) {
	for _, text := range []string{
		`row.country == "US" && !(row["odd \" name"] in user.attribute("a"))`, `tag("Geo.Region") in user.groups("okta") || row.x.matches("^[a-z]+$")`,
		`5 < row.x || row.d >= date("2026-01-01") || row.t != timestamp("2026-01-01T10:00:00Z")`, `user.in_group("a", "b") ? true : false`,
		`[1, 2].exists(x, x == 1)`, `row.x == null`, `"\ud800\x00" in user.attribute('a')`, `((((((((((true))))))))))`, `!!!!!!row.a`, `row.x in [1, "a", 2.5e400]`, `b"x" == row.é`,
	} {
		f.Add(text)
	}
	parser := newParser(f)
	f.Fuzz(func(t *testing.T, text string) {
		for _, doc := range []map[string]any{
			{"kind": "policy", "id": "p", "applies_to": map[string]any{"all": true}, "rules": []any{map[string]any{"filter": text}}},
			{"kind": "policy", "id": "p", "applies_to": map[string]any{"all": true}, "unless": text, "rules": []any{map[string]any{"hide": true}}},
		} {
			body, err := json.Marshal(doc)
			if err != nil {
				t.Fatal(err)
			}
			p, issues := parser.Parse(body, issue.Place{Input: "fuzz"})
			for _, one := range issues {
				if one.Place.Line != 1 || one.Place.Column < 1 || one.Place.Column > len(body)+1 {
					t.Errorf("%q is wrong at %v of %s", text, one.Place, body)
				}
			}
			if !issues.HasErrors() {
				usable(t, p)
			}
		}
	})
}

// usable holds what Parse promises of a policy.
func usable(t *testing.T, p Policy) {
	t.Helper()
	switch {
	case p.ID == "":
		t.Error("there is no id")
	case p.Type == TypeSubscription && (len(p.Rules) > 0 || p.Subscription.Mode == Nobody || (p.Subscription.Mode == Entitlement) != (p.Subscription.Condition != nil)):
		t.Errorf("not a subscription policy: %+v", p)
	case (p.Type == TypeMask || p.Type == TypeRow) && len(p.Rules) == 0, p.Type == TypeUnknown:
		t.Errorf("not a policy: %+v", p)
	}
	for _, rule := range p.Rules {
		switch do := rule.Do.(type) {
		case Apply:
			if do.Mask == nil || p.Type != TypeMask {
				t.Errorf("a rule without its mask: %+v", p)
			}
		case Filter:
			if do.Keep == nil || p.Type != TypeRow {
				t.Errorf("a rule without its filter: %+v", p)
			}
		case Hide:
			if p.Type != TypeRow {
				t.Errorf("a mask policy that hides rows: %+v", p)
			}
		case Clear:
		default:
			t.Errorf("a rule that does nothing: %+v", p)
		}
	}
	for _, c := range p.Conditions() {
		Walk(c, func(part Condition) {
			switch part := part.(type) {
			case nil:
				t.Errorf("a condition has a hole: %#v", c)
			case Not:
				if part.Of == nil {
					t.Errorf("a condition has a hole: %#v", c)
				}
			case And:
				noHoles(t, part.All)
			case Or:
				noHoles(t, part.Any)
			case Newer:
				if again, err := filter(t, newParser(t), `row.x.newer_than("`+part.Than.String()+`")`); part.Than < 1 || again != (Newer{col("x"), part.Than}) {
					t.Errorf("the age %d is written %s, which reads %v: %v", part.Than, part.Than, again, err)
				}
			case Match:
				if _, err := CompilePattern(part.Text); part.Kind == MatchPattern && err != nil {
					t.Errorf("a pattern that does not compile: %v", err)
				}
			}
		})
	}
	OpensWhenFactMissing(p)
}

func noHoles(t *testing.T, parts []Condition) {
	t.Helper()
	for _, part := range parts {
		if part == nil {
			t.Error("a condition has a hole")
		}
	}
	if len(parts) < 2 {
		t.Errorf("a connective of %d parts", len(parts))
	}
}

// BenchmarkParseAlone is a policy with a Parser of its own; the difference to
// BenchmarkParse is what sharing one saves.
func BenchmarkParseAlone(b *testing.B) {
	for b.Loop() {
		if _, issues := Parse([]byte(exampleJSON), issue.Place{}); issues.HasErrors() {
			b.Fatal(issues.Err())
		}
	}
}

const exampleJSON = `{"kind":"policy","id":"mask-email","version":7,"applies_to":{"column_tags":["PII.Email"]},"unless":"user.in_group(\"hr\") || user.purpose(\"fraud\")",` +
	`"rules":[{"mask":{"hash":{}},"where":"row.country == \"US\""},{"mask":{"null":{}}}]}`

func BenchmarkParse(b *testing.B) {
	parser := newParser(b)
	for name, doc := range map[string]string{
		"yaml": "kind: policy\nid: mask-email\nversion: 7\napplies_to: {column_tags: [PII.Email]}\nunless: 'user.in_group(\"hr\") || user.purpose(\"fraud\")'\n" +
			"rules:\n  - mask: {hash: {}}\n    where: 'row.country == \"US\"'\n  - mask: {null: {}}\n",
		"json": exampleJSON,
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, issues := parser.Parse([]byte(doc), issue.Place{}); issues.HasErrors() {
					b.Fatal(issues.Err())
				}
			}
		})
	}
}
