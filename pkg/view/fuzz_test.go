package view_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scrim/pkg/catalog"
	"scrim/pkg/view"
)

// FuzzView: any bytes are a view or an error, and a view that was read is
// written as bytes that read as the same view: what a store keeps is admitted
// under one name for ever.
func FuzzView(f *testing.F) {
	for _, p := range predicates() {
		for _, cell := range allCells() {
			v := view.View{Admit: p, Rows: p, Columns: []view.Column{{Name: "n", Type: catalog.Type{Kind: catalog.Text}, Choices: []view.Choice{{When: p, Show: cell}}}}}
			text, err := json.Marshal(v)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(text)
		}
	}
	f.Add([]byte(`{"admit":{"op":"all","parts":[{"op":"not"}]},"rows":null,"columns":[{"choices":[{}]}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		var v view.View
		if err := json.Unmarshal(text, &v); err != nil {
			return
		}
		written, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		var back view.View
		if err := json.Unmarshal(written, &back); err != nil {
			t.Fatalf("%s: %v", written, err)
		}
		again, err := json.Marshal(back)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(written), string(again)); diff != "" || v.Admission() != back.Admission() {
			t.Errorf("%s becomes another one:\n%s", text, diff)
		}
	})
}
