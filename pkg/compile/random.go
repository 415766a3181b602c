package compile

import (
	"math/big"
	"strconv"
	"strings"

	"scrim/pkg/catalog"
	"scrim/pkg/policy"
	"scrim/pkg/view"
)

func fitRandom(m policy.MaskRandom, t catalog.Type, salt string) (view.Cell, string) {
	cell := view.Random{Salt: salt, Low: m.Low, High: m.High}
	if m.Kind == catalog.Date {
		if !t.IsTime() {
			return view.Null{}, "random dates fit dates and timestamps only"
		}
		return cell, ""
	}
	for _, end := range []string{m.Low, m.High} {
		if why := unitsMisfit(end, t); why != "" {
			return view.Null{}, why
		}
	}
	low, high := rat(m.Low), rat(m.High)
	if low.Cmp(high) >= 0 || units(new(big.Rat).Sub(high, low), t).Cmp(maxUnits()) > 0 {
		return view.Null{}, "there are too many numbers between the ends"
	}
	return cell, ""
}

func fitNoise(m policy.MaskNoise, t catalog.Type, salt string) (view.Cell, string) {
	if m.Days > 0 {
		if !t.IsTime() {
			return view.Null{}, "noise of days fits dates and timestamps only"
		}
		return view.Noise{Salt: salt, Within: strconv.Itoa(m.Days)}, ""
	}
	if why := unitsMisfit(m.Within, t); why != "" {
		return view.Null{}, why
	}
	if within := rat(m.Within); within.Sign() <= 0 || units(within, t).Cmp(maxUnits()) > 0 {
		return view.Null{}, "the noise is too wide"
	}
	return view.Noise{Salt: salt, Within: m.Within}, ""
}

// unitsMisfit says why a number is not a whole number of a type's units: of
// ones in an integer, of its last digit in a decimal.
func unitsMisfit(text string, t catalog.Type) string {
	switch {
	case t.IsInteger() && !t.Canonical(text):
		return "it counts in whole numbers of the type"
	case t.Kind == catalog.Decimal && (t.Precision == 0 || t.Precision > maxPrecision):
		return "it fits decimals of at most 18 digits"
	case t.Kind == catalog.Decimal && decimalMisfit(text, t) != "":
		return "it counts in the column's last digit"
	case !t.IsInteger() && t.Kind != catalog.Decimal:
		return "it fits integers and decimals only"
	}
	return ""
}

// maxPrecision is that of decimals whose units a bigint counts.
const maxPrecision = 18

func maxUnits() *big.Rat { return new(big.Rat).SetInt64(1e15) }

func units(r *big.Rat, t catalog.Type) *big.Rat {
	return new(big.Rat).Mul(r, rat("1"+strings.Repeat("0", t.Scale)))
}

func rat(text string) *big.Rat {
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		return new(big.Rat)
	}
	return r
}
