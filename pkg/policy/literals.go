package policy

import (
	"math/big"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"scrim/pkg/catalog"
)

// normalText is a text as facts and literals are compared: in Unicode normal
// form C, without NUL. The problem completes "the text …".
func normalText(text string) (normal, problem string) {
	switch {
	case !utf8.ValidString(text):
		return "", "is not UTF-8"
	case strings.ContainsRune(text, 0):
		return "", "contains a NUL character, which no warehouse stores"
	}
	return norm.NFC.String(text), ""
}

// textLiteral is a text that is compared with a column, or stands in for a
// value of it.
func textLiteral(text string) (catalog.Literal, string) {
	text, problem := normalText(text)
	if problem == "" && strings.HasSuffix(text, " ") {
		problem = "ends with a blank, which warehouses do not compare alike"
	}
	return catalog.Literal{Kind: catalog.Text, Text: text}, problem
}

// maxDigits is the greatest precision of a decimal on any warehouse.
const maxDigits = 38

// numberLiteral is a number as JSON writes it: a Bigint when it is written as a
// whole number and fits one, else a Decimal without exponent and without trailing zeros. No
// digit is lost on the way.
func numberLiteral(written string) (catalog.Literal, string) {
	if n, err := strconv.ParseInt(written, 10, 64); err == nil {
		return catalog.Literal{Kind: catalog.Bigint, Text: strconv.FormatInt(n, 10)}, ""
	}
	mantissa, exponent, _ := strings.Cut(strings.ToLower(written), "e")
	power := 0
	if exponent != "" {
		n, err := strconv.Atoi(exponent)
		if err != nil || n > maxDigits || n < -maxDigits {
			return catalog.Literal{}, "is out of the range of decimals"
		}
		power = n
	}
	if len(mantissa) > 2*maxDigits {
		return catalog.Literal{}, "has more than 38 digits"
	}
	value, ok := new(big.Rat).SetString(mantissa + "e" + strconv.Itoa(power))
	if !ok {
		return catalog.Literal{}, "is not a number"
	}
	text := value.FloatString(3 * maxDigits)
	text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	if text == "" || text == "-" {
		text = "0"
	}
	digits := strings.NewReplacer("-", "", ".", "").Replace(strings.TrimPrefix(strings.TrimPrefix(text, "-"), "0."))
	if len(digits) > maxDigits {
		return catalog.Literal{}, "has more than 38 digits"
	}
	return catalog.Literal{Kind: catalog.Decimal, Text: text}, ""
}

// dateLiteral is a date, "2026-01-31".
func dateLiteral(text string) (catalog.Literal, string) {
	l := catalog.Literal{Kind: catalog.Date, Text: text}
	if !(catalog.Type{Kind: catalog.Date}).Canonical(text) {
		return catalog.Literal{}, "is no date such as 2026-01-31, of the years 1 to 9999"
	}
	return l, ""
}

// timestampLiteral is a time of day on a date, without zone: as
// "2026-01-31 10:00:00", with up to six digits after the second, or in RFC 3339
// with the zone Z.
func timestampLiteral(text string) (catalog.Literal, string) {
	for _, layout := range []string{"2006-01-02 15:04:05.999999", "2006-01-02T15:04:05.999999Z"} {
		at, err := time.Parse(layout, text)
		if err != nil {
			continue
		}
		l := catalog.Literal{Kind: catalog.Timestamp, Text: at.Format(catalog.TimestampLayout)}
		if (catalog.Type{Kind: catalog.Timestamp}).Canonical(l.Text) && at.Nanosecond()%1000 == 0 {
			return l, ""
		}
	}
	return catalog.Literal{}, "is no timestamp such as 2026-01-31 10:00:00 or 2026-01-31T10:00:00Z, of the years 1 to 9999, with at most microseconds"
}
