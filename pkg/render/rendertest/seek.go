package rendertest

import (
	"fmt"

	"scrim/pkg/catalog"
	"scrim/pkg/view"
)

// Sought is a table and what is looked for in it: each literal of every type,
// and each way to match a text.
func Sought() (catalog.Table, []view.Pred) {
	var out []view.Pred
	for i, s := range shapes() {
		c := ref(fmt.Sprintf("c%d", i), s.typ)
		for _, l := range s.literals {
			out = append(out, view.Compare{Column: c, Op: "=", Literal: l})
		}
	}
	for _, text := range []string{"ab", `'\`} {
		for _, kind := range []view.MatchKind{view.MatchPrefix, view.MatchSuffix, view.MatchContains} {
			out = append(out, view.Match{Column: ref("c6", "character(70)"), Kind: kind, Text: text})
		}
	}
	out = append(out, view.Match{Column: ref("o'Dd", "character varying"), Kind: view.MatchPattern, Text: `^[0-9]+\.(a|b)'$`})
	return catalog.Table{Database: "sales", Schema: "hr", Name: "o'Dd"}, out
}
