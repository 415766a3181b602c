package explain

import (
	"fmt"
	"strings"

	"scrim/pkg/oracle"
	"scrim/pkg/view"
)

// common says how many rows have to share values for them to be shown.
func common(p view.Common) string {
	var names []string
	for _, c := range p.Columns.Columns() {
		names = append(names, c.Name)
	}
	return fmt.Sprintf("at least %d rows share its %s, as last counted", p.K, strings.Join(names, ", "))
}

// shared is the greatest number of rows that a k-anonymity mask asks for on a
// cell; 0 when none does.
func shared(c oracle.Cell) int {
	out := 0
	for _, s := range c.Because {
		out = max(out, s.Common)
	}
	return out
}
