package render

import (
	"fmt"
	"regexp"
	"strconv"

	"scrim/pkg/catalog"
)

var number = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)

// constant is a literal of a policy, which must be in the canonical text of
// its kind. Dates and times are written in ISO 8601, which every DateStyle
// reads alike.
func (w *writer) constant(l catalog.Literal) string {
	ok := true
	text := ""
	switch l.Kind {
	case catalog.Text:
		return w.literal(l.Text)
	case catalog.Bigint, catalog.Decimal:
		ok, text = number.MatchString(l.Text), l.Text
	case catalog.Boolean:
		ok, text = l.Text == "true" || l.Text == "false", "FALSE"
		if l.Text == "true" {
			text = "TRUE"
		}
	case catalog.Date:
		ok, text = catalog.Type{Kind: catalog.Date}.Canonical(l.Text), "DATE "+w.literal(l.Text)
	case catalog.Timestamp:
		ok, text = catalog.Type{Kind: catalog.Timestamp}.Canonical(l.Text), "TIMESTAMP "+w.literal(l.Text)
	case catalog.Unknown, catalog.Smallint, catalog.Integer, catalog.Real, catalog.Double, catalog.Char, catalog.Varchar, catalog.TimestampTZ, catalog.Other:
		ok = false
	}
	if !ok {
		w.fail(fmt.Errorf("a literal is not in the canonical text of its kind"))
	}
	return text
}

var repeats = regexp.MustCompile(`\{([0-9]+)(?:,([0-9]*))?\}`)

// maxRepeat is the greatest {n} that PostgreSQL takes; a greater one would be
// an error at every reader's query.
const maxRepeat = 255

func (w *writer) checkPattern(pattern string) {
	for _, m := range repeats.FindAllStringSubmatch(pattern, -1) {
		for _, digits := range m[1:] {
			if n, err := strconv.Atoi(digits); digits != "" && (err != nil || n > maxRepeat) {
				w.fail(fmt.Errorf("a pattern repeats more than %d times", maxRepeat))
			}
		}
	}
}
