package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/render"
	"scrim/pkg/server/api"
	"scrim/pkg/shelf"
	"scrim/pkg/state"
)

func (a *app) clusterCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "cluster",
		Short:   "Register warehouses and look after them",
		Example: "  scrim cluster add cluster.yaml\n  scrim cluster check main",
		GroupID: groupClient,
		Args:    cobra.ArbitraryArgs,
		RunE:    family,
	}
	cmd.AddCommand(a.clusterAdd(), a.clusterList(), a.clusterCheck(), a.clusterRemove(), a.clusterBootstrap(), a.clusterTeardown())
	return cmd
}

func (a *app) clusterAdd() *cobra.Command {
	return &cobra.Command{
		Use:   "add FILE...",
		Short: "Register clusters, or change how they are registered",
		Long: `Register clusters, or change how they are registered.

A file holds documents of kind cluster. Passwords in it are references.
"-" reads standard input.`,
		Example: "  scrim cluster add cluster.yaml",
		Args:    cobra.MinimumNArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.submit(cmd.Context(), event.KindCluster, args) },
	}
}

// submit sends files of one kind of document through the admin door.
func (a *app) submit(ctx context.Context, kind event.Kind, names []string) error {
	files, err := a.readFiles(names)
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := only(kind, f); err != nil {
			return err
		}
	}
	receipts := make([]api.Receipt, 0, len(files))
	for _, f := range files {
		receipt, err := ask(ctx, a, func(ctx context.Context, c *api.Client) (api.Receipt, error) {
			return c.Submit(ctx, api.Submission{Name: f.name, Body: f.text})
		})
		if err != nil {
			return err
		}
		receipts = append(receipts, receipt)
	}
	return a.showReceipts(receipts)
}

// only finds the mistakes of a file before it is sent, with places that the
// person recognises.
func only(kind event.Kind, f file) error {
	documents, issues := event.DecodeDocuments(f.text, f.name)
	for _, d := range documents {
		if d.Kind != kind {
			issues.Add(issue.Place{Input: f.name}, "wrong-kind", "scrim cluster add takes clusters, scrim connector add connectors, scrim send the rest", "%s %q is no %s", d.Kind, d.ID, kind)
		}
	}
	if err := issues.Err(); err != nil {
		return err
	}
	if len(documents) == 0 {
		return hint(fmt.Errorf("%s holds no document", f.name), "write one of kind %s: examples/documents shows how", kind)
	}
	return nil
}

func (a *app) clusterList() *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List the registered clusters",
		Example: "  scrim cluster list",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			known, err := ask(cmd.Context(), a, func(ctx context.Context, c *api.Client) (api.Clusters, error) { return c.Clusters(ctx) })
			if err != nil {
				return err
			}
			if a.json {
				return a.printJSON(known)
			}
			if len(known.Clusters) == 0 {
				fmt.Fprintln(a.stdout, "No cluster is registered. scrim cluster add FILE registers one.")
				return nil
			}
			rows := make([][]string, len(known.Clusters))
			for i, one := range known.Clusters {
				rows[i] = []string{
					one.Cluster.ID, string(one.Cluster.Kind), one.Cluster.Host + ":" + strconv.Itoa(one.Cluster.Port), one.Cluster.ViewDatabase,
					a.clusterState(one.Status.State), enforcement(one.Status), strconv.FormatUint(one.Version, 10), one.Status.Message,
				}
			}
			a.printTable([]string{"cluster", "warehouse", "address", "views in", "state", "enforcement", "version", "message"}, rows)
			return nil
		},
	}
}

func (a *app) clusterState(s state.ClusterState) string {
	switch s {
	case state.ClusterEnabled:
		return a.look.good(string(s))
	case state.ClusterFailed, state.ClusterInvalid:
		return a.look.bad(string(s))
	case state.ClusterUnchecked:
		return a.look.wait("not looked at yet")
	default:
		return a.look.wait(string(s))
	}
}

// enforcement says what stands between a reader's predicate and hidden rows,
// and whether somebody proved it there (DESIGN §5).
func enforcement(s state.ClusterStatus) string {
	switch {
	case s.Enforcement == "":
		return ""
	case s.Enforcement == "fenced":
		return "fenced"
	case s.Proven:
		return s.Enforcement + ", unfenced"
	default:
		return s.Enforcement + ", unfenced, unproven"
	}
}

func (a *app) clusterRemove() *cobra.Command {
	var abandon bool
	cmd := &cobra.Command{
		Use:   "remove ID",
		Short: "Shut every view on a cluster, and forget the cluster",
		Long: `Shut every view on a cluster, and forget the cluster. The views stay and show no
row. A cluster that cannot be reached is not forgotten: nobody would shut it.

With --abandon it is forgotten all the same, for a warehouse that is no more. If
it is still there, its views go on showing what they showed last.`,
		Example: `  scrim cluster remove old
  scrim cluster remove lost --abandon`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			receipt, err := ask(cmd.Context(), a, func(ctx context.Context, c *api.Client) (api.Receipt, error) {
				return c.RemoveCluster(ctx, api.Removal{Cluster: args[0], Abandon: abandon})
			})
			if err != nil {
				return err
			}
			return a.showReceipts([]api.Receipt{receipt})
		},
	}
	cmd.Flags().BoolVar(&abandon, "abandon", false, "forget it even where it cannot be shut: its warehouse is no more")
	return cmd
}

func (a *app) clusterBootstrap() *cobra.Command {
	var show, harden bool
	var files []string
	var as administrator
	cmd := &cobra.Command{
		Use:   "bootstrap ID",
		Short: "Make what scrim needs on a cluster, or print the scripts that do",
		Long: `Make what scrim needs on a cluster, or print the scripts that do it, one for each
database, for an administrator to run.

With --as it is made with an administrator's account, used for this once and kept
nowhere: "env:NAME" or "file:/path" holds USER:PASSWORD. Without it scrim makes
what its own account may. What is there already is left as it is, and what was
made is remembered for scrim cluster teardown. In a view database that scrim did
not make, nothing is taken from others unless you say --harden.

What --print prints is for psql, which takes the account's password from the
environment: SCRIM_PASSWORD. With --file nothing is asked of a server: the
cluster, and the sources whose schemas scrim's account must reach, are read from
documents.`,
		Example: `  scrim cluster bootstrap main --as env:ADMIN
  scrim cluster bootstrap main --print > bootstrap.sql
  scrim cluster bootstrap main --print --file cluster.yaml --file sources.yaml`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(files) > 0 && !show:
				return hint(errors.New("--file is for printing"), "add --print")
			case len(files) > 0:
				scripts, err := a.offlineScripts(args[0], files)
				if err != nil {
					return err
				}
				return a.showScripts(scripts)
			case show:
				scripts, err := ask(cmd.Context(), a, func(ctx context.Context, c *api.Client) (api.Scripts, error) { return c.BootstrapScripts(ctx, args[0]) })
				if err != nil {
					return err
				}
				return a.showScripts(scripts)
			}
			request := api.BootstrapRequest{Harden: harden}
			var err error
			if request.As, err = a.account(as); err != nil {
				return err
			}
			applied, err := ask(cmd.Context(), a, func(ctx context.Context, c *api.Client) (api.Applied, error) {
				return c.Bootstrap(ctx, args[0], request)
			})
			if err != nil {
				return err
			}
			return a.showApplied(applied)
		},
	}
	as.flags(cmd, "")
	cmd.Flags().BoolVar(&harden, "harden", false, "with --as: also take CREATE on schema public and the use of languages from everybody, in a view database that scrim did not make")
	cmd.Flags().BoolVar(&show, "print", false, "print the scripts instead of running them")
	cmd.Flags().StringArrayVar(&files, "file", nil, "with --print: read this file of documents instead of asking the server; may be repeated")
	return cmd
}

// offlineScripts renders the bootstrap of a cluster from documents alone.
func (a *app) offlineScripts(id string, names []string) (api.Scripts, error) {
	files, err := a.readFiles(names)
	if err != nil {
		return api.Scripts{}, err
	}
	documents, _, err := decodeAll(files)
	if err != nil {
		return api.Scripts{}, err
	}
	s := shelf.Of(documents)
	at := slices.IndexFunc(s.Clusters, func(c catalog.Cluster) bool { return c.ID == id })
	if at < 0 {
		return api.Scripts{}, hint(fmt.Errorf("there is no cluster %q in these files", id), "name a file with its document: --file cluster.yaml")
	}
	cluster := s.Clusters[at]
	var tables []catalog.Table
	for _, source := range s.Sources {
		if cluster.Serves(source) && cluster.Governs(source.Table.Database) {
			tables = append(tables, source.Table)
		}
	}
	dialect, err := render.For(cluster)
	if err != nil {
		return api.Scripts{}, fmt.Errorf("rendering the bootstrap: %w", err)
	}
	scripts, err := render.Bootstrap(dialect, cluster, tables...)
	if err != nil {
		return api.Scripts{}, err
	}
	out := api.Scripts{Cluster: id}
	for _, one := range scripts {
		out.Scripts = append(out.Scripts, api.Script{Database: one.Database, Text: render.BootstrapText(dialect, []render.BootstrapScript{one})})
	}
	return out, nil
}

func (a *app) showScripts(scripts api.Scripts) error {
	if a.json {
		return a.printJSON(scripts)
	}
	for i, s := range scripts.Scripts {
		if i > 0 {
			fmt.Fprintln(a.stdout)
		}
		where := "in database " + s.Database
		if s.Database == "" {
			where = "in any database of the cluster"
		}
		fmt.Fprintln(a.stdout, a.look.faint("-- run "+where))
		fmt.Fprintln(a.stdout, strings.TrimRight(s.Text, "\n"))
	}
	return nil
}

func (a *app) clusterTeardown() *cobra.Command {
	var yes, unharden bool
	var as administrator
	cmd := &cobra.Command{
		Use:   "teardown ID",
		Short: "Remove everything that scrim made on a cluster, and forget the cluster",
		Long: `Remove everything that scrim made on a cluster, and nothing else, and forget the
cluster. When it is interrupted, add the cluster again and repeat it.

What scrim's own account made goes by that account. What scrim cluster bootstrap
--as made (account, schemas, grants) goes with an administrator's account:
"env:NAME" or "file:/path" holds USER:PASSWORD. The rest was there before, or
somebody made it by hand: it is left, and listed.

What --harden took from everybody is listed, and given back with --unharden: look
at it first, since scrim's own account keeps the notes of what there was.`,
		Example: `  scrim cluster teardown old --yes
  scrim cluster teardown old --yes --as env:ADMIN`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !yes {
				return hint(fmt.Errorf("readers of cluster %s lose every view that scrim made there", args[0]), "add --yes to do it")
			}
			account, err := a.account(as)
			if err != nil {
				return err
			}
			applied, err := ask(cmd.Context(), a, func(ctx context.Context, c *api.Client) (api.Applied, error) {
				return c.Teardown(ctx, args[0], api.TeardownRequest{As: account, Unharden: unharden})
			})
			if err != nil {
				return err
			}
			return a.showApplied(applied)
		},
	}
	as.flags(cmd, "")
	cmd.Flags().BoolVar(&unharden, "unharden", false, "with --as: also give back to everybody what a bootstrap is noted to have taken")
	cmd.Flags().BoolVar(&yes, "yes", false, "confirm that readers lose every view")
	return cmd
}

// file is an input that a person named.
type file struct {
	name string
	text []byte
}

// readFiles reads the files named; "-" is standard input.
func (a *app) readFiles(names []string) ([]file, error) {
	out := make([]file, 0, len(names))
	for _, name := range names {
		var text []byte
		var err error
		if name == "-" {
			name = "stdin"
			text, err = io.ReadAll(a.stdin)
		} else {
			text, err = os.ReadFile(name)
		}
		if errors.Is(err, os.ErrNotExist) {
			return nil, hint(fmt.Errorf("there is no file %s", name), "give the path of a YAML or JSON file, or - for standard input")
		}
		if err != nil {
			return nil, fmt.Errorf("reading a document: %w", err)
		}
		out = append(out, file{name, text})
	}
	return out, nil
}
