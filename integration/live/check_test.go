package live_test

import (
	"fmt"
	"io/fs"
	"strings"

	sqlfiles "scrim/sql"
)

// catalogues asks, as scrim's account and about a table that nobody has, everything that scrim cluster check asks of Redshift
// alone. What the account may not see is skipped by the check; a column or a view that is not as documented is an error.
func catalogues(c *cluster) (string, bool) {
	entries, err := fs.Glob(sqlfiles.Redshift, "redshift/check_*.sql")
	if err != nil || len(entries) == 0 {
		return fmt.Sprintf("%d questions, %v", len(entries), err), false
	}
	var seen []string
	holds := true
	for _, name := range append(entries, "redshift/shadows.sql", "redshift/identity.sql") {
		text, err := fs.ReadFile(sqlfiles.Redshift, name)
		if err != nil {
			return err.Error(), false
		}
		answer := c.asOwner.ask(strings.Replace(string(text), ":list", "'scrim_live_nobody'", 1))
		seen = append(seen, fmt.Sprintf("%s: %q", strings.TrimPrefix(name, "redshift/"), answer))
		absent := strings.Contains(name, "serverless") && strings.Contains(answer, "42P01") // how a provisioned cluster says that it is one
		holds = holds && (!failed(answer) || absent || strings.Contains(answer, "42501"))
	}
	return strings.Join(seen, "\n"), holds
}
