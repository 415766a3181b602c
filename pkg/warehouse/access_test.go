package warehouse_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"scrim/pkg/catalog"
	"scrim/pkg/render"
	"scrim/pkg/verify"
)

// repair is what takes something away, and where.
type repair struct{ database, statement string }

// mend runs what is offered, apart from what a person must complete, or which
// takes the superuser away from the test. Two findings may have one repair.
func mend(t *testing.T, h *house, repairs []repair) {
	t.Helper()
	last := func(r repair) string { return strings.Replace(r.statement, "DROP VIEW", "zzz", 1) + r.database } // nothing else is to be taken from what is gone
	slices.SortFunc(repairs, func(a, b repair) int { return strings.Compare(last(a), last(b)) })
	for _, r := range slices.Compact(repairs) {
		if r.statement == "" || strings.Contains(r.statement, render.NewOwner) || strings.Contains(r.statement, "ALTER USER \""+h.super) {
			continue
		}
		if r.database == "" {
			r.database = h.base
		}
		execute(t, h.dsn(h.super, r.database), r.statement)
	}
}

// around looks who reads beneath the views, names made short: findings with
// the statements that take them away, and what was unseen.
func around(t *testing.T, h *house, short map[string]string, governed ...string) (found []string, repairs []repair, unseen []string) {
	t.Helper()
	tables := map[catalog.Table]string{}
	for _, name := range governed {
		tables[h.table(name)] = "ds_" + name
	}
	access, err := h.w.Access(t.Context(), tables)
	if err != nil {
		t.Fatal(err)
	}
	for name, alias := range map[string]string{h.base: "base", h.cluster.ViewDatabase: "base", h.etl: "etl"} {
		short[name] = alias
	}
	if h.cluster.ViewDatabase != h.base {
		short[h.cluster.ViewDatabase] = "views"
	}
	var pairs []string
	for name, alias := range short {
		pairs = append(pairs, name, alias)
	}
	// Names of accounts hold the name of the test, and longer ones hold shorter ones.
	names := make([]string, 0, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		names = append(names, pairs[i])
	}
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
	pairs = pairs[:0]
	for _, n := range names {
		pairs = append(pairs, n, short[n])
	}
	tidy := strings.NewReplacer(pairs...)
	for _, f := range verify.Bypass(h.cluster, access) {
		if f.Who.Name == "postgres" || f.Way == verify.Privileged && short[f.Who.Name] == "" {
			continue // the server's own, and of tests that run beside this one
		}
		text := fmt.Sprintf("%s: %s %v %v", f.Way, f, f.Sources, f.Logins)
		if f.Dormant {
			text += " dormant"
		}
		found = append(found, tidy.Replace(text))
		statement, err := render.Withdraw(h.dialect, f.Take)
		if err != nil {
			t.Fatal(err)
		}
		repairs = append(repairs, repair{f.Database, statement})
		if f.Database != "" && f.Database != h.base && f.Database != h.cluster.ViewDatabase {
			t.Errorf("%s is repaired in database %s", text, f.Database)
		}
	}
	for _, u := range access.Unseen {
		unseen = append(unseen, tidy.Replace(u))
	}
	return found, repairs, unseen
}

func expect(t *testing.T, what string, got, want []string) {
	t.Helper()
	slices.Sort(got)
	slices.Sort(want)
	for _, g := range got {
		if !slices.Contains(want, g) {
			t.Errorf("%s: unexpected %q", what, g)
		}
	}
	for _, w := range want {
		if !slices.Contains(got, w) {
			t.Errorf("%s: missing %q", what, w)
		}
	}
}

// Every way around the views that PostgreSQL has is found, and each statement
// that is offered runs and takes it away.
func TestAccessPostgres(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.as(t, h.etl, employees, employed)
	ana, ben, analysts, boss, dba := h.role(t, "LOGIN"), h.role(t, "LOGIN"), h.role(t, ""), h.role(t, "LOGIN"), h.role(t, "LOGIN SUPERUSER")
	short := map[string]string{ana: "ana", ben: "ben", analysts: "analysts", boss: "boss", dba: "dba", h.cluster.Credentials.User: "scrim"}
	h.deploy(t, h.view(t, "employees"))
	h.know(t, boss)
	clean, _, _ := around(t, h, short, "employees")
	expect(t, "untouched", clean, []string{
		"ownership: user etl owns base.hr.employees [ds_employees] []", "privileged: user dba needs no grant: SUPERUSER [] []",
	})

	h.as(t, h.super,
		fmt.Sprintf(`GRANT %q TO %q`, analysts, ben), fmt.Sprintf(`GRANT %q TO %q`, boss, ana), fmt.Sprintf(`GRANT pg_read_all_data TO %q`, ben),
		fmt.Sprintf(`GRANT USAGE ON SCHEMA hr TO %q`, analysts), fmt.Sprintf(`ALTER ROLE %q REPLICATION`, ana),
		`CREATE SCHEMA side`, `GRANT USAGE ON SCHEMA side TO PUBLIC`)
	h.as(t, h.etl,
		fmt.Sprintf(`GRANT SELECT ON hr.employees TO %q`, analysts), fmt.Sprintf(`GRANT SELECT (email) ON hr.employees TO %q`, ana),
		`CREATE FUNCTION hr.pay(int) RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT salary::int FROM hr.employees WHERE id = $1'`,
		`CREATE FUNCTION hr.harmless() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'`,
		`CREATE VIEW hr.plain AS SELECT * FROM hr.employees`, `CREATE VIEW hr.over AS SELECT * FROM hr.plain`,
		`CREATE VIEW hr.invoked WITH (security_invoker) AS SELECT * FROM hr.plain`,
		fmt.Sprintf(`GRANT SELECT ON hr.over TO %q`, ben),
		`CREATE MATERIALIZED VIEW hr.kept AS SELECT * FROM hr.employees`, fmt.Sprintf(`GRANT SELECT (salary) ON hr.kept TO %q`, analysts),
		fmt.Sprintf(`ALTER DEFAULT PRIVILEGES IN SCHEMA hr GRANT SELECT ON TABLES TO %q`, analysts))
	h.as(t, h.super, fmt.Sprintf(`GRANT SELECT ON governed.employees TO %q WITH GRANT OPTION`, h.etl), fmt.Sprintf(`GRANT CREATE ON SCHEMA side TO %q`, h.etl))
	h.as(t, h.etl, `CREATE MATERIALIZED VIEW side.mine AS SELECT * FROM governed.employees`, `GRANT SELECT ON side.mine TO PUBLIC`,
		`CREATE VIEW side.follows AS SELECT * FROM governed.employees`, `GRANT SELECT ON side.follows TO PUBLIC`)
	h.as(t, h.super, `ALTER VIEW governed.employees RESET (security_barrier)`, `ALTER VIEW scrim_system.user_profile RESET (security_barrier)`)

	found, repairs, unseen := around(t, h, short, "employees")
	expect(t, "opened", found, append(clean,
		"privileged: user ana needs no grant: REPLICATION [] []",
		"privileged: user ben needs no grant: pg_read_all_data [] []",
		"grant: role analysts may SELECT from base.hr.employees [ds_employees] [ben]",
		"column-grant: user ana may SELECT from base.hr.employees.email [ds_employees] [] dormant",
		"default-privilege: role analysts may SELECT from tables that etl makes in base.hr [ds_employees] [ben]",
		"definer-routine: everybody may call base.hr.pay(integer), which runs as etl [ds_employees] []",
		"other-view: user ben reads governed tables through base.hr.over, a view of etl [ds_employees] []",
		"other-view: role analysts reads governed tables through base.hr.kept.salary, of a materialized view of etl [ds_employees] [ben]",
		"frozen-view: everybody reads base.side.mine, a materialized view of etl, which keeps what it was made of [ds_employees] []",
		"set-role: user ana reads as boss [] []",
		"unfenced-view: the fence of base.governed.employees is down [ds_employees] []",
		"unfenced-view: the fence of base.scrim_system.user_profile is down [] []",
	))
	if len(unseen) > 0 {
		t.Errorf("unseen: %q", unseen)
	}
	mend(t, h, repairs)
	mended, _, _ := around(t, h, short, "employees")
	expect(t, "taken away", mended, []string{"ownership: user etl owns base.hr.employees [ds_employees] []"})
}

// Rows of a partitioned table are read through its partitions, and those of a
// partition through the table.
func TestAccessPartitions(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.as(t, h.etl, `CREATE TABLE hr.sales (id int, year int) PARTITION BY LIST (year)`,
		`CREATE TABLE hr.sales_1 PARTITION OF hr.sales FOR VALUES IN (1)`, `CREATE TABLE hr.sales_2 PARTITION OF hr.sales FOR VALUES IN (2)`)
	ana := h.role(t, "LOGIN")
	short := map[string]string{ana: "ana"}
	h.as(t, h.etl, fmt.Sprintf("GRANT USAGE ON SCHEMA hr TO %q", ana))
	for _, c := range []struct{ governed, granted, want string }{
		{"sales", "sales_1", "grant: user ana may SELECT from base.hr.sales_1 [ds_sales] []"},
		{"sales_1", "sales", "grant: user ana may SELECT from base.hr.sales [ds_sales_1] []"},
		{"sales_1", "sales_2", ""},
	} {
		h.as(t, h.etl, fmt.Sprintf("GRANT SELECT ON hr.%s TO %q", c.granted, ana))
		found, _, _ := around(t, h, short, c.governed)
		found = slices.DeleteFunc(found, func(f string) bool { return !strings.HasPrefix(f, "grant") })
		if strings.Join(found, "") != c.want {
			t.Errorf("%s governed, %s granted: %q", c.governed, c.granted, found)
		}
		h.as(t, h.etl, fmt.Sprintf("REVOKE SELECT ON hr.%s FROM %q", c.granted, ana))
	}
}

// The ways that Redshift has, as far as the stand-in has them.
func TestAccessRedshift(t *testing.T) {
	t.Parallel()
	h := newRedshiftHouse(t)
	h.as(t, h.etl, employees, employed)
	ana, analysts := h.role(t, "LOGIN"), h.role(t, "")
	short := map[string]string{ana: "ana", analysts: "analysts", h.super: "awsuser", h.cluster.Credentials.User: "scrim"}
	h.deploy(t, h.view(t, "employees"))
	h.as(t, h.etl, fmt.Sprintf(`GRANT SELECT ON hr.employees TO ROLE %q`, analysts))
	h.as(t, h.super, fmt.Sprintf(`GRANT ROLE %q TO %q`, analysts, ana))
	sure, _, blind := around(t, h, short, "employees")
	if !slices.ContainsFunc(blind, func(u string) bool { return strings.Contains(u, "SYSLOG ACCESS UNRESTRICTED") }) {
		t.Errorf("grants that the account cannot see are not told of: %q", blind)
	}
	if slices.ContainsFunc(blind, func(u string) bool { return strings.Contains(u, "who may read in database") }) {
		t.Errorf("asking who may read failed: %q", blind)
	}
	// The role's grant is not shown to it, but whom it lets in is.
	expect(t, "blind", sure, []string{
		"ownership: user etl owns base.hr.employees [ds_employees] []", "privileged: user awsuser needs no grant: SUPERUSER [] []",
		"grant: user ana may SELECT from base.hr.employees, by a grant that scrim's account cannot see [ds_employees] []",
	})
	h.as(t, h.etl, fmt.Sprintf(`REVOKE SELECT ON hr.employees FROM ROLE %q`, analysts))
	h.as(t, h.super, fmt.Sprintf(`ALTER USER %q SYSLOG ACCESS UNRESTRICTED`, h.cluster.Credentials.User))
	clean, _, unseen := around(t, h, short, "employees")
	expect(t, "untouched", clean, []string{
		"ownership: user etl owns base.hr.employees [ds_employees] []", "privileged: user awsuser needs no grant: SUPERUSER [] []",
	})
	unseen = slices.DeleteFunc(unseen, func(u string) bool { // other tests' houses on the same stand-in
		return strings.HasPrefix(u, "database base") || strings.HasPrefix(u, "database sales") || strings.HasPrefix(u, "database views")
	})
	expect(t, "unseen", unseen, []string{"database dev: it is not governed here, and its views and procedures were not looked at"})

	h.as(t, h.super, `CREATE SCHEMA side`, `GRANT USAGE ON SCHEMA side TO PUBLIC`,
		fmt.Sprintf(`GRANT CREATE ON SCHEMA side TO %q`, h.etl), `CREATE USER "IAMR:readers" PASSWORD DISABLE`)
	h.as(t, h.etl,
		fmt.Sprintf(`GRANT SELECT ON hr.employees TO ROLE %q`, analysts),
		`CREATE VIEW hr.plain AS SELECT * FROM hr.employees`, `GRANT SELECT ON hr.plain TO PUBLIC`,
		`CREATE VIEW side.late AS SELECT * FROM "hr" . "employees" WITH NO SCHEMA BINDING`, fmt.Sprintf(`GRANT SELECT ON side.late TO %q`, ana),
		`CREATE PROCEDURE hr.pay() AS $$ BEGIN DELETE FROM hr.employees WHERE false; END $$ LANGUAGE plpgsql SECURITY DEFINER`,
		`REVOKE EXECUTE ON PROCEDURE hr.pay() FROM PUBLIC`, fmt.Sprintf(`GRANT EXECUTE ON PROCEDURE hr.pay() TO %q`, ana),
		fmt.Sprintf(`ALTER DEFAULT PRIVILEGES IN SCHEMA hr GRANT SELECT ON TABLES TO ROLE %q`, analysts))
	h.as(t, h.super, fmt.Sprintf(`GRANT SELECT FOR TABLES IN SCHEMA hr TO ROLE %q`, analysts), fmt.Sprintf(`GRANT IGNORE RLS TO ROLE %q`, analysts))
	h.admin(t, `CREATE SCHEMA side`, `CREATE VIEW side.frozen AS SELECT * FROM governed.employees`, fmt.Sprintf(`GRANT SELECT ON side.frozen TO %q`, ana))
	h.as(t, h.etl, fmt.Sprintf(`GRANT SELECT (email) ON hr.employees TO %q`, ana)) // the view cannot read across databases from here on
	found, repairs, _ := around(t, h, short, "employees")
	expect(t, "opened", found, append(clean,
		"privileged: role analysts passes by row-level security: IGNORE RLS [] [ana]",
		"scoped-grant: role analysts may SELECT from base.hr.employees and its neighbours, whoever makes them [ds_employees] [ana]",
		"definer-routine: user ana may call base.hr.pay(), which runs as etl [ds_employees] []",
		"grant: role analysts may SELECT from base.hr.employees [ds_employees] [ana]",
		"column-grant: user ana may SELECT from base.hr.employees.email [ds_employees] []",
		"default-privilege: role analysts may SELECT from tables that etl makes in base.hr [ds_employees] [ana]",
		"other-view: role analysts reads governed tables through base.hr.plain, a view of etl [ds_employees] [ana]",
		"other-view: everybody reads governed tables through base.hr.plain, a view of etl [ds_employees] []",
		"other-view: user ana reads governed tables through base.side.late, a late-binding view of etl [ds_employees] []",
		"frozen-view: user awsuser reads views.side.frozen, a view of awsuser, which keeps what it was made of [ds_employees] []",
		"frozen-view: user ana reads views.side.frozen, a view of awsuser, which keeps what it was made of [ds_employees] [] dormant",
		"shared-login: user IAMR:readers is everybody who assumes the role readers [] []",
	))
	mend(t, h, repairs)
	mended, _, _ := around(t, h, short, "employees")
	expect(t, "taken away", mended, append(clean, "shared-login: user IAMR:readers is everybody who assumes the role readers [] []"))
}
