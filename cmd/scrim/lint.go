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
	cmd := &cobra.Command{
		Use:   "lint FILE...",
		Short: "Say what is wrong or stale in documents and policies, without a server",
		Long: `Say what is wrong or stale in documents and policies, without a server.

Every mistake of a document is said, and what in a policy does not fit the
sources that it meets (where the files have a cluster and sources), and what
policies say of groups, attributes, values, purposes and data that none of the
files has: somebody was renamed. What a file does not hold is not held against
it. The exit code is 1 on errors, with --strict on warnings too. "-" reads
standard input.`,
		Example: `  scrim lint documents/*.yaml policies/*.yaml
  scrim lint all.yaml --strict --json`,
		GroupID: groupOffline,
		Args:    cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
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
			return a.showLinted(documents, issues, strict)
		},
	}
	cmd.Flags().BoolVar(&strict, "strict", false, "take every cluster as strict, and exit with 1 on warnings too")
	return cmd
}

func (a *app) showLinted(documents []event.Document, issues issue.List, strict bool) error {
	if a.json {
		said := struct {
			Documents int        `json:"documents"`
			Issues    issue.List `json:"issues"`
		}{len(documents), append(issue.List{}, issues.Sorted()...)}
		if err := a.printJSON(said); err != nil {
			return err
		}
	} else {
		a.printIssues(a.stdout, a.look, issues)
		if len(issues) > 0 {
			fmt.Fprintln(a.stdout)
		}
		fmt.Fprintf(a.stdout, "%s, %s\n", plural(len(documents), "document"), plural(len(issues), "issue"))
	}
	if issues.HasErrors() || strict && len(issues) > 0 {
		return errDiffers
	}
	return nil
}
