package warehouse_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"scrim/integration/pgtest/pgtesting"
	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/profile"
	"scrim/pkg/render"
	"scrim/pkg/view"
	"scrim/pkg/warehouse"
)

// TestTry: a trial says what would have come of a script, by its SQLSTATE and
// without the server's words, and leaves nothing behind; one that another
// writer has overtaken says so.
func TestTry(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.claim = plan.Claim{Store: "store", Lease: 5, Revision: 8}
		h.write(t, plan.WriteFacts{})
		before := h.observe(t, plan.Ask{Everything: true})
		h.claim.Revision = 9
		for _, one := range []struct {
			name, unstorable string
			piece            plan.Piece
		}{
			{"a fact", "", plan.Piece{Fact: group("hr")}},
			{"a name", "", plan.Piece{UserID: "ann"}},
			{"a source", "", plan.Piece{Source: "s"}},
			{"a NUL", "22021", plan.Piece{UserID: "secret\x00"}},
			{"a long kind", "22001", plan.Piece{Fact: profile.Fact{Kind: profile.Kind(strings.Repeat("secret ", 9) + "kind")}}},
		} {
			pieces := []plan.Piece{{Fact: profile.Fact{Kind: "first"}}, one.piece}
			script, err := scriptOf(h, plan.Trial(h.cluster, h.claim, pieces).Units)
			if err != nil {
				t.Fatal(err)
			}
			out, err := h.w.Try(t.Context(), script)
			if err != nil || len(out) != 1 || out[0].Unstorable != one.unstorable || out[0].Done != (one.unstorable == "") || out[0].Retry {
				t.Errorf("%s: %+v, %v", one.name, out, err)
				continue
			}
			if out[0].Err != nil && strings.Contains(out[0].Err.Error(), "secret") {
				t.Errorf("%s: the error repeats it: %v", one.name, out[0].Err)
			}
		}
		after := h.observe(t, plan.Ask{Everything: true})
		if after.Claim != before.Claim || len(after.Ghosts) != 0 || len(after.Strays) != 0 {
			t.Errorf("it left %+v", after)
		}
		h.claim = plan.Claim{Store: "store", Lease: 4, Revision: 9}
		script, err := scriptOf(h, plan.Trial(h.cluster, h.claim, []plan.Piece{{UserID: "ann"}}).Units)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := h.w.Try(t.Context(), script); !errors.Is(err, warehouse.ErrSuperseded) {
			t.Errorf("with an older lease the trial says %v", err)
		}
	})
}

// TestNamesOutsideTheEncoding: what the database's encoding cannot write is not
// there, and what was asked in one breath with it is seen all the same.
func TestNamesOutsideTheEncoding(t *testing.T) {
	t.Parallel()
	db := pgtesting.NewDatabase(t)
	latin := db.Name + "_latin"
	execute(t, db.Server.DSN("postgres", "postgres"), "CREATE DATABASE "+latin+" TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'",
		"ALTER DATABASE "+latin+" SET client_encoding TO 'UTF8'") // of the test's own sessions
	db.Name = latin
	h := postgresHouse(t, db, pgtesting.Role)
	h.as(t, h.etl, `CREATE TABLE hr."größe" (id int)`)
	h.write(t, plan.WriteFacts{Insert: rows("zoé", group("hr"))})
	ask := plan.Ask{Users: []string{"zoé", "花子", "太郎", "nobody"}, Sources: []plan.AskSource{
		{ID: "a", Table: h.table("größe"), Wanted: catalog.ViewName{Schema: "governed", Name: "größe"}},
		{ID: "注文", Table: h.table("注文"), Wanted: catalog.ViewName{Schema: "営業", Name: "注文"}},
		{ID: "c", Table: h.table("none")},
	}}
	o := h.observe(t, ask)
	if len(o.Users) != 4 || len(o.Users["zoé"].Rows) != 1 || len(o.Users["花子"].Rows) != 0 || o.Roles["花子"] {
		t.Errorf("the users are %+v", o.Users)
	}
	for id, problem := range map[string]plan.Problem{"a": "", "注文": plan.ProblemMissing, "c": plan.ProblemMissing} {
		if got := o.Sources[id]; got.Problem != problem || id == "注文" && !got.NoSchema {
			t.Errorf("%s is %+v", id, got)
		}
	}
	name := view.ColumnRef{Name: "userid", Type: catalog.Type{Kind: catalog.Text}}
	own := catalog.Table{Database: h.cluster.ViewDatabase, Schema: render.SystemSchema(h.cluster), Name: "profile"}
	seek := func(text string) (bool, []bool, error) {
		return h.w.Seek(t.Context(), own, []view.Pred{view.Compare{Column: name, Op: "=", Literal: catalog.Literal{Kind: catalog.Text, Text: text}}}, time.Minute)
	}
	if some, found, err := seek("zoé"); err != nil || !some || !found[0] {
		t.Errorf("zoé is sought: %v %v %v", some, found, err)
	}
	if _, _, err := seek("花子"); err == nil || !strings.Contains(err.Error(), "encoding lacks") || strings.Contains(err.Error(), "花") {
		t.Errorf("花子 is sought: %v", err)
	}
}
