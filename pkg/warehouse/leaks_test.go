package warehouse_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/profile"
	"scrim/pkg/view"
)

// The obvious SQL leaks in these ways; each test is named after its proof in
// the leak suite and runs against what package render writes. What a reader can
// try in a session of his own is in package verify and tried by package canary.

// eavesdrop reads with a cheap function of the reader's own in the predicate
// and gives what the function saw.
func eavesdrop(t *testing.T, h *house, reader, query string) []string {
	t.Helper()
	config, err := pgx.ParseConfig(h.dsn(reader, h.cluster.ViewDatabase))
	if err != nil {
		t.Fatal(err)
	}
	var heard []string
	config.OnNotice = func(_ *pgconn.PgConn, n *pgconn.Notice) { heard = append(heard, n.Message) }
	conn, err := pgx.ConnectConfig(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(t.Context()) }()
	read(t, conn, `CREATE FUNCTION pg_temp.leak(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001
AS $$BEGIN RAISE NOTICE '%', $1; RETURN TRUE; END$$`)
	read(t, conn, query)
	return heard
}

// P3: what a reader sets changes neither which rows nor which hash he sees,
// nor when a fact ends.
func TestLeakP3(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.as(t, h.etl, employees, employed)
		mallory, late := h.role(t, "LOGIN"), h.role(t, "LOGIN")
		h.know(t, mallory, attribute("blocked", "1990-12-11"), attribute("blocked", "1980-01-02"))
		h.write(t, plan.WriteFacts{Insert: []profile.Row{{UserID: late, Fact: profile.Fact{Kind: profile.KindUser, Value: late}, ValidUntil: in(-1)}}})
		v := h.view(t, "employees")
		v = show(v, "seen", always(view.RoundTime{Unit: "day"}))
		v.Rows = view.All{
			view.HasAny{Kind: profile.KindAttribute, Name: "blocked"},
			view.Held{Column: ref(t, v, "born"), Kind: profile.KindAttribute, Name: "blocked", Not: true},
		}
		h.deploy(t, v)
		want := []string{"2|2026-01-02 00:00:00"}
		for _, setting := range []string{"", "datestyle = 'German'", "timezone = '<evil>+167'", "timezone = '<x>-0:30'", "timezone = 'A0B+100,J1,J365'", "extra_float_digits = -14"} {
			set := "RESET ALL"
			if setting != "" {
				set = "SET " + setting
			}
			query := set + "; SELECT id, to_char(seen AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') FROM governed.employees ORDER BY id"
			if got := h.read(t, mallory, query); !slices.Equal(got, want) {
				t.Errorf("with %q mallory reads %q, want %q", setting, got, want)
			}
			if got := h.read(t, late, query); len(got) != 0 {
				t.Errorf("with %q an expired user reads %q", setting, got)
			}
		}
	})
}

// P4: NULL is neither in a list nor out of it.
func TestLeakP4(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.as(t, h.etl, employees, employed)
		none, some := h.role(t, "LOGIN"), h.role(t, "LOGIN")
		h.know(t, none)
		h.know(t, some, attribute("region", "us"))
		v := h.view(t, "employees")
		region := ref(t, v, "region")
		v.Rows = view.All{
			view.HasAny{Kind: profile.KindAttribute, Name: "region"},
			view.Any{view.Held{Column: region, Kind: profile.KindAttribute, Name: "region", Not: true}, view.HasFact{Fact: group("nobody")}},
		}
		isUS, isNot := view.Compare{Column: region, Op: "=", Literal: lit(catalog.Text, "us")}, view.Compare{Column: region, Op: "<>", Literal: lit(catalog.Text, "us")}
		v = show(v, "email", view.Choice{When: isNot, Show: view.Raw{}}, view.Choice{When: isUS, Show: view.Constant{Value: lit(catalog.Text, "x")}})
		h.deploy(t, v)
		if got := h.read(t, none, "SELECT id FROM governed.employees"); len(got) != 0 {
			t.Errorf("without the attribute: %q", got)
		}
		if got := h.read(t, some, "SELECT id, email FROM governed.employees"); !slices.Equal(got, []string{"1|a@x.com"}) {
			t.Errorf("not in us: %q", got)
		}
		v.Rows = view.Always{}
		h.deploy(t, v)
		if got, want := h.read(t, some, "SELECT id, email FROM governed.employees ORDER BY id"), []string{"1|a@x.com", "2|x", "3|NULL", "4|NULL"}; !slices.Equal(got, want) {
			t.Errorf("a mask with an unknown condition: %q, want %q", got, want)
		}
	})
}

// P7: a view that is bound to a table that an ETL job swapped away is observed
// as such and bound anew; one that vanished in a cascade comes back with its
// grants.
func TestLeakP7(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.as(t, h.etl, `CREATE TABLE hr.orders (id int, amount int)`, `INSERT INTO hr.orders VALUES (1, 10)`)
	alice := h.role(t, "LOGIN")
	h.know(t, alice)
	v := h.view(t, "orders")
	h.deploy(t, v)
	ask := plan.Ask{Sources: []plan.AskSource{{ID: v.Source, Table: v.Base, Wanted: v.Name}}}
	before := h.observe(t, ask).Sources[v.Source]
	if before.Managed.Identity != before.Base.Identity || before.Base.Identity == "" {
		t.Errorf("made for %q, over %q", before.Managed.Identity, before.Base.Identity)
	}
	h.as(t, h.etl, `CREATE TABLE hr.orders_new (id int, amount int)`, `INSERT INTO hr.orders_new VALUES (1, 777)`,
		`BEGIN; ALTER TABLE hr.orders RENAME TO orders_old; ALTER TABLE hr.orders_new RENAME TO orders; COMMIT`)
	if got := h.read(t, alice, "SELECT amount FROM governed.orders"); !slices.Equal(got, []string{"10"}) {
		t.Fatalf("bound to %q", got)
	}
	if after := h.observe(t, ask).Sources[v.Source]; after.Base.Identity == before.Base.Identity {
		t.Error("the swap is not seen")
	}
	h.deploy(t, v)
	if got := h.read(t, alice, "SELECT amount FROM governed.orders"); !slices.Equal(got, []string{"777"}) {
		t.Errorf("bound anew to %q", got)
	}
	h.as(t, h.etl, `DROP TABLE hr.orders CASCADE`, `ALTER TABLE hr.orders_old RENAME TO orders`)
	if gone := h.observe(t, ask).Sources[v.Source]; gone.Relation != nil || gone.Managed == nil {
		t.Errorf("after the cascade: %+v", gone)
	}
	h.deploy(t, v)
	if got := h.read(t, alice, "SELECT amount FROM governed.orders"); !slices.Equal(got, []string{"10"}) {
		t.Errorf("made again: %q", got)
	}
}

// P5 and S10: a snapshot from before a gate was shut goes on with its own
// state; a view whose definition is not admitted shows nothing in any.
func TestLeakP5(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.as(t, h.etl, employees, employed)
	alice := h.role(t, "LOGIN")
	h.know(t, alice, group("eu"))
	v := h.view(t, "employees")
	one := show(v, "email", view.Choice{When: view.HasFact{Fact: group("hr")}, Show: view.Raw{}})
	two := show(v, "email", view.Choice{When: view.HasFact{Fact: group("eu")}, Show: view.Raw{}})
	h.deploy(t, one)
	conn := h.reader(t, alice)
	read(t, conn, "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1")
	h.write(t, plan.WriteFacts{Delete: rows(alice, group("eu"))})
	h.deploy(t, two)
	if got := read(t, conn, "SELECT email FROM governed.employees"); len(got) != 0 {
		t.Errorf("an old snapshot of facts meets the new view: %q", got)
	}
	read(t, conn, "COMMIT")
	if got := strings.Join(read(t, conn, "SELECT email FROM governed.employees"), " "); got != "NULL NULL NULL NULL" {
		t.Errorf("a fresh snapshot reads %q", got)
	}
}
