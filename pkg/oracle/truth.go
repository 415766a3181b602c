package oracle

// truth is the answer to a condition. Its zero value is the one that shows
// nothing.
type truth uint8

const (
	unknown truth = iota
	no
	yes
)

func is(b bool) truth {
	if b {
		return yes
	}
	return no
}

func (t truth) not() truth {
	switch t {
	case yes:
		return no
	case no:
		return yes
	case unknown:
	}
	return unknown
}

// and is false if either is, else unknown if either is.
func (t truth) and(u truth) truth {
	switch {
	case t == no || u == no:
		return no
	case t == yes && u == yes:
		return yes
	}
	return unknown
}

// or is true if either is, else unknown if either is.
func (t truth) or(u truth) truth { return t.not().and(u.not()).not() }
