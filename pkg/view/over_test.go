package view_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"scrim/pkg/catalog"
	"scrim/pkg/view"
)

// A view over other tables is the same one: only the tables differ, also deep
// within its predicates, and the view that it was made of stays.
func TestOver(t *testing.T) {
	there := catalog.Table{Database: "d", Schema: "s", Name: "t"}
	look := func(source string, at catalog.Table) view.Pred {
		return view.Any{view.All{view.Always{}, view.Lookup{Source: source, Table: at}}, view.IsNull{}}
	}
	made := func(base, managers catalog.Table) view.View {
		return view.View{
			Source: "people", Base: base, Rows: look("managers", managers), Admit: view.Always{},
			Columns: []view.Column{{Name: "id", Choices: []view.Choice{{When: look("managers", managers), Show: view.Raw{}}, {When: look("others", there), Show: view.Null{}}}}},
		}
	}
	before := made(there, there)
	base, managers := catalog.Table{Name: "base"}, catalog.Table{Name: "managers"}
	if diff := cmp.Diff(made(base, managers), before.Over(base, map[string]catalog.Table{"managers": managers})); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(made(there, there), before); diff != "" {
		t.Errorf("the view itself changed: %s", diff)
	}
}
