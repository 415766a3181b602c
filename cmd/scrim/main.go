// Command scrim keeps, on every registered warehouse, one view per data source
// whose rows and cells depend on who is reading.
//
// The same binary is the server ("scrim serve", the only writer) and the
// command line that talks to it. Verbs that work on files alone (compile, send
// --print, cluster bootstrap --print, version) need no server.
//
// It promises exit code 0 when done, 1 when something differs or is pending, 2
// on an error; --json on every verb; colour and progress on a terminal only;
// and that no secret is an argument: tokens, keys and passwords are references,
// "env:NAME" or "file:/path".
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
