package warehouse_test

import (
	"fmt"
	"testing"

	"scrim/pkg/catalog"
	"scrim/pkg/render"
	"scrim/pkg/view"
)

// One combination more than may be is none: a part of them would be as good as
// chance.
func TestTooManyCombinationsAreNotKept(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.as(t, h.etl, "CREATE TABLE hr.people (city character varying(16))", "INSERT INTO hr.people VALUES ('a'), ('a'), ('b'), ('b'), ('c'), ('c'), ('alone'), (NULL), (NULL)")
		system := h.dsn(h.cluster.Credentials.User, h.cluster.ViewDatabase)
		execute(t, system, `INSERT INTO scrim_system.mask_secret ("name", "value") VALUES ('source/people/1/k', 'salt')`)
		city, _ := catalog.ParseType("character varying(16)")
		tally := render.Tally{
			Source: "people", Base: catalog.Table{Database: h.base, Schema: "hr", Name: "people"},
			Common: view.Common{Counting: "c", Salt: "source/people/1/k", Columns: view.NewSet(view.ColumnRef{Name: "city", Type: city}), K: 2},
		}
		for most, kept := range map[int]int{3: 0, 4: 4, 5: 4} {
			tally.Attempt, tally.Most = fmt.Sprintf("attempt %d", most), most
			found, err := h.w.Count(t.Context(), tally)
			if err != nil {
				t.Fatal(err)
			}
			var rows int
			conn := connect(t, system)
			if err := conn.QueryRow(t.Context(), `SELECT COUNT(*) FROM scrim_system.common_combination WHERE "attempt" = $1`, tally.Attempt).Scan(&rows); err != nil {
				t.Fatal(err)
			}
			if found != 4 || rows != kept {
				t.Errorf("at most %d: %d combinations were found and %d kept, want 4 and %d", most, found, rows, kept)
			}
		}
	})
}
