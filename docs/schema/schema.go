// Package schema publishes the JSON Schemas (draft 2020-12) of everything that
// scrim reads: one file for each kind of document, event.json for the envelope
// and names.json for what they share. They refer to each other by file name.
//
// It promises that what a schema accepts as a shape the decoder accepts too,
// and that no field is in one and not in the other: package event tests both.
// It will not say what needs more than the document itself, nor what CEL
// means; the decoder is the judge.
package schema

import (
	"embed"
	"io/fs"
	"slices"
	"strings"
)

//go:embed *.json
var files embed.FS

// Of is the schema of a kind of document, "source", or of "event" or "names";
// false when there is none of that name.
func Of(name string) ([]byte, bool) {
	text, err := files.ReadFile(name + ".json")
	return text, err == nil
}

// Names lists the schemas, sorted.
func Names() []string {
	found, err := fs.Glob(files, "*.json")
	if err != nil {
		return nil // the pattern is a constant
	}
	names := make([]string, 0, len(found))
	for _, file := range found {
		names = append(names, strings.TrimSuffix(file, ".json"))
	}
	slices.Sort(names)
	return names
}
