package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"scrim/pkg/issue"
)

// The exit codes of every verb.
const (
	exitDone    = 0
	exitDiffers = 1 // something differs, is pending or was refused as a whole
	exitError   = 2
)

// errDiffers ends a verb with exit code 1 after it has said what differs.
var errDiffers = errors.New("something differs or is pending")

// hinted is an error that says what to do next.
type hinted struct {
	error
	hint string
}

func (h *hinted) Unwrap() error { return h.error }

// hint adds to an error what the person can do about it.
func hint(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	return &hinted{err, fmt.Sprintf(format, args...)}
}

// app is what every verb shares: where it reads and writes, and the flags
// that all verbs have.
type app struct {
	env    func(string) string
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	look   look // of stdout
	now    func() time.Time

	json   bool
	server string
	token  string
}

// run is the whole program: arguments in, exit code out.
func run(ctx context.Context, args []string, env func(string) string, stdin io.Reader, stdout, stderr io.Writer) int {
	a := &app{env: env, stdin: stdin, stdout: stdout, stderr: stderr, look: lookOf(stdout, env), now: time.Now}
	root := a.root()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errDiffers):
		return exitDiffers
	default:
		a.complain(err)
		return exitError
	}
}

// root assembles the verbs.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "scrim",
		Short:         "One view per table; what you see through it depends on who you are",
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.ArbitraryArgs,
		RunE:          family,
	}
	root.CompletionOptions.HiddenDefaultCmd = true
	flags := root.PersistentFlags()
	flags.BoolVar(&a.json, "json", false, "print JSON for programs instead of text for people")
	flags.StringVar(&a.server, "server", a.environment("SCRIM_SERVER", "http://127.0.0.1:7400"), "address of scrim serve, or SCRIM_SERVER")
	flags.StringVar(&a.token, "token", "env:SCRIM_TOKEN", "where the admin token is: env:NAME or file:/path")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return hint(err, "%s --help lists the flags", cmd.CommandPath())
	})
	root.AddGroup(
		&cobra.Group{ID: groupOffline, Title: "On files alone:"},
		&cobra.Group{ID: groupServer, Title: "The server:"},
		&cobra.Group{ID: groupClient, Title: "Through the server:"},
	)
	root.AddCommand(a.verbs()...)
	explainUse(root)
	return root
}

// explainUse lets every verb say how it is written when an argument or a flag
// that it needs is missing, which cobra alone only counts.
func explainUse(cmd *cobra.Command) {
	check := cmd.Args
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		err := cmd.ValidateRequiredFlags()
		if err == nil && check != nil {
			err = check(cmd, args)
		}
		return hint(err, "write %s; %s --help has an example", cmd.UseLine(), cmd.CommandPath())
	}
	for _, sub := range cmd.Commands() {
		explainUse(sub)
	}
}

const (
	groupOffline = "offline"
	groupServer  = "server"
	groupClient  = "client"
)

func (a *app) verbs() []*cobra.Command {
	return []*cobra.Command{
		a.compileCommand(),
		a.diffCommand(),
		a.connectorCommand(),
		a.lintCommand(),
		a.testCommand(),
		a.importCommand(),
		a.sendCommand(),
		a.serveCommand(),
		a.versionCommand(),
		a.clusterCommand(),
		a.planCommand(),
		a.applyCommand(),
		a.resyncCommand(),
		a.statusCommand(),
		a.policiesCommand(),
		a.waitCommand(),
		a.explainCommand(),
		a.eventsCommand(),
		a.sourceCommand(),
		a.deleteCommand(),
		a.requestsCommand(),
		a.requestCommand(),
		a.approveCommand(),
		a.denyCommand(),
		a.verifyCommand(),
	}
}

// family is what a verb that only has verbs of its own does: it shows them.
func family(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return hint(fmt.Errorf("%s has no %q", cmd.CommandPath(), args[0]), "%s --help lists what it has", cmd.CommandPath())
	}
	return cmd.Help() //nolint:wrapcheck // writing help to a terminal
}

// environment is the value of a variable, or otherwise.
func (a *app) environment(name, otherwise string) string {
	if value := a.env(name); value != "" {
		return value
	}
	return otherwise
}

// complain tells stderr what happened, where, and what to do next.
func (a *app) complain(err error) {
	var next *hinted
	var failure *issue.Failure
	if a.json {
		said := struct {
			Error  string     `json:"error"`
			Hint   string     `json:"hint,omitempty"`
			Issues issue.List `json:"issues,omitempty"`
		}{Error: err.Error()}
		if errors.As(err, &next) {
			said.Hint = next.hint
		}
		if errors.As(err, &failure) {
			said.Issues = failure.Issues
		}
		_ = json.NewEncoder(a.stderr).Encode(said) // nowhere else to complain
		return
	}
	if errors.As(err, &failure) {
		// What wraps the issues is said on their first line, once.
		if prefix := strings.TrimSuffix(err.Error(), failure.Error()); prefix != "" {
			fmt.Fprintln(a.stderr, "scrim:", strings.TrimSuffix(strings.TrimSpace(prefix), ":"))
		}
		a.printIssues(a.stderr, lookOf(a.stderr, a.env), failure.Issues)
		return
	}
	fmt.Fprintln(a.stderr, "scrim:", err)
	if errors.As(err, &next) {
		fmt.Fprintln(a.stderr, "  next:", next.hint)
	}
}
