package main

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"scrim/integration/bigqueryd"
	"scrim/pkg/warehouse/bigquery"
)

// TestGoogle types commands at a scrim that serves, in front of a Google
// project of its own: acme-shop, with datasets sales and salaries.
func TestGoogle(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/google",
		UpdateScripts: *update,
		Setup:         google,
		Cmds:          map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "bind": bind, "keeps": keeps, "serving": serving},
	})
}

// google starts what a case talks to: the project, and scrim as somebody who
// owns it.
func google(env *testscript.Env) error {
	const owner = "user:owner@acme.test"
	g := bigqueryd.Start("acme-shop")
	env.Defer(g.Stop)
	g.Bind("", "", "roles/owner", owner)
	g.Dataset("sales", "EU", "orders", "customers")
	g.Dataset("salaries", "EU", "paid")
	env.Values[googleKey{}] = &project{Server: g, before: g.Dump()}
	return serve(env, bigquery.Options{
		Endpoint: g.URL(), HTTP: &http.Client{Transport: bearer(g.Token(owner))},
		Wait: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	})
}

// project is the case's Google project, and what it held at first.
type project struct {
	*bigqueryd.Server
	before string
}

// googleKey finds it among the case's values.
type googleKey struct{}

// bearer adds a token.
type bearer string

func (b bearer) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer "+string(b))
	return http.DefaultTransport.RoundTrip(r)
}

// bind gives a role as somebody else, on a dataset or with - on the project: bind sales roles/bigquery.dataEditor serviceAccount:…
func bind(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: bind DATASET|- ROLE MEMBER")
	}
	ts.Value(googleKey{}).(*project).Bind(strings.Trim(args[0], "-"), "", args[1], args[2])
}

// keeps says what the project must hold besides what it held at first: keeps nothing, keeps TEXT
func keeps(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: keeps nothing|TEXT")
	}
	p := ts.Value(googleKey{}).(*project)
	now := p.Dump()
	good := strings.Contains(now, args[0])
	if args[0] == "nothing" {
		good = now == p.before
	}
	if good == neg {
		ts.Fatalf("the project holds %s", now)
	}
}
