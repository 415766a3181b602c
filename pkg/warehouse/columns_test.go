package warehouse_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/plan"
	"scrim/pkg/profile"
	"scrim/pkg/view"
)

const (
	listed      = `SELECT view_schema, view_name, ordinal, column_name, column_type, state FROM scrim_system.columns ORDER BY 1, 2, 3`
	listedViews = `SELECT DISTINCT view_name FROM scrim_system.columns ORDER BY 1`
)

// doors deploys one view for each way of letting readers in.
func doors(t *testing.T, h *house) map[string]view.View {
	t.Helper()
	fact := func(f profile.Fact, absent bool) view.Pred { return view.HasFact{Fact: f, Absent: absent} }
	known := view.HasAny{Kind: profile.KindUser}
	out := map[string]view.View{}
	for name, admit := range map[string]view.Pred{
		"for_all":     view.Always{},
		"for_none":    view.Never{},
		"for_known":   known,
		"for_hr":      view.And(known, fact(group("hr"), false)),
		"not_blocked": view.And(known, fact(group("blocked"), true)),
		"either":      view.And(known, view.Or(view.And(fact(group("hr"), false), fact(group("eu"), false)), fact(attribute("region", `o'br"\ en`), false))),
		"has_region":  view.And(known, view.HasAny{Kind: profile.KindAttribute, Name: "region"}),
		"empty":       view.And(known, fact(attribute("region", ""), false)),
		"no_region":   view.And(known, view.HasAny{Kind: profile.KindAttribute, Name: "region", Absent: true}),
		"guarded":     view.And(known, view.Or(fact(group("hr"), false), fact(group("eu"), false)), view.Or(fact(group("x"), true), fact(group("y"), true))),
	} {
		h.as(t, h.etl, "CREATE TABLE hr."+name+" (id integer, note varchar(9))", "INSERT INTO hr."+name+" VALUES (1, 'n')")
		v := h.view(t, name)
		v.Admit = admit
		out[name] = v
	}
	for _, v := range out {
		h.deploy(t, v)
	}
	return out
}

// agree is that a reader is told of exactly the views that show them rows.
func agree(t *testing.T, h *house, reader string, views map[string]view.View, when string) []string {
	t.Helper()
	conn := h.reader(t, reader)
	var shown []string
	for name := range views {
		if len(read(t, conn, "SELECT id FROM governed."+name)) > 0 {
			shown = append(shown, name)
		}
	}
	slices.Sort(shown)
	if got := read(t, conn, listedViews); !slices.Equal(got, shown) {
		t.Errorf("%s %s is told of %q and reads %q", when, reader, got, shown)
	}
	return shown
}

// TestColumns: each reader finds the columns of the views that let them in, as
// soon as they do and no longer, also when nobody may read the profile.
func TestColumns(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		views := doors(t, h)
		people := map[string][]profile.Fact{
			"nothing": {}, "hr": {group("hr")}, "hr in eu": {group("hr"), group("eu")}, "blocked": {group("blocked")},
			"region": {attribute("region", `o'br"\ en`)}, "xy": {group("eu"), group("x"), group("y")}, "x": {group("eu"), group("x")},
			"other case": {group("HR")}, "other name": {attribute("Region", "eu"), {Kind: profile.KindGroup, Name: "okta", Value: "hr"}},
		}
		seen := map[string]bool{}
		logins := map[string]string{"stranger": h.role(t, "LOGIN")}
		for name, facts := range people {
			logins[name] = h.role(t, "LOGIN")
			h.know(t, logins[name], facts...)
		}
		for name, login := range logins {
			seen[strings.Join(agree(t, h, login, views, name), " ")] = true
		}
		if len(seen) < 7 {
			t.Errorf("only %d different lists: %v", len(seen), seen)
		}
		h.admin(t, `REVOKE SELECT ON scrim_system.user_profile FROM PUBLIC`)
		agree(t, h, logins["hr"], views, "without the right to read the profile")
		h.admin(t, `GRANT SELECT ON scrim_system.user_profile TO PUBLIC`)

		h.run(t, h.unit(plan.Target{Kind: plan.TargetFacts}, gate("ds_for_hr")))
		h.write(t, plan.WriteFacts{Delete: rows(logins["hr in eu"], group("eu")), Insert: rows(logins["hr"], group("blocked"))})
		expired := profile.Row{UserID: logins["x"], Fact: attribute("region", "us"), ValidUntil: in(-time.Second)}
		h.write(t, plan.WriteFacts{Insert: []profile.Row{expired}})
		stale := views["guarded"]
		stale.Admit = view.Always{}
		h.run(t, h.unit(plan.Target{Kind: plan.TargetFacts}, gate(stale.Source, stale))) // another definition is admitted than stands
		for name, login := range logins {
			if shown := agree(t, h, login, views, "after closing "+name); slices.Contains(shown, "for_hr") || slices.Contains(shown, "guarded") {
				t.Errorf("%s reads %q through a closed gate", name, shown)
			}
		}
		h.run(t, h.unit(plan.SourceTarget("ds_for_all"), plan.DropView{Source: "ds_for_all", Name: views["for_all"].Name}))
		if got := h.read(t, logins["stranger"], listed); len(got) != 0 {
			t.Errorf("a stranger is told of a view that is gone: %q", got)
		}
		if got := h.read(t, "", `SELECT source FROM scrim_system.view_terms WHERE source = 'ds_for_all'`); len(got) != 0 {
			t.Errorf("left over: %q", got)
		}
	})
}

// TestColumnsAreTold: what is said of each column, under the view's name.
func TestColumnsAreTold(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.as(t, h.etl, employees, employed)
		alice := h.role(t, "LOGIN")
		h.know(t, alice)
		v := h.view(t, "employees")
		v.Columns = v.Columns[:4]
		v = show(v, "email", view.Choice{When: view.HasFact{Fact: group("hr")}, Show: view.Raw{}})
		v = show(v, "salary", always(view.RoundNumber{Step: "1000"}))
		h.deploy(t, v)
		want := func(name string) []string {
			var out []string
			for _, line := range []string{"1|id|integer|clear", "2|region|character varying(64)|clear", "3|email|character varying(256)|conditional", "4|salary|numeric(12,2)|masked"} {
				out = append(out, "governed|"+name+"|"+line)
			}
			return out
		}
		if got := h.read(t, alice, listed); !slices.Equal(got, want("employees")) {
			t.Errorf("alice is told %q", got)
		}
		// Under another name: made there first, dropped here afterwards.
		old := v.Name
		v.Name.Name = "people"
		h.run(t, append(h.deployment(t, v), h.unit(plan.SourceTarget(v.Source), plan.DropView{Source: v.Source, Name: old}))...)
		if got := h.read(t, alice, listed); !slices.Equal(got, want("people")) {
			t.Errorf("under another name alice is told %q", got)
		}
	})
}

// TestColumnsOfEarlierVersions: a warehouse that an earlier version prepared
// learns to list columns, and the views there are listed without any DDL.
func TestColumnsOfEarlierVersions(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.as(t, h.etl, employees, employed)
		alice := h.role(t, "LOGIN")
		h.know(t, alice)
		v := h.view(t, "employees")
		h.deploy(t, v)
		before := h.read(t, alice, listed)
		h.admin(t, "DROP VIEW scrim_system.columns", "DROP TABLE scrim_system.view_terms", "UPDATE scrim_system.control SET version = 'old'")
		if err := h.w.Prepare(t.Context()); err != nil {
			t.Fatal(err)
		}
		ask := plan.Ask{Sources: []plan.AskSource{{ID: v.Source, Table: v.Base, Wanted: v.Name}}}
		o := h.observe(t, ask)
		if got := h.read(t, alice, listed); len(got) != 0 || o.Sources[v.Source].Managed.Listed {
			t.Fatalf("listed before it can be: %q", got)
		}
		want := plan.Wanted{Cluster: h.cluster, Claim: h.claim, Sources: []plan.WantedSource{{
			ID: v.Source, Presence: plan.Shown, View: v, Identity: o.Sources[v.Source].Managed.Identity,
		}}}
		if h.dialect.Name() == "redshift" {
			want.Cluster.Enforcement = catalog.Fast
		}
		out := h.run(t, plan.Diff(o, want).Units...)
		if len(out) != 1 || out[0].DDL != 0 {
			t.Errorf("it took %+v", out)
		}
		if got := h.read(t, alice, listed); !slices.Equal(got, before) {
			t.Errorf("alice is told %q, and was told %q", got, before)
		}
		if p := plan.Diff(h.observe(t, ask), want); len(p.Units) != 0 {
			t.Errorf("planning again gives %+v", p.Units)
		}
	})
}

// P1 and P2 against the list of columns: neither a cheap function nor an error
// in a reader's predicate learns of a view, a condition or a person besides
// one's own.
func TestLeakColumns(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	views := doors(t, h)
	mallory, ceo := h.role(t, "LOGIN"), h.role(t, "LOGIN")
	h.know(t, mallory, group("blocked"))
	h.know(t, ceo, group("hr"), attribute("region", "eu"))
	may := agree(t, h, mallory, views, "")
	for _, settings := range []string{
		"SET enable_indexscan = off; SET enable_bitmapscan = off;", "SET enable_hashjoin = off; SET enable_mergejoin = off;",
		"SET enable_hashagg = off; SET enable_hashjoin = off; SET join_collapse_limit = 1;",
	} {
		for _, query := range []string{
			"SELECT * FROM scrim_system.columns WHERE pg_temp.leak(view_name)",
			"SELECT * FROM scrim_system.columns AS a JOIN scrim_system.columns AS b ON pg_temp.leak(a.view_name) AND pg_temp.leak(b.view_name)",
			"SELECT view_name FROM scrim_system.columns GROUP BY view_name HAVING pg_temp.leak(view_name) ORDER BY pg_temp.leak(view_name)",
		} {
			for _, heard := range eavesdrop(t, h, mallory, settings+query) {
				if !slices.Contains(may, heard) {
					t.Errorf("%s %s: mallory hears of %q", settings, query, heard)
				}
			}
		}
	}
	conn := h.reader(t, mallory)
	want := fmt.Sprint(2 * len(may))
	for name := range views {
		if slices.Contains(may, name) {
			continue
		}
		for _, predicate := range []string{
			"1 / CASE WHEN view_name = '%s' THEN 0 ELSE 1 END = 1", "CAST(CASE WHEN view_name = '%s' THEN 'x' ELSE '1' END AS integer) = 1",
		} {
			query := "SELECT count(*) FROM scrim_system.columns WHERE " + fmt.Sprintf(predicate, name)
			if got, err := lines(t.Context(), conn, query); err != nil || !slices.Equal(got, []string{want}) {
				t.Errorf("%s gives %q, %v", query, got, err)
			}
		}
	}
}
