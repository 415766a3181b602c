package oracle

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"math"
	"math/big"
	"strconv"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/policy"
)

// hash is SHA-256 over salt and canonical text: hex digits of text, sixty
// bits of a bigint.
func hash(m policy.MaskHash, v Value, salt func(use string) (string, bool)) Value {
	secret, ok := salt("")
	text, has := canonical(v)
	if !ok || !has {
		return nil
	}
	sum := sha256.Sum256([]byte(secret + text))
	full := hex.EncodeToString(sum[:])
	switch v.(type) {
	case Text:
		return Text(full[:min(digits(m), len(full))])
	case Integer:
		n, err := strconv.ParseInt(full[:15], 16, 64)
		if err != nil {
			return nil
		}
		return Integer(n)
	}
	return nil
}

// Salt is the secret of a name, made from the master key: lower-case hex of
// HMAC-SHA256 over "scrim salt 1", NUL and the name.
func Salt(master []byte, name string) string {
	mac := hmac.New(sha256.New, master)
	mac.Write([]byte("scrim salt 1\x00" + name))
	return hex.EncodeToString(mac.Sum(nil))
}

// round is the greatest multiple of the step that is not above the value, or
// the start of the value's hour, day, month or year.
func round(m policy.MaskRound, v Value, t catalog.Type) Value {
	switch v := v.(type) {
	case Integer:
		floor := floorTo(new(big.Rat).SetInt64(int64(v)), rational(m.Step))
		if text := plain(floor); t.Canonical(text) {
			n, _ := strconv.ParseInt(text, 10, 64) // canonical: in range
			return Integer(n)
		}
	case Decimal:
		if _, none := special(string(v)); none {
			return nil
		}
		floor := floorTo(rational(string(v)), rational(m.Step))
		if representable(floor, t) {
			return Decimal(plain(floor))
		}
	case Float:
		return roundFloat(float64(v), floatOf(m.Step), t)
	case Date:
		if at, ok := v.truncate(m.Unit); ok {
			return Date{at}
		}
	case Timestamp:
		if at, ok := v.truncate(m.Unit); ok {
			return Timestamp{at}
		}
	case TimestampTZ:
		if at, ok := v.truncate(m.Unit); ok {
			return TimestampTZ{at}
		}
	}
	return nil
}

func floorTo(v, step *big.Rat) *big.Rat {
	q := new(big.Rat).Quo(v, step)
	// The denominator is positive, so Euclidean division rounds down.
	n := new(big.Int).Div(q.Num(), q.Denom())
	return new(big.Rat).Mul(new(big.Rat).SetInt(n), step)
}

func roundFloat(x, step float64, t catalog.Type) Value {
	if math.IsNaN(x) || math.Abs(x) > 1e15 {
		return nil
	}
	quotient := x / step
	if quotient == 0 && x < 0 {
		quotient = -math.SmallestNonzeroFloat64 // too small to be told from zero, and still below it
	}
	floor := math.Floor(quotient) * step
	if t.Kind == catalog.Real {
		floor = float64(float32(floor))
	}
	return Float(floor)
}

func (m Moment) truncate(u policy.Unit) (Moment, bool) {
	if !m.common() {
		return Moment{}, false
	}
	year, month, day := m.At.Date()
	hour := 0
	switch u {
	case policy.Hour:
		hour = m.At.Hour()
	case policy.Day:
	case policy.Month:
		day = 1
	case policy.Year:
		month, day = time.January, 1
	default:
		return Moment{}, false
	}
	return Moment{At: time.Date(year, month, day, hour, 0, 0, 0, time.UTC)}, true
}

// HashOf is what the mask hash shows of a text value, of a column of that type
// on the source; nil is NULL.
func HashOf(f Facts, length int, text string, t catalog.Type) Value {
	v, err := Parse(t, text)
	if err != nil {
		return nil
	}
	return apply(fit(policy.MaskHash{Length: length}, t), v, t, open(f, Comparison{}, time.Time{}).salt)
}
