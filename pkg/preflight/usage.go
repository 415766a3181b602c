package preflight

import (
	"fmt"
	"slices"

	"scrim/pkg/catalog"
)

// Dormant is a privilege to read a table that its holder cannot use, for want
// of USAGE on the schema.
type Dormant struct {
	Table catalog.Table
	Who   string // "role analysts", "everybody"
}

// Usage judges whether everybody may be given USAGE on a base schema, which
// readers of late-binding views may need: only when nothing becomes effective
// by it that nobody accepted (SEMANTICS S15). everybody says that they have it
// already. A finding that may be repaired says so by Next being empty.
func Usage(database, schema string, everybody bool, dormant []Dormant, accepted []string) Finding {
	f := Finding{Check: ReadersUsage, Status: Passed, Database: database}
	at := "schema " + database + "." + schema
	if everybody {
		f.Means = "readers may name what is in " + at
		return f
	}
	f.Status = Warning
	var open []string
	for _, d := range dormant {
		if text := d.Table.String() + " to " + d.Who; !slices.Contains(accepted, d.Table.String()) && !slices.Contains(open, text) {
			open = append(open, text)
		}
	}
	if len(open) == 0 {
		f.Means = "readers may need USAGE on " + at + ", which makes nothing effective that is not accepted; the live suite says whether this warehouse asks for it"
		return f
	}
	f.Means = fmt.Sprintf("readers may need USAGE on %s, which is not to be granted: it would make effective what was granted on %s", at, Few(open))
	f.Next = "revoke those grants, or accept the tables by name in the cluster's accept_usage"
	return f
}
