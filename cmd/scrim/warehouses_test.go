package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/rogpeppe/go-internal/testscript"

	"scrim/integration/pgtest"
	"scrim/integration/pgtest/pgtesting"
	"scrim/integration/redshiftd"
)

// TestWarehouses types the same commands in front of a PostgreSQL and in front
// of the stand-in for Redshift: $ENGINE says which, $ADMIN who administers it.
func TestWarehouses(t *testing.T) {
	pgtesting.NeedServers(t)
	for _, one := range []struct {
		engine, admin, database string
		setup                   func(*testscript.Env) error
		server                  func(*testscript.TestScript) *pgtest.Server // that keeps it all
	}{
		{"postgres", "postgres:", "shop", live, server},
		{"redshift", "awsuser:", "governed", redshift, beneath},
	} {
		super := func(ts *testscript.TestScript) *pgx.Conn {
			conn, err := pgx.Connect(context.Background(), one.server(ts).DSN(pgtest.Superuser, one.database))
			ts.Check(err)
			return conn
		}
		t.Run(one.engine, func(t *testing.T) {
			testscript.Run(t, testscript.Params{
				Dir:           "testdata/warehouses",
				UpdateScripts: *update,
				Setup: func(env *testscript.Env) error {
					examples, err := filepath.Abs("../../examples")
					if err != nil {
						return err
					}
					env.Setenv("EXAMPLES", examples)
					env.Setenv("ENGINE", one.engine)
					env.Setenv("ADMIN", one.admin)
					return one.setup(env)
				},
				Cmds: map[string]func(*testscript.TestScript, bool, []string){
					"exits": exits,
					// super runs statements in the view database, past everything: super 'ALTER …'
					"super": func(ts *testscript.TestScript, _ bool, args []string) {
						conn := super(ts)
						defer func() { _ = conn.Close(context.Background()) }()
						for _, sql := range args {
							_, err := conn.Exec(context.Background(), sql)
							ts.Check(err)
						}
					},
					// relations writes everything that the view database has into a file: relations FILE
					"relations": func(ts *testscript.TestScript, _ bool, args []string) {
						conn := super(ts)
						defer func() { _ = conn.Close(context.Background()) }()
						rows, err := conn.Query(context.Background(), everything)
						ts.Check(err)
						all, err := pgx.CollectRows(rows, pgx.RowTo[string])
						ts.Check(err)
						ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Join(all, "\n")), 0o600))
					},
				},
			})
		})
	}
}

// everything is each schema, relation, type and function that a database has,
// and of scrim's own tables how often they were written.
const everything = `
SELECT 'schema ' || oid || ' ' || nspname || ' ' || coalesce(nspacl::text, '') FROM pg_namespace WHERE nspname !~ '^pg_(temp|toast_temp)'
UNION ALL SELECT 'relation ' || oid || ' ' || relname || ' ' || relkind::text || ' ' || coalesce(relacl::text, '') FROM pg_class WHERE relnamespace NOT IN (SELECT oid FROM pg_namespace WHERE nspname ~ '^pg_(temp|toast_temp)')
UNION ALL SELECT 'type ' || oid || ' ' || typname FROM pg_type WHERE typnamespace NOT IN (SELECT oid FROM pg_namespace WHERE nspname ~ '^pg_(temp|toast_temp)')
UNION ALL SELECT 'function ' || oid || ' ' || proname FROM pg_proc
UNION ALL SELECT 'facts ' || count(*) FROM scrim_system.profile
UNION ALL SELECT 'gates ' || count(*) FROM scrim_system.gate
UNION ALL SELECT 'secrets ' || count(*) FROM scrim_system.mask_secret
ORDER BY 1`

// beneath is the PostgreSQL that the stand-in for Redshift stands on.
func beneath(ts *testscript.TestScript) *pgtest.Server {
	return ts.Value(standInKey{}).(*redshiftd.Server).Postgres()
}
