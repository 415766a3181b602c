package policy

// The bounds of k: one row alone is what everybody has, and more than so many
// nobody means.
const (
	minRows = 2
	maxRows = 1_000_000
)

func (o *object) maskKAnonymity(path string, n *node) Mask {
	return o.settings(path, n, func(s *object) Mask {
		if !s.has("k") {
			s.add(n.at, path, "missing-field", "write {k: 5}", "there is no k")
			return nil
		}
		return MaskKAnonymity{K: int(s.whole("k", minRows, maxRows, 0))}
	})
}
