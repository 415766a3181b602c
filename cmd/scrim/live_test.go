package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/rogpeppe/go-internal/testscript"

	"scrim/cmd/scrim/config"
	"scrim/cmd/scrim/service"
	"scrim/integration/pgtest"
	"scrim/integration/pgtest/pgtesting"
	"scrim/pkg/catalog"
	"scrim/pkg/reconcile"
	"scrim/pkg/warehouse/bigquery"
)

// TestLive types commands at a scrim that serves, in front of a PostgreSQL of
// its own.
//
// The warehouse is a shop: database shop, table public.people, readers ana and
// ben. In a case's files "port: PORT" is its port.
func TestLive(t *testing.T) {
	pgtesting.NeedServers(t)
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/live",
		UpdateScripts:       *update,
		RequireExplicitExec: false,
		Setup:               live,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "sees": sees, "admin": administer, "settles": settles, "serving": serving,
		},
	})
}

// live starts what a case talks to: the warehouse with a shop in it, and scrim.
func live(env *testscript.Env) error {
	if err := warehouse(env); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := shop(ctx, env.Values[serverKey{}].(*pgtest.Server)); err != nil {
		return err
	}
	return serve(env, bigquery.Options{})
}

// warehouse starts an empty PostgreSQL and tells the case where it is.
func warehouse(env *testscript.Env) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	server, err := pgtest.Start(ctx, pgtest.Config{})
	if err != nil {
		return err
	}
	env.Defer(func() {
		if err := server.Stop(); err != nil {
			env.T().Log(err)
		}
	})
	port := strconv.Itoa(server.Port())
	if err := place(env.WorkDir, port); err != nil {
		return err
	}
	env.Setenv("PGHOST", "127.0.0.1")
	env.Setenv("PGPORT", port)
	env.Setenv("PGUSER", pgtest.Superuser)
	env.Setenv("SCRIM_PASSWORD", "Secret1x") // of the printed bootstrap
	env.Setenv("PATH", env.Getenv("PATH")+string(os.PathListSeparator)+psql())
	env.Values[serverKey{}] = server
	return nil
}

// shop fills the warehouse.
func shop(ctx context.Context, server *pgtest.Server) error {
	if err := statements(ctx, server, "postgres", "CREATE DATABASE shop", "CREATE ROLE ana LOGIN", "CREATE ROLE ben LOGIN"); err != nil {
		return err
	}
	return statements(ctx, server, "shop",
		"CREATE TABLE people (id integer, email text, country text)",
		"INSERT INTO people VALUES (1, 'lea@shop.test', 'no'), (2, 'tom@shop.test', 'us'), (3, 'mei@shop.test', NULL)",
	)
}

func statements(ctx context.Context, server *pgtest.Server, database string, all ...string) error {
	conn, err := pgx.Connect(ctx, server.DSN(pgtest.Superuser, database))
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

// place writes the port into a case's documents and scripts.
func place(dir, port string) error {
	return filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".yaml" && filepath.Ext(path) != ".sh" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(path, []byte(strings.ReplaceAll(string(text), "port: PORT", "port: "+port)), 0o600)
	})
}

// psql is the folder that has the program, when PATH may lack it.
func psql() string {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/psql")
	if len(found) == 0 {
		return ""
	}
	return filepath.Dir(slices.Max(found))
}

// served is a scrim that can be stopped and started again on the same store.
type served struct {
	config  config.Config
	secrets map[string]string
	address string
	google  bigquery.Options
	stop    context.CancelFunc // nil while it is stopped
	done    chan error
}

// serve starts scrim and tells the case where it is.
func serve(env *testscript.Env, google bigquery.Options) error {
	s := &served{
		google:  google,
		address: "127.0.0.1:0",
		secrets: map[string]string{
			"SCRIM_TOKEN": "a token for this test", "SCRIM_MASTER_KEY": "a master key for this test, and for no other",
			"SCRIM_WEBHOOK_SECRET": "whsec_c2NyaW0gc2NyaW0gc2NyaW0gc2NyaW0gc2NyaW0=", "SHOP_PASSWORD": "Secret1x",
		},
		config: config.Config{
			Admin: config.Admin{Token: "env:SCRIM_TOKEN"}, MasterKey: "env:SCRIM_MASTER_KEY",
			Store: config.Store{Path: filepath.Join(env.WorkDir, "scrim.db")},
			Senders: []config.Sender{{
				Name: "platform", Sources: []string{"platform"}, Allow: []string{"scrim.*"}, Secrets: []catalog.Reference{"env:SCRIM_WEBHOOK_SECRET"},
			}},
		},
	}
	env.Defer(func() {
		if err := s.end(); err != nil {
			env.T().Log("serving:", err)
		}
	})
	if err := s.start(); err != nil {
		return err
	}
	env.Values[servedKey{}] = s
	env.Setenv("SCRIM_SERVER", "http://"+s.address)
	env.Setenv("SCRIM_TOKEN", s.secrets["SCRIM_TOKEN"])
	env.Setenv("SCRIM_WEBHOOK_SECRET", s.secrets["SCRIM_WEBHOOK_SECRET"])
	env.Setenv("SCRIM_SOURCE", "platform")
	return nil
}

func (s *served) start() error {
	listener, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", s.address)
	if err != nil {
		return err
	}
	s.address = listener.Addr().String()
	ctx, stop := context.WithCancel(context.Background())
	up, done := make(chan struct{}), make(chan error, 1)
	s.stop, s.done = stop, done
	go func() {
		done <- service.Run(ctx, s.config, service.Options{
			Env: func(name string) string { return s.secrets[name] }, Log: slog.New(slog.DiscardHandler), Now: time.Now, Listener: listener,
			Google:  s.google,
			Engine:  func(e *reconcile.Config) { e.Lease = 2 * time.Second },
			Started: func(string) { close(up) },
		})
	}()
	select {
	case <-up:
		return nil
	case err := <-done:
		s.stop = nil
		return errors.Join(err, errors.New("scrim ended at once"))
	}
}

func (s *served) end() error {
	if s.stop == nil {
		return nil
	}
	s.stop()
	s.stop = nil
	return <-s.done
}

// serving stops scrim or starts it again: serving stop
func serving(ts *testscript.TestScript, neg bool, args []string) {
	s := ts.Value(servedKey{}).(*served)
	switch {
	case !neg && slices.Equal(args, []string{"stop"}):
		ts.Check(s.end())
	case !neg && slices.Equal(args, []string{"start"}):
		ts.Check(s.start())
	default:
		ts.Fatalf("usage: serving stop|start")
	}
}

// servedKey finds the case's scrim among its values.
type servedKey struct{}

// serverKey finds the case's PostgreSQL among its values.
type serverKey struct{}

// sees asks as a reader and compares the rows: sees ana 'SELECT 1, NULL' '1|-'
func sees(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: sees READER QUERY ROWS...")
	}
	conn, err := pgx.Connect(context.Background(), server(ts).DSN(args[0], "shop"))
	ts.Check(err)
	defer func() { _ = conn.Close(context.Background()) }()
	results, err := conn.PgConn().Exec(context.Background(), args[1]).ReadAll()
	ts.Check(err)
	var got []string
	for _, row := range results[0].Rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = "-"
			if cell != nil {
				cells[i] = string(cell)
			}
		}
		got = append(got, strings.Join(cells, "|"))
	}
	if !slices.Equal(got, args[2:]) {
		ts.Fatalf("%s sees %q, want %q", args[0], got, args[2:])
	}
}

// administer runs statements in database shop as the administrator: admin 'ALTER TABLE …'
func administer(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("usage: admin STATEMENTS...")
	}
	ts.Check(statements(context.Background(), server(ts), "shop", args...))
}

func server(ts *testscript.TestScript) *pgtest.Server {
	return ts.Value(serverKey{}).(*pgtest.Server)
}

// settles waits until everything that was accepted is applied, and whatever
// the answer to a change in the warehouse was is known: settles 7
func settles(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: settles REVISION")
	}
	ts.Check(ts.Exec("scrim", "wait", args[0], "--timeout", "20s"))
}
