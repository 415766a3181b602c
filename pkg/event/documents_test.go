package event_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"scrim/pkg/event"
)

func TestDecodeDocumentsReadsAFile(t *testing.T) {
	t.Parallel()
	const text = `# people
kind: user
id: ann
groups:
  - {name: hr}         # from the directory
attributes: {level: ["3"]}
---
# nothing here
--- # and a policy
kind: policy
id: mask
version: 2
applies_to: {column_tags: [PII]}
rules:
  - mask: {null: {}}
---
kind: purpose
id: fraud
statement: |
  I stop fraud.
  --- not a marker
...
`
	documents, issues := event.DecodeDocuments([]byte(text), "people.yaml")
	if len(issues) > 0 {
		t.Fatal(issues)
	}
	var got []string
	for _, d := range documents {
		got = append(got, fmt.Sprintf("%s %s %d %s", d.Kind, d.ID, d.Version, d.Data))
	}
	want := []string{
		`user ann 0 {"attributes":{"level":["3"]},"groups":[{"name":"hr"}],"id":"ann","kind":"user"}`,
		`policy mask 2 {"applies_to":{"column_tags":["PII"]},"id":"mask","kind":"policy","rules":[{"mask":{"null":{}}}],"version":2}`,
		`purpose fraud 0 {"id":"fraud","kind":"purpose","statement":"I stop fraud.\n--- not a marker\n"}`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// The same document gives the same Data, however it was written down.
func TestOneDocumentOneData(t *testing.T) {
	t.Parallel()
	const want = `{"columns":[{"name":"é","tags":["PII"]}],"host":"h","id":"s","kind":"source","port":5439,"table":{"database":"d","name":"t","schema":"p"},"version":3}`
	for name, text := range map[string]string{
		"YAML":              "kind: source\nid: s\nversion: 3\nhost: h\nport: 5439\ntable: {database: d, schema: p, name: t}\ncolumns:\n- name: é\n  tags:\n  - PII\n",
		"YAML, other order": "columns: [{tags: [PII], name: \"\\u00e9\"}] # one\nversion: 3\ntable:\n    name: 't'\n    schema: p\n    database: d\nport: 5439\nid: s\nhost: h\nkind: source\n",
		"YAML, BOM, CRLF":   "\ufeffkind: source\r\nid: s\r\nversion: 3\r\nhost: h\r\nport: 5439\r\ntable: {database: d, schema: p, name: t}\r\ncolumns:\r\n- name: é\r\n  tags: [PII]\r\n",
		"JSON":              `{"kind":"source","id":"s","version":3,"host":"h","port":5439,"table":{"database":"d","schema":"p","name":"t"},"columns":[{"name":"é","tags":["PII"]}]}`,
		"JSON, escaped":     "[\n{\"kind\":\"sour\\u0063e\",\"id\":\"s\",\"host\":\"h\",\"columns\":[ {\"tags\":[\"PII\"],\"name\":\"\\u00e9\"} ],\"port\":5439,\"version\":3,\"table\":{\"name\":\"t\",\"database\":\"d\",\"schema\":\"p\"}}]",
		"canonical":         want,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			documents, issues := event.DecodeDocuments([]byte(text), "")
			if len(issues) > 0 || len(documents) != 1 {
				t.Fatalf("%d documents, %v", len(documents), issues)
			}
			if diff := cmp.Diff(want, string(documents[0].Data)); diff != "" {
				t.Error(diff)
			}
			again, issues := event.DecodeDocument(event.KindSource, documents[0].Data)
			if len(issues) > 0 {
				t.Fatal(issues)
			}
			if diff := cmp.Diff(documents[0], again); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDerivedIDs(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind     event.Kind
		data, id string
	}{
		{event.KindSession, `{"user":"a/b"}`, "a/b"},
		{event.KindSession, `{"id":"ann","user":"ann"}`, "ann"},
		{event.KindAccess, `{"user":"ann","source":"hr.t","decision":"revoked"}`, "ann/hr.t"},
		{event.KindAccess, `{"user":"a/b","source":"c","decision":"revoked"}`, "a%2Fb/c"},
		{event.KindAccess, `{"user":"a","source":"b/c","decision":"revoked"}`, "a/b%2Fc"},
		{event.KindAccess, `{"user":"a%2Fb","source":"c","decision":"revoked"}`, "a%252Fb/c"},
		{event.KindAccess, `{"id":"r-1","user":"a","source":"b","decision":"revoked"}`, "r-1"},
		{event.KindRequest, `{"user":"a/b","source":"c"}`, "a%2Fb/c"},
		{event.KindAcknowledgement, `{"user":"a","purpose":"p.q","project":"x"}`, "a/p.q/x"},
	} {
		d, issues := event.DecodeDocument(c.kind, []byte(c.data))
		if len(issues) > 0 || d.ID != c.id {
			t.Errorf("%s: %q %v, want %q", c.data, d.ID, issues, c.id)
		}
	}
}

// Each file has the one issue, with its place.
func TestDecodeDocumentsRefuses(t *testing.T) {
	t.Parallel()
	const source = "kind: source\nid: s\nhost: h\ntable: {database: d, schema: p, name: t}\n"
	const cluster = "kind: cluster\nid: c\nwarehouse: redshift\nhost: h\nport: 5439\nview_database: v\n"
	for name, c := range map[string]struct {
		text, code, place string
	}{
		"no YAML":                {"kind: [user\nid: x", "not-yaml", "f:2:1"},
		"the second document":    {"kind: user\nid: a\n---\nkind: user\nid: b\nx: 1\n", "unknown-field", "f:6:1 x"},
		"a list":                 {"- kind: user\n", "wrong-type", "f:1:1"},
		"no kind":                {"id: a\n", "missing-kind", "f:1:1"},
		"a kind that is none":    {"kind: sources\n", "unknown-kind", "f:1:7 kind"},
		"a warehouse as kind":    {"kind: redshift\n", "unknown-kind", "f:1:7 kind"},
		"no id":                  {"kind: user\n", "missing-field", "f:1:1"},
		"null":                   {"kind: user\nid: a\ngroups:\n", "null-value", "f:3:9 groups"},
		"a key twice":            {"kind: user\nid: a\nid: b\n", "duplicate-key", "f:3:1 id"},
		"a key twice, deep":      {source + "columns: [{name: a, name: b}]\n", "duplicate-key", "f:5:21 columns[0].name"},
		"an alias":               {"kind: user\nid: &x a\n", "unsupported-yaml", "f:2:5 id"},
		"a merge key":            {"kind: user\nid: a\n<<: {x: 1}\n", "unsupported-yaml", "f:3:1"},
		"a hexadecimal number":   {"kind: user\nid: a\nversion: 0x1f\n", "number-spelling", "f:3:10 version"},
		"text for a list":        {"kind: user\nid: a\ngroups: hr\n", "wrong-type", "f:3:9 groups"},
		"a number for text":      {"kind: user\nid: 7\n", "wrong-type", "f:2:5 id"},
		"two of one id":          {"kind: user\nid: a\n---\nkind: user\nid: a\n", "duplicate-document", "f:4:1"},
		"damaged text":           {"kind: user\nid: \"a\ufffd\"\n", "damaged-text", "f:2:5 id"},
		"not normal":             {"kind: user\nid: \"e\u0301\"\n", "not-nfc", "f:2:5 id"},
		"a session of another":   {"kind: session\nuser: a\nid: b\n", "session-id", "f:3:5 id"},
		"no project":             {"kind: session\nuser: a\nproject: none\n", "reserved-id", "f:3:10 project"},
		"a column twice":         {source + "columns: [{name: a}, {name: b}, {name: a}]\n", "duplicate-column", "f:5:40 columns[2].name"},
		"no such key":            {source + "columns: [{name: a}]\nkey: [a, b]\n", "unknown-column", "f:6:10 key[1]"},
		"a key of one twice":     {source + "columns: [{name: a}]\nkey: [a, a]\n", "duplicate-column", "f:6:10 key[1]"},
		"a key of nothing":       {source + "columns: [{name: a}]\nkey: []\n", "empty-list", "f:6:6 key"},
		"no such event time":     {source + "columns: [{name: a}]\nevent_time: b\n", "unknown-column", "f:6:13 event_time"},
		"scrim's own table":      {strings.Replace(source, "schema: p", "schema: Scrim_system", 1) + "columns: []\n", "reserved-schema", "f:4:30 table.schema"},
		"a password":             {cluster + "credentials: {user: u, password: hunter2}\n", "secret-in-document", "f:7:34 credentials.password"},
		"IAM and a password":     {cluster + "credentials: {user: u, password: \"env:P\", iam: {name: a, region: b}}\n", "bad-iam", "f:7:48 credentials.iam"},
		"IAM for an alias":       {cluster + "credentials: {user: u, iam: {}}\n", "bad-iam", "f:7:29 credentials.iam"},
		"IAM without TLS":        {cluster + "credentials: {user: u, iam: {name: a, region: b}}\ntls: prefer\n", "bad-iam", "f:8:6 tls"},
		"roots somewhere":        {cluster + "credentials: {user: u}\ntls_roots: roots.pem\n", "bad-file", "f:8:12 tls_roots"},
		"BigQuery":               {strings.Replace(cluster, "redshift", "bigquery", 1) + "credentials: {user: u}\n", "not-yet-supported", "f:3:12 warehouse"},
		"a mistake in a policy":  {"kind: user\nid: a\n---\nkind: policy\nid: p\napplies_to: {tags: [x]}\nrules:\n  - filter: 'row.x =='\n", "condition-syntax", ""},
		"a template":             {cluster + "credentials: {user: u}\nview_name: \"{tabel}\"\n", "unknown-template-field", "f:8:12 view_name"},
		"a time without zone":    {"kind: access\nuser: a\nsource: s\ndecision: approved\nuntil: 2026-01-01T00:00:00\n", "not-a-time", "f:5:8 until"},
		"a version that is text": {"kind: user\nid: a\nversion: '3'\n", "wrong-type", "f:3:10 version"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			documents, issues := event.DecodeDocuments([]byte(c.text), "f")
			if len(documents) > strings.Count(c.text, "---") {
				t.Errorf("%d documents came out of it", len(documents))
			}
			for _, one := range issues {
				if (string(one.Code) == c.code || c.code == "condition-syntax" && strings.HasPrefix(one.Place.Path, "rules[0]")) && (c.place == "" || one.Place.String() == c.place) {
					return
				}
			}
			t.Errorf("want %s at %s, got:\n%v", c.code, c.place, issues)
		})
	}
}

func TestDecodeDocumentRefusesWhole(t *testing.T) {
	t.Parallel()
	for _, data := range []string{`{"id":"a","id":"b"}`, `{"id":"a","groups":null}`, `{"id":"a"} {}`, `{"kind":"source","id":"a"}`, ``} {
		d, issues := event.DecodeDocument(event.KindUser, []byte(data))
		if d.Kind != "" || d.Data != nil || !issues.HasErrors() {
			t.Errorf("%s: %+v, %v", data, d, issues)
		}
	}
	documents, issues := event.DecodeDocuments([]byte(`[{"kind":"user","id":"a","id":"b"}]`), "f.json")
	if len(documents) > 0 || !issues.Has("duplicate-key") {
		t.Errorf("%d documents, %v", len(documents), issues)
	}
}

func TestVersioned(t *testing.T) {
	t.Parallel()
	d, issues := event.DecodeDocument(event.KindUser, []byte(`{"id":"<ann> & é","version":2}`))
	if len(issues) > 0 {
		t.Fatal(issues)
	}
	for version, want := range map[uint64]string{
		0: `{"id":"<ann> & é","kind":"user"}`,
		9: `{"id":"<ann> & é","kind":"user","version":9}`,
	} {
		got, err := event.Versioned(d, version)
		if err != nil || got.Version != version || string(got.Data) != want {
			t.Errorf("%d: %s %v", got.Version, got.Data, err)
		}
	}
	if _, err := event.Versioned(event.Document{Data: []byte("[]")}, 1); err == nil {
		t.Error("a list has no version")
	}
}

// One bad document hides no other.
func TestDecodeDocumentsGoesOn(t *testing.T) {
	t.Parallel()
	documents, issues := event.DecodeDocuments([]byte("kind: [\n---\nkind: user\nid: ann\n---\nkind: usr\nid: x\n"), "f")
	if len(documents) != 1 || documents[0].ID != "ann" || len(issues) != 2 {
		t.Errorf("%d documents, issues:\n%v", len(documents), issues)
	}
}

// A secret that somebody wrote down is in no issue, whatever else is wrong.
func TestIssuesRepeatNoSecret(t *testing.T) {
	t.Parallel()
	const secret = "hunter2"
	for _, text := range []string{
		"kind: cluster\nid: c\ncredentials: {user: u, password: hunter2}\n",
		"kind: cluster\nid: c\ncredentials: {user: u, pasword: hunter2}\n",
		"kind: cluster\nid: c\ncredential: {user: u, pass: hunter2}\n",
		"kind: cluster\nid: c\ncredentials: hunter2\n",
		"kind: cluster\nid: c\napply: hunter2\n",
		"kind: cluster\nid: c\nhost: user:hunter2@h\n",
		"kind: cluster\nid: c\npassword: hunter2: x\n",
		`{"kind":"cluster","id":"c","credentials":{"user":"u","password":"hunter2"},"x":1}`,
		`{"kind":"cluster","id":"c","credentials":{"user":"u","password":"hunter2"},"x":`,
		wrap("scrim.cluster.updated", `{"id":"c","credentials":{"user":"u","password":"hunter2"}}`),
	} {
		_, issues := event.DecodeDocuments([]byte(text), "f")
		_, more := event.Decode([]byte(text))
		issues = append(issues, more...)
		if len(issues) == 0 {
			t.Errorf("no issue in %s", text)
		}
		told, err := json.Marshal(issues)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(told), secret) {
			t.Errorf("%s repeats it:\n%s", text, told)
		}
	}
}

func TestWarnings(t *testing.T) {
	t.Parallel()
	for data, code := range map[string]string{
		`{"kind":"access","user":"a","source":"s","decision":"revoked","until":"2026-01-01T00:00:00Z"}`:                                                                                                                                                     "until-on-revoked",
		`{"kind":"source","id":"s","host":"h","table":{"database":"d","schema":"p","name":"t"},"columns":[{"name":"a","type":"VARCHAR(MAX)"}]}`:                                                                                                             "unknown-type",
		`{"kind":"source","id":"s","host":"h","table":{"database":"d","schema":"p","name":"t"},"columns":[{"name":"a","type":"intger"},{"name":"b","type":"inet"},{"name":"c","type":"citext"},{"name":"d","type":"time"},{"name":"e","type":"hr.dates"}]}`: "unknown-type",
	} {
		documents, issues := event.DecodeDocuments([]byte(data), "")
		if len(documents) != 1 || !issues.Has("") && len(issues) != 1 || string(issues[0].Code) != code || issues.HasErrors() {
			t.Errorf("%s: %d documents, %v", data, len(documents), issues)
		}
	}
}

// Whatever object a document is, in whatever order its fields are written, in
// YAML or JSON, it has one Data.
func TestDataDoesNotDependOnWriting(t *testing.T) {
	t.Parallel()
	word := rapid.StringMatching(`[a-zé~#:'" \\\n-]{0,12}`)
	rapid.Check(t, func(t *rapid.T) {
		attributes := rapid.MapOfN(rapid.StringMatching(`[a-z]{1,4}`), rapid.SliceOfN(word, 0, 3), 0, 5).Draw(t, "attributes")
		usernames := rapid.MapOfN(rapid.StringMatching(`[a-z]{1,4}`), word, 0, 3).Draw(t, "usernames")
		text := func(v any) string {
			out, err := json.Marshal(v)
			if err != nil {
				t.Fatal(err)
			}
			return string(out)
		}
		fields := []string{`"kind": "user"`, `"id": "a"`, `"attributes": ` + text(attributes), `"usernames": ` + text(usernames)}
		shuffled := rapid.Permutation(fields).Draw(t, "order")
		asJSON, issues := event.DecodeDocuments([]byte("{"+strings.Join(fields, ",")+"}"), "")
		if len(issues) > 0 {
			t.Fatal(issues)
		}
		asYAML, issues := event.DecodeDocuments([]byte("---\n"+strings.Join(shuffled, "\n")+"\n"), "")
		if len(issues) > 0 {
			t.Fatal(issues)
		}
		if diff := cmp.Diff(string(asJSON[0].Data), string(asYAML[0].Data)); diff != "" {
			t.Fatal(diff)
		}
	})
}

// What the repository shows to people decodes.
func TestExamplesDecode(t *testing.T) {
	t.Parallel()
	var files []string
	for _, folder := range []string{"documents", "policies"} {
		found, err := filepath.Glob("../../examples/" + folder + "/*.yaml")
		if err != nil || len(found) == 0 {
			t.Fatalf("%d files in %s: %v", len(found), folder, err)
		}
		files = append(files, found...)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		documents, issues := event.DecodeDocuments(text, file)
		if len(documents) == 0 || len(issues) > 0 {
			t.Errorf("%d documents, %v", len(documents), issues)
		}
	}
}
