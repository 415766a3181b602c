package warehouse_test

import (
	"slices"
	"strings"
	"testing"

	"scrim/pkg/catalog"
	"scrim/pkg/profile"
	"scrim/pkg/view"
)

// A lookup is within the fence: a cheap function of the reader's sees neither a
// row that the lookup hides nor anything of the table that is looked up in, and a
// NULL among the keys neither shows nor hides the others. The reader has no right
// on that table.
func TestLeakLookup(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.as(t, h.etl, employees, employed, "CREATE TABLE hr.regions (region varchar(64), who varchar(200))")
		mallory := h.role(t, "LOGIN")
		h.know(t, mallory)
		h.as(t, h.etl, "INSERT INTO hr.regions VALUES ('us', '"+mallory+"'), (NULL, '"+mallory+"'), ('eu', 'the board'), ('eu', NULL)")
		v := h.view(t, "employees")
		text := catalog.Type{Kind: catalog.Varchar, Length: 64}
		own := view.Lookup{
			Column: ref(t, v, "region"), Source: "regions", Table: catalog.Table{Database: v.Base.Database, Schema: "hr", Name: "regions"},
			Key: view.ColumnRef{Name: "region", Type: text}, Where: []view.LookupTest{{Column: view.ColumnRef{Name: "who", Type: catalog.Type{Kind: catalog.Varchar, Length: 200}}, Kind: profile.KindUser}},
		}
		others := own
		others.Not = true
		for name, rows := range map[string]view.Pred{"at the top": own, "under OR": view.Any{own, view.HasFact{Fact: group("nobody")}}} {
			v.Rows = rows
			h.deploy(t, v)
			if got := h.read(t, mallory, "SELECT id FROM governed.employees ORDER BY id"); !slices.Equal(got, []string{"2", "3"}) {
				t.Errorf("%s: %q", name, got)
			}
		}
		v.Rows = view.All{view.IsNull{Column: own.Column, Not: true}, others}
		h.deploy(t, v)
		if got := h.read(t, mallory, "SELECT id FROM governed.employees ORDER BY id"); !slices.Equal(got, []string{"1"}) {
			t.Errorf("not found: %q", got)
		}
		if h.cluster.Kind.IsRedshift() {
			return // the stand-in has no such functions
		}
		v.Rows = own
		h.deploy(t, v)
		heard := eavesdrop(t, h, mallory, "SELECT count(*) FROM governed.employees WHERE pg_temp.leak(region) AND pg_temp.leak(email)")
		if all := strings.Join(heard, " "); strings.Contains(all, "board") || strings.Contains(all, "eu") || strings.Contains(all, "a@x.com") || len(heard) == 0 {
			t.Errorf("a reader's function heard %q", heard)
		}
	})
}
