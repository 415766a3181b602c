package compile

import (
	"slices"
	"strings"
	"unicode"

	"scrim/pkg/catalog"
)

// few says why a column is likely to have few different values: how often a
// hash stands there then tells which one it is. It is empty when nothing does.
func few(col column) string {
	switch t := col.ref.Type; {
	case t.Kind == catalog.Smallint:
		return "its type"
	case t.Kind == catalog.Decimal && t.Precision > 0 && t.Precision <= fewDigits:
		return "its type"
	}
	if slices.ContainsFunc(col.Tags, func(tag catalog.Tag) bool { return namesFew(string(tag)) }) {
		return "its tag"
	}
	if namesFew(col.Name) {
		return "its name"
	}
	return ""
}

// fewDigits are those of decimals with no more values than a smallint has.
const fewDigits = 4

// namesFew reports whether a name ends in a word for what has few values, or
// in one and what such values are written as: country, Geo.Country,
// country_code.
func namesFew(name string) bool {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) })
	if n := len(words); n > 1 && slices.Contains([]string{"code", "id", "key", "name"}, words[n-1]) {
		words = words[:n-1]
	}
	return len(words) > 0 && slices.Contains([]string{
		"age", "category", "country", "currency", "department", "ethnicity", "gender", "grade", "language", "level", "month", "nationality",
		"plan", "province", "race", "rank", "region", "religion", "role", "segment", "sex", "state", "status", "title", "type", "weekday", "year",
	}, words[len(words)-1])
}
