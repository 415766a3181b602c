package connector_test

import (
	"strings"
	"testing"

	"scrim/pkg/connector"
)

// TestPasswordRefusal holds the rules of Redshift's CREATE USER at their
// edges.
func TestPasswordRefusal(t *testing.T) {
	for password, want := range map[string]string{
		"Abcdefg1":                       "",
		"A1" + strings.Repeat("a", 62):   "",
		"!#$%&()*+,-.:;<=>?[]^_`{|}~Aa1": "",
		"Abcdef1":                        "has 7 characters",
		"A1" + strings.Repeat("a", 63):   "has 65 characters",
		"abcdefg1":                       "has no upper-case letter",
		"ABCDEFG1":                       "has no lower-case letter",
		"Abcdefgh":                       "has no digit",
		"":                               "has 0 characters and has no upper-case letter and has no lower-case letter and has no digit",
		"Ab cdef1":                       "has a character that must not be in it",
		"Abcdef1ü":                       "has a character that must not be in it",
		"Abcdef1\x7f":                    "has a character that must not be in it",
		"Abcdefg1'":                      "has a character that must not be in it",
		`Abcdefg1"`:                      "has a character that must not be in it",
		`Abcdefg1\`:                      "has a character that must not be in it",
		"Abcdefg1/":                      "has a character that must not be in it",
		"Abcdefg1@":                      "has a character that must not be in it",
	} {
		if got := connector.PasswordRefusal(password); got != want {
			t.Errorf("%q: %q", password, got)
		}
	}
}
