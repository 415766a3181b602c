package main

import (
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"scrim/pkg/event"
	"scrim/pkg/immuta"
	"scrim/pkg/issue"
)

func (a *app) importCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "import",
		Short:   "Translate what another platform has into scrim's documents",
		Example: "  scrim import immuta policies/*.yaml > policies.yaml",
		GroupID: groupOffline,
		Args:    cobra.ArbitraryArgs,
		RunE:    family,
	}
	cmd.AddCommand(a.importImmutaCommand())
	return cmd
}

func (a *app) importImmutaCommand() *cobra.Command {
	var o immuta.Options
	cmd := &cobra.Command{
		Use:   "immuta FILE...",
		Short: "Translate Immuta's policies, data sources and users",
		Long: `Translate Immuta's policies, data sources and users into scrim's documents.

Policies are those of the V2 API, as YAML or JSON; data sources (with their
dictionary) and users are the JSON of the REST API. The documents are written to
standard output. What has no translation, or means something else here, is said
on standard error with its place and a reason; a policy of which a part has no
translation is left out whole. The exit code is 1 when something was left out.`,
		Example: `  scrim import immuta policies/*.yaml > policies.yaml
  scrim import immuta users.json --cluster main | scrim send -`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			files, err := a.readFiles(args)
			if err != nil {
				return err
			}
			in := make([]immuta.File, len(files))
			for i, f := range files {
				in[i] = immuta.File{Name: f.name, Text: f.text}
			}
			return a.showImported(immuta.Documents(in, o))
		},
	}
	cmd.Flags().StringVar(&o.Cluster, "cluster", "", "id of the cluster on which users have their Redshift names")
	cmd.Flags().IntVar(&o.Port, "port", 0, "port of data sources that do not say theirs")
	return cmd
}

func (a *app) showImported(documents []event.Document, text []byte, issues issue.List) error {
	if a.json {
		said := struct {
			Documents []json.RawMessage `json:"documents"`
			Issues    issue.List        `json:"issues,omitempty"`
		}{[]json.RawMessage{}, issues}
		for _, d := range documents {
			said.Documents = append(said.Documents, d.Data)
		}
		if err := a.printJSON(said); err != nil {
			return err
		}
	} else {
		fmt.Fprint(a.stdout, string(text))
		a.printIssues(a.stderr, lookOf(a.stderr, a.env), issues)
		fmt.Fprintf(a.stderr, "%s, %s\n", plural(len(documents), "document"), plural(len(issues), "remark"))
	}
	if issues.HasErrors() {
		return errDiffers
	}
	return nil
}
