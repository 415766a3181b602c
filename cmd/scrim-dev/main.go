// Command scrim-dev is for people who work on scrim or want to see it: a
// development stack on this machine, and the demo that runs on it.
//
// It promises that nothing it started outlives it, and that it touches no
// server that it did not start.
package main

import (
	"context"
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

// run returns 0, 1 when the demo did not show what it promises, or 2 on an
// error.
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
	switch err := root.ExecuteContext(ctx); {
	case err == nil:
		return 0
	case ctx.Err() != nil:
		fmt.Fprintln(stderr, "\nscrim-dev: interrupted; everything it started has ended")
		return 2
	default:
		fmt.Fprintln(stderr, "scrim-dev:", err)
		return 2
	}
}

func demoCommand(env func(string) string, stdout, stderr io.Writer) *cobra.Command {
	var keep bool
	var logFile string
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Show the whole product on sample data in this terminal",
		Long: `Show the whole product on sample data in this terminal: a Redshift-shaped
warehouse and a PostgreSQL, NATS, and scrim itself, all on free ports of the
loopback and all gone afterwards.`,
		Example: "  scrim-dev demo\n  scrim-dev demo --keep",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
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
