package connector

import (
	"fmt"
	"strings"
)

// PasswordRefusal says what Redshift does not like about a password, and so
// tools for it do not either; empty is nothing. It repeats nothing of it.
func PasswordRefusal(password string) string {
	var out []string
	if len(password) < 8 || len(password) > 64 {
		out = append(out, fmt.Sprintf("has %d characters", len(password)))
	}
	for _, one := range [][2]string{{"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "upper-case letter"}, {"abcdefghijklmnopqrstuvwxyz", "lower-case letter"}, {"0123456789", "digit"}} {
		if !strings.ContainsAny(password, one[0]) {
			out = append(out, "has no "+one[1])
		}
	}
	if strings.ContainsFunc(password, func(r rune) bool { return r < 33 || r > 126 || strings.ContainsRune(`'"\/@`, r) }) {
		out = append(out, "has a character that must not be in it")
	}
	return strings.Join(out, " and ")
}
