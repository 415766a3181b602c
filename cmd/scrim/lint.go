package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/shelf"
	"scrim/pkg/stale"
)

func (a *app) lintCommand() *cobra.Command {
	var strict bool
	var on string
	cmd := &cobra.Command{
		Use:   "lint FILE...",
		Short: "Say what is wrong or stale in documents and policies, without a server",
		Long: `Say what is wrong or stale in documents and policies, without a server or a
warehouse, or with --on of a warehouse as well.

Every mistake of a document is said, and what in a policy does not fit the
sources that it meets (where the files have a cluster and sources), and what
policies say of groups, attributes, values, purposes and data that none of the
files has: somebody was renamed. What a file does not hold is not held against
it. The exit code is 1 on errors, with --strict on warnings too. "-" reads
standard input.

With --on the server is asked, too, which values that policies hold columns
against are in no row of the tables of that cluster: a country with another code
by now, a status that nothing has any more. Each table is read once, by scrim's
account, within bounds; no row is read out. That a value is in a table, or not,
is itself something that whoever asks learns.`,
		Example: `  scrim lint documents/*.yaml policies/*.yaml
  scrim lint all.yaml --strict --json
  scrim lint documents/*.yaml policies/*.yaml --on main`,
		GroupID: groupOffline,
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			files, err := a.readFiles(args)
			if err != nil {
				return err
			}
			var documents []event.Document
			var issues issue.List
			for _, f := range files {
				found, list := event.DecodeDocuments(f.text, f.name)
				documents, issues = append(documents, found...), append(issues, list...)
			}
			if strict {
				documents = strictly(documents)
			}
			if len(shelf.Of(documents).Clusters) > 0 {
				_, list, err := compileAll(documents, "", a.now())
				if err != nil {
					return err
				}
				issues = append(issues, list...)
			}
			issues = append(issues, stale.Find(documents, a.now())...)
			var looked *lookedFor
			if on != "" {
				said, list, err := a.lookFor(cmd.Context(), documents, on)
				if err != nil {
					return err
				}
				looked, issues = &said, append(issues, list...)
			}
			return a.showLinted(documents, looked, issues, strict)
		},
	}
	cmd.Flags().BoolVar(&strict, "strict", false, "take every cluster as strict, and exit with 1 on warnings too")
	cmd.Flags().StringVar(&on, "on", "", "also ask the server which values that policies name are in no row on this cluster")
	return cmd
}

func (a *app) showLinted(documents []event.Document, looked *lookedFor, issues issue.List, strict bool) error {
	if a.json {
		said := struct {
			Documents int        `json:"documents"`
			LookedFor *lookedFor `json:"looked_for,omitempty"`
			Issues    issue.List `json:"issues"`
		}{len(documents), looked, append(issue.List{}, issues.Sorted()...)}
		if err := a.printJSON(said); err != nil {
			return err
		}
	} else {
		a.printIssues(a.stdout, a.look, issues)
		if len(issues) > 0 {
			fmt.Fprintln(a.stdout)
		}
		fmt.Fprintf(a.stdout, "%s, %s%s\n", plural(len(documents), "document"), plural(len(issues), "issue"), looked.String())
	}
	if issues.HasErrors() || strict && len(issues) > 0 {
		return errDiffers
	}
	return nil
}

// String follows the numbers of documents and issues.
func (l *lookedFor) String() string {
	switch {
	case l == nil:
		return ""
	case l.Values == l.Answers:
		return fmt.Sprintf("; %s looked for on %s", plural(l.Values, "value"), l.Cluster)
	}
	return fmt.Sprintf("; %d of %s looked for on %s", l.Answers, plural(l.Values, "value"), l.Cluster)
}
