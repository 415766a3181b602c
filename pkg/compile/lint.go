package compile

import (
	"fmt"
	"math/big"
	"strings"
	"unicode/utf8"

	"scrim/pkg/catalog"
	"scrim/pkg/issue"
	"scrim/pkg/policy"
	"scrim/pkg/view"
)

// lint says what a mask that fits a column hides less well than it seems to.
func (c *compiler) lint(p policy.Policy, col column, cell view.Cell) {
	switch cell := cell.(type) {
	case view.Hash:
		c.lintFew(p, col, "hash")
		if col.ref.Type.IsText() && cell.Digits < safeDigits {
			c.warn(p, "short-hash", fmt.Sprintf("leave length out, or make it at least %d", safeDigits),
				"column %q shows %d digits of a hash, so different values soon look equal: among %s of them, one pair on average", col.ref.Name, cell.Digits, birthday(cell.Digits))
		}
	case view.Random:
		c.lintFew(p, col, "random value")
	case view.Custom:
		c.warn(p, "custom-mask", "use partial, email, regex, round or bucket where one of them does",
			"column %q shows what the expression %s makes of its values, and nobody vouches for how little that tells", col.ref.Name, cell.Formula)
	case view.RoundNumber:
		if changesNothing(cell.Step, col.ref.Type) {
			c.warn(p, "mask-shows-value", "round to more", "column %q is rounded to %s, of which every %s is a multiple: its values are shown as they are", col.ref.Name, cell.Step, col.ref.Type)
		}
	case view.Regex:
		if sample, shown := leavesMost(cell); sample != "" {
			c.warn(p, "regex-leaves-most", "match all but what may be seen, or use partial, email or hash",
				"column %q is masked by a pattern that leaves half of a value or more: %s would be shown as %s", col.ref.Name, sample, shown)
		}
	}
}

func (c *compiler) lintFew(p policy.Policy, col column, shown string) {
	if why := few(col); why != "" {
		c.warn(p, "low-cardinality", "use null or constant", "column %q has few different values, to go by %s: how often each %s stands there may tell which is which", col.ref.Name, why, shown)
	}
}

func (c *compiler) warn(p policy.Policy, code issue.Code, hint, format string, args ...any) {
	c.issues.Warn(c.place(p), code, hint, format, args...)
}

// safeDigits are so many digits of a hash that values of one column are not
// expected to collide.
const safeDigits = 16

// birthday is about how many values it takes until two of them share a hash.
func birthday(digits int) string {
	return new(big.Int).Lsh(big.NewInt(1), uint(2*digits)).String()
}

// changesNothing reports whether every value of a type is a multiple of the
// step.
func changesNothing(step string, t catalog.Type) bool {
	unit := "1"
	switch {
	case t.Kind == catalog.Decimal && t.Precision > 0:
		unit = "1e-" + fmt.Sprint(t.Scale)
	case !t.IsInteger():
		return false
	}
	return multiple(unit, step)
}

// samples are what columns that are masked by a pattern hold, most often.
func samples() []string {
	return []string{"ann.miller@example.com", "4111111111111111", "DE89370400440532013000", "+49 30 1234567", "123-45-6789", "Ann Miller", "1980-02-29"}
}

// leavesMost is a sample of which half or more would be shown, and how; empty
// when the pattern meets none, or takes more of one that it meets.
func leavesMost(m view.Regex) (sample, shown string) {
	re, err := policy.CompilePattern(m.Pattern)
	if err != nil {
		return "", ""
	}
	for _, one := range samples() {
		if !re.MatchString(one) {
			continue
		}
		left := utf8.RuneCountInString(re.ReplaceAllLiteralString(one, ""))
		if 2*left < len(one) {
			return "", ""
		}
		if sample == "" {
			sample, shown = one, re.ReplaceAllLiteralString(one, m.Replacement)
		}
	}
	return sample, strings.TrimSpace(shown)
}
