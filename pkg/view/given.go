package view

import (
	"time"

	"scrim/pkg/profile"
)

// Facts is what a reader is known to have, as a set.
type Facts struct {
	exact map[profile.Fact]bool
	named map[profile.Fact]bool // by kind and name, without value
}

// FactsOf is the set of the rows that have not expired at now.
func FactsOf(rows []profile.Row, now time.Time) Facts {
	f := Facts{exact: map[profile.Fact]bool{}, named: map[profile.Fact]bool{}}
	for _, row := range rows {
		if row.ValidUntil.After(now) {
			f.exact[row.Fact] = true
			f.named[profile.Fact{Kind: row.Kind, Name: row.Name}] = true
		}
	}
	return f
}

// Given is what is left of a predicate when the reader's facts are known:
// Always, Never, or what depends on the row.
func Given(p Pred, f Facts) Pred {
	switch p := p.(type) {
	case HasFact:
		return settled(f.exact[p.Fact] != p.Absent)
	case HasAny:
		return settled(f.named[profile.Fact{Kind: p.Kind, Name: p.Name}] != p.Absent)
	case Held:
		if !f.named[profile.Fact{Kind: p.Kind, Name: p.Name}] && !p.Not {
			return Never{}
		}
		return p
	case Lookup:
		return p.given(f)
	case All:
		return And(givenParts(p, f)...)
	case Any:
		return Or(givenParts(p, f)...)
	case nil:
		return Never{}
	default:
		return p
	}
}

func givenParts[S ~[]Pred](parts S, f Facts) []Pred {
	out := make([]Pred, len(parts))
	for i, p := range parts {
		out[i] = Given(p, f)
	}
	return out
}

func settled(holds bool) Pred {
	if holds {
		return Always{}
	}
	return Never{}
}
