package main

import (
	"testing"
)

// FuzzRow: what stands after --row and --key is a row of texts or a mistake.
func FuzzRow(f *testing.F) {
	f.Add(`{"id": 7, "region": "EU", "n": null, "big": 123456789012345678901234567890.10, "ok": true}`, "id=8")
	f.Add(`{"id": [7]}`, "a=b=c")
	f.Add(`{"id": 1} {"id": 2}`, "")
	f.Add(`null`, "=")
	f.Fuzz(func(t *testing.T, text, key string) {
		row, err := rowOf(text, []string{key})
		if err == nil && row == nil {
			t.Errorf("%q and %q are no row, and no mistake", text, key)
		}
	})
}
