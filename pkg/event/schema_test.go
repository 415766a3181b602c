package event_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"scrim/docs/schema"
	"scrim/pkg/catalog"
	"scrim/pkg/connector"
	"scrim/pkg/directory"
	"scrim/pkg/event"
)

// schemas compiles every published schema.
func schemas(t *testing.T) map[string]*jsonschema.Schema {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	for _, name := range schema.Names() {
		if err := compiler.AddResource("scrim:///"+name+".json", raw(t, name)); err != nil {
			t.Fatal(err)
		}
	}
	out := map[string]*jsonschema.Schema{}
	for _, name := range schema.Names() {
		compiled, err := compiler.Compile("scrim:///" + name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		out[name] = compiled
	}
	return out
}

func raw(t *testing.T, name string) any {
	t.Helper()
	text, ok := schema.Of(name)
	if !ok {
		t.Fatalf("there is no schema %s", name)
	}
	return value(t, text)
}

func value(t *testing.T, text []byte) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}

func TestEveryKindHasASchema(t *testing.T) {
	t.Parallel()
	want := []string{"event", "names", "test"}
	for _, k := range event.Kinds() {
		want = append(want, string(k))
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, schema.Names()); diff != "" {
		t.Error(diff)
	}
}

// The examples that the schemas carry are read by both.
func TestSchemaExamplesDecode(t *testing.T) {
	t.Parallel()
	all := schemas(t)
	for _, name := range schema.Names() {
		var published struct {
			Examples []json.RawMessage `json:"examples"`
		}
		text, _ := schema.Of(name)
		if err := json.Unmarshal(text, &published); err != nil {
			t.Fatal(err)
		}
		if len(published.Examples) == 0 && name != "names" {
			t.Errorf("%s has no examples", name)
		}
		for _, example := range published.Examples {
			if err := all[name].Validate(value(t, example)); err != nil {
				t.Errorf("%s refuses its example: %v", name, err)
			}
			if name == "test" {
				continue // package policytest reads these files, and its tests their example
			}
			issues := func() any {
				if name == "event" {
					_, issues := event.Decode(example)
					return issues.Err()
				}
				_, issues := event.DecodeDocument(event.Kind(name), example)
				return issues.Err()
			}()
			if issues != nil {
				t.Errorf("%s: the decoder refuses its example: %v", name, issues)
			}
		}
	}
}

// What is wrong by itself is refused by both.
func TestSchemaAndDecoderRefuse(t *testing.T) {
	t.Parallel()
	all := schemas(t)
	const (
		source  = `{"id":"s","host":"h","table":{"database":"d","schema":"p","name":"t"},"columns":[{"name":"a"}]}`
		cluster = `{"id":"c","warehouse":"redshift","host":"h","port":5439,"credentials":{"user":"u"},"view_database":"v"}`
		reader  = `{"id":"r","recipe":"read-only","cluster":"c","reads":[{"schema":"a"}]}`
		google  = `{"id":"g","recipe":"segment-bigquery","project":"acme-warehouse","reads":[{"dataset":"a"}]}`
		policy  = `{"kind":"policy","id":"p","applies_to":{"all":true},"rules":[{"mask":{"null":{}}}]}`
	)
	change := func(document, from, to string) string {
		if !strings.Contains(document, from) {
			t.Fatalf("%s is not in %s", from, document)
		}
		return strings.Replace(document, from, to, 1)
	}
	for name, documents := range map[string][]string{
		"source": {
			`[]`, `null`, `{}`,
			change(source, `"id":"s"`, `"id":""`), change(source, `"id":"s"`, `"id":" s"`), change(source, `"id":"s"`, `"id":"a\u0007b"`),
			change(source, `"id":"s"`, `"id":"`+strings.Repeat("x", 257)+`"`), change(source, `"id":"s"`, `"id":7`), change(source, `"id":"s"`, `"id":null`),
			change(source, `"id":"s"`, `"id":"s","kind":"user"`), change(source, `"id":"s"`, `"id":"s","version":0`), change(source, `"id":"s"`, `"id":"s","enabled":false`),
			change(source, `"host":"h"`, `"host":"https://h"`), change(source, `"host":"h"`, `"host":"h:5439"`), change(source, `"host":"h"`, `"host":""`),
			change(source, `"host":"h"`, `"host":"h","port":70000`), change(source, `"host":"h"`, `"host":"h","port":"5439"`),
			change(source, `"schema":"p"`, `"schema":"scrim_system"`), change(source, `"schema":"p"`, `"schema":"PG_catalog"`), change(source, `"schema":"p"`, `"schema":"information_schema"`),
			change(source, `"schema":"p",`, ``), change(source, `"name":"t"`, `"name":"a\u0000"`), change(source, `"name":"t"`, `"name":"`+strings.Repeat("x", 128)+`"`),
			change(source, `"name":"a"`, `"name":""`), change(source, `"name":"a"`, `"name":"a","tags":["PII..Email"]`), change(source, `"name":"a"`, `"name":"a","tags":"PII"`),
			change(source, `,"columns":[{"name":"a"}]`, ``), change(source, `"id":"s"`, `"id":"s","view":{"schema":"pg_temp"}`), change(source, `"id":"s"`, `"id":"s","disabled":"no"`),
		},
		"cluster": {
			change(cluster, `"redshift"`, `"bigquery"`), change(cluster, `"redshift"`, `"oracle"`), change(cluster, `"port":5439,`, ``), change(cluster, `5439`, `0`),
			change(cluster, `"user":"u"`, `"user":"u","password":"hunter2"`), change(cluster, `"user":"u"`, `"user":"u","password":"file:relative"`), change(cluster, `{"user":"u"}`, `{}`),
			change(cluster, `"id":"c"`, `"id":"c","view_schema":"{tabel}"`), change(cluster, `"id":"c"`, `"id":"c","view_name":"{table"`), change(cluster, `"id":"c"`, `"id":"c","view_schema":"scrim_views"`),
			change(cluster, `"id":"c"`, `"id":"c","apply":"later"`), change(cluster, `"id":"c"`, `"id":"c","inbox":"often"`), change(cluster, `"id":"c"`, `"id":"c","unpoliced":"some"`), change(cluster, `"id":"c"`, `"id":"c","enforcement":"fenced"`),
			change(cluster, `"id":"c"`, `"id":"c","tls":"yes"`), change(cluster, `"id":"c"`, `"id":"c","prefix":"Scrim"`), change(cluster, `"id":"c"`, `"id":"c","prefix":"pg_x"`), change(cluster, `"id":"c"`, `"id":"c","kind":"redshift"`),
			change(cluster, `"user":"u"`, `"user":"u","password":"env:P","iam":{"name":"a","region":"b"}`), change(cluster, `"user":"u"`, `"user":"u","iam":{"name":"a.b","region":"c"}`), change(cluster, `"user":"u"`, `"user":"u","iam":"yes"`),
			change(cluster, `{"user":"u"}`, `{"user":"u","iam":{"name":"a","region":"b"}},"tls":"disable"`), change(cluster, `{"user":"u"}`, `{"user":"u","iam":{"name":"a","region":"b"}},"tls":"require"`), change(change(cluster, `"user":"u"`, `"user":"u","iam":{"name":"a","region":"b"}`), `"redshift"`, `"postgres"`), change(cluster, `"id":"c"`, `"id":"c","tls_roots":"roots.pem"`),
			change(cluster, `"id":"c"`, `"id":"c","provisioner":{"user":"p","password":"hunter2"}`), change(cluster, `"id":"c"`, `"id":"c","provisioner":{"password":"env:P"}`),
		},
		"connector": {
			`{"id":"r"}`, `{"id":"r","recipe":"read-everything","cluster":"c"}`, `{"id":"r","recipe":"governed-views"}`, `{"id":"r","recipe":"governed-views","cluster":"c","reads":[{"schema":"a"}]}`,
			change(reader, `[{"schema":"a"}]`, `[]`), change(reader, `,"reads":[{"schema":"a"}]`, ``), change(reader, `{"schema":"a"}`, `{}`), change(reader, `"a"`, `"scrim_system"`), change(reader, `{"schema":"a"}`, `{"dataset":"a"}`),
			change(reader, `"schema":"a"`, `"schema":"a","future":"all"`), change(reader, `"schema":"a"`, `"schema":"a","future":"creators"`), change(reader, `"schema":"a"`, `"schema":"a","tables":["t"],"future":"none"`),
			change(reader, `"schema":"a"`, `"schema":"a","tables":["t"],"creators":["etl"]`), change(reader, `"schema":"a"`, `"schema":"a","future":"scoped","creators":["etl"]`), change(reader, `"schema":"a"`, `"schema":"a","future":"none","creators":["etl"]`),
			change(reader, `"id":"r"`, `"id":"r","project":"acme-warehouse"`), change(reader, `"id":"r"`, `"id":"r","writes":[{"schema":"a"}]`), change(reader, `"id":"r"`, `"id":"r","used_before":true`), change(reader, `"id":"r"`, `"id":"r","usr":"x"`),
			change(reader, `"id":"r"`, `"id":"r","password":"Hunter2hunter2"`), change(reader, `"id":"r"`, `"id":"r","password":"env:P","iam":true`), change(reader, `"id":"r"`, `"id":"r","connections":"10"`),
			change(reader, `"id":"r"`, `"id":"r","user":""`), change(reader, `"id":"r"`, `"id":"r","role":"sys:dba"`), change(reader, `"id":"r"`, `"id":"r","user":"PUBLIC"`), change(reader, `"id":"r"`, `"id":"r","role":"a/b"`),
			change(reader, `"id":"r"`, `"id":"r","allow_from":["192.0.2.1"]`), change(reader, `"id":"r"`, `"id":"r","allow_from":["example.com/24"]`),
			change(reader, `"read-only"`, `"segment-linked"`), change(reader, `"read-only"`, `"segment-entities"`), change(reader, `"read-only"`, `"read-write"`), change(reader, `"read-only"`, `"segment-bigquery"`),
			change(google, `"acme-warehouse"`, `"Acme"`), change(google, `{"dataset":"a"}`, `{}`), change(google, `{"dataset":"a"}`, `{"dataset":"a","everything":true}`), change(google, `{"dataset":"a"}`, `{"everything":true,"tables":["t"]}`),
			change(google, `{"dataset":"a"}`, `{"dataset":"a-b"}`), change(google, `{"dataset":"a"}`, `{"dataset":"a","schema":"b"}`), change(google, `"id":"g"`, `"id":"g","books":"a-b"`), change(google, `"id":"g"`, `"id":"g","user":"x"`),
			change(google, `"id":"g"`, `"id":"g","location":"E U"`), change(google, `"id":"g"`, `"id":"g","account":"x"`),
		},
		"user": {
			`{"id":"a","groups":["hr"]}`, `{"id":"a","groups":[{"issuer":"okta"}]}`, `{"id":"a","attributes":{"region":"eu"}}`, `{"id":"a","attributes":{"level":[3]}}`,
			`{"id":"a","attributes":{"":["x"]}}`, `{"id":"a","usernames":{"c":null}}`, `{"groups":[]}`,
		},
		"session":         {`{}`, `{"user":"a","project":"none"}`, `{"user":""}`, `{"user":"a","project":""}`},
		"acknowledgement": {`{"user":"a","purpose":"p"}`, `{"user":"a","purpose":"p.","project":"q"}`, `{"user":"a","purpose":"p","project":"q","statement":-1}`, `{"user":"a","purpose":"p","project":"q","statement":1.5}`},
		"request":         {`{"user":"a"}`, `{"source":"s"}`, `{"user":"a","source":"s","decision":"approved"}`, `{"user":"a","source":"s","at":"yesterday"}`, `{"user":" a","source":"s"}`, `{"user":"a","source":"s","reason":7}`},
		"access":          {`{"user":"a","source":"s"}`, `{"user":"a","source":"s","decision":"maybe"}`, `{"user":"a","source":"s","decision":"approved","until":"tomorrow"}`, `{"user":"a","source":"s","decision":"approved","until":"2026-01-01"}`},
		"project":         {`{"id":"none"}`, `{"id":"p","members":[""]}`, `{"id":"p","purposes":["a..b"]}`, `{"id":"p","equalized":{"projects":[]}}`},
		"purpose":         {`{"id":".a"}`, `{"id":"a","statement_version":"2"}`},
		"policy": {
			`{"id":"p"}`, change(policy, `{"all":true}`, `{}`), change(policy, `{"all":true}`, `{"all":false}`), change(policy, `{"all":true}`, `{"columns":["a"]}`), change(policy, `{"all":true}`, `{"tags":[]}`),
			change(policy, `{"null":{}}`, `{}`), change(policy, `{"null":{}}`, `{"null":{},"hash":{}}`), change(policy, `{"null":{}}`, `{"hash":{"length":7}}`), change(policy, `{"null":{}}`, `{"partial":{}}`), change(policy, `{"null":{}}`, `{"email":{"first":2}}`), change(policy, `{"null":{}}`, `{"custom":5}`), change(policy, `{"null":{}}`, `{"custom":""}`), change(policy, `{"null":{}}`, `{"bucket":{"edges":[]}}`), change(policy, `{"null":{}}`, `{"noise":{"within":1,"days":1}}`), change(policy, `{"null":{}}`, `{"random":{"low":1}}`), change(policy, `{"null":{}}`, `{"k_anonymity":{"k":1}}`), change(policy, `{"null":{}}`, `{"k_anonymity":{}}`), change(policy, `{"null":{}}`, `{"round":{"to":"week"}}`), change(policy, `{"null":{}}`, `{"round":{"to":0}}`),
			change(policy, `{"mask":{"null":{}}}`, `{"mask":{"null":{}},"hide":true}`), change(policy, `{"mask":{"null":{}}}`, `{}`), change(policy, `"id":"p"`, `"id":"p","otherwise":"show"`), change(policy, `"id":"p"`, `"id":"p","valid_until":"soon"`),
			change(policy, `"rules":[{"mask":{"null":{}}}]`, `"subscription":{"grant":"nobody"}`), change(policy, `"rules":[{"mask":{"null":{}}}]`, `"subscription":{"grant":"everyone","guardrail":"true"}`), change(policy, `"rules":[{"mask":{"null":{}}}]`, `"rules":[]`),
		},
		"event": {
			`{}`, `[]`, `[7]`, wrap("scrim.user.updated", `{"id":"a"}`), wrap("scrim.user.updated", `null`), wrap("scrim.usr.updated", `{}`), wrap("scrim.user.deleted", `{"id":"a","version":1,"groups":[]}`),
			wrap("scrim.access.deleted", `{"user":"a","version":1}`), wrap("scrim.user.updated", `{"id":"a","version":1,"kind":"source"}`), wrap("scrim.sync.completed", `{"a":1}`),
			strings.Replace(wrap("scrim.sync.completed", `{}`), `"1.0"`, `"0.3"`, 1), strings.Replace(wrap("scrim.sync.completed", `{}`), `"data"`, `"data_base64"`, 1),
			strings.Replace(wrap("scrim.sync.completed", `{}`), `"data"`, `"Data"`, 1), strings.Replace(wrap("scrim.sync.completed", `{}`), `"id"`, `"datacontenttype":"text/xml","id"`, 1),
		},
	} {
		for _, document := range documents {
			if err := all[name].Validate(value(t, []byte(document))); err == nil {
				t.Errorf("the schema of %s accepts %s", name, document)
			}
			var accepted bool
			if name == "event" {
				events, _ := event.Decode([]byte(document))
				accepted = len(events) > 0
			} else {
				_, issues := event.DecodeDocument(event.Kind(name), []byte(document))
				accepted = !issues.HasErrors()
			}
			if accepted {
				t.Errorf("the decoder accepts as %s %s", name, document)
			}
		}
	}
}

// The fields of a schema are the json tags of the noun, and what must be
// written in one must be written in the other.
func TestSchemasHaveTheFieldsOfTheNouns(t *testing.T) {
	t.Parallel()
	for kind, noun := range map[event.Kind]reflect.Type{
		event.KindCluster:         reflect.TypeFor[catalog.Cluster](),
		event.KindSource:          reflect.TypeFor[catalog.Source](),
		event.KindUser:            reflect.TypeFor[directory.User](),
		event.KindSession:         reflect.TypeFor[directory.Session](),
		event.KindAcknowledgement: reflect.TypeFor[directory.Acknowledgement](),
		event.KindAccess:          reflect.TypeFor[directory.Access](),
		event.KindRequest:         reflect.TypeFor[directory.Request](),
		event.KindProject:         reflect.TypeFor[directory.Project](),
		event.KindPurpose:         reflect.TypeFor[directory.Purpose](),
		event.KindConnector:       reflect.TypeFor[connector.Connector](),
	} {
		walker{t, raw(t, "names").(map[string]any)}.fields(string(kind), noun, raw(t, string(kind)).(map[string]any), "id", "kind", "version")
	}
}

// walker compares structs with schemas.
type walker struct {
	*testing.T
	names map[string]any
}

func (w walker) fields(path string, noun reflect.Type, object map[string]any, also ...string) {
	object = w.resolve(object)
	properties, _ := object["properties"].(map[string]any)
	want := slices.Clone(also)
	var must []string
	for i := range noun.NumField() {
		name, options, _ := strings.Cut(noun.Field(i).Tag.Get("json"), ",")
		if !slices.Contains(want, name) {
			want = append(want, name)
		}
		if options == "" && noun != reflect.TypeFor[catalog.ViewName]() {
			must = append(must, name)
		}
		property, ok := properties[name].(map[string]any)
		if !ok {
			continue // reported below
		}
		w.value(path+"."+name, noun.Field(i).Type, property)
	}
	slices.Sort(want)
	slices.Sort(must)
	var got, required []string
	for name := range properties {
		got = append(got, name)
	}
	slices.Sort(got)
	if list, ok := object["required"].([]any); ok {
		for _, name := range list {
			required = append(required, name.(string))
		}
	}
	slices.Sort(required)
	if diff := cmp.Diff(want, got); diff != "" {
		w.Errorf("%s has other fields:\n%s", path, diff)
	}
	if diff := cmp.Diff(must, required); diff != "" {
		w.Errorf("%s has other required fields:\n%s", path, diff)
	}
	if object["additionalProperties"] != false {
		w.Errorf("%s lets other fields in", path)
	}
}

func (w walker) value(path string, noun reflect.Type, property map[string]any) {
	property = w.resolve(property)
	switch noun.Kind() {
	case reflect.Pointer:
		w.value(path, noun.Elem(), property)
	case reflect.Slice:
		items, ok := property["items"].(map[string]any)
		if !ok {
			w.Errorf("%s is no list in the schema", path)
			return
		}
		w.value(path+"[]", noun.Elem(), items)
	case reflect.Struct:
		if property["format"] != "date-time" {
			w.fields(path, noun, property)
		}
	default:
		want := map[reflect.Kind]string{reflect.String: "string", reflect.Bool: "boolean", reflect.Int: "integer", reflect.Uint64: "integer", reflect.Map: "object"}[noun.Kind()]
		if _, closed := property["enum"]; !closed && property["type"] != want {
			w.Errorf("%s is %v in the schema, %s in the noun", path, property["type"], want)
		}
	}
}

func (w walker) resolve(object map[string]any) map[string]any {
	for {
		to, ok := object["$ref"].(string)
		if !ok {
			return object
		}
		_, name, _ := strings.Cut(to, "#/$defs/")
		next, ok := w.names["$defs"].(map[string]any)[name].(map[string]any)
		if !ok {
			w.Errorf("%s leads nowhere", to)
			return object
		}
		object = next
	}
}
