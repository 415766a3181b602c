package oracle

import (
	"math/big"
	"strings"

	"scrim/pkg/catalog"
	"scrim/pkg/policy"
)

// fit is the mask as it works on a column of the type: equal masks become
// equal values, and one that does not fit becomes NULL (SEMANTICS S4).
func fit(m policy.Mask, t catalog.Type) policy.Mask {
	switch m := m.(type) {
	case nil:
		return nil
	case policy.MaskConstant:
		return fitConstant(m, t)
	case policy.MaskHash:
		return fitHash(m, t)
	case policy.MaskRegex:
		if re, err := policy.CompilePattern(m.Pattern); err == nil && t.IsText() && !re.MatchString("") && !foreign(m.Replacement, t) {
			return m
		}
	case policy.MaskRound:
		return fitRound(m, t)
	case policy.MaskBucket:
		return fitBucket(m, t)
	case policy.MaskRandom:
		return fitRandom(m, t)
	case policy.MaskNoise:
		return fitNoise(m, t)
	case policy.MaskPartial:
		if t.IsText() && m.First >= 0 && m.Last >= 0 && m.First+m.Last >= 1 && !foreign(m.Fill, t) {
			return m
		}
	case policy.MaskEmail:
		if t.IsText() && (m.First == 0 || m.First == 1) && !foreign(m.Fill, t) {
			return m
		}
	case policy.MaskCustom:
		return fitCustom(m, t)
	}
	return policy.MaskNull{}
}

func fitConstant(m policy.MaskConstant, t catalog.Type) policy.Mask {
	l := m.Value
	if !comparesWith(l, t) {
		return policy.MaskNull{}
	}
	switch {
	case t.IsText() && (tooLong(l.Text, t) || foreign(l.Text, t)):
		return policy.MaskNull{}
	case t.Kind == catalog.Decimal:
		if _, err := parseDecimal(l.Text); err != nil || !representable(rational(l.Text), t) {
			return policy.MaskNull{}
		}
		// 5 and 5.0 are one constant of a decimal column.
		m.Value = catalog.Literal{Kind: catalog.Decimal, Text: plain(rational(l.Text))}
	}
	return m
}

func fitHash(m policy.MaskHash, t catalog.Type) policy.Mask {
	switch {
	case t.Kind == catalog.Bigint:
		return policy.MaskHash{}
	case t.IsText() && (t.Length == 0 || t.Length >= digits(m)):
		return policy.MaskHash{Length: digits(m)}
	}
	return policy.MaskNull{}
}

func digits(m policy.MaskHash) int {
	if m.Length == 0 {
		return 64
	}
	return m.Length
}

func fitRound(m policy.MaskRound, t catalog.Type) policy.Mask {
	if m.Unit != "" {
		if t.Kind == catalog.Date && unitLength(m.Unit) >= unitLength(policy.Month) || t.IsTime() && t.Kind != catalog.Date && unitLength(m.Unit) > 0 {
			return m
		}
		return policy.MaskNull{}
	}
	step, ok := new(big.Rat).SetString(m.Step)
	if !ok || step.Sign() <= 0 {
		return policy.MaskNull{}
	}
	m.Step = plain(step)
	switch {
	case t.IsInteger() && step.IsInt(),
		t.Kind == catalog.Decimal && (t.Precision == 0 || scale(step) <= t.Scale),
		t.Kind == catalog.Real, t.Kind == catalog.Double:
		return m
	}
	return policy.MaskNull{}
}

// plain writes a number as a decimal without trailing zeros.
func plain(r *big.Rat) string { return r.FloatString(scale(r)) }

// scale is the number of digits after the point that a decimal needs.
func scale(r *big.Rat) int {
	n := 0
	for x := new(big.Rat).Set(r); !x.IsInt() && n < 1000; n++ {
		x.Mul(x, big.NewRat(10, 1))
	}
	return n
}

// representable reports whether a number is a value of numeric(p,s) without
// rounding.
func representable(r *big.Rat, t catalog.Type) bool {
	if t.Precision == 0 {
		return true
	}
	limit := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(t.Precision-t.Scale)), nil))
	return scale(r) <= t.Scale && new(big.Rat).Abs(r).Cmp(limit) < 0
}

// tooLong reports whether text would not go into the type: lengths are bytes
// on some warehouses, so they are bytes here.
func tooLong(text string, t catalog.Type) bool { return t.Length > 0 && len(text) > t.Length }

// foreign reports whether a mask may not write text into the type: CHAR takes
// ASCII alone.
func foreign(text string, t catalog.Type) bool {
	for _, b := range []byte(text) {
		if b >= 0x80 {
			return t.Kind == catalog.Char
		}
	}
	return false
}

// apply shows a value through a mask that fits its type; NULL stays NULL.
func apply(m policy.Mask, v Value, t catalog.Type, salt func(use string) (string, bool)) Value {
	if v == nil {
		return nil
	}
	switch m := m.(type) {
	case nil:
		return v
	case policy.MaskConstant:
		constant, err := Parse(t, m.Value.Text)
		if err != nil {
			return nil
		}
		return constant
	case policy.MaskHash:
		return hash(m, v, salt)
	case policy.MaskRegex:
		if text, ok := v.(Text); ok {
			return masked(replaceAll(m, string(text)), text, t)
		}
	case policy.MaskRound:
		return round(m, v, t)
	case policy.MaskBucket:
		return bucket(m, v, t)
	case policy.MaskRandom:
		return random(m, v, t, salt)
	case policy.MaskNoise:
		return noise(m, v, t, salt)
	case policy.MaskPartial:
		if text, ok := v.(Text); ok {
			return masked(keepEnds(m, []rune(string(text))), text, t)
		}
	case policy.MaskEmail:
		if text, ok := v.(Text); ok {
			return masked(keepDomain(m, string(text)), text, t)
		}
	case policy.MaskCustom:
		return custom(m, v, t)
	}
	return nil
}

// masked is the text that a mask made, unless it shows the input or does not
// go into the type.
func masked(out *string, in Text, t catalog.Type) Value {
	if out == nil || tooLong(*out, t) {
		return nil
	}
	v := trimmed(Text(*out), t)
	if v == in {
		return nil
	}
	return v
}

func replaceAll(m policy.MaskRegex, text string) *string {
	re, err := policy.CompilePattern(m.Pattern)
	if err != nil || !re.MatchString(text) {
		return nil
	}
	out := re.ReplaceAllLiteralString(text, m.Replacement)
	return &out
}

func keepEnds(m policy.MaskPartial, chars []rune) *string {
	if kept := m.First + m.Last; kept*2 >= len(chars) {
		return nil
	}
	var out strings.Builder
	out.WriteString(string(chars[:m.First]))
	out.WriteString(m.Fill)
	out.WriteString(string(chars[len(chars)-m.Last:]))
	text := out.String()
	return &text
}

// keepDomain is an address without what stands before the @, but for its first
// character where the mask keeps that.
func keepDomain(m policy.MaskEmail, text string) *string {
	parts := strings.Split(text, "@")
	if len(parts) != 2 || !isDomain(parts[1]) {
		return nil
	}
	local := []rune(parts[0])
	if len(local) == 0 || m.First*2 >= len(local) {
		return nil
	}
	out := string(local[:m.First]) + m.Fill + "@" + parts[1]
	return &out
}

// isDomain reports whether a text is labels with dots between them, the last
// of which begins with a letter.
func isDomain(text string) bool {
	labels := strings.Split(text, ".")
	for _, label := range labels {
		if label == "" || strings.Trim(label, letters+"0123456789-") != "" {
			return false
		}
	}
	return len(labels) > 1 && strings.Contains(letters, labels[len(labels)-1][:1])
}

const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
