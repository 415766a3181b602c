package main

import (
	"flag"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"scrim/integration/pgtest/pgtesting"
)

func TestMain(m *testing.M) {
	testscript.Main(tests{m}, map[string]func(){"scrim": main})
}

// tests run with a PostgreSQL that they share, for those that need one.
type tests struct{ *testing.M }

func (t tests) Run() int { return pgtesting.Run(t.M) }

var update = flag.Bool("update", false, "rewrite the expectations in testdata/script")

// TestScript runs the command line as a person does. A case is one txtar
// file: what is typed, and what is answered with which exit code.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
			examples, err := os.Getwd()
			if err != nil {
				return err
			}
			env.Setenv("EXAMPLES", examples+"/../../examples")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
	})
}

// exits runs a command and checks its exit code: exits 1 scrim plan
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND ARGS...")
	}
	want := args[0]
	got := "0"
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		got = exitCode(err)
	}
	if got != want {
		ts.Fatalf("exit code %s, want %s", got, want)
	}
}
