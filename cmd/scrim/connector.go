package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"scrim/pkg/connector/lint"
	"scrim/pkg/event"
)

func (a *app) connectorCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "connector",
		Short: "Accounts of data tools on a warehouse",
		Example: `  scrim connector presets segment-linked > segment.yaml
  scrim connector add segment.yaml
  scrim connector show segment`,
		GroupID: groupOffline,
		Args:    cobra.ArbitraryArgs,
		RunE:    family,
	}
	cmd.AddCommand(a.connectorAdd(), a.connectorList(), a.connectorPlan(), a.connectorApply(), a.connectorExplain(), a.connectorRemove(),
		a.connectorLint(), a.connectorPresets(), a.connectorShow(), a.connectorVerify())
	return cmd
}

func (a *app) connectorAdd() *cobra.Command {
	return &cobra.Command{
		Use:   "add FILE...",
		Short: "Tell scrim of accounts of data tools, or that they are others now",
		Long: `Tell scrim of accounts of data tools, or that they are others now.

A file holds documents of kind connector; scrim connector presets prints some to
begin from. Nothing is made on a warehouse by this. Passwords in it are
references. "-" reads standard input.`,
		Example: "  scrim connector add segment.yaml",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.submit(cmd.Context(), event.KindConnector, args)
		},
	}
}

func (a *app) connectorLint() *cobra.Command {
	return &cobra.Command{
		Use:   "lint FILE...",
		Short: "Say what is wrong with a vendor's setup script, and how it reads corrected",
		Long: `Say what is wrong with a vendor's setup script, and how it reads corrected.

A file is SQL for Redshift, a page of Markdown with code in it, plain text with
statements in its sentences, gcloud commands, or an IAM policy as JSON. Each
finding has its place, its rule, the page of AWS or Google where that stands, and
the statement with all of its corrections. Nothing is run, and no server is
asked; passwords of a script are never repeated. "-" reads standard input.

The exit code is 0 when nothing is found, 1 when something is, 2 on an error.`,
		Example: `  scrim connector lint setup.sql
  pandoc -t gfm guide.html | scrim connector lint -`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			files, err := a.readFiles(args)
			if err != nil {
				return err
			}
			found := false
			reports := make([]lint.Report, 0, len(files))
			for _, f := range files {
				report := lint.Lint(f.name, string(f.text))
				found = found || len(report.Findings) > 0
				reports = append(reports, report)
			}
			if a.json {
				if err := a.printJSON(reports); err != nil {
					return err
				}
			} else {
				a.showLint(reports)
			}
			if found {
				return errDiffers
			}
			return nil
		},
	}
}

// showLint writes what was found, with the corrected statement once, under the
// last finding about it.
func (a *app) showLint(reports []lint.Report) {
	for _, r := range reports {
		for i, f := range r.Findings {
			fmt.Fprintln(a.stdout, a.look.issue(f.Issue))
			fmt.Fprintln(a.stdout, a.look.faint("  page: "+f.Page))
			if f.Fix != "" && (i+1 == len(r.Findings) || r.Findings[i+1].Fix != f.Fix) {
				fmt.Fprintln(a.stdout, a.look.good("  fix:  "+strings.ReplaceAll(f.Fix, "\n", "\n        ")))
			}
			fmt.Fprintln(a.stdout)
		}
		fmt.Fprintf(a.stdout, "%s: %s read, %s\n", r.Input, plural(r.Read, "statement"), plural(len(r.Findings), "finding"))
	}
}
