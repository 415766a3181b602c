package policytest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"

	yaml "github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"scrim/docs/schema"
	"scrim/examples"
	"scrim/pkg/event"
	"scrim/pkg/policytest"
)

const documents = `
kind: source
id: people
host: warehouse.example
table: {database: crm, schema: hr, name: people}
columns:
  - {name: id, type: integer}
  - {name: name, type: varchar(64)}
  - {name: email, type: varchar(128)}
  - {name: code, type: bigint}
  - {name: pay, type: "numeric(8,2)"}
  - {name: born, type: date}
---
kind: policy
id: mask-email
applies_to: {sources: [people], columns: [email]}
unless: 'user.in_group("hr")'
rules:
  - {for: 'user.in_group("analysts")', mask: {hash: {length: 12}}}
  - mask: {null: {}}
---
kind: policy
id: mask-code
applies_to: {sources: [people], columns: [code]}
rules: [{mask: {hash: {}}}]
---
kind: policy
id: small-pay
applies_to: {sources: [people]}
unless: 'user.in_group("hr")'
rules: [{filter: row.pay < 100}]
---
kind: policy
id: staff
applies_to: {sources: [people]}
subscription: {grant: {when: 'user.has_attribute("staff")'}}
---
{kind: user, id: ann, groups: [{name: hr}], attributes: {staff: ["yes"]}}
---
{kind: user, id: bob, groups: [{name: analysts}], attributes: {staff: ["yes"]}}
`

const table = `
source: people
now: 2026-01-01T00:00:00Z
rows:
  - {id: 1, name: Ada, email: ada@example.com, code: 7, pay: 50.00, born: 1980-05-17}
  - {id: 2, name: Bo, email: bo@example.com, pay: 500}
  - {id: 3, name: Cy, email: null, pay: 7.5}
tests:
`

// read is the table with some tests, and the documents.
func read(t *testing.T, tests string) (policytest.File, []event.Document) {
	t.Helper()
	f, issues := policytest.Parse([]byte(table+tests), "a_test.yaml")
	if issues.HasErrors() {
		t.Fatal(issues)
	}
	docs, issues := event.DecodeDocuments([]byte(documents), "documents.yaml")
	if issues.HasErrors() {
		t.Fatal(issues)
	}
	return f, docs
}

func run(t *testing.T, tests string) policytest.Report {
	t.Helper()
	f, docs := read(t, tests)
	report, issues := policytest.Run(f, docs, time.Time{})
	if issues.HasErrors() {
		t.Fatal(issues)
	}
	return report
}

// said is the differences of all tests, a line each.
func said(r policytest.Report) string {
	var b strings.Builder
	for _, one := range r.Results {
		for _, d := range one.Differences {
			fmt.Fprintf(&b, "%s|%s|%s|%s|%s\n", d.Row, d.Column, d.Want, d.Got, d.Because)
		}
	}
	return strings.TrimSpace(b.String())
}

// TestDifferences: what is as it should be passes, and each way to be wrong is
// said, with the policy behind it.
func TestDifferences(t *testing.T) {
	for name, c := range map[string]struct{ tests, want string }{
		"all as it should be": {`
  - {user: ann, sees: [{id: 1, email: ada@example.com, pay: "50"}, {id: 3, email: null}, {id: 2}]}
  - {user: bob, sees: [{id: 1, email: {hash_of: ada@example.com, length: 12}, code: {hash_of: 7}, name: {any: true}}, {id: 3, email: {masked: true}}]}
  - {user: nobody, sees: nothing}
  - {user: {groups: [{name: hr}]}, sees: nothing}`, ""},
		"a cell is clear":                        {`  - {user: ann, sees: [{id: 1, email: null}, {id: 2}, {id: 3}]}`, "id 1|email|NULL|ada@example.com|mask-email, unless is true"},
		"a cell is masked":                       {`  - {user: bob, sees: [{id: 1, email: ada@example.com}, {id: 3}]}`, "id 1|email|ada@example.com|"},
		"a cell is not masked":                   {`  - {user: ann, sees: [{id: 1, email: {masked: true}}, {id: 2}, {id: 3}]}`, "id 1|email|anything but ada@example.com|ada@example.com|"},
		"another hash":                           {`  - {user: bob, sees: [{id: 1, email: {hash_of: bo@example.com, length: 12}}, {id: 3}]}`, "id 1|email|the hash of bo@example.com|"},
		"a shorter hash":                         {`  - {user: bob, sees: [{id: 1, email: {hash_of: ada@example.com}}, {id: 3}]}`, "id 1|email|the hash of ada@example.com|"},
		"a row is hidden":                        {`  - {user: bob, sees: [{id: 1}, {id: 2}, {id: 3}]}`, "id 2||shown|hidden|small-pay, rule 1"},
		"a row is shown":                         {`  - {user: ann, sees: [{id: 1}, {id: 3}]}`, "id 2||hidden|shown|every row policy shows it"},
		"no way in":                              {`  - {user: {groups: [{name: hr}]}, sees: [{id: 1}]}`, "id 1||shown|hidden|no grant lets the reader in"},
		"something is seen":                      {`  - {user: bob, sees: nothing}`, "id 1||hidden|shown|every row policy shows it\nid 3||hidden|shown|every row policy shows it"},
		"a value that is none of another column": {`  - {user: {attributes: {staff: ["yes"], barred: ["Bo", "03"]}}, with: [{kind: policy, id: small-pay, applies_to: {sources: [people]}, rules: [{filter: '!(row.name in user.attribute("barred"))'}]}, {kind: policy, id: ids, applies_to: {sources: [people], columns: [born]}, rules: [{where: 'row.id in user.attribute("barred")', mask: {"null": {}}}], otherwise: hide}], sees: [{id: 1}]}`, "id 1||shown|hidden|small-pay, rule 1"},
		"with another policy":                    {`  - {user: bob, with: [{kind: policy, id: small-pay, applies_to: {sources: [people]}, rules: [{hide: true}]}], sees: [{id: 1}]}`, "id 1||shown|hidden|small-pay, rule 1"},
	} {
		t.Run(name, func(t *testing.T) {
			r := run(t, c.tests)
			got := said(r)
			if !strings.HasPrefix(got, c.want) || c.want == "" && got != "" {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
			if r.Passed() != (c.want == "") {
				t.Errorf("passed is %v", r.Passed())
			}
		})
	}
}

// TestCoverage: what decided nothing that a reader could see is said.
func TestCoverage(t *testing.T) {
	unused := func(tests string) string {
		var out []string
		for _, c := range run(t, tests).Coverage {
			if len(c.Unused) > 0 {
				out = append(out, c.Policy+": "+strings.Join(c.Unused, ", "))
			}
		}
		return strings.Join(out, "; ")
	}
	for tests, want := range map[string]string{
		`  - {user: nobody, sees: nothing}`:                                         "mask-code: rule 1; mask-email: unless, rule 1, rule 2; small-pay: unless, rule 1; staff: lets in",
		`  - {user: ann, sees: [{id: 1}, {id: 2}, {id: 3}]}`:                        "mask-email: rule 1, rule 2; small-pay: rule 1; staff: shuts out",
		"  - {user: bob, sees: [{id: 1}, {id: 3}]}\n  - {user: zoe, sees: nothing}": "mask-email: unless, rule 2; small-pay: unless",
	} {
		if got := unused(tests); got != want {
			t.Errorf("%s\nunused %q\nwant   %q", tests, got, want)
		}
	}
}

// TestMistakes: every mistake of a file is an issue with its place.
func TestMistakes(t *testing.T) {
	docs, _ := event.DecodeDocuments([]byte(documents), "documents.yaml")
	for text, want := range map[string]string{
		"":                    "missing-field missing-field missing-field",
		"source: [":           "not-a-test",
		"source: people\nnew": "not-a-test",
		"sauce: people":       "not-a-test",
		table + "  - {user: ann, sees: everything}":                                                                  "not-a-test",
		table + "  - {user: ann, sees: [{id: {masked: true, any: true}}]}":                                           "not-a-test",
		table + "  - {sees: nothing}":                                                                                "missing-field",
		table + "  - {user: ann}":                                                                                    "missing-field",
		table + "  - {user: {grups: []}, sees: nothing}":                                                             "unknown-field",
		table + "  - {user: ann, with: [{kind: policy, id: x}], sees: nothing}":                                      "empty-target",
		table + "  - {user: ann, sees: [{shoe: 1}]}":                                                                 "unknown-column",
		table + "  - {user: ann, sees: [{born: yesterday}]}":                                                         "bad-cell",
		table + "  - {user: nobody, sees: nothing}":                                                                  "unknown-user",
		strings.Replace(table, "pay: 7.5", "pay: x", 1) + "  - {user: ann, sees: nothing}":                           "bad-cell",
		strings.Replace(table, "pay: 7.5", "pay: {any: true}", 1) + "  - {user: ann, sees: nothing}":                 "bad-cell",
		strings.Replace(table, "source: people", "source: pets", 1) + "  - {user: ann, sees: nothing}":               "unknown-source",
		strings.Replace(table, "source: people", "source: people\ncluster: x", 1) + "  - {user: ann, sees: nothing}": "unknown-cluster",
		strings.Replace(table, "2026-01-01T00:00:00Z", "soon", 1) + "  - {user: ann, sees: nothing}":                 "bad-time",
	} {
		f, issues := policytest.Parse([]byte(text), "a_test.yaml")
		if !issues.HasErrors() {
			_, more := policytest.Run(f, docs, time.Time{})
			issues = append(issues, more...)
		}
		var codes []string
		for _, one := range issues {
			codes = append(codes, string(one.Code))
			if one.Place.Input != "a_test.yaml" {
				t.Errorf("%v has the place %v", one, one.Place)
			}
		}
		if got := strings.Join(codes, " "); got != want {
			t.Errorf("%s\ngot  %v\nwant %s", strings.TrimPrefix(text, table), issues, want)
		}
	}
}

// TestSchema: what is published about these files takes them, and its example
// is one.
func TestSchema(t *testing.T) {
	compiler := jsonschema.NewCompiler()
	for _, name := range schema.Names() {
		text, _ := schema.Of(name)
		resource, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := compiler.AddResource("scrim:///"+name+".json", resource); err != nil {
			t.Fatal(err)
		}
	}
	published, err := compiler.Compile("scrim:///test.json")
	if err != nil {
		t.Fatal(err)
	}
	text, _ := schema.Of("test")
	var own struct {
		Examples []json.RawMessage `json:"examples"`
	}
	if err := json.Unmarshal(text, &own); err != nil || len(own.Examples) == 0 {
		t.Fatalf("no example: %v", err)
	}
	example, err := fs.ReadFile(examples.Files, "tests/people_test.yaml")
	if err != nil {
		t.Fatal(err)
	}
	asJSON, err := yaml.YAMLToJSON(example)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range append(own.Examples, asJSON) {
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(one))
		if err != nil {
			t.Fatal(err)
		}
		if err := published.Validate(value); err != nil {
			t.Errorf("the schema refuses %s: %v", one, err)
		}
		if _, issues := policytest.Parse(one, "a_test.json"); issues.HasErrors() {
			t.Errorf("%s is refused: %v", one, issues)
		}
	}
	for _, wrong := range []string{`{}`, `{"source":"a","rows":[],"tests":[]}`, `{"source":"a","rows":[{"a":1}],"tests":[{"user":"a","sees":"all"}]}`,
		`{"source":"a","rows":[{"a":1}],"tests":[{"user":"a","sees":[{"a":{"masked":true,"any":true}}]}]}`, `{"source":"a","rows":[{"a":1}],"tests":[{"user":"a","sees":"nothing","then":1}]}`} {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(wrong))
		if err != nil {
			t.Fatal(err)
		}
		_, issues := policytest.Parse([]byte(wrong), "a_test.json")
		if published.Validate(value) == nil || !issues.HasErrors() {
			t.Errorf("%s is taken", wrong)
		}
	}
}

// FuzzParse: any text is a file of tests or a list of mistakes.
func FuzzParse(f *testing.F) {
	f.Add([]byte(table + "  - {user: ann, sees: [{id: 1, email: {hash_of: x}}]}"))
	f.Add([]byte(`{"source": "people", "rows": [{"id": 1e999}], "tests": [{"user": {"id": []}, "sees": [{}]}]}`))
	docs, _ := event.DecodeDocuments([]byte(documents), "documents.yaml")
	f.Fuzz(func(t *testing.T, text []byte) {
		file, issues := policytest.Parse(text, "a_test.yaml")
		if issues.HasErrors() {
			return
		}
		policytest.Run(file, docs, time.Time{})
	})
}

const accounts = `
kind: source
id: accounts
host: warehouse.example
table: {database: crm, schema: crm, name: accounts}
columns: [{name: account, type: varchar(64)}, {name: revenue, type: integer}]
---
kind: source
id: account-managers
host: warehouse.example
table: {database: crm, schema: crm, name: account_managers}
columns: [{name: account, type: varchar(64)}, {name: manager, type: varchar(64)}, {name: since, type: date}]
---
kind: policy
id: own-accounts
applies_to: {sources: [accounts]}
rules: [{filter: 'row.account in lookup("account-managers", "account", {"manager": user.id})'}]
---
{kind: policy, id: everyone, applies_to: {all: true}, subscription: {grant: everyone}}
---
{kind: user, id: ann}
---
{kind: user, id: bob}
`

// A file gives the rows of the tables that policies look something up in; where
// it does not, nothing is guessed.
func TestLookupTables(t *testing.T) {
	docs, issues := event.DecodeDocuments([]byte(accounts), "documents.yaml")
	if issues.HasErrors() {
		t.Fatal(issues)
	}
	file := func(lookups string) (policytest.Report, string) {
		f, issues := policytest.Parse([]byte(`
source: accounts
rows: [{account: acme, revenue: 1}, {account: bolt, revenue: 2}, {account: null, revenue: 3}]
`+lookups+`
tests:
  - {user: ann, sees: [{account: acme, revenue: 1}]}
  - {user: bob, sees: nothing}
`), "a_test.yaml")
		if issues.HasErrors() {
			return policytest.Report{}, issues.Err().Error()
		}
		report, issues := policytest.Run(f, docs, time.Now())
		if issues.HasErrors() {
			return report, issues.Err().Error()
		}
		return report, ""
	}
	report, said := file(`lookups: {account-managers: [{account: acme, manager: ann}, {account: null, manager: ann}, {account: bolt, manager: null}, {account: bolt, manager: zoe, since: 2020-01-01}]}`)
	if said != "" || !report.Passed() {
		t.Errorf("%+v %s", report, said)
	}
	report, said = file(`lookups: {account-managers: []}`)
	if said != "" || report.Passed() {
		t.Errorf("an empty table: %+v %s", report, said)
	}
	for lookups, want := range map[string]string{
		"":                        "lookup-without-rows",
		`lookups: {managers: []}`: "unknown-source",
		`lookups: {account-managers: [{boss: ann}]}`:            "unknown-column",
		`lookups: {account-managers: [{since: yesterday}]}`:     "bad-cell",
		`lookups: {account-managers: [{manager: {any: true}}]}`: "bad-cell",
	} {
		if _, said := file(lookups); !strings.Contains(said, want) {
			t.Errorf("%q: %q, want %s", lookups, said, want)
		}
	}
}
