package immuta

import (
	"regexp"
	"strings"
)

type tokenKind uint8

const (
	end tokenKind = iota
	word
	quotedName
	text
	number
	function // @name
	symbol
)

type sqlToken struct {
	kind tokenKind
	text string
	at   int
}

var tokenForm = regexp.MustCompile(`^(?:` + strings.Join([]string{
	`(\s+)`,
	`([A-Za-z_][A-Za-z0-9_.]*)`,
	"(\"(?:[^\"]|\"\")+\"|`[^`]+`)",
	`('(?:[^']|'')*')`,
	`([0-9]+(?:\.[0-9]+)?)`,
	`@([A-Za-z]+)`,
	`(<>|!=|<=|>=|::|\|\||[=<>(),*+/\[\]-])`,
}, "|") + `)`)

// tokens cuts SQL; what is none of them ends it, as a symbol that nothing
// expects.
func tokens(sql string) []sqlToken {
	var out []sqlToken
	for at := 0; at < len(sql); {
		m := tokenForm.FindStringSubmatchIndex(sql[at:])
		if m == nil {
			return append(out, sqlToken{symbol, sql[at:], at})
		}
		for kind := word; kind <= symbol; kind++ {
			if from, to := m[2*int(kind)+2], m[2*int(kind)+3]; from >= 0 {
				out = append(out, sqlToken{kind, sql[at+from : at+to], at})
			}
		}
		at += m[1]
	}
	return append(out, sqlToken{end, "", len(sql)})
}
