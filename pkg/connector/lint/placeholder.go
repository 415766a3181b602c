package lint

import (
	"regexp"
	"slices"
	"strings"

	"scrim/pkg/issue"
)

// placeholderName is a name that means "yours".
var placeholderName = regexp.MustCompile(`(?i)^(?:<.*>|‹.*›|\{\{.*\}\}|\$\{.*\}|\[.*\]|(?:your|the|my|some|enter)[_ -].*|.*[_ -]here|(?:database|schema|table|user|role|db|project|dataset)_name|(?:project|dataset)_id|changeme)$`)

func isPlaceholder(name string) bool { return placeholderName.MatchString(name) }

// placeholders finds names that the reader was to replace: one finding for a
// statement, at the first of them.
func (l *linter) placeholders(s *statement) {
	var left []token
	for _, t := range s.tokens {
		if s.password != nil && t.start == s.password.start {
			continue
		}
		if t.kind == hole || (t.kind == word || t.kind == quoted) && isPlaceholder(t.name()) {
			left = append(left, t)
		}
	}
	if len(left) == 0 {
		return
	}
	var names []string
	for _, t := range left {
		if !slices.Contains(names, t.raw) {
			names = append(names, t.raw)
		}
	}
	c := l.say(s, rule{codePlaceholder, issue.Warning, pageOfPlaceholder, "put in the names that you have; those in the fix are examples"}, left[0], left[0],
		"placeholders are left in it: "+strings.Join(names, ", "))
	for _, t := range left {
		c.edits = append(c.edits, edit{t.start, t.end, l.example(t)})
	}
}

const pageOfPlaceholder = aws + "r_names.html"

// example is a name as it could be instead of a placeholder; other names stay.
func (l *linter) example(t token) string {
	if t.kind != hole && !isPlaceholder(t.name()) {
		return t.raw
	}
	for _, one := range [][2]string{{"creat", "etl_owner"}, {"schema", "devices"}, {"table", "user_devices"}, {"database", "analytics"}, {"db", "analytics"}, {"role", "tool_role"}, {"user", "tool_user"}} {
		if strings.Contains(t.name(), one[0]) {
			return one[1]
		}
	}
	return "example"
}
