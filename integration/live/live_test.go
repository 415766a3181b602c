package live_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"scrim/integration/redshiftd"
	"scrim/pkg/catalog"
	"scrim/pkg/warehouse"
	"scrim/pkg/warehouse/canary"
)

// The cluster that SCRIM_REDSHIFT_URL names.
func TestLive(t *testing.T) {
	url := os.Getenv("SCRIM_REDSHIFT_URL")
	if url == "" {
		t.Skip("SCRIM_REDSHIFT_URL names no cluster: see docs/live-cluster-checklist.md")
	}
	askAll(t, url)
	probeAll(t, url)
}

// The stand-in answers every point as scrim needs it. This says nothing about Redshift.
func TestTheStandInAnswersAsNeeded(t *testing.T) {
	if testing.Short() {
		t.Skip("needs servers: make test")
	}
	s, err := redshiftd.Start(context.Background(), redshiftd.Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	url := s.DSN(s.Admin(), "dev")
	t.Run("points", func(t *testing.T) { askAll(t, url) })
	t.Run("probes", func(t *testing.T) { probeAll(t, url) })
	t.Run("nothing is left", func(t *testing.T) {
		cn, err := pgx.Connect(context.Background(), url)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = cn.Close(context.Background()) }()
		left := conn{cn}.ask(`SELECT datname FROM pg_catalog.pg_database WHERE datname LIKE 'scrim%' UNION ALL SELECT usename FROM pg_catalog.pg_user WHERE usename LIKE 'scrim%'`)
		left += conn{cn}.ask(`SELECT role_name FROM svv_roles WHERE role_name LIKE 'scrim%'`)
		if left != "" {
			t.Errorf("left behind: %s", left)
		}
	})
}

func askAll(t *testing.T, url string) {
	c := newCluster(t, url)
	for _, p := range points() {
		t.Run(strings.ReplaceAll(p.id, ".", "_"), func(t *testing.T) {
			c.t = t
			seen, holds := p.ask(c)
			t.Logf("%s %s\n%s", p.id, p.question, seen)
			if !holds {
				t.Errorf("scrim relies on another answer: see point %s of docs/live-cluster-checklist.md", p.id)
			}
		})
	}
	c.t = t
}

// probeAll lets a throw-away reader try everything through views that scrim makes, and fails on what is not known.
func probeAll(t *testing.T, url string) {
	cfg, err := pgx.ParseConfig(url)
	if err != nil {
		t.Fatal("the URL of the cluster cannot be read") // the error would show the password
	}
	at := catalog.Cluster{ID: "live", Kind: catalog.Redshift, Host: cfg.Host, Port: int(cfg.Port), ViewDatabase: cfg.Database}
	report, err := canary.Run(context.Background(), at, warehouse.Account{User: cfg.User, Password: cfg.Password, Unproven: true}, salts{})
	if err != nil {
		t.Error(err)
	}
	for _, r := range report.Results {
		t.Logf("%s: learned %q, by %s", r.Name, r.Learned, r.Evidence)
		if r.Leak {
			t.Errorf("%s is not known to learn that: see docs/verify.md", r.Name)
		}
	}
	for _, left := range report.Left {
		t.Errorf("left behind, drop it by hand: %s", left)
	}
}

// salts is no secret of anybody's: the canary is dropped.
type salts struct{}

func (salts) Secret(context.Context, catalog.Reference) (string, error) { return "", nil }
func (salts) Salt(_ context.Context, name string) (string, error)       { return "salt-of-" + name, nil }

// Every point is described.
func TestThePointsAreDescribed(t *testing.T) {
	page, err := os.ReadFile("../../docs/live-cluster-checklist.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range points() {
		if !strings.Contains(string(page), "### "+p.id+" "+p.question+"\n") {
			t.Errorf("docs/live-cluster-checklist.md does not describe %s %s", p.id, p.question)
		}
	}
}
