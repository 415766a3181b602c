package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"scrim/pkg/preflight"
	"scrim/pkg/server/api"
)

func (a *app) clusterCheck() *cobra.Command {
	return &cobra.Command{
		Use:   "check ID",
		Short: "Look whether scrim can do its work on a cluster, and what is missing",
		Long: `Look whether scrim can do its work on a cluster, and what is missing. Every check
has a name, what it means, and where a statement repairs it, the statement as an
administrator runs it. docs/operations.md explains each of them.

Nothing is changed, but for a view over one table of each governed database,
which is made, read and dropped to see that it can be. The exit code is 1 when a
check failed; a warning is for somebody to know.`,
		Example: "  scrim cluster check main",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			check, err := ask(cmd.Context(), a, func(ctx context.Context, c *api.Client) (api.Check, error) { return c.CheckCluster(ctx, args[0]) })
			if err != nil {
				return err
			}
			if a.json {
				if err := a.printJSON(check); err != nil {
					return err
				}
			} else {
				a.showFindings(check.Findings)
			}
			if !check.OK {
				return errDiffers
			}
			return nil
		},
	}
}

func (a *app) showFindings(findings []preflight.Finding) {
	for _, f := range findings {
		fmt.Fprintf(a.stdout, "%s  %s: %s\n", a.checkStatus(f.Status), f.Check, f.Means)
		if f.Next != "" {
			fmt.Fprintln(a.stdout, "      next:", f.Next)
		}
		if len(f.Repair) > 0 {
			fmt.Fprintln(a.stdout, a.look.faint("      -- run in database "+f.Database))
		}
		for _, statement := range f.Repair {
			fmt.Fprintf(a.stdout, "      %s;\n", statement)
		}
	}
}

// checkStatus is four characters wide, so that the findings stand in columns.
func (a *app) checkStatus(s preflight.Status) string {
	switch s {
	case preflight.Passed:
		return a.look.good("ok  ")
	case preflight.Failed:
		return a.look.bad("MISS")
	case preflight.Warning:
		return a.look.wait("warn")
	default:
		return a.look.faint("skip")
	}
}

// showChecks shows what somebody should do on clusters that were registered.
func (a *app) showChecks(checks []api.Check) {
	for _, c := range checks {
		open := preflight.Open(c.Findings)
		fmt.Fprintf(a.stdout, "\n%s: %s; scrim cluster check %s looks again.\n", a.look.bold(c.Cluster), found(open), c.Cluster)
		a.showFindings(open)
	}
}

func found(open []preflight.Finding) string {
	failed := 0
	for _, f := range open {
		if f.Status == preflight.Failed {
			failed++
		}
	}
	return plural(failed, "check") + " failed, " + plural(len(open)-failed, "warning")
}
