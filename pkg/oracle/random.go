package oracle

import (
	"crypto/sha256"
	"encoding/hex"
	"math/big"
	"strconv"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/policy"
)

// most is how many units a random mask or a noise may span.
const most = 1_000_000_000_000_000

func fitRandom(m policy.MaskRandom, t catalog.Type) policy.Mask {
	low, okLow := countOf(m.Kind, m.Low, t)
	high, okHigh := countOf(m.Kind, m.High, t)
	if span := new(big.Int).Sub(high, low); okLow && okHigh && span.Sign() > 0 && span.Cmp(big.NewInt(most)) <= 0 {
		return m
	}
	return policy.MaskNull{}
}

func fitNoise(m policy.MaskNoise, t catalog.Type) policy.Mask {
	if m.Days != 0 {
		if m.Within == "" && m.Days > 0 && t.IsTime() {
			return m
		}
		return policy.MaskNull{}
	}
	n, ok := countOf(catalog.Decimal, m.Within, t)
	if ok && n.Sign() > 0 && n.Cmp(big.NewInt(most)) <= 0 {
		return m
	}
	return policy.MaskNull{}
}

// countOf is a number or date as a whole number of the type's units.
func countOf(kind catalog.Kind, text string, t catalog.Type) (*big.Int, bool) {
	if kind == catalog.Date {
		at, err := time.Parse(catalog.DateLayout, text)
		return dayNumber(at), err == nil && t.IsTime()
	}
	fits := t.IsInteger() && t.Canonical(text) ||
		t.Kind == catalog.Decimal && t.Precision >= 1 && t.Precision <= 18 && representable(rational(text), t)
	return countNumber(rational(text), t), fits
}

func countNumber(r *big.Rat, t catalog.Type) *big.Int {
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(t.Scale)), nil)
	return new(big.Rat).Mul(r, new(big.Rat).SetInt(unit)).Num()
}

func dayNumber(at time.Time) *big.Int {
	return big.NewInt(at.Truncate(24*time.Hour).Unix() / 86400)
}

// counted is a value in units, and their canonical text.
func counted(v Value, t catalog.Type) (u *big.Int, text string, ok bool) {
	switch v := v.(type) {
	case Integer:
		u = big.NewInt(int64(v))
		return u, u.String(), true
	case Decimal:
		if _, none := special(string(v)); none {
			return nil, "", false
		}
		u = countNumber(rational(string(v)), t)
		return u, u.String(), true
	case Date:
		return countedDay(v.Moment)
	case Timestamp:
		return countedDay(v.Moment)
	case TimestampTZ:
		return countedDay(v.Moment)
	}
	return nil, "", false
}

func countedDay(m Moment) (*big.Int, string, bool) {
	if !m.common() {
		return nil, "", false
	}
	return dayNumber(m.At), m.At.Format(catalog.DateLayout), true
}

// sixtyBits is the number of the first fifteen hex digits of a hash.
func sixtyBits(secret, text string) *big.Int {
	sum := sha256.Sum256([]byte(secret + text))
	n, _ := new(big.Int).SetString(hex.EncodeToString(sum[:])[:15], 16)
	return n
}

func random(m policy.MaskRandom, v Value, t catalog.Type, salt func(string) (string, bool)) Value {
	secret, known := salt("/random")
	_, text, ok := counted(v, t)
	if !known || !ok {
		return nil
	}
	low, _ := countOf(m.Kind, m.Low, t)
	high, _ := countOf(m.Kind, m.High, t)
	units := new(big.Int).Add(new(big.Int).Sub(high, low), big.NewInt(1))
	return fromUnits(new(big.Int).Add(low, new(big.Int).Mod(sixtyBits(secret, text), units)), t)
}

func noise(m policy.MaskNoise, v Value, t catalog.Type, salt func(string) (string, bool)) Value {
	secret, known := salt("/noise")
	u, text, ok := counted(v, t)
	if !known || !ok {
		return nil
	}
	n := big.NewInt(int64(m.Days))
	if m.Within != "" {
		n, _ = countOf(catalog.Decimal, m.Within, t)
	}
	if fromUnits(new(big.Int).Sub(u, n), t) == nil || fromUnits(new(big.Int).Add(u, n), t) == nil {
		return nil
	}
	h := sixtyBits(secret, text)
	size := new(big.Int).Add(big.NewInt(1), new(big.Int).Mod(h, n))
	if h.BitLen() == 60 { // not below 2^59
		size.Neg(size)
	}
	return fromUnits(new(big.Int).Add(u, size), t)
}

// fromUnits is so many units as a value; nil outside the type.
func fromUnits(u *big.Int, t catalog.Type) Value {
	switch {
	case t.IsInteger():
		if !t.Canonical(u.String()) {
			return nil
		}
		n, _ := strconv.ParseInt(u.String(), 10, 64)
		return Integer(n)
	case t.Kind == catalog.Decimal:
		unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(t.Scale)), nil)
		if r := new(big.Rat).SetFrac(u, unit); representable(r, t) {
			return Decimal(plain(r))
		}
		return nil
	}
	m := Moment{At: time.Unix(u.Int64()*86400, 0).UTC()}
	switch {
	case !m.common():
		return nil
	case t.Kind == catalog.Date:
		return Date{m}
	case t.Kind == catalog.Timestamp:
		return Timestamp{m}
	}
	return TimestampTZ{m}
}
