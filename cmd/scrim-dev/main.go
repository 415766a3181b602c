// Command scrim-dev is for people who work on scrim or want to see it: a
// development stack on this machine, and the demo that runs on it.
//
// It promises that nothing it started outlives it (no process and no file, also
// when it is interrupted or crashes), and that it touches no server that it did
// not start.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"scrim/cmd/scrim-dev/story"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Getenv, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// The exit codes.
const (
	exitDone  = 0
	exitFalse = 1 // the demo showed something that is not as it promises
	exitError = 2
)

// errFalse is what a scene ends with that showed something untrue.
var errFalse = errors.New("the demo does not show what it promises")

// run is the whole program: arguments in, exit code out.
func run(ctx context.Context, args []string, env func(string) string, stdout, stderr io.Writer) int {
	root := &cobra.Command{
		Use:           "scrim-dev",
		Short:         "A development stack for scrim, and the demo that runs on it",
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.CompletionOptions.HiddenDefaultCmd = true
	root.AddCommand(demoCommand(env, stdout, stderr))
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	var ended exitCode
	switch err := root.ExecuteContext(ctx); {
	case err == nil:
		return exitDone
	case errors.As(err, &ended):
		return int(ended) // the process that did the work has said why
	case ctx.Err() != nil:
		fmt.Fprintln(stderr, "\nscrim-dev: interrupted; everything it started has ended")
		return exitError
	case errors.Is(err, errFalse):
		fmt.Fprintln(stderr, "\nscrim-dev:", err)
		return exitFalse
	default:
		fmt.Fprintln(stderr, "scrim-dev:", err)
		return exitError
	}
}

// exitCode is how the process that did the work ended.
type exitCode int

func (e exitCode) Error() string { return fmt.Sprintf("the demo ended with exit code %d", int(e)) }

func demoCommand(env func(string) string, stdout, stderr io.Writer) *cobra.Command {
	var keep bool
	var logFile string
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Show the whole product on sample data in this terminal",
		Long: `Show the whole product on sample data in this terminal: a Redshift-shaped
warehouse and a PostgreSQL, NATS, and scrim itself, all on free ports of the
loopback and all gone afterwards.`,
		Example: "  scrim-dev demo\n  scrim-dev demo --keep\n  scrim-dev demo --log scrim.log",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if env(supervised) == "" {
				code, err := supervise(cmd.Context(), os.Args[1:], stdout, stderr)
				if err == nil && code != exitDone {
					err = exitCode(code)
				}
				return err
			}
			log := io.Discard
			if logFile != "" {
				file, err := os.Create(logFile)
				if err != nil {
					return fmt.Errorf("making the log: %w", err)
				}
				defer func() { _ = file.Close() }()
				log = file
			}
			return demo(cmd.Context(), stdout, stderr, log, inkOf(stdout, env), keep)
		},
	}
	cmd.Flags().BoolVar(&keep, "keep", false, "leave everything running at the end, until Ctrl-C")
	cmd.Flags().StringVar(&logFile, "log", "", "write scrim's log to this file")
	return cmd
}

func inkOf(w io.Writer, env func(string) string) story.Ink {
	file, ok := w.(*os.File)
	return story.Ink{Colour: ok && term.IsTerminal(int(file.Fd())) && env("NO_COLOR") == ""}
}
