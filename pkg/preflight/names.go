package preflight

import (
	"fmt"
	"strings"
)

// Reserved is the names among these that belong to the warehouse, so that no
// person can have them.
func Reserved(usernames []string) []string {
	var out []string
	for _, name := range usernames {
		lower := strings.ToLower(name)
		if lower == "public" || lower == "rdsdb" || strings.HasPrefix(lower, "pg_") || strings.HasPrefix(lower, "sys:") || strings.HasPrefix(lower, "ds:") {
			out = append(out, name)
		}
	}
	return out
}

// Shared is the names among these that are logins of an IAM role, which is
// whoever assumes it: Redshift calls them IAMR:role.
func Shared(usernames []string) []string {
	var out []string
	for _, name := range usernames {
		if strings.HasPrefix(name, "IAMR:") {
			out = append(out, name)
		}
	}
	return out
}

// Few is a list for people, cut where it gets long.
func Few(all []string) string {
	const shown = 10
	if more := len(all) - shown; more > 0 {
		return strings.Join(all[:shown], ", ") + fmt.Sprintf(" and %d more", more)
	}
	return strings.Join(all, ", ")
}
