package compile

import "scrim/pkg/view"

// Stricter reports whether a reader learns from a at most what they learn from
// b in its place, by the order of masks in SEMANTICS S3. Two masks of which
// neither is stricter cannot be compared.
func Stricter(a, b view.Cell) bool { return winsOver(a, b) }
