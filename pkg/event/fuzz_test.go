package event_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scrim/pkg/event"
)

// FuzzDecode: any body gives events or errors, never both and never a panic;
// events that came out are read again from what Encode writes and from the
// data that a store keeps.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(wrap("scrim.source.updated", minimalSource)))
	f.Add([]byte("[" + wrap("scrim.access.deleted", `{"user":"a","source":"b","version":1}`) + "]"))
	f.Add([]byte(wrap("scrim.policy.updated", `{"id":"p","version":1,"applies_to":{"all":true},"rules":[{"mask":{"null":{}}}]}`)))
	f.Add([]byte(`{"specversion":"1.0","id":"1","source":"s","type":"scrim.sync.completed","data":{}}`))
	f.Add([]byte(`[{"a":[{"a":1,"a":2}]},null,"\ud800",1e99]`))
	decoder := newDecoder(f)
	f.Fuzz(func(t *testing.T, body []byte) {
		events, issues := decoder.Decode(body)
		if (len(events) > 0) == issues.HasErrors() {
			t.Fatalf("%d events with %v", len(events), issues)
		}
		for _, e := range events {
			text, err := event.Encode(e)
			if err != nil {
				t.Fatal(err)
			}
			again, issues := decoder.Decode(text)
			if issues.HasErrors() {
				t.Fatalf("%s: %v", text, issues)
			}
			if diff := cmp.Diff(e.Body, again[0].Body); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}

// FuzzDocuments: any file gives documents and issues and no panic, and each
// document is read again from its Data.
func FuzzDocuments(f *testing.F) {
	f.Add([]byte("kind: source\nid: s\nhost: h\ntable: {database: d, schema: p, name: t}\ncolumns:\n- {name: a, type: int, tags: [New]}\n"))
	f.Add([]byte("kind: policy\nid: p\napplies_to: {all: true}\nrules:\n- filter: 'row.a == 1'\n"))
	f.Add([]byte("[{\"kind\":\"session\",\"user\":\"a\"},{\"kind\":\"access\",\"user\":\"a\",\"source\":\"s\",\"decision\":\"revoked\"}]"))
	f.Add([]byte("kind: user\nid: ann\ngroups: [{name: hr}]\n---\nkind: purpose\nid: a.b\nstatement: |\n  x\n"))
	f.Add([]byte("kind: cluster\nid: c\nwarehouse: postgres\nhost: h\nport: 1\ncredentials: {user: u}\nview_database: v\n"))
	f.Add([]byte("- &a [*a, <<: {x: .inf}]\n"))
	decoder := newDecoder(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		documents, issues := decoder.DecodeDocuments(text, "f")
		for _, one := range issues {
			if one.Code == "" || one.Message == "" || strings.ContainsAny(one.Message, "\n") {
				t.Fatalf("an issue says nothing, or too much: %q", one.Message)
			}
		}
		for _, d := range documents {
			again, issues := decoder.DecodeDocument(d.Kind, d.Data)
			if issues.HasErrors() {
				t.Fatalf("%s: %v", d.Data, issues)
			}
			if !bytes.Equal(again.Data, d.Data) || again.ID != d.ID || again.Version != d.Version {
				t.Fatalf("%s became %s", d.Data, again.Data)
			}
		}
	})
}

func newDecoder(t testing.TB) *event.Decoder {
	t.Helper()
	decoder, err := event.NewDecoder()
	if err != nil {
		t.Fatal(err)
	}
	return decoder
}

// BenchmarkDecode is a batch of a thousand sources with thirty columns each:
// the resync of a middling platform.
func BenchmarkDecode(b *testing.B) {
	var columns []string
	for i := range 30 {
		columns = append(columns, fmt.Sprintf(`{"name":"column_%d","type":"character varying(64)","tags":["PII.Email"]}`, i))
	}
	var events []string
	for i := range 1000 {
		data := fmt.Sprintf(`{"id":"s%d","version":3,"host":"h","table":{"database":"hr","schema":"public","name":"t%d"},"columns":[%s]}`, i, i, strings.Join(columns, ","))
		events = append(events, wrap("scrim.source.updated", data))
	}
	body := []byte("[" + strings.Join(events, ",\n") + "]")
	decoder := newDecoder(b)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if events, issues := decoder.Decode(body); len(events) != 1000 {
			b.Fatal(issues)
		}
	}
}

// BenchmarkDecodePolicy is one policy, as a store hands it to a pass.
func BenchmarkDecodePolicy(b *testing.B) {
	data := []byte(`{"kind":"policy","id":"p","version":1,"applies_to":{"column_tags":["PII.Email"]},"unless":"user.in_group(\"hr\")","rules":[{"mask":{"hash":{}},"where":"row.country == \"US\""},{"mask":{"null":{}}}]}`)
	decoder := newDecoder(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, issues := decoder.DecodeDocument(event.KindPolicy, data); len(issues) > 0 {
			b.Fatal(issues)
		}
	}
}
