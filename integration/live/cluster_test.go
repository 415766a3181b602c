package live_test

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// cluster is what the points work in: two databases and four users under a random prefix.
type cluster struct {
	t        *testing.T
	admin    *pgx.ConnConfig
	password string

	prefix       string
	base, views  string // databases
	owner        string // owns the views, may read the bases
	reader       string // may read views and has USAGE on the bases' schema
	other        string // may read views and nothing else
	stranger     string // was granted nothing at all
	role         string
	asAdmin      conn // in dev, or whatever database the URL names
	inBase       conn // the administrator in base
	inViews      conn // the administrator in views
	asOwner      conn // the owner in views
	dropAtTheEnd []string
}

// conn is a connection whose failures are the caller's to judge.
type conn struct{ *pgx.Conn }

// newCluster connects as the administrator and makes what the points need.
func newCluster(t *testing.T, url string) *cluster {
	t.Helper()
	cfg, err := pgx.ParseConfig(url)
	if err != nil {
		t.Fatal("the URL of the cluster cannot be read") // the error would show the password
	}
	cfg.DefaultQueryExecMode = pgx.QueryExecModeExec
	c := &cluster{t: t, admin: cfg, prefix: "scrimlive_" + random(3), password: "Aa1" + random(12)}
	c.base, c.views, c.role = c.prefix+"_base", c.prefix+"_views", c.prefix+"_role"
	c.owner, c.reader, c.other, c.stranger = c.prefix+"_owner", c.prefix+"_reader", c.prefix+"_other", c.prefix+"_stranger"
	c.asAdmin = c.connect(cfg.User, cfg.Database)
	t.Cleanup(c.drop)
	c.make()
	return c
}

func random(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails
	return hex.EncodeToString(b)
}

// connect connects a user; the administrator has the URL's password, the others the suite's.
func (c *cluster) connect(user, database string) conn {
	c.t.Helper()
	cn, err := c.tryConnect(user, database)
	if err != nil {
		c.t.Fatalf("connecting %s to %s: %v", user, database, err)
	}
	return cn
}

func (c *cluster) tryConnect(user, database string) (conn, error) {
	cfg := c.admin.Copy()
	cfg.Database = database
	if user != c.admin.User {
		cfg.User, cfg.Password = user, c.password
	}
	cn, err := pgx.ConnectConfig(context.Background(), cfg)
	if err != nil {
		return conn{}, err
	}
	c.t.Cleanup(func() { _ = cn.Close(context.Background()) })
	return conn{cn}, nil
}

func (c *cluster) make() {
	c.t.Helper()
	for _, db := range []string{c.base, c.views} {
		c.must(c.asAdmin, fmt.Sprintf(`CREATE DATABASE %q`, db))
		c.dropAtTheEnd = append(c.dropAtTheEnd, fmt.Sprintf(`DROP DATABASE %q`, db))
	}
	for _, user := range []string{c.owner, c.reader, c.other, c.stranger} {
		c.must(c.asAdmin, fmt.Sprintf(`CREATE USER %q PASSWORD '%s' NOCREATEDB NOCREATEUSER`, user, c.password))
		c.dropAtTheEnd = append(c.dropAtTheEnd, fmt.Sprintf(`DROP USER %q`, user))
	}
	c.must(c.asAdmin, fmt.Sprintf(`CREATE ROLE %q`, c.role))
	c.dropAtTheEnd = append(c.dropAtTheEnd, fmt.Sprintf(`DROP ROLE %q FORCE`, c.role))
	c.inBase, c.inViews = c.connect(c.admin.User, c.base), c.connect(c.admin.User, c.views)
	c.must(c.inBase, `CREATE SCHEMA "s"`, `CREATE TABLE "s"."t" ("id" INTEGER, "v" VARCHAR(32))`, `INSERT INTO "s"."t" VALUES (1, 'base'), (2, 'base')`,
		fmt.Sprintf(`GRANT USAGE ON SCHEMA "s" TO %q, %q`, c.owner, c.reader), fmt.Sprintf(`GRANT SELECT ON "s"."t" TO %q`, c.owner))
	c.must(c.inViews, fmt.Sprintf(`CREATE SCHEMA "g" AUTHORIZATION %q`, c.owner), `GRANT USAGE ON SCHEMA "g" TO PUBLIC`)
	c.asOwner = c.connect(c.owner, c.views)
}

// drop removes what the suite made, and says what it could not remove.
func (c *cluster) drop() {
	for _, cn := range []conn{c.inBase, c.inViews, c.asOwner} {
		if cn.Conn != nil {
			_ = cn.Close(context.Background())
		}
	}
	for _, sql := range c.dropAtTheEnd {
		if err := c.dropOne(sql); err != nil {
			c.t.Errorf("left behind, drop it by hand: %s: %v", sql, err)
		}
	}
}

// dropOne tries again for a while: a cluster takes its time to notice that a session has ended.
func (c *cluster) dropOne(sql string) error {
	again := time.NewTicker(time.Second)
	defer again.Stop()
	for try := 1; ; try++ {
		_, err := c.asAdmin.Exec(context.Background(), sql)
		if err == nil || try == 20 {
			return err
		}
		<-again.C
	}
}

// must runs statements and fails the suite at the first that fails.
func (c *cluster) must(cn conn, statements ...string) {
	c.t.Helper()
	for _, sql := range statements {
		if _, err := cn.Exec(context.Background(), sql); err != nil {
			c.t.Fatalf("%s\n%s", strings.ReplaceAll(sql, c.password, "‹password›"), short(err))
		}
	}
}

// lateView makes a late-binding view that everybody may read.
func (c *cluster) lateView(name, query string) {
	c.t.Helper()
	c.must(c.asOwner, fmt.Sprintf(`CREATE VIEW "g".%q AS %s WITH NO SCHEMA BINDING`, name, query), fmt.Sprintf(`GRANT SELECT ON "g".%q TO PUBLIC`, name))
}

// from names the base table in three parts.
func (c *cluster) from() string { return fmt.Sprintf(`%q."s"."t"`, c.base) }

// ask runs a query and returns its rows as text, or the error as text beginning with "error".
func (cn conn) ask(sql string) string {
	rows, err := cn.Query(context.Background(), sql)
	if err != nil {
		return short(err)
	}
	defer rows.Close()
	var lines []string
	for rows.Next() {
		var cells []string
		for _, v := range rows.RawValues() {
			cells = append(cells, string(v))
		}
		lines = append(lines, strings.Join(cells, "|"))
	}
	if rows.Err() != nil {
		return short(rows.Err())
	}
	return strings.Join(lines, "\n")
}

func short(err error) string {
	var e *pgconn.PgError
	if errors.As(err, &e) {
		return "error " + e.Code + " " + e.Message
	}
	return "error " + err.Error()
}

func failed(answer string) bool { return strings.HasPrefix(answer, "error") }
