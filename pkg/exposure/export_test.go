package exposure

// Opaque reports whether something in a source's views is not understood.
func Opaque(s Source) bool { return newComparison(s).opaque }
