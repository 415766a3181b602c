package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"scrim/pkg/server/api"
)

func (a *app) explainCommand() *cobra.Command {
	var q api.ExplainQuery
	cmd := &cobra.Command{
		Use:     "explain",
		Short:   "Say what a user sees of a source, and which policy and rule decides",
		Example: "  scrim explain --user ana --source crm.people",
		GroupID: groupClient,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			said, err := ask(cmd.Context(), a, func(ctx context.Context, c *api.Client) (api.Explanation, error) { return c.Explain(ctx, q) })
			if err != nil {
				return err
			}
			if a.json {
				return a.printJSON(said)
			}
			a.showExplanation(said)
			return nil
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&q.User, "user", "", "id of the user")
	flags.StringVar(&q.Source, "source", "", "id of the source")
	flags.StringVar(&q.Cluster, "cluster", "", "id of the cluster; needed when the source is on several")
	for _, name := range []string{"user", "source"} {
		_ = cmd.MarkFlagRequired(name) // fails only for a flag that is not there
	}
	return cmd
}

func (a *app) showExplanation(e api.Explanation) {
	fmt.Fprintf(a.stdout, "%s reads %s", a.look.bold(e.User), a.look.bold(e.Source))
	if e.View != "" {
		fmt.Fprintf(a.stdout, " through %s", e.View)
	}
	fmt.Fprintf(a.stdout, " on %s", e.Cluster)
	if e.Username != "" {
		fmt.Fprintf(a.stdout, " as %s", e.Username)
	} else {
		fmt.Fprint(a.stdout, ", and has no name there")
	}
	fmt.Fprintf(a.stdout, ", revision %d\n", e.Revision)
	a.showNode(a.stdout, e.Tree, "")
	if len(e.Issues) > 0 {
		fmt.Fprintln(a.stdout)
		a.printIssues(a.stdout, a.look, e.Issues)
	}
}

// showNode draws a tree: the text first, its reason faint behind it.
func (a *app) showNode(w io.Writer, n api.Node, indent string) {
	n = folded(n)
	if n.Text != "" {
		line := indent + n.Text
		if n.Because != "" {
			line += a.look.faint("  ← " + n.Because)
		}
		fmt.Fprintln(w, line)
		indent += "  "
	}
	for _, child := range n.Children {
		a.showNode(w, child, indent)
	}
}

// folded is a node that says once what its only child says again: "email:
// NULL" over "NULL, by policy mask-email".
func folded(n api.Node) api.Node {
	if len(n.Children) != 1 || n.Because != "" || n.Children[0].Text == "" || !strings.HasSuffix(n.Text, ": "+n.Children[0].Text) {
		return n
	}
	return api.Node{Text: n.Text, Because: n.Children[0].Because, Children: n.Children[0].Children}
}
