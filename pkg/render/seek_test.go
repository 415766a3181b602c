package render_test

import (
	"strings"
	"testing"

	"scrim/pkg/catalog"
	"scrim/pkg/profile"
	"scrim/pkg/render"
	"scrim/pkg/render/rendertest"
	"scrim/pkg/view"
)

// What is sought is asked as policies ask it, in one reading of the table.
func TestSeekGolden(t *testing.T) {
	each(t, func(t *testing.T, d render.Dialect, c catalog.Cluster) {
		base, tests := rendertest.Sought()
		s, err := render.Seek(d, c, base, tests)
		if err != nil {
			t.Fatal(err)
		}
		golden(t, d, "seek", s.Text+";\n")
		if len(s.Args) > 0 || strings.Count(s.Text, "SELECT") != 1 {
			t.Errorf("it binds %v", s.Args)
		}
	})
}

// Whoever seeks has no facts, and what is no constant becomes none.
func TestSeekRefuses(t *testing.T) {
	each(t, func(t *testing.T, d render.Dialect, c catalog.Cluster) {
		base, _ := rendertest.Sought()
		number := view.ColumnRef{Name: "n", Type: catalog.Type{Kind: catalog.Integer}}
		for name, tests := range map[string][]view.Pred{
			"a fact":       {view.HasFact{Fact: profile.Fact{Kind: profile.KindGroup, Value: "hr"}}},
			"a list":       {view.Held{Column: number, Kind: profile.KindAttribute, Name: "n"}},
			"no literal":   {view.Compare{Column: number, Op: "=", Literal: catalog.Literal{Kind: catalog.Bigint, Text: "1 OR TRUE"}}},
			"a NUL":        {view.Compare{Column: view.ColumnRef{Name: "x", Type: catalog.Type{Kind: catalog.Text}}, Op: "=", Literal: catalog.Literal{Kind: catalog.Text, Text: "a\x00"}}},
			"no predicate": {nil, view.Compare{Column: number, Op: "; DROP"}},
			"nothing":      nil,
		} {
			if s, err := render.Seek(d, c, base, tests); err == nil {
				t.Errorf("%s: %s", name, s.Text)
			}
		}
	})
}
