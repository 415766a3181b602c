package redshiftd_test

import (
	"testing"
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
