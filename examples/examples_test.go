package examples_test

import (
	"io/fs"
	"strings"
	"testing"

	"scrim/examples"
	"scrim/pkg/event"
)

// TestDecode holds every example to what the decoder accepts without a word.
func TestDecode(t *testing.T) {
	kinds := map[event.Kind]int{}
	err := fs.WalkDir(examples.Files, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path == "scrim.yaml" || strings.HasSuffix(path, "_test.yaml") { // those are package config's and policytest's to read
			return err
		}
		text, err := fs.ReadFile(examples.Files, path)
		if err != nil {
			return err
		}
		documents, issues := event.DecodeDocuments(text, path)
		for _, one := range issues {
			t.Error(one)
		}
		for _, d := range documents {
			kinds[d.Kind]++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range event.Kinds() {
		if kinds[kind] == 0 {
			t.Errorf("there is no example of kind %s", kind)
		}
	}
}
