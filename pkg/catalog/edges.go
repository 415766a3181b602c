package catalog

import "strings"

// Midnight is what makes the canonical text of a date that of a timestamp.
const Midnight = " 00:00:00.000000"

// Edges are values that cut those of a type into ranges, in ascending order:
// canonical texts of literals, in one value so that equal edges are equal by
// ==.
type Edges string

// NewEdges makes edges of texts that ascend. No text has a vertical bar.
func NewEdges(texts ...string) Edges { return Edges(strings.Join(texts, "|")) }

// List is the edges, one by one.
func (e Edges) List() []string {
	if e == "" {
		return nil
	}
	return strings.Split(string(e), "|")
}
