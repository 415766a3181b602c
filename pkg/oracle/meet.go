package oracle

import (
	"math/big"

	"scrim/pkg/policy"
)

// meet is what several policies agree to show of one cell (SEMANTICS S3);
// masks are fitted to the column, nil is clear. Of several masks the one wins
// that hides at least what each of the others hides. Where two cannot be
// compared the cell is NULL, whatever else there is: otherwise a further mask
// policy would turn a NULL into a value, which law 2 forbids.
func meet(masks []policy.Mask) policy.Mask {
	var all policy.Mask
	for _, m := range masks {
		for _, other := range masks {
			if !Hides(m, other) && !Hides(other, m) {
				return policy.MaskNull{}
			}
		}
		if Hides(m, all) {
			all = m
		}
	}
	return all
}

// Hides reports whether a reader learns from a at most what they learn from b,
// both fitted to one column as in Cell.Mask; nil is clear (SEMANTICS S3).
func Hides(a, b policy.Mask) bool {
	if rank(a) != rank(b) {
		return rank(a) > rank(b)
	}
	switch a := a.(type) {
	case policy.MaskHash:
		b, ok := b.(policy.MaskHash)
		return ok && digits(a) <= digits(b)
	case policy.MaskRound:
		b, ok := b.(policy.MaskRound)
		return ok && coarser(a, b)
	case policy.MaskBucket:
		b, ok := b.(policy.MaskBucket)
		return ok && within(a, b)
	case policy.MaskPartial:
		b, ok := b.(policy.MaskPartial)
		return ok && a.Fill == b.Fill && a.First <= b.First && a.Last <= b.Last
	case policy.MaskEmail:
		b, ok := b.(policy.MaskEmail)
		return ok && a.Fill == b.Fill && a.First <= b.First
	}
	return a == b
}

// rank orders the kinds of masks by what can be learned; the more is hidden,
// the higher.
func rank(m policy.Mask) int {
	switch m.(type) {
	case nil:
		return 0
	case policy.MaskCustom:
		return 1
	case policy.MaskPartial, policy.MaskEmail, policy.MaskRegex:
		return 2
	case policy.MaskRound, policy.MaskBucket, policy.MaskNoise:
		return 3
	case policy.MaskHash, policy.MaskRandom:
		return 4
	case policy.MaskConstant:
		return 5
	}
	return 6
}

// coarser reports whether the multiples of a's step are among those of b's,
// or a's unit is as long as b's.
func coarser(a, b policy.MaskRound) bool {
	if a.Unit != "" || b.Unit != "" {
		return unitLength(a.Unit) >= unitLength(b.Unit)
	}
	if rational(b.Step).Sign() == 0 {
		return false
	}
	return new(big.Rat).Quo(rational(a.Step), rational(b.Step)).IsInt()
}

func unitLength(u policy.Unit) int {
	switch u {
	case policy.Hour:
		return 1
	case policy.Day:
		return 2
	case policy.Month:
		return 3
	case policy.Year:
		return 4
	}
	return 0
}
