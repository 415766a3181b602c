package render

import "scrim/pkg/catalog"

// Literal is a text literal as a statement has it.
func Literal(d Dialect, text string) (string, error) {
	w := newWriter(d, catalog.Cluster{})
	return w.literal(text), w.err
}
