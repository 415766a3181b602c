package view

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"scrim/pkg/catalog"
)

// Common holds where at least K rows of the table had the row's values in
// Columns, all of them, when the counting was last done. A counting that was
// never done, or whose time is over, has no such rows. NULL is a value here; a
// value without canonical text is in no combination.
type Common struct {
	Counting string // names what is counted (see CountingOf); what the warehouse holds under another name is nothing here
	Salt     string // the name of the secret that combinations are hashed with, never the secret
	Columns  Set
	K        int
}

func (Common) pred() {}

// Set is columns as a JSON list, so that equal sets are equal by ==.
type Set string

// NewSet makes one of columns in their order.
func NewSet(columns ...ColumnRef) Set {
	text, err := json.Marshal(columns)
	if err != nil || len(columns) == 0 {
		return "" // names and types always encode
	}
	return Set(text)
}

// Columns is the columns; none when it is no list.
func (s Set) Columns() []ColumnRef {
	var out []ColumnRef
	if s == "" || json.Unmarshal([]byte(s), &out) != nil {
		return nil
	}
	return out
}

// CountingOf names a counting by all that it depends on but the rows: the
// source, the table and its identity, the columns with their types, and k. When
// one of them changes, nothing is counted yet. It is 32 lower-case hex digits.
func CountingOf(source string, base catalog.Table, identity string, columns Set, k int) string {
	text, err := json.Marshal([]any{"scrim counting 1", source, base, identity, columns, k})
	if err != nil {
		return "" // plain values always encode; nothing is ever counted under no name
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16])
}

// Countings lists what the view's cells ask to be counted, each once.
func (v View) Countings() []Common {
	var out []Common
	v.walk(func(p Pred) {
		if common, ok := p.(Common); ok && !slices.Contains(out, common) {
			out = append(out, common)
		}
	})
	return out
}
