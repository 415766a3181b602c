package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"scrim/pkg/connector"
)

func (a *app) connectorPresets() *cobra.Command {
	return &cobra.Command{
		Use:   "presets [NAME]",
		Short: "List the ways in which accounts of data tools are set up, or print one to begin from",
		Long: `List the ways in which accounts of data tools are set up, or print one to begin from.

With NAME the whole document is printed, with all that its recipe can be told;
what is in a comment is the default, or a choice. No server is asked.`,
		Example: `  scrim connector presets
  scrim connector presets segment-linked > segment.yaml`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			presets := connector.Presets()
			if len(args) == 0 {
				return a.showPresets(presets)
			}
			i := slices.IndexFunc(presets, func(p connector.Preset) bool { return string(p.Recipe) == args[0] })
			if i < 0 {
				return hint(fmt.Errorf("there is no recipe %q", args[0]), "scrim connector presets lists them")
			}
			if a.json {
				return a.printJSON(presets[i])
			}
			fmt.Fprint(a.stdout, presets[i].Document)
			return nil
		},
	}
}

func (a *app) showPresets(presets []connector.Preset) error {
	if a.json {
		return a.printJSON(presets)
	}
	width := 0
	for _, p := range presets {
		width = max(width, len(p.Recipe))
	}
	for _, p := range presets {
		fmt.Fprintln(a.stdout, a.look.bold(string(p.Recipe))+strings.Repeat(" ", width-len(p.Recipe)+2)+p.Summary)
	}
	fmt.Fprintln(a.stdout, "\nscrim connector presets NAME prints one to begin from.")
	return nil
}
