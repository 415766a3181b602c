package truth

import (
	"strings"

	"scrim/integration/draw"
	"scrim/pkg/policy"
)

// knownNow is what a reader sets for a case in which somebody asks for an age:
// on Redshift a zone a week from UTC makes all ages unknown
// (docs/design/0003-now-on-redshift.md), so that one a day from it stands in.
func knownNow(settings []string, c draw.Case) []string {
	if !c.Cluster.Kind.IsRedshift() || !asksAge(c) {
		return settings
	}
	out := make([]string, len(settings))
	for i, one := range settings {
		out[i] = strings.ReplaceAll(one, "167", "24")
	}
	return out
}

func asksAge(c draw.Case) bool {
	asks := false
	for _, p := range c.Policies {
		for _, condition := range p.Conditions() {
			policy.Walk(condition, func(part policy.Condition) {
				_, newer := part.(policy.Newer)
				asks = asks || newer
			})
		}
	}
	return asks
}
