package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"scrim/pkg/catalog"
	"scrim/pkg/connector"
	"scrim/pkg/event"
	"scrim/pkg/server/api"
)

func (a *app) connectorShow() *cobra.Command {
	var names []string
	cmd := &cobra.Command{
		Use:   "show [ID] [-f FILE]...",
		Short: "Print what to type into a data tool, and which networks to let in",
		Long: `Print what to type into a data tool, and which networks to let in.

The connector and its cluster are those that the server knows, or with -f those
of files: nothing is asked then, and ID may be left out when the files hold one
connector. No password is printed, but where it is.`,
		Example: `  scrim connector show segment
  scrim connector show -f cluster.yaml -f segment.yaml`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			id := strings.Join(args, "")
			documents, err := a.described(cmd.Context(), id, names)
			if err != nil {
				return err
			}
			c, on, err := pick(documents, id)
			if err != nil {
				return err
			}
			return a.showCard(connector.CardOf(c, on))
		},
	}
	cmd.Flags().StringArrayVarP(&names, "file", "f", nil, "a file of documents, instead of what the server knows; may be repeated")
	return cmd
}

// described are the documents of files, or else those of a server.
func (a *app) described(ctx context.Context, id string, names []string) ([]event.Document, error) {
	if len(names) > 0 {
		files, err := a.readFiles(names)
		if err != nil {
			return nil, err
		}
		documents, _, err := decodeAll(files)
		return documents, err
	}
	if id == "" {
		return nil, hint(errors.New("which connector is not said"), "scrim connector show ID, or -f FILE")
	}
	known, err := ask(ctx, a, func(ctx context.Context, c *api.Client) (api.State, error) { return c.State(ctx) })
	if err != nil {
		return nil, err
	}
	var out []event.Document
	for _, o := range known.Objects {
		if o.Deleted || o.Conflict || o.Kind != event.KindConnector && o.Kind != event.KindCluster {
			continue
		}
		d, issues := event.DecodeDocument(o.Kind, o.Data)
		if err := issues.Err(); err != nil {
			return nil, fmt.Errorf("reading %s %q: %w", o.Kind, o.ID, err)
		}
		out = append(out, d)
	}
	return out, nil
}

// pick finds a connector, the only one when no id is given, and its cluster.
func pick(documents []event.Document, id string) (connector.Connector, catalog.Cluster, error) {
	var found []connector.Connector
	clusters := map[string]catalog.Cluster{}
	for _, d := range documents {
		switch n := d.Noun.(type) {
		case event.Connector:
			if id == "" || d.ID == id {
				n.ID = d.ID
				found = append(found, n.Connector)
			}
		case event.Cluster:
			n.ID = d.ID
			clusters[d.ID] = n.Cluster
		}
	}
	switch {
	case len(found) == 0 && id == "":
		return connector.Connector{}, catalog.Cluster{}, errors.New("there is no connector")
	case len(found) == 0:
		return connector.Connector{}, catalog.Cluster{}, hint(fmt.Errorf("there is no connector %q", id), "scrim connector add FILE tells scrim of one")
	case len(found) > 1:
		return connector.Connector{}, catalog.Cluster{}, hint(fmt.Errorf("there are %d connectors", len(found)), "say which: scrim connector show ID -f FILE")
	}
	c := found[0]
	on, known := clusters[c.Cluster]
	if c.Cluster != "" && !known {
		return c, on, hint(fmt.Errorf("connector %q is on cluster %q, and there is no such cluster", c.ID, c.Cluster), "give its file too: -f cluster.yaml")
	}
	return c, on, nil
}

func (a *app) showCard(c connector.Card) error {
	if a.json {
		return a.printJSON(c)
	}
	fmt.Fprintf(a.stdout, "%s %s\n\n", a.look.bold(c.Connector), a.look.faint("("+string(c.Recipe)+")"))
	port := ""
	if c.Port > 0 {
		port = strconv.Itoa(c.Port)
	}
	for _, line := range [][2]string{
		{"host", c.Host}, {"port", port}, {"database", c.Database}, {"user", c.User}, {"password", c.Password}, {"TLS", c.TLS},
		{"project", c.Project}, {"location", c.Location}, {"account", c.Account}, {"key file", c.Key},
	} {
		if line[1] != "" {
			fmt.Fprintf(a.stdout, "%s  %s\n", a.look.faint(fmt.Sprintf("%-8s", line[0])), line[1])
		}
	}
	if len(c.AllowFrom) > 0 {
		fmt.Fprintf(a.stdout, "\nLet in, to port %d, in the warehouse's security group:\n", c.Port)
		for _, network := range c.AllowFrom {
			fmt.Fprintln(a.stdout, "  "+network)
		}
	}
	for i, note := range c.Notes {
		if i == 0 {
			fmt.Fprintln(a.stdout)
		}
		fmt.Fprintln(a.stdout, a.look.faint("note: "+note))
	}
	return nil
}
