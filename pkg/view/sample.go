package view

import (
	"crypto/sha256"
	"encoding/hex"

	"scrim/pkg/catalog"
)

// Sample holds for a part of the rows, always the same one: those of which
// Salt and the canonical texts of Key hash below Share of Shares. A row with
// NULL, or with a value without canonical text, in Key is in no sample, and a
// smaller share lies within a greater one (docs/design/0010-samples.md).
type Sample struct {
	Salt  string // the name of the secret, never the secret
	Key   Set
	Share int
}

// Shares is how many equal parts samples are measured in: one is 0.01 %.
const Shares = 10_000

func (Sample) pred() {}

// SampleSalt names the secret that the rows of a table are drawn by. It is the
// table's and not the source's, so that two sources of one table show the same
// rows to whoever reads both; and that of its copies of the same name in other
// databases.
func SampleSalt(base catalog.Table) string {
	sum := sha256.Sum256([]byte(base.Schema + "\x00" + base.Name))
	return "table/" + hex.EncodeToString(sum[:16]) + "/1/sample"
}

// drawnWithin reports whether both draw from one table by one key, p at most as
// many rows as q.
func drawnWithin(p, q Pred) bool {
	a, okA := p.(Sample)
	b, okB := q.(Sample)
	return okA && okB && a.Salt == b.Salt && a.Key == b.Key && a.Share <= b.Share
}
