package redshiftd_test

import (
	"errors"
	"os"
	"testing"

	"go.uber.org/goleak"

	"scrim/integration/redshiftd"
)

func TestItLooksLikeRedshift(t *testing.T) {
	s := cluster(t)
	c := connectTo(t, s, s.Admin(), "dev")
	if got := c.PgConn().ParameterStatus("server_version"); got != "8.0.2" {
		t.Errorf("server_version is %q", got)
	}
	c.want("t", "SELECT version() LIKE '%Redshift%'")
	c.want(s.Namespace(), "SELECT current_namespace")
	c.want("dev|awsuser", "SELECT current_database(), CURRENT_USER")
}

func TestLateBindingViewAcrossDatabases(t *testing.T) {
	w := newWorld(t, cluster(t))
	w.inV.run(`CREATE OR REPLACE VIEW "gov"."v" AS SELECT t."id" AS "id", t."region" AS "region", CURRENT_USER AS "me" FROM "`+w.sales+`"."hr"."employees" AS t WITH NO SCHEMA BINDING`,
		`GRANT SELECT ON "gov"."v" TO PUBLIC`)
	w.readerA.want("1|EU|"+w.ana+"\n2|US|"+w.ana, `SELECT * FROM "gov"."v" ORDER BY "id"`)
}

// Stopping ends everything, whatever clients are doing, and may be asked twice.
func TestStopLeavesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("needs servers: make test")
	}
	before := goleak.IgnoreCurrent()
	s := startServer(t, redshiftd.Config{})
	w := newWorld(t, s)
	w.inV.run(w.lateView("v", `SELECT t."id" FROM `+w.base()+` AS t`), `GRANT SELECT ON "gov"."v" TO PUBLIC`)
	w.readerA.run("BEGIN", `SELECT * FROM "gov"."v"`)
	dir := s.Postgres().SocketDir()
	for range 2 {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the data are still there: %v", err)
	}
	if _, err := w.readerA.try("SELECT 1"); err == nil {
		t.Error("a session outlived the cluster")
	}
	goleak.VerifyNone(t, before)
}
