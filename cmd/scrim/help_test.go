package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// TestHelp holds every verb to a summary, an example that begins with the
// verb itself, and help on standard output.
func TestHelp(t *testing.T) {
	var visit func(cmd *cobra.Command)
	visit = func(cmd *cobra.Command) {
		for _, child := range cmd.Commands() {
			if child.Name() == "help" || child.Name() == "completion" {
				continue
			}
			t.Run(strings.ReplaceAll(child.CommandPath(), " ", "-"), func(t *testing.T) {
				if child.Short == "" || strings.HasSuffix(child.Short, ".") {
					t.Errorf("the summary is %q", child.Short)
				}
				if !strings.HasPrefix(child.Example, "  scrim ") || !strings.Contains(child.Example, child.CommandPath()) {
					t.Errorf("the example is %q", child.Example)
				}
				var out, diag bytes.Buffer
				args := slices.Concat(strings.Fields(child.CommandPath())[1:], []string{"--help"})
				if code := run(t.Context(), args, func(string) string { return "" }, nil, &out, &diag); code != exitDone {
					t.Errorf("exit code %d: %s", code, diag.String())
				}
				if !strings.Contains(out.String(), "Examples:") || diag.Len() > 0 {
					t.Errorf("help is\n%s%s", out.String(), diag.String())
				}
			})
			visit(child)
		}
	}
	visit((&app{env: func(string) string { return "" }}).root())
}
