package warehouse_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/profile"
	"scrim/pkg/view"
	"scrim/pkg/warehouse"
)

func group(name string) profile.Fact { return profile.Fact{Kind: profile.KindGroup, Value: name} }

func attribute(name, value string) profile.Fact {
	return profile.Fact{Kind: profile.KindAttribute, Name: name, Value: value}
}

const employees = `CREATE TABLE hr.employees (id integer, region varchar(64), email varchar(256), salary numeric(12,2), born date, seen timestamptz)`

const employed = `INSERT INTO hr.employees VALUES
 (1, 'eu', 'a@x.com', 1000, '1980-01-02', '2026-01-01 23:30+00'),
 (2, 'us', 'b@x.com', 2000.55, '1981-02-03', '2026-01-02 00:30+00'),
 (3, 'us', NULL, -3000, '1990-12-11', '2026-01-03 00:30+00'),
 (4, NULL, 'd@x.com', 4000, NULL, NULL)`

// TestThreeReaders is the whole way: facts, a mask, a row filter, three people.
func TestThreeReaders(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.as(t, h.etl, employees, employed)
		hr, us, none := h.role(t, "LOGIN"), h.role(t, "LOGIN"), h.role(t, "LOGIN")
		h.know(t, hr, group("hr"))
		h.know(t, us, attribute("region", "us"))

		v := h.view(t, "employees")
		inHR := view.HasFact{Fact: group("hr")}
		v = show(v, "email", view.Choice{When: inHR, Show: view.Raw{}}, always(view.Hash{Salt: "source/ds_employees/1", Digits: 8}))
		v.Rows = view.Any{inHR, view.Held{Column: ref(t, v, "region"), Kind: profile.KindAttribute, Name: "region"}}
		h.deploy(t, v)

		query := "SELECT id, email FROM governed.employees ORDER BY id"
		if got, want := h.read(t, hr, query), []string{"1|a@x.com", "2|b@x.com", "3|NULL", "4|d@x.com"}; !slices.Equal(got, want) {
			t.Errorf("hr reads %q, want %q", got, want)
		}
		// printf 'salt-of-source/ds_employees/1b@x.com' | sha256sum
		if got, want := h.read(t, us, query), []string{"2|" + sha("salt-of-source/ds_employees/1b@x.com")[:8], "3|NULL"}; !slices.Equal(got, want) {
			t.Errorf("us reads %q, want %q", got, want)
		}
		if got := h.read(t, none, query); len(got) != 0 {
			t.Errorf("a stranger reads %q", got)
		}

		t.Run("the salt is observed by its fingerprint", func(t *testing.T) {
			o := h.observe(t, plan.Ask{Sources: []plan.AskSource{{ID: v.Source, Table: v.Base}}})
			if got, want := o.Secrets["source/ds_employees/1"], warehouse.Fingerprint("salt-of-source/ds_employees/1"); got != want {
				t.Errorf("the fingerprint is %q, want %q", got, want)
			}
		})
		t.Run("views go on without the right to read the profile", func(t *testing.T) {
			h.admin(t, `REVOKE SELECT ON scrim_system.user_profile FROM PUBLIC`)
			if got := h.read(t, us, query); len(got) != 2 {
				t.Errorf("us reads %q", got)
			}
			h.admin(t, `GRANT SELECT ON scrim_system.user_profile TO PUBLIC`)
		})
		t.Run("nobody reads what is behind", func(t *testing.T) {
			conn := h.reader(t, us)
			for _, table := range []string{"profile", "profile_state", "control", "gate", "mask_secret", "managed_view", "view_columns"} {
				if _, err := lines(t.Context(), conn, "SELECT * FROM scrim_system."+table); err == nil {
					t.Errorf("a reader reads %s", table)
				}
			}
		})
		t.Run("a withdrawn fact, an expired one", func(t *testing.T) {
			h.write(t, plan.WriteFacts{Delete: rows(us, attribute("region", "us"))})
			if got := h.read(t, us, query); len(got) != 0 {
				t.Errorf("us reads %q", got)
			}
			h.write(t, plan.WriteFacts{Insert: []profile.Row{{UserID: us, Fact: attribute("region", "us"), ValidUntil: in(-time.Second)}}})
			if got := h.read(t, us, query); len(got) != 0 {
				t.Errorf("us reads %q after expiry", got)
			}
		})
		t.Run("a closed gate", func(t *testing.T) {
			h.run(t, h.unit(plan.Target{Kind: plan.TargetFacts}, gate(v.Source)))
			if got := h.read(t, hr, query); len(got) != 0 {
				t.Errorf("hr reads %q", got)
			}
		})
	})
}

// TestAgain: what was applied is observed as it was recorded, for every way of
// making a view, and any change of it is seen.
func TestAgain(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.as(t, h.etl, employees, employed)
		v := h.view(t, "employees")
		ask := plan.Ask{Sources: []plan.AskSource{{ID: v.Source, Table: v.Base, Wanted: v.Name}}}
		same := func(t *testing.T, step string) plan.ObservedSource {
			t.Helper()
			s := h.observe(t, ask).Sources[v.Source]
			if s.Managed == nil || s.Relation == nil || s.Managed.Witness == "" || s.Managed.Witness != s.Relation.Witness || !s.Relation.Ours {
				t.Fatalf("%s: managed %+v, relation %+v", step, s.Managed, s.Relation)
			}
			return s
		}
		h.deploy(t, v)
		first := same(t, "create")
		if first.Relation.Columns != signature(v) {
			t.Errorf("columns are %q, want %q", first.Relation.Columns, signature(v))
		}
		h.deploy(t, show(v, "email", always(view.Null{})))
		if second := same(t, "replace"); second.Relation.Witness == first.Relation.Witness {
			t.Error("another definition has the same witness")
		}
		fewer := v
		fewer.Columns = v.Columns[:3]
		h.deploy(t, fewer)
		same(t, "swap")
		h.tidy(t)
		if got := h.read(t, "", `SELECT view_name FROM scrim_system.managed_view`); !slices.Equal(got, []string{"employees"}) {
			t.Errorf("the catalogue has %q", got)
		}
		if got := h.read(t, "", `SELECT viewname FROM pg_views WHERE schemaname = 'governed'`); !slices.Equal(got, []string{"employees"}) {
			t.Errorf("the view schema has %q", got)
		}

		for _, c := range h.drift() {
			before := h.observe(t, ask).Sources[v.Source].Relation.Witness
			h.admin(t, c.sql)
			if after := h.observe(t, ask).Sources[v.Source].Relation.Witness; after == before {
				t.Errorf("a changed %s is not seen", c.name)
			}
		}
	})
}

type drift struct{ name, sql string }

// drift is what others may do to a view, each of which must be seen.
func (h *house) drift() []drift {
	owner := drift{"owner", `ALTER TABLE governed.employees OWNER TO ` + h.super}
	if h.dialect.Name() == "redshift" {
		return []drift{
			{"definition", `CREATE OR REPLACE VIEW governed.employees AS SELECT t.id, t.region, t.email FROM ` + h.base + `.hr.employees AS t WITH NO SCHEMA BINDING`},
			{"grants", `REVOKE SELECT ON governed.employees FROM PUBLIC`}, owner,
		}
	}
	return []drift{
		{"definition", `CREATE OR REPLACE VIEW governed.employees WITH (security_barrier) AS SELECT t.id, t.region, t.email FROM hr.employees AS t`},
		{"barrier", `ALTER VIEW governed.employees RESET (security_barrier)`}, // leak proof P8
		{"grants", `REVOKE SELECT ON governed.employees FROM PUBLIC`},
		{"columns", `ALTER VIEW governed.employees RENAME COLUMN email TO mail`}, owner,
	}
}

// TestLocked: neither observing nor anything but the locked view's own unit
// waits for somebody who holds a lock.
func TestLocked(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.as(t, h.etl, employees, employed, `CREATE TABLE hr.other AS SELECT 1 AS id`)
	v, other := h.view(t, "employees"), h.view(t, "other")
	h.deploy(t, v)
	tight := show(v, "email", always(view.Null{}))
	units := append(h.deployment(t, tight), h.deployment(t, other)...)

	conn := h.reader(t, h.super)
	tx, err := conn.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec(t.Context(), "LOCK TABLE hr.employees IN ACCESS EXCLUSIVE MODE"); err != nil {
		t.Fatal(err)
	}
	out, err := h.try(t, units...)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range out {
		if locked := o.Target == plan.SourceTarget(v.Source); o.Done == locked || o.Retry != locked {
			t.Errorf("%s: done %t, retry %t, %v", o.Target, o.Done, o.Retry, o.Err)
		}
	}
	if err := tx.Rollback(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.run(t, units[:3]...)
}

// TestForeign: what scrim did not make is never replaced or dropped.
func TestForeign(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.as(t, h.etl, employees, employed)
		h.admin(t, `CREATE VIEW governed.employees AS SELECT 1 AS mine`)
		v := h.view(t, "employees")
		o := h.observe(t, plan.Ask{Sources: []plan.AskSource{{ID: v.Source, Table: v.Base, Wanted: v.Name}}})
		if r := o.Sources[v.Source].Relation; r == nil || r.Ours {
			t.Fatalf("the foreign view is observed as %+v", r)
		}
		d := plan.Deployment{View: v, Admission: v.Admission()}
		for _, step := range []plan.Step{plan.CreateView{Deployment: d}, plan.ReplaceView{Deployment: d}, plan.SwapView{Deployment: d}, plan.DropView{Source: v.Source, Name: v.Name}} {
			out, err := h.try(t, h.unit(plan.SourceTarget(v.Source), step))
			if err != nil || out[0].Done || out[0].Err == nil {
				t.Errorf("%T: %+v, %v", step, out, err)
			}
		}
		if got := h.read(t, "", "SELECT mine FROM governed.employees"); !slices.Equal(got, []string{"1"}) {
			t.Errorf("the foreign view reads %q", got)
		}
	})
}

// TestOrphan: on Redshift a user is dropped without a look at other databases,
// and what was left there has no owner; it is in the way all the same.
func TestOrphan(t *testing.T) {
	t.Parallel()
	h := newRedshiftHouse(t)
	h.as(t, h.etl, employees)
	gone := h.role(t, "LOGIN")
	h.admin(t, `CREATE VIEW governed.employees AS SELECT 1 AS mine`, fmt.Sprintf(`GRANT ALL ON SCHEMA governed TO %q`, gone),
		fmt.Sprintf(`ALTER TABLE governed.employees OWNER TO %q`, gone))
	h.as(t, h.super, fmt.Sprintf(`DROP USER %q`, gone))
	v := h.view(t, "employees")
	o := h.observe(t, plan.Ask{Sources: []plan.AskSource{{ID: v.Source, Table: v.Base, Wanted: v.Name}}})
	if r := o.Sources[v.Source].Relation; r == nil || r.Ours {
		t.Errorf("the orphan is observed as %+v", r)
	}
}

// TestSwapPinned: a view that somebody else's depends on is renamed, loses its
// grants and goes when it can (leak proof P13).
func TestSwapPinned(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.as(t, h.etl, employees, employed)
	alice := h.role(t, "LOGIN")
	h.know(t, alice)
	h.admin(t, `CREATE SCHEMA sandbox AUTHORIZATION `+alice)
	v := h.view(t, "employees")
	h.deploy(t, v)
	h.as(t, alice, `CREATE VIEW sandbox.mine AS SELECT * FROM governed.employees`)
	fewer := v
	fewer.Columns = v.Columns[:2]
	h.deploy(t, fewer)
	if got := h.read(t, alice, `SELECT * FROM governed.employees ORDER BY id LIMIT 1`); !slices.Equal(got, []string{"1|eu"}) {
		t.Errorf("the new view reads %q", got)
	}
	conn := h.reader(t, alice)
	if got, err := lines(t.Context(), conn, `SELECT * FROM sandbox.mine`); err == nil {
		t.Errorf("a frozen copy reads %q", got)
	}
	h.as(t, alice, `DROP VIEW sandbox.mine`)
	h.deploy(t, show(fewer, "region", always(view.Null{})))
	if got := h.read(t, "", `SELECT viewname FROM pg_views WHERE schemaname = 'governed'`); !slices.Equal(got, []string{"employees"}) {
		t.Errorf("left over: %q", got)
	}
}

// TestSuperseded: a writer that was overtaken writes nothing and stops.
func TestSuperseded(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		alice := h.role(t, "LOGIN")
		for name, late := range map[string]plan.Claim{
			"older lease":                      {Store: "store", Lease: 4, Revision: 9},
			"older revision":                   {Store: "store", Lease: 5, Revision: 7},
			"overtaken":                        {Store: "other", Lease: 9, Revision: 9},
			"overtaken by another than it saw": {Store: "other", Over: "third", Lease: 9, Revision: 9},
		} {
			h.claim = plan.Claim{Store: "store", Lease: 5, Revision: 8}
			h.write(t, plan.WriteFacts{})
			h.claim = late
			out, err := h.try(t, h.unit(plan.Target{Kind: plan.TargetFacts}, plan.WriteFacts{Insert: rows(alice, group("late"))}), h.unit(plan.SourceTarget("ds_late")))
			if !errors.Is(err, warehouse.ErrSuperseded) || len(out) != 1 {
				t.Errorf("%s: %v, %d outcomes", name, err, len(out))
			}
		}
		h.claim = plan.Claim{Store: "line two", Over: "store", Lease: 5, Revision: 8}
		h.write(t, plan.WriteFacts{})
		h.claim = plan.Claim{Store: "restored", Lease: 1, Revision: 1, TakeOver: true}
		h.write(t, plan.WriteFacts{})
		h.claim.TakeOver = false
		o := h.observe(t, plan.Ask{Users: []string{alice}})
		if o.Claim != h.claim || len(o.Users[alice].Rows) != 0 {
			t.Errorf("observed %+v", o)
		}
	})
}

// TestFacts: what is written is observed, in many batches, and exactly what
// is deleted goes.
func TestFacts(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		hostile := []string{"o'brien", `back\slash`, `"quoted"`, "ünïcødé ☃", "$1", "a;b--c", " leading", "new\nline", ""}
		users := append([]string{h.role(t, "LOGIN"), h.role(t, "")}, hostile[:5]...)
		var all []profile.Row
		for _, u := range users {
			for i := range 1500 {
				all = append(all, profile.Row{UserID: u, Fact: attribute(hostile[i%len(hostile)]+"n", strings.Repeat("v", i%7)+hostile[(i/7)%len(hostile)]+string(rune('a'+i%26))+string(rune('a'+i/26%26))+string(rune('a'+i/676))), ValidUntil: profile.Forever})
			}
		}
		h.write(t, plan.WriteFacts{Insert: all, States: []plan.UserState{{UserID: users[0], Pending: true}, {UserID: users[1]}}})
		o := h.observe(t, plan.Ask{Users: users})
		if got := o.Users[users[0]]; !got.Pending || o.Users[users[1]].Pending || len(got.Rows) != 1500 {
			t.Fatalf("%d facts, pending %t and %t", len(got.Rows), got.Pending, o.Users[users[1]].Pending)
		}
		if !o.Roles[users[0]] || o.Roles[users[1]] || o.Roles[users[2]] {
			t.Errorf("logins are %v", o.Roles)
		}
		h.write(t, plan.WriteFacts{Delete: all[:len(all)-3], Wipe: users[2:3], States: []plan.UserState{{UserID: users[0]}}})
		o = h.observe(t, plan.Ask{Users: users[:1], Everything: true})
		if len(o.Users[users[0]].Rows) != 0 || o.Users[users[0]].Pending || !slices.Equal(o.Ghosts, users[len(users)-1:]) {
			t.Errorf("left: %d facts, ghosts %q", len(o.Users[users[0]].Rows), o.Ghosts)
		}
	})
}

// TestProblems: each thing that is wrong with one table is said of that table.
func TestProblems(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.as(t, h.etl, `CREATE TABLE hr.secret (id int)`, `REVOKE SELECT ON hr.secret FROM `+h.cluster.Credentials.User,
		`CREATE TABLE hr."T""able 'x" ("Ünï cødé" int, "select" text COLLATE "C", "a""b" varchar(3))`, `CREATE TYPE hr."Mood" AS ENUM ('sad')`,
		`CREATE DOMAIN hr.short AS varchar(20) CHECK (VALUE <> 'x')`, `CREATE DOMAIN hr.shorter AS hr.short NOT NULL`,
		`CREATE TABLE hr.odd (m hr."Mood", d hr.shorter, gone int, u uuid, n numeric, tags text[])`, `ALTER TABLE hr.odd DROP COLUMN gone`)
	ask := plan.Ask{}
	for _, name := range []string{"nothing", "secret", `T"able 'x`, "odd"} {
		ask.Sources = append(ask.Sources, plan.AskSource{ID: name, Table: h.table(name)})
	}
	elsewhere := catalog.Table{Database: "elsewhere", Schema: "hr", Name: "odd"}
	ask.Sources = append(ask.Sources, plan.AskSource{ID: "elsewhere", Table: elsewhere})
	o := h.observe(t, ask)
	for id, want := range map[string]plan.Problem{"nothing": plan.ProblemMissing, "secret": plan.ProblemDenied, "odd": "", `T"able 'x`: "", "elsewhere": plan.ProblemMissing} {
		if got := o.Sources[id]; got.Problem != want || (want != "") != (got.Detail != "") {
			t.Errorf("%s: problem %q (%s), want %q", id, got.Problem, got.Detail, want)
		}
	}
	if got, want := plan.ColumnSignature(o.Sources[`T"able 'x`].Base.Columns), "\"Ünï cødé\" integer\n\"select\" text collate \"C\"\n\"a\\\"b\" character varying(3)\n"; got != want {
		t.Errorf("columns are %q, want %q", got, want)
	}
	if got, want := plan.ColumnSignature(o.Sources["odd"].Base.Columns), "\"m\" unknown\n\"d\" character varying(20)\n\"u\" uuid\n\"n\" numeric\n\"tags\" text[]\n"; got != want {
		t.Errorf("columns are %q, want %q", got, want)
	}
	if c := o.Sources["odd"].Base.Columns; !c[1].Type.Domain || c[2].Ordinal != 4 {
		t.Errorf("columns are %+v", c)
	}
}
