package oracle

import (
	"time"

	"scrim/pkg/policy"
)

// Truth is the answer to a condition (SEMANTICS S2). Its zero value is the one
// that shows nothing.
type Truth uint8

// The three answers.
const (
	Unknown Truth = iota
	False
	True
)

// String is "unknown", "false" or "true".
func (t Truth) String() string {
	switch t {
	case True:
		return "true"
	case False:
		return "false"
	case Unknown:
	}
	return "unknown"
}

// Ask is the answer to one condition, or to a part of one, for the reader and
// a row; a nil row is none, and what asks about it is unknown.
func Ask(f Facts, c policy.Condition, row Row, as Comparison, now time.Time) Truth {
	return open(f, as, now).ask(c, row)
}

func is(b bool) Truth {
	if b {
		return True
	}
	return False
}

func (t Truth) not() Truth {
	switch t {
	case True:
		return False
	case False:
		return True
	case Unknown:
	}
	return Unknown
}

// and is false if either is, else unknown if either is.
func (t Truth) and(u Truth) Truth {
	switch {
	case t == False || u == False:
		return False
	case t == True && u == True:
		return True
	}
	return Unknown
}

// or is true if either is, else unknown if either is.
func (t Truth) or(u Truth) Truth { return t.not().and(u.not()).not() }
