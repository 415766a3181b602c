package redshiftd_test

import (
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"scrim/integration/redshiftd"
)

const rendered = "../../pkg/render/testdata/"

// Every Redshift text that scrim writes runs: what the administrator runs with psql, what scrim keeps, and its views.
func TestEveryTextOfScrimRuns(t *testing.T) {
	s := startServer(t, redshiftd.Config{})
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	root := connectTo(t, s, s.Admin(), "dev")
	root.run(`CREATE DATABASE "sales"`)
	sales := connectTo(t, s, s.Admin(), "sales")
	sales.run(`CREATE SCHEMA "hr"`, `CREATE SCHEMA "s""c\h"`,
		`CREATE TABLE "hr"."employees" ("id" INTEGER, "region" VARCHAR(64), "country" VARCHAR(2), "email" VARCHAR(256), "salary" NUMERIC(12,2), "tax_id" CHAR(11),
			"badge" BIGINT, "phone" VARCHAR(20), "note" VARCHAR(100), "born" DATE, "seen" TIMESTAMPTZ)`,
		`INSERT INTO "hr"."employees" VALUES (1, 'EU', 'DE', 'a@b.c', 1234567, '123', 4711, '+4912345678901', 'x 123-45 y', '1980-02-03', '2020-01-01 00:30:00+02')`,
		`CREATE TABLE "s""c\h"."table" (`+strings.Join(columnsOf(read(t, rendered+"hostile.redshift.sql")), " TEXT, ")+` TEXT)`)

	for range 2 { // the second time there is nothing to do
		psql(t, s, read(t, rendered+"bootstrap.redshift.sql"))
	}
	sales.run(`GRANT USAGE ON SCHEMA "s""c\h" TO "scrim"`, `GRANT SELECT FOR TABLES IN SCHEMA "s""c\h" TO "scrim"`)
	scrim := connectTo(t, s, "scrim", "governed")
	scrim.run(read(t, "../../sql/redshift/system.sql"))
	scrim.run(read(t, "../../sql/redshift/system.sql"))
	connectTo(t, s, s.Admin(), "governed").run(`CREATE SCHEMA "sch""ema" AUTHORIZATION "scrim"`)
	for _, name := range []string{"employees", "hostile"} {
		scrim.run(read(t, rendered+name+".redshift.sql"))
	}
	prepareScript(t, scrim, read(t, rendered+"script.redshift.sql"))

	scrim.run(`GRANT SELECT ON "governed"."hr_employees" TO PUBLIC`,
		`INSERT INTO "scrim_system"."gate" VALUES ('ds_42', '00112233445566778899aabbccddeeff')`)
	for _, fact := range []string{"'user', '', 'u1'", "'context', '', 'none'", "'attribute', 'region', 'EU'"} {
		scrim.run(`INSERT INTO "scrim_system"."profile" VALUES ('ana', ` + fact + `, '9999-01-01 00:00:00+00')`)
	}
	scrim.run(`INSERT INTO "scrim_system"."mask_secret" VALUES ('source/ds_42/1', 'salt')`)
	root.run(`CREATE USER "ana" PASSWORD DISABLE`)
	sales.run(`GRANT USAGE ON SCHEMA "hr" TO "ana"`)
	ana := connectTo(t, s, "ana", "governed")
	ana.want("", `SELECT "id" FROM "governed"."hr_employees" WHERE "region" = 'US'`)
	ana.want("1|EU|NULL|1234567.00|+49***01|x ### y|1980-01-01",
		`SELECT "id", "region", "email", "salary", "phone", "note", "born" FROM "governed"."hr_employees"`)
	ana.fails("42501", "permission denied for relation mask_secret", `SELECT * FROM "scrim_system"."mask_secret"`)
	scrim.run(read(t, rendered+"quarantined.redshift.sql"))
	ana.want("0", `SELECT COUNT(*) FROM "governed"."hr_employees"`)
}

// columnsOf returns the quoted names of the base's columns that a view reads.
func columnsOf(view string) []string {
	var names []string
	for _, hit := range regexp.MustCompile(`\bt\.("(?:[^"]|"")+")`).FindAllStringSubmatch(view, -1) {
		if !slices.Contains(names, hit[1]) {
			names = append(names, hit[1])
		}
	}
	return names
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.FromSlash(path))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// psql runs a script as an administrator does.
func psql(t *testing.T, s *redshiftd.Server, script string) {
	t.Helper()
	bins, err := filepath.Glob("/usr/lib/postgresql/*/bin/psql")
	if err != nil || len(bins) == 0 {
		t.Fatal("no psql")
	}
	host, port, err := net.SplitHostPort(s.Addr())
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(bins[0], "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", host, "-p", port, "-U", s.Admin(), "-d", "dev")
	cmd.Env = append(cmd.Environ(), "SCRIM_PASSWORD=Secret1x")
	cmd.Stdin = strings.NewReader(script)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("psql: %v\n%s", err, out)
	}
}

var (
	comment    = regexp.MustCompile(`(?m) -- (\$1 = |must affect).*$`)
	wholeLine  = regexp.MustCompile(`(?m)^--.*$`)
	withParams = regexp.MustCompile(`\$\d`)
)

// prepareScript prepares the statements of a golden script that take arguments, and runs none of them.
func prepareScript(t *testing.T, c client, script string) {
	t.Helper()
	script = wholeLine.ReplaceAllString(comment.ReplaceAllString(script, ""), "")
	n := 0
	for _, sql := range strings.Split(script, ";\n") {
		if !withParams.MatchString(sql) || strings.Contains(sql, "CREATE") {
			continue
		}
		if _, err := c.PgConn().Prepare(context.Background(), "", sql, nil); err != nil {
			t.Errorf("%s\n%s", sql, describe(err))
		}
		n++
	}
	if n == 0 {
		t.Error("no statement with arguments was found")
	}
}
