package policy

import (
	"scrim/pkg/catalog"
	"scrim/pkg/formula"
)

// Mask is what a reader sees instead of a value. It is a sealed union; what
// each does to which type is SEMANTICS S4.
type Mask interface{ mask() }

// MaskNull shows NULL.
type MaskNull struct{}

// MaskConstant shows one value for every value that is not NULL.
type MaskConstant struct{ Value catalog.Literal }

// MaskHash shows a salted SHA-256 of the value: as lower-case hex in text,
// as 60 bits in a bigint.
type MaskHash struct {
	Length int // hex digits, 8–64; 0 is 64
}

// MaskRegex replaces every occurrence of a pattern; a value without one is
// NULL.
type MaskRegex struct {
	Pattern     string // the portable subset (Pattern)
	Replacement string // literal text: no group references
}

// MaskRound lowers a number to a multiple of Step, or a time to the start of
// its Unit. Exactly one is set.
type MaskRound struct {
	Step string // a positive decimal, canonical: "100", "0.5"
	Unit Unit
}

// Unit is a calendar unit.
type Unit string

// The units to which a time can be truncated; an hour does nothing to a date
// and so does not fit it.
const (
	Hour  Unit = "hour"
	Day   Unit = "day"
	Month Unit = "month"
	Year  Unit = "year"
)

// MaskBucket lowers a value to the greatest edge that is not above it; a value
// below all of them is NULL.
type MaskBucket struct {
	Kind  catalog.Kind  // of the edges: Decimal for numbers, Timestamp for times
	Edges catalog.Edges // canonical decimals, or canonical timestamps
}

// MaskRandom shows a number or date between two ends, both included, that a
// salt makes of the value.
type MaskRandom struct {
	Kind      catalog.Kind // of the ends: Decimal or Date
	Low, High string       // canonical; Low is less
}

// MaskNoise moves a value by an amount that a salt makes of it. Exactly one is
// set.
type MaskNoise struct {
	Within string // a positive decimal, canonical
	Days   int
}

// MaskPartial keeps characters at the ends and replaces each run between by
// Fill; a value of which it would keep half or more is NULL.
type MaskPartial struct {
	First, Last int
	Fill        string // "***" by default
}

// MaskEmail keeps an address's domain, and First characters before Fill; what
// is no address is NULL.
type MaskEmail struct {
	First int    // 0 or 1
	Fill  string // "***" by default
}

// MaskCustom shows what an expression makes of a value; where that is the value
// itself, or does not go into its type, NULL.
type MaskCustom struct{ Formula formula.Formula }

// MaskKAnonymity shows the values of a policy's columns where at least K rows
// of the table have the same ones, all of them, and NULL elsewhere.
type MaskKAnonymity struct {
	K int // 2 to 1,000,000
}

func (MaskNull) mask()       {}
func (MaskConstant) mask()   {}
func (MaskHash) mask()       {}
func (MaskRegex) mask()      {}
func (MaskRound) mask()      {}
func (MaskBucket) mask()     {}
func (MaskRandom) mask()     {}
func (MaskNoise) mask()      {}
func (MaskPartial) mask()    {}
func (MaskEmail) mask()      {}
func (MaskKAnonymity) mask() {}
func (MaskCustom) mask()     {}

// Anonymities are the numbers of rows that the policy's k-anonymity masks ask
// for, each once, in the order of its rules; none for another policy.
func Anonymities(p Policy) []int {
	var out []int
	for _, rule := range p.Rules {
		if apply, ok := rule.Do.(Apply); ok {
			if mask, ok := apply.Mask.(MaskKAnonymity); ok {
				out = addOnce(out, mask.K)
			}
		}
	}
	return out
}

// DependsOnRow reports whether what a policy does to a reader may differ from
// row to row. Of an action that is not known here it may.
func DependsOnRow(p Policy) bool {
	for _, rule := range p.Rules {
		switch rule.Do.(type) {
		case Clear, Hide, Apply, Filter:
		default:
			return true
		}
	}
	return len(References(p)) > 0 || Samples(p)
}
