package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version is set by the linker (Makefile).
var version = "unversioned" //nolint:gochecknoglobals // -X can set nothing else

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Say which scrim this is",
		Example: "  scrim version\n  scrim version --json",
		GroupID: groupOffline,
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			said := struct {
				Version  string `json:"version"`
				Go       string `json:"go"`
				Platform string `json:"platform"`
				Commit   string `json:"commit,omitempty"`
			}{Version: version, Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
			if build, ok := debug.ReadBuildInfo(); ok {
				for _, setting := range build.Settings {
					if setting.Key == "vcs.revision" {
						said.Commit = setting.Value
					}
				}
			}
			if a.json {
				return a.printJSON(said)
			}
			fmt.Fprintf(a.stdout, "scrim %s (%s, %s)\n", said.Version, said.Go, said.Platform)
			return nil
		},
	}
}
