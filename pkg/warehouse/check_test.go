package warehouse_test

import (
	"errors"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
	"testing"

	"scrim/pkg/catalog"
	"scrim/pkg/preflight"
	"scrim/pkg/warehouse"
)

// checked is the worst finding of each check, of a house with these sources.
func (h *house) checked(t testing.TB, w *warehouse.Warehouse, ask preflight.Ask, tables ...string) map[string]preflight.Finding {
	t.Helper()
	rank := map[preflight.Status]int{preflight.Skipped: 1, preflight.Passed: 2, preflight.Warning: 3, preflight.Failed: 4}
	for _, name := range tables {
		ask.Sources = append(ask.Sources, catalog.Source{ID: name, Table: h.table(name)})
	}
	out := map[string]preflight.Finding{}
	for _, f := range w.Check(t.Context(), ask) {
		if rank[f.Status] > rank[out[f.Check].Status] {
			out[f.Check] = f
		}
	}
	return out
}

// repaired fails the test when the check does not say that, or when it is not
// passed after an administrator has run what it prints, as it is.
func (h *house) repaired(t testing.TB, check string, status preflight.Status, look func() map[string]preflight.Finding) {
	t.Helper()
	f := look()[check]
	if f.Status != status || len(f.Repair) == 0 {
		t.Errorf("%s is not %s, or prints no repair: %+v", check, status, f)
		return
	}
	execute(t, h.dsn(h.super, f.Database), f.Repair...)
	if f := look()[check]; f.Status != preflight.Passed {
		t.Errorf("after its repair %s is %+v", check, f)
	}
}

// is fails the test when a check says something else.
func is(t testing.TB, f preflight.Finding, status preflight.Status, words string) {
	t.Helper()
	if f.Status != status || !strings.Contains(f.Means+" "+f.Next, words) {
		t.Errorf("%s is %s, and does not say %q: %+v", f.Check, f.Status, words, f)
	}
}

// TestChecks: a good house passes, and each fault is found by the check that
// is named after it.
func TestChecks(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.as(t, h.etl, employees)
		ask := preflight.Ask{Probe: true, Usernames: []string{h.etl}}
		look := func() map[string]preflight.Finding { return h.checked(t, h.w, ask, "employees") }
		good := look()
		for _, name := range preflight.Names() {
			switch f := good[name]; {
			case f.Status == "":
				t.Errorf("%s was not looked at", name)
			case f.Status == preflight.Failed, f.Status == preflight.Warning && name != preflight.Fence && name != preflight.AccountNames && name != preflight.Shadows:
				t.Errorf("%s: %+v", name, f)
			}
		}
		h.admin(t, `REVOKE SELECT ON scrim_system.user_profile FROM PUBLIC`)
		is(t, look()[preflight.SecureView], preflight.Failed, "see who changed them")
		if err := h.w.Prepare(t.Context()); err != nil {
			t.Fatal(err)
		}
		is(t, look()[preflight.SecureView], preflight.Passed, "")

		is(t, h.checked(t, h.w, preflight.Ask{Usernames: []string{h.etl, "nobody at all"}})[preflight.MissingUsers], preflight.Warning, "1 of 2 users have no account here: nobody at all")
		is(t, h.checked(t, h.w, preflight.Ask{Usernames: []string{"IAMR:role"}})[preflight.SharedLogins], preflight.Warning, "IAMR:role")
		is(t, h.checked(t, h.w, preflight.Ask{Usernames: []string{"pg_monitor"}})[preflight.AccountNames], preflight.Warning, "pg_monitor")
		is(t, h.checked(t, h.w, preflight.Ask{}, "never")[preflight.Privileges], preflight.Failed, "never")
		is(t, h.checked(t, h.w, preflight.Ask{Recognise: func(string) error { return errors.New("it is another's") }})[preflight.Identity], preflight.Failed, "it is another's")

		h.admin(t, `CREATE USER "blank " PASSWORD 'Abcdefg1'`)
		is(t, look()[preflight.AccountNames], preflight.Warning, "end in a blank")
		h.admin(t, `DROP USER "blank "`)
		h.admin(t, `CREATE USER "scrim_canary_0a1b2c3d_0a1b2c3d_reader" PASSWORD 'Abcdefg1'`)
		is(t, look()[preflight.Canaries], preflight.Warning, "scrim_canary_0a1b2c3d_0a1b2c3d_reader")
		h.admin(t, `DROP USER "scrim_canary_0a1b2c3d_0a1b2c3d_reader"`)
	})
}

// variant opens the house with another document.
func (h *house) variant(t testing.TB, change func(*catalog.Cluster)) *warehouse.Warehouse {
	t.Helper()
	c := h.cluster
	change(&c)
	w, err := warehouse.Open(t.Context(), c, secrets{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Close)
	return w
}

// TestChecksOfTheDocument: what the cluster's document says wrong.
func TestChecksOfTheDocument(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		w := h.variant(t, func(c *catalog.Cluster) { c.Databases = append(slices.Clone(c.Databases), "nothing") })
		f := h.checked(t, w, preflight.Ask{})[preflight.Reachable]
		is(t, f, preflight.Failed, "database nothing")
		w = h.variant(t, func(c *catalog.Cluster) { c.Prefix = "other" })
		is(t, h.checked(t, w, preflight.Ask{})[preflight.Bootstrap], preflight.Failed, "not there yet")
	})
}

func TestChecksOnPostgres(t *testing.T) {
	h := newHouse(t)
	h.as(t, h.etl, employees)
	look := func() map[string]preflight.Finding { return h.checked(t, h.w, preflight.Ask{}, "employees") }
	boss, clerk := h.role(t, "LOGIN"), h.role(t, "LOGIN")
	h.know(t, boss)
	h.admin(t, fmt.Sprintf("GRANT %s TO %s", boss, clerk))
	is(t, look()[preflight.SetRole], preflight.Warning, clerk+" → "+boss)

	h.as(t, h.etl, fmt.Sprintf("REVOKE SELECT ON hr.employees FROM %q", h.cluster.Credentials.User))
	h.repaired(t, preflight.Privileges, preflight.Failed, look)
	h.admin(t, fmt.Sprintf("REVOKE pg_read_all_stats FROM %q", h.cluster.Credentials.User))
	h.repaired(t, preflight.OldReaders, preflight.Warning, look)
	h.as(t, h.etl, "ALTER TABLE hr.employees ENABLE ROW LEVEL SECURITY")
	h.repaired(t, preflight.RowSecurity, preflight.Warning, look)

	h.as(t, h.super, "CREATE EXTENSION postgres_fdw", "CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw", "CREATE FOREIGN TABLE hr.far (id integer) SERVER elsewhere")
	is(t, h.checked(t, h.w, preflight.Ask{}, "far")[preflight.ExternalTable], preflight.Warning, "lies outside")

	h.admin(t, "REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC")
	h.repaired(t, preflight.Identity, preflight.Failed, func() map[string]preflight.Finding {
		return h.checked(t, h.variant(t, func(*catalog.Cluster) {}), preflight.Ask{})
	})
}

func TestChecksOnRedshift(t *testing.T) {
	h := newRedshiftHouse(t)
	h.as(t, h.etl, employees, "CREATE TABLE hr.keyed (a INTEGER, b INTEGER) INTERLEAVED SORTKEY (a, b)", "CREATE TABLE hr.parts (a INTEGER, b INTEGER)",
		"SET enable_case_sensitive_identifier TO true", `CREATE TABLE hr.mixed (a INTEGER, "Upper" INTEGER)`)
	ana := h.role(t, "LOGIN")
	ask := preflight.Ask{Probe: true}
	look := func() map[string]preflight.Finding { return h.checked(t, h.w, ask, "employees") }

	is(t, look()[preflight.Platform], preflight.Passed, "views read database "+h.base)
	if left := h.read(t, "", "SELECT viewname FROM pg_views WHERE viewname = 'preflight_probe'"); len(left) > 0 {
		t.Error("the probe left its view behind")
	}
	keyed := h.checked(t, h.w, ask, "keyed")
	is(t, keyed[preflight.Interleaved], preflight.Failed, "interleaved")
	is(t, keyed[preflight.Platform], preflight.Failed, "a view cannot read database "+h.base)
	h.as(t, h.etl, fmt.Sprintf("GRANT SELECT (a) ON hr.parts TO %q", ana))
	is(t, h.checked(t, h.w, ask, "parts")[preflight.ColumnGrants], preflight.Failed, ana)
	is(t, h.checked(t, h.w, ask, "mixed")[preflight.ColumnNames], preflight.Warning, "Upper")

	h.admin(t, "GRANT CREATE ON SCHEMA public TO PUBLIC", "GRANT USAGE ON LANGUAGE sql TO PUBLIC")
	h.repaired(t, preflight.Hardening, preflight.Warning, look)
	h.admin(t, "CREATE FUNCTION public.strtol(varchar, integer) RETURNS bigint IMMUTABLE AS $$ SELECT CAST(1 AS bigint) $$ LANGUAGE sql")
	h.repaired(t, preflight.Shadows, preflight.Warning, look)
	h.admin(t, fmt.Sprintf("REVOKE ROLE scrim_catalog FROM %q", h.cluster.Credentials.User))
	h.repaired(t, preflight.OldReaders, preflight.Warning, look)
	h.as(t, h.super, fmt.Sprintf("REVOKE SELECT FOR TABLES IN SCHEMA hr FROM %q", h.cluster.Credentials.User))
	h.repaired(t, preflight.Privileges, preflight.Failed, look)

	is(t, look()[preflight.Serverless], preflight.Passed, "provisioned")
	w := h.variant(t, func(c *catalog.Cluster) { c.Kind = catalog.RedshiftServerless })
	is(t, h.checked(t, w, ask)[preflight.Serverless], preflight.Warning, "says otherwise")
}

// TestViewSchemas: a source whose view has no schema, or one in which the account
// may make nothing, waits for an administrator; what is printed is enough.
func TestViewSchemas(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.as(t, h.etl, employees)
		account := h.cluster.Credentials.User
		h.admin(t, fmt.Sprintf("REVOKE CREATE ON DATABASE %q FROM %q", h.cluster.ViewDatabase, account), "CREATE SCHEMA others")
		look := func(schema string) func() map[string]preflight.Finding {
			source := catalog.Source{ID: "s", Table: h.table("employees"), View: catalog.ViewName{Schema: schema}}
			return func() map[string]preflight.Finding {
				return h.checked(t, h.w, preflight.Ask{Sources: []catalog.Source{source}})
			}
		}
		is(t, look("")()[preflight.ViewSchemas], preflight.Passed, "may make it in")
		f := look("shop window")()[preflight.ViewSchemas]
		is(t, f, preflight.Failed, "no schema shop window for its view, and "+account+" may not make one")
		if f.Source != "s" || preflight.Blocked([]preflight.Finding{f})["s"].Check != preflight.ViewSchemas {
			t.Errorf("the source does not wait: %+v", f)
		}
		is(t, look("others")()[preflight.ViewSchemas], preflight.Failed, account+" may make no view in schema others")
		h.repaired(t, preflight.ViewSchemas, preflight.Failed, look("shop window"))
		h.repaired(t, preflight.ViewSchemas, preflight.Failed, look("others"))
		h.admin(t, fmt.Sprintf("GRANT CREATE ON DATABASE %q TO %q", h.cluster.ViewDatabase, account))
		is(t, look("yet to be made")()[preflight.ViewSchemas], preflight.Passed, "")
	})
}

// TestCaseModeOnRedshift: accounts whose sessions tell names apart by case are
// named, and scrim's own is still pinned.
func TestCaseModeOnRedshift(t *testing.T) {
	h := newRedshiftHouse(t)
	etl := h.etl
	h.as(t, etl, employees)
	look := func() map[string]preflight.Finding { return h.checked(t, h.w, preflight.Ask{}, "employees") }
	h.admin(t, fmt.Sprintf("ALTER USER %q SET enable_case_sensitive_identifier TO true", etl))
	h.as(t, etl, `CREATE TABLE hr.odd (a INTEGER, "Upper" INTEGER)`)
	is(t, look()[preflight.CaseMode], preflight.Warning, "apart by case: "+etl)
	is(t, h.checked(t, h.w, preflight.Ask{}, "odd")[preflight.ColumnNames], preflight.Warning, "Upper")
	h.repaired(t, preflight.CaseMode, preflight.Warning, look)
	h.as(t, etl, `CREATE TABLE hr.even (a INTEGER, "Upper" INTEGER)`)
	is(t, h.checked(t, h.w, preflight.Ask{}, "even")[preflight.ColumnNames], preflight.Passed, "none")

	h.admin(t, fmt.Sprintf("ALTER USER %q SET enable_case_sensitive_identifier TO true", h.cluster.Credentials.User))
	w := h.variant(t, func(*catalog.Cluster) {})
	is(t, h.checked(t, w, preflight.Ask{}, "employees")[preflight.CaseMode], preflight.Warning, h.cluster.Credentials.User)
	is(t, h.checked(t, w, preflight.Ask{Probe: true}, "employees")[preflight.Platform], preflight.Passed, "views read") // in sessions that are pinned
	h.repaired(t, preflight.CaseMode, preflight.Warning, func() map[string]preflight.Finding {
		return h.checked(t, h.variant(t, func(*catalog.Cluster) {}), preflight.Ask{}, "employees")
	})

	below := standIn.server.Postgres().SocketDSN("postgres", h.cluster.ViewDatabase) // there is no parameter group
	execute(t, below, fmt.Sprintf("ALTER DATABASE %q SET redshiftd.enable_case_sensitive_identifier TO on", h.cluster.ViewDatabase))
	w = h.variant(t, func(*catalog.Cluster) {})
	is(t, h.checked(t, w, preflight.Ask{}, "employees")[preflight.CaseMode], preflight.Warning, "the cluster's parameter group")
}

// TestRowSecurityOnRedshift: a table with row-level security of its own is not
// read across databases; what is printed lets the account read it.
func TestRowSecurityOnRedshift(t *testing.T) {
	h := newRedshiftHouse(t)
	h.as(t, h.etl, employees)
	look := func() map[string]preflight.Finding { return h.checked(t, h.w, preflight.Ask{}, "employees") }
	is(t, look()[preflight.RowSecurity], preflight.Passed, "")
	h.as(t, h.super, `CREATE RLS POLICY nobody WITH (id INTEGER) AS r USING (r.id < 0)`, "ATTACH RLS POLICY nobody ON TABLE hr.employees TO PUBLIC", "ALTER TABLE hr.employees ROW LEVEL SECURITY ON")
	h.repaired(t, preflight.RowSecurity, preflight.Failed, look)
}

// TestUsageOnRedshift: what readers would come to use is listed, through roles
// and what everybody has, and no grant is printed until nothing is or it is
// accepted, nor before all can be seen.
func TestUsageOnRedshift(t *testing.T) {
	h := newRedshiftHouse(t)
	ana, bob, staff := h.role(t, "LOGIN"), h.role(t, "LOGIN"), h.role(t, "")
	h.as(t, h.etl, employees, "CREATE TABLE hr.pay (a INTEGER)", "CREATE PROCEDURE hr.raise() AS $$ BEGIN NULL; END $$ LANGUAGE plpgsql")
	ask := preflight.Ask{Usernames: []string{ana, bob, h.etl}}
	look := func() preflight.Finding { return h.checked(t, h.w, ask, "employees")[preflight.ReadersUsage] }
	is(t, look(), preflight.Passed, "every reader")

	h.as(t, h.etl, "REVOKE USAGE ON SCHEMA hr FROM PUBLIC", "REVOKE EXECUTE ON PROCEDURE hr.raise() FROM PUBLIC", fmt.Sprintf("GRANT UPDATE ON hr.pay TO ROLE %q", staff))
	h.admin(t, fmt.Sprintf("GRANT ROLE %q TO %q", staff, ana))
	is(t, look(), preflight.Warning, "SYSLOG ACCESS UNRESTRICTED")
	h.admin(t, fmt.Sprintf("ALTER USER %q SYSLOG ACCESS UNRESTRICTED", h.cluster.Credentials.User))
	f := look()
	is(t, f, preflight.Warning, "2 of 3 readers")
	is(t, f, preflight.Warning, "effective: UPDATE on "+h.base+".hr.pay to role "+staff)
	if len(f.Repair) > 0 {
		t.Errorf("a grant is printed that lets somebody write: %v", f.Repair)
	}
	h.as(t, h.etl, "GRANT EXECUTE ON PROCEDURE hr.raise() TO PUBLIC")
	is(t, look(), preflight.Warning, "EXECUTE on "+h.base+".hr.raise to everybody")

	w := h.variant(t, func(c *catalog.Cluster) { c.AcceptUsage = []string{h.base + ".hr.pay", h.base + ".hr.raise"} })
	h.repaired(t, preflight.ReadersUsage, preflight.Warning, func() map[string]preflight.Finding { return h.checked(t, w, ask, "employees") })
	h.as(t, ana, "UPDATE hr.pay SET a = 1") // which is what was said, and accepted
	if got := h.read(t, "", "SELECT COUNT(*) FROM svv_user_grants WHERE role_name = 'scrim_readers'"); got[0] != "2" {
		t.Errorf("%s logins have the role", got)
	}
	h.as(t, h.super, "REVOKE USAGE ON SCHEMA hr FROM ROLE scrim_readers", "DROP ROLE scrim_readers FORCE")
}

// TestTransportChecks: what is wrong with TLS is said by the check of that name,
// with what to do, on servers with TLS and without.
func TestTransportChecks(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		roots, port := encrypted(t, net.JoinHostPort(h.cluster.Host, strconv.Itoa(h.cluster.Port)))
		look := func(change func(*catalog.Cluster)) preflight.Finding {
			c := h.cluster
			change(&c)
			w, err := warehouse.Open(t.Context(), c, secrets{})
			if err != nil {
				for _, f := range preflight.Unreached(c.ViewDatabase, err) {
					if f.Check == preflight.TLS {
						return f
					}
				}
				t.Fatalf("tls does not fail: %v", err)
			}
			defer w.Close()
			return h.checked(t, w, preflight.Ask{})[preflight.TLS]
		}
		secure := func(c *catalog.Cluster) { c.Port, c.TLS, c.TLSRoots = port, "verify-full", roots }
		const anyAddress = "0.0.0.0" // which leads here, and is no loopback
		is(t, look(secure), preflight.Passed, "proved its name")
		is(t, look(func(c *catalog.Cluster) { secure(c); c.TLSRoots = "" }), preflight.Failed, "signed by nobody who is trusted here")
		is(t, look(func(c *catalog.Cluster) { secure(c); c.Host = "localhost" }), preflight.Failed, "for another name than localhost")
		is(t, look(func(c *catalog.Cluster) { c.TLS = "verify-full" }), preflight.Failed, "it offers no TLS")
		is(t, look(func(c *catalog.Cluster) { c.Host = anyAddress }), preflight.Failed, "switch TLS on in the warehouse")
		is(t, look(func(c *catalog.Cluster) { secure(c); c.TLS, c.TLSRoots = "require", "" }), preflight.Warning, "set tls: verify-full")
		is(t, look(func(c *catalog.Cluster) { c.Host, c.TLS = anyAddress, "disable" }), preflight.Warning, "whoever is between reads data and password")
		is(t, look(func(c *catalog.Cluster) { c.Host, c.TLS = anyAddress, "prefer" }), preflight.Warning, "not encrypted")
	})
}
