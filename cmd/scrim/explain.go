package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"scrim/pkg/server/api"
)

func (a *app) explainCommand() *cobra.Command {
	var q api.ExplainQuery
	var row string
	var keys []string
	cmd := &cobra.Command{
		Use:   "explain",
		Short: "Say what a user sees of a source, or of one row, and which policy and rule decides",
		Long: `Say what a user sees of a source, and which policy and rule decides.

With --row, or with --key for some columns of it, the answer is about that one
row: whether it is shown and what hides it, and for each cell what stands there
and by which policy, rule, tag and event. No warehouse is asked: the values are
the ones that you give, and what you leave out counts as NULL.`,
		Example: `  scrim explain --user ana --source crm.people
  scrim explain --user ana --source crm.people --row '{"id": 7, "email": "ada@example.com", "region": "EU"}'
  scrim explain --user ana --source crm.people --key region=EU`,
		GroupID: groupClient,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var err error
			if q.Row, err = rowOf(row, keys); err != nil {
				return err
			}
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
	flags.StringVar(&row, "row", "", "a row of the table as a JSON object; values as the warehouse prints them, null is NULL")
	flags.StringArrayVar(&keys, "key", nil, "column=value of the row; several may be given")
	for _, name := range []string{"user", "source"} {
		_ = cmd.MarkFlagRequired(name) // fails only for a flag that is not there
	}
	return cmd
}

// rowOf is the row that --row and --key describe; nil when neither is given.
func rowOf(text string, keys []string) (map[string]*string, error) {
	if text == "" && len(keys) == 0 {
		return nil, nil
	}
	out := map[string]*string{}
	if text != "" {
		var row map[string]any
		decoder := json.NewDecoder(strings.NewReader(text))
		decoder.UseNumber() // a number stays as it is written
		if err := decoder.Decode(&row); err != nil {
			return nil, hint(errors.New("--row is no JSON object"), `write it as {"id": 7, "region": "EU"}`)
		}
		for column, value := range row {
			switch value := value.(type) {
			case nil:
				out[column] = nil
			case string, bool, json.Number:
				text := fmt.Sprint(value)
				out[column] = &text
			default:
				return nil, hint(fmt.Errorf("the value of %s in --row is no text, number, truth value or null", column), `write it as {"id": 7, "region": "EU"}`)
			}
		}
	}
	for _, key := range keys {
		column, value, ok := strings.Cut(key, "=")
		if !ok {
			return nil, hint(errors.New("--key is no column=value"), "write it as --key region=EU")
		}
		out[column] = &value
	}
	return out, nil
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
