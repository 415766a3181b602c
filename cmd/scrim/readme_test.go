package main

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"scrim/integration/pgtest/pgtesting"
)

// TestReadme types README.md's quick start at a PostgreSQL and a scrim of its
// own: ports are the only thing that is changed in it.
func TestReadme(t *testing.T) {
	pgtesting.NeedServers(t)
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := between(string(text), "<!-- quick start -->\n```sh\n", "```\n")
	ends := between(string(text), "<!-- quick start ends with -->\n```text\n", "```\n")
	if len(blocks) < 5 || len(ends) != 1 {
		t.Fatalf("README.md has %d blocks and %d ends", len(blocks), len(ends))
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	const serving = "scrim serve --config scrim.yaml 2> scrim.log &\n"
	script := strings.Join(blocks, "")
	if !strings.Contains(script, serving) {
		t.Fatalf("README.md starts no server with %q", serving)
	}
	script = strings.Replace(script, serving, serving+"trap \"kill $!; wait\" EXIT\ncurl -sS --retry 100 --retry-connrefused --retry-delay 0 -o healthy $SCRIM_SERVER/healthz\n", 1)
	script = strings.ReplaceAll(script, "127.0.0.1:7400", address)
	files := "-- start.sh --\n" + strings.ReplaceAll(script, "port: 5432", "port: PORT") + "-- ends.txt --\n" + ends[0]
	path := filepath.Join(t.TempDir(), "readme.txtar")
	if err := os.WriteFile(path, []byte("env SCRIM_SERVER=http://"+address+"\nexec bash -eu start.sh\ncp stdout said.txt\nendswith said.txt ends.txt\n"+files), 0o600); err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Files: []string{path},
		Setup: warehouse,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"endswith": func(ts *testscript.TestScript, _ bool, args []string) {
				// psql pads its header with a blank that an editor would take away.
				said := strings.ReplaceAll(ts.ReadFile(args[0]), " \n", "\n")
				if want := ts.ReadFile(args[1]); !strings.HasSuffix(strings.TrimSpace(said), strings.TrimSpace(want)) {
					ts.Fatalf("it ends otherwise:\n%s", said)
				}
			},
		},
	})
}

// between is every text that stands between the two.
func between(text, begin, end string) []string {
	var out []string
	for {
		_, rest, found := strings.Cut(text, begin)
		inner, after, closed := strings.Cut(rest, end)
		if !found || !closed {
			return out
		}
		out, text = append(out, inner), after
	}
}
