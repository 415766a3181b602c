package view_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"scrim/pkg/view"
)

func TestLookupsAreThoseOfRowsAndCells(t *testing.T) {
	in := func(source string) view.Pred { return view.Lookup{Column: textColumn("a"), Source: source} }
	v := view.View{
		Rows:    view.All{in("b"), view.Any{in("c"), view.Always{}}},
		Columns: []view.Column{{Choices: []view.Choice{{When: in("a")}, {When: view.All{in("b")}}}}},
	}
	if diff := cmp.Diff([]string{"a", "b", "c"}, v.Lookups()); diff != "" {
		t.Error(diff)
	}
}
