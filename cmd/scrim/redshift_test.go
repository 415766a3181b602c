package main

import (
	"context"
	"fmt"
	"net"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/rogpeppe/go-internal/testscript"

	"scrim/integration/pgtest/pgtesting"
	"scrim/integration/redshiftd"
	"scrim/pkg/warehouse/bigquery"
)

// TestRedshift types commands at a scrim that serves, in front of the stand-in
// for Redshift.
//
// The warehouse has database shop with public.people. In a case's files "port:
// PORT" is its port; its administrator is awsuser, without a password.
func TestRedshift(t *testing.T) {
	pgtesting.NeedServers(t)
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/redshift",
		UpdateScripts: *update,
		Setup:         redshift,
		Cmds:          map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "admin": administerRedshift},
	})
}

// standInKey finds the case's stand-in among its values.
type standInKey struct{}

func redshift(env *testscript.Env) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	server, err := redshiftd.Start(ctx, redshiftd.Config{Databases: []string{"shop"}})
	if err != nil {
		return err
	}
	env.Defer(func() {
		if err := server.Stop(); err != nil {
			env.T().Log(err)
		}
	})
	_, port, err := net.SplitHostPort(server.Addr())
	if err != nil {
		return err
	}
	if err := place(env.WorkDir, port); err != nil {
		return err
	}
	env.Values[standInKey{}] = server
	if err := inRedshift(ctx, server, "CREATE TABLE public.people (id integer, email varchar(64))", `INSERT INTO public.people VALUES (1, 'lea@shop.test')`); err != nil {
		return err
	}
	return serve(env, bigquery.Options{})
}

func inRedshift(ctx context.Context, server *redshiftd.Server, all ...string) error {
	conn, err := pgx.Connect(ctx, server.DSN(server.Admin(), "shop"))
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(ctx) }()
	for _, sql := range all {
		if _, err := conn.Exec(ctx, sql); err != nil {
			return fmt.Errorf("%s: %w", sql, err)
		}
	}
	return nil
}

// administerRedshift runs statements in database shop as the administrator.
func administerRedshift(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("usage: admin STATEMENTS...")
	}
	ts.Check(inRedshift(context.Background(), ts.Value(standInKey{}).(*redshiftd.Server), args...))
}
