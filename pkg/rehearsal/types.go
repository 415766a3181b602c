package rehearsal

import (
	"regexp"
	"strings"

	"scrim/pkg/catalog"
)

// others are the types of the warehouses themselves that policies know by name
// alone. The list is closed, since a document says the type and it is written
// as it stands: words behind it would be a default, or a reference to a table.
var others = regexp.MustCompile(`^(pg_catalog\.)?(` +
	`uuid|jsonb?|xml|bytea|inet|cidr|macaddr8?|money|oid|name|interval|timetz|tsvector|tsquery|` +
	`point|line|lseg|box|path|polygon|circle|(int4|int8|num|ts|tstz|date)(multi)?range|` +
	`time(\([0-9]\))?( with(out)? time zone)?|bit( varying)?(\([0-9]+\))?|varbit(\([0-9]+\))?|` +
	`super|geometry|geography|hllsketch|varbyte(\([0-9]+\))?|varbinary(\([0-9]+\))?)$`)

// own reports whether a type is the warehouse's own, and nothing but a type.
func own(t catalog.Type) bool {
	if t.Kind != catalog.Other {
		return true
	}
	element := strings.TrimSuffix(t.Name, "[]")
	if others.MatchString(element) {
		return true
	}
	of, known := catalog.ParseType(strings.TrimPrefix(element, "pg_catalog."))
	return known && of.Kind != catalog.Other
}
