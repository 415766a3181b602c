package event_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scrim/pkg/catalog"
	"scrim/pkg/directory"
	"scrim/pkg/event"
	"scrim/pkg/issue"
)

// wrap is an envelope around the data, written by hand so that a mistake of
// Encode cannot hide one of Decode.
func wrap(kind, data string) string {
	return fmt.Sprintf(`{"specversion":"1.0","id":"e1","source":"platform","type":%q,"data":%s}`, kind, data)
}

const minimalSource = `{"id":"hr.employees","version":3,"host":"h","table":{"database":"hr","schema":"public","name":"employees"},"columns":[{"name":"email","type":"text","tags":["PII.Email"]}]}`

func TestDecodeReadsOneEvent(t *testing.T) {
	t.Parallel()
	body := `{"specversion":"1.0","id":"e1","source":"platform","type":"scrim.source.updated","time":"2026-03-01T12:00:00Z",
		"subject":"hr.employees","datacontenttype":"application/json; charset=utf-8","traceparent":"00-1","data":` + minimalSource + `}`
	events, issues := event.Decode([]byte(body))
	if len(issues) > 0 || len(events) != 1 {
		t.Fatalf("%d events, issues %v", len(events), issues)
	}
	e := events[0]
	if e.ID != "e1" || e.Sender != "platform" || e.Type != "scrim.source.updated" || e.Time.Year() != 2026 || string(e.Raw) != body {
		t.Errorf("envelope: %+v", e)
	}
	put, ok := e.Body.(event.Put)
	if !ok {
		t.Fatalf("body is %T", e.Body)
	}
	want := event.Source{Source: catalog.Source{
		ID: "hr.employees", Host: "h", Table: catalog.Table{Database: "hr", Schema: "public", Name: "employees"},
		Columns: []catalog.Column{{Name: "email", Type: "text", Tags: []catalog.Tag{"PII.Email"}}},
	}}
	if diff := cmp.Diff(event.Noun(want), put.Document.Noun); diff != "" {
		t.Error(diff)
	}
	if d := put.Document; d.Kind != event.KindSource || d.ID != "hr.employees" || d.Version != 3 {
		t.Errorf("document: %v %v %v", d.Kind, d.ID, d.Version)
	}
	const data = `{"columns":[{"name":"email","tags":["PII.Email"],"type":"text"}],"host":"h","id":"hr.employees","kind":"source","table":{"database":"hr","name":"employees","schema":"public"},"version":3}`
	if diff := cmp.Diff(data, string(put.Document.Data)); diff != "" {
		t.Error(diff)
	}
}

func TestDecodeReadsABatch(t *testing.T) {
	t.Parallel()
	body := "[" + strings.Join([]string{
		wrap("scrim.user.updated", `{"id":"ann","version":1,"groups":[{"name":"hr"}],"attributes":{"region":["eu","us"]}}`),
		wrap("scrim.session.updated", `{"user":"ann","version":2,"project":"p"}`),
		wrap("scrim.access.deleted", `{"user":"a/b","source":"c","version":4}`),
		wrap("scrim.policy.deleted", `{"id":"mask","version":9}`),
		`{"specversion":"1.0","id":"e2","source":"platform","type":"scrim.sync.completed"}`,
	}, ",\n") + "]"
	events, issues := event.Decode([]byte(body))
	if len(issues) > 0 {
		t.Fatal(issues)
	}
	var bodies []event.Body
	for _, e := range events {
		if put, ok := e.Body.(event.Put); ok {
			put.Document.Data = nil
			e.Body = put
		}
		bodies = append(bodies, e.Body)
	}
	want := []event.Body{
		event.Put{Document: event.Document{Kind: event.KindUser, ID: "ann", Version: 1, Noun: event.User{User: directory.User{
			ID: "ann", Groups: []directory.Group{{Name: "hr"}}, Attributes: map[string][]string{"region": {"eu", "us"}},
		}}}},
		event.Put{Document: event.Document{Kind: event.KindSession, ID: "ann", Version: 2, Noun: event.Session{Session: directory.Session{User: "ann", Project: "p"}}}},
		event.Delete{Kind: event.KindAccess, ID: "a%2Fb/c", Version: 4},
		event.Delete{Kind: event.KindPolicy, ID: "mask", Version: 9},
		event.Synced{},
	}
	if diff := cmp.Diff(want, bodies); diff != "" {
		t.Error(diff)
	}
}

// Each bad body fails whole, with the code and the path that help.
func TestDecodeRefuses(t *testing.T) {
	t.Parallel()
	good := wrap("scrim.source.updated", minimalSource)
	for name, c := range map[string]struct {
		body, code, path string
	}{
		"nothing":             {"", "not-json", ""},
		"no JSON":             {`{"id":`, "not-json", ""},
		"YAML":                {"id: x", "not-json", ""},
		"two values":          {good + good, "not-json", ""},
		"a text":              {`"x"`, "wrong-type", ""},
		"not UTF-8":           {"{\"id\":\"\xff\"}", "not-utf8", ""},
		"an empty batch":      {"[]", "empty-batch", ""},
		"a number in a batch": {"[" + good + ",7]", "wrong-type", "[1]"},
		"too deep":            {strings.Repeat("[", 70) + strings.Repeat("]", 70), "too-deep", strings.Repeat("[0]", 64)},
		"no id":               {`{"specversion":"1.0","source":"p","type":"scrim.sync.completed"}`, "missing-attribute", ""},
		"specversion 0.3":     {strings.Replace(good, `"1.0"`, `"0.3"`, 1), "unsupported-specversion", "specversion"},
		"a wrong time":        {strings.Replace(good, `"id":"e1"`, `"id":"e1","time":"yesterday"`, 1), "not-a-time", "time"},
		"text data":           {strings.Replace(good, `"id":"e1"`, `"id":"e1","datacontenttype":"text/plain"`, 1), "unsupported-content-type", "datacontenttype"},
		"base64":              {strings.Replace(good, `"data":`, `"data_base64":"eA==","data":`, 1), "binary-data", "data_base64"},
		"an attribute twice":  {strings.Replace(good, `"id":"e1"`, `"id":"e1","id":"e2"`, 1), "duplicate-key", "id"},
		"upper case":          {strings.Replace(good, `"data":`, `"Data":1,"data":`, 1), "unknown-field", "Data"},
		"unknown type":        {wrap("scrim.sorce.updated", "{}"), "unknown-event-type", "type"},
		"no data":             {`{"specversion":"1.0","id":"e1","source":"p","type":"scrim.user.updated"}`, "missing-data", ""},
		"data null":           {wrap("scrim.user.updated", "null"), "null-value", "data"},
		"synced with data":    {wrap("scrim.sync.completed", `{"x":1}`), "unknown-field", "data.x"},
		"no version":          {wrap("scrim.user.updated", `{"id":"ann"}`), "missing-version", "data"},
		"version 0":           {wrap("scrim.user.updated", `{"id":"ann","version":0}`), "missing-version", "data.version"},
		"version 1.0":         {wrap("scrim.user.updated", `{"id":"ann","version":1.0}`), "not-a-whole-number", "data.version"},
		"version -1":          {wrap("scrim.user.updated", `{"id":"ann","version":-1}`), "not-a-whole-number", "data.version"},
		"version as text":     {wrap("scrim.user.updated", `{"id":"ann","version":"1"}`), "wrong-type", "data.version"},
		"version too great":   {wrap("scrim.user.updated", `{"id":"ann","version":9223372036854775808}`), "not-a-whole-number", "data.version"},
		"wrong kind":          {wrap("scrim.user.updated", `{"kind":"source","id":"ann","version":1}`), "wrong-kind", "data.kind"},
		"unknown field":       {wrap("scrim.user.updated", `{"id":"ann","version":1,"grups":[]}`), "unknown-field", "data.grups"},
		"deletion, no id":     {wrap("scrim.access.deleted", `{"user":"ann","version":1}`), "missing-field", "data"},
		"deletion, more":      {wrap("scrim.user.deleted", `{"id":"ann","version":1,"groups":[]}`), "unknown-field", "data.groups"},
		"deletion, unversed":  {wrap("scrim.user.deleted", `{"id":"ann"}`), "missing-version", "data"},
		"in a batch":          {"[" + good + "," + strings.Replace(good, `"name":"email"`, `"name":""`, 1) + "]", "empty-name", "[1].data.columns[0].name"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			events, issues := event.Decode([]byte(c.body))
			if len(events) > 0 {
				t.Errorf("%d events came out of it", len(events))
			}
			wantIssue(t, issues, c.code, c.path)
		})
	}
}

func wantIssue(t *testing.T, issues issue.List, code, path string) {
	t.Helper()
	for _, one := range issues {
		if string(one.Code) == code && one.Place.Path == path {
			return
		}
	}
	t.Errorf("no issue %s at %q in:\n%v", code, path, issues)
}

func TestIssuesSayWhere(t *testing.T) {
	t.Parallel()
	_, issues := event.Decode([]byte("{\n \"specversion\": \"1.0\", \"id\": \"é\", \"source\": \"p\", \"type\": \"scrim.usr.updated\"\n}"))
	if len(issues) != 1 {
		t.Fatal(issues)
	}
	const want = "2:58"
	if got := fmt.Sprintf("%d:%d", issues[0].Place.Line, issues[0].Place.Column); got != want {
		t.Errorf("at %s, want %s", got, want)
	}
	if want := "did you mean scrim.user.updated?"; issues[0].Hint != want {
		t.Errorf("hint %q, want %q", issues[0].Hint, want)
	}
	const excerpt = "2 | … ersion\": \"1.0\", \"id\": \"é\", \"source\": \"p\", \"type\": \"scrim.usr.updated\"\n" +
		"                                                        ^"
	if diff := cmp.Diff(excerpt, issues[0].Excerpt); diff != "" {
		t.Error(diff)
	}
}

func TestIssuesAreBounded(t *testing.T) {
	t.Parallel()
	_, issues := event.Decode([]byte("[" + strings.Repeat("1,", 5000) + "1]"))
	if len(issues) != 101 || issues[100].Code != "too-many-issues" {
		t.Errorf("%d issues", len(issues))
	}
}

func TestEncodeIsReadBack(t *testing.T) {
	t.Parallel()
	d, issues := event.DecodeDocument(event.KindUser, []byte(`{"id":"ann <&>","version":7,"attributes":{"b":[],"a":["x"]}}`))
	if len(issues) > 0 {
		t.Fatal(issues)
	}
	for _, body := range []event.Body{event.Put{Document: d}, event.Delete{Kind: event.KindUser, ID: "ann", Version: 8}, event.Synced{}} {
		text, err := event.Encode(event.Event{ID: "1", Sender: "s", Body: body})
		if err != nil {
			t.Fatal(err)
		}
		events, issues := event.Decode(text)
		if len(issues) > 0 || len(events) != 1 {
			t.Fatalf("%s: %v", text, issues)
		}
		if diff := cmp.Diff(body, events[0].Body); diff != "" {
			t.Error(diff)
		}
	}
}
