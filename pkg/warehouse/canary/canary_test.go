package canary

import (
	"context"
	"net"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"scrim/integration/pgtest"
	"scrim/integration/pgtest/pgtesting"
	"scrim/integration/redshiftd"
	"scrim/pkg/catalog"
	"scrim/pkg/verify"
	"scrim/pkg/warehouse"
)

func TestMain(m *testing.M) { pgtesting.Main(m) }

type salts struct{}

func (salts) Secret(context.Context, catalog.Reference) (string, error) { return "", nil }
func (salts) Salt(_ context.Context, name string) (string, error)       { return "salt-of-" + name, nil }

// postgres is a server that no other test makes accounts on.
func postgres(t *testing.T) (catalog.Cluster, warehouse.Account, string) {
	t.Helper()
	pgtesting.NeedServers(t)
	s, err := pgtest.Start(t.Context(), pgtest.Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	return catalog.Cluster{ID: "main", Kind: catalog.Postgres, Host: "127.0.0.1", Port: s.Port(), ViewDatabase: "postgres"},
		warehouse.Account{User: pgtest.Superuser}, s.DSN(pgtest.Superuser, "postgres")
}

func standIn(t *testing.T) (catalog.Cluster, warehouse.Account, string) {
	t.Helper()
	pgtesting.NeedServers(t)
	s, err := redshiftd.Start(t.Context(), redshiftd.Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	host, port, err := net.SplitHostPort(s.Addr())
	if err != nil {
		t.Fatal(err)
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		t.Fatal(err)
	}
	return catalog.Cluster{ID: "main", Kind: catalog.Redshift, Host: host, Port: number, ViewDatabase: "dev"}, warehouse.Account{User: s.Admin()}, s.DSN(s.Admin(), "dev")
}

// learned is the probes that learned something in a mode, by name.
func learned(results []verify.Result, mode catalog.Enforcement) []string {
	var out []string
	for _, r := range results {
		if r.Mode == mode && len(r.Learned) > 0 {
			out = append(out, r.Name)
		}
	}
	slices.Sort(out)
	return out
}

func show(t *testing.T, results []verify.Result) {
	t.Helper()
	for _, r := range results {
		t.Logf("%s %-22s leak=%t learned=%q by %s", r.Mode, r.Name, r.Leak, r.Learned, r.Evidence)
	}
}

// nothingLeft asks for whatever begins as a canary does.
func nothingLeft(t *testing.T, c catalog.Cluster, dsn string) {
	t.Helper()
	query := `SELECT datname FROM pg_catalog.pg_database WHERE datname LIKE 'scrim_canary%' UNION ALL SELECT rolname FROM pg_catalog.pg_roles WHERE rolname LIKE 'scrim_canary%'`
	if c.Kind.IsRedshift() {
		query = `SELECT datname FROM pg_catalog.pg_database WHERE datname LIKE 'scrim_canary%' UNION ALL SELECT usename FROM pg_catalog.pg_user WHERE usename LIKE 'scrim_canary%'
			UNION ALL SELECT role_name FROM svv_roles WHERE role_name LIKE 'scrim_canary%'`
	}
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(t.Context()) }()
	rows, err := conn.PgConn().Exec(t.Context(), query).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[0].Rows {
		t.Errorf("left behind: %s", row[0])
	}
}

// On PostgreSQL a fence stops every probe that a fence can stop, and each of
// those learns something where there is none: the probes are alive.
func TestPostgres(t *testing.T) {
	t.Parallel()
	cluster, admin, dsn := postgres(t)
	report, err := Run(t.Context(), cluster, admin, salts{})
	if err != nil {
		t.Fatal(err)
	}
	show(t, report.Results)
	if verify.Leaking(report.Results) || len(report.Left) > 0 {
		t.Errorf("something leaks, or is left: %q", report.Left)
	}
	always := []string{"explain", "explain-analyze", "pinned-state", "row-count", "system-catalogue", "view-text"}
	if got := learned(report.Results, catalog.Fenced); !slices.Equal(got, always) {
		t.Errorf("fenced, these learn: %q", got)
	}
	want := append(slices.Clone(always), "cast", "division", "function", "operator")
	slices.Sort(want)
	if got := learned(report.Results, catalog.Fast); !slices.Equal(got, want) {
		t.Errorf("unfenced, these learn: %q, want %q", got, want)
	}
	nothingLeft(t, cluster, dsn)
}

// The stand-in is no Redshift, but its views are unfenced as Redshift's.
func TestStandIn(t *testing.T) {
	t.Parallel()
	cluster, admin, dsn := standIn(t)
	report, err := Run(t.Context(), cluster, admin, salts{})
	if err != nil {
		t.Fatal(err)
	}
	show(t, report.Results)
	if verify.Leaking(report.Results) || len(report.Left) > 0 {
		t.Errorf("something leaks, or is left: %q", report.Left)
	}
	for _, name := range []string{"cast", "division"} {
		if got := learned(report.Results, catalog.Fast); !slices.Contains(got, name) {
			t.Errorf("%s learns nothing from an unfenced view", name)
		}
	}
	nothingLeft(t, cluster, dsn)
}

// A fence that somebody takes down while nobody looks is seen.
func TestBrokenFence(t *testing.T) {
	t.Parallel()
	cluster, admin, dsn := postgres(t)
	conn, err := pgx.Connect(t.Context(), strings.Replace(dsn, "/postgres?", "/template1?", 1))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{
		`CREATE FUNCTION unfence() RETURNS event_trigger LANGUAGE plpgsql AS $$DECLARE v record; BEGIN
		   FOR v IN SELECT object_identity FROM pg_event_trigger_ddl_commands() WHERE object_type = 'view' AND schema_name = 'governed' LOOP
		     EXECUTE 'ALTER VIEW ' || v.object_identity || ' RESET (security_barrier)';
		   END LOOP; END$$`,
		`CREATE EVENT TRIGGER unfence ON ddl_command_end WHEN TAG IN ('CREATE VIEW') EXECUTE FUNCTION unfence()`,
	} {
		if _, err := conn.Exec(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	_ = conn.Close(t.Context())
	report, err := Run(t.Context(), cluster, admin, salts{})
	if err != nil {
		t.Fatal(err)
	}
	var leaks []string
	for _, r := range report.Results {
		if r.Leak {
			leaks = append(leaks, string(r.Mode)+" "+r.Name)
		}
	}
	if want := []string{"fenced division", "fenced cast", "fenced function", "fenced operator"}; !slices.Equal(leaks, want) {
		t.Errorf("with a broken fence these leak: %q", leaks)
	}
}

// Whatever goes wrong on the way, what was made is dropped: an administrator
// who may do only half of it, and one who loses patience.
func TestDropsAfterFailure(t *testing.T) {
	t.Parallel()
	cluster, admin, dsn := postgres(t)
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Exec(t.Context(), "CREATE ROLE half LOGIN CREATEDB CREATEROLE"); err != nil {
		t.Fatal(err)
	}
	_ = conn.Close(t.Context())
	for name, run := range map[string]func() (Report, error){
		"half": func() (Report, error) {
			return Run(t.Context(), cluster, warehouse.Account{User: "half"}, salts{})
		},
		"impatient": func() (Report, error) {
			ctx, cancel := context.WithTimeout(t.Context(), 1500*time.Millisecond)
			defer cancel()
			return Run(ctx, cluster, admin, salts{})
		},
	} {
		report, err := run()
		if err == nil || len(report.Left) > 0 {
			t.Errorf("%s: %v, left %q", name, err, report.Left)
		}
		nothingLeft(t, cluster, dsn)
	}
}

// What cannot be dropped is told of, with the statement that would.
func TestSaysWhatIsLeft(t *testing.T) {
	t.Parallel()
	cluster, admin, dsn := postgres(t)
	k, err := hatch(cluster, admin, salts{}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if err := k.build(t.Context()); err != nil {
		t.Fatal(err)
	}
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(t.Context()) }()
	if _, err := conn.Exec(t.Context(), `CREATE TABLE keepsake (id int)`); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Exec(t.Context(), `ALTER TABLE keepsake OWNER TO "`+k.reader.User+`"`); err != nil {
		t.Fatal(err)
	}
	k.patience = time.Second
	if left := k.drop(t.Context()); !slices.Equal(left, []string{`DROP USER "` + k.reader.User + `"`}) {
		t.Errorf("left: %q", left)
	}
}
