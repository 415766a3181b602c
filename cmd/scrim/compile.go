package main

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/render"
	"scrim/pkg/shelf"
	"scrim/pkg/view"
)

func (a *app) compileCommand() *cobra.Command {
	var cluster, now string
	var strict bool
	cmd := &cobra.Command{
		Use:   "compile FILE...",
		Short: "Turn documents into the SQL of their views, without a server",
		Long: `Turn documents into the SQL of their views, without a server.

Clusters, sources, projects and policies are read from the files; columns must
give their types, since there is no warehouse to ask. The exit code is 1 when a
view would show less than its policies say because something in them does not
fit: the issues say what. "-" reads standard input.`,
		Example: `  scrim compile documents/*.yaml policies/*.yaml
  scrim compile all.yaml --cluster main --now 2026-01-01T00:00:00Z`,
		GroupID: groupOffline,
		Args:    cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			at := a.now()
			if now != "" {
				var err error
				if at, err = time.Parse(time.RFC3339, now); err != nil {
					return hint(fmt.Errorf("%q is no time", now), "write it as 2026-01-31T00:00:00Z")
				}
			}
			files, err := a.readFiles(args)
			if err != nil {
				return err
			}
			documents, warnings, err := decodeAll(files)
			if err != nil {
				return err
			}
			if strict {
				documents = strictly(documents)
			}
			views, issues, err := compileAll(documents, cluster, at)
			if err != nil {
				return err
			}
			return a.showCompiled(views, append(warnings, issues...), strict)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&cluster, "cluster", "", "only for this cluster")
	flags.StringVar(&now, "now", "", "compile as if it were this moment (RFC 3339); decides which policies are active")
	flags.BoolVar(&strict, "strict", false, "take every cluster as strict, and exit with 1 on warnings too")
	return cmd
}

// strictly is the documents with every cluster strict.
func strictly(documents []event.Document) []event.Document {
	out := slices.Clone(documents)
	for i, d := range out {
		if c, ok := d.Noun.(event.Cluster); ok {
			c.Strict = true
			out[i].Noun = c
		}
	}
	return out
}

// compiledView is one view of one cluster as text.
type compiledView struct {
	Cluster   string           `json:"cluster"`
	Source    string           `json:"source"`
	Table     catalog.Table    `json:"table"`
	View      catalog.ViewName `json:"view"`
	Admission view.Admission   `json:"admission"`
	SQL       string           `json:"sql"`
}

// compileAll compiles every source on the cluster that serves it.
func compileAll(documents []event.Document, only string, now time.Time) ([]compiledView, issue.List, error) {
	s := shelf.Of(documents)
	if only != "" {
		s.Clusters = slices.DeleteFunc(s.Clusters, func(c catalog.Cluster) bool { return c.ID != only })
	}
	if len(s.Clusters) == 0 {
		return nil, nil, hint(errors.New("no cluster to compile for"), "add a document of kind cluster, as examples/documents/cluster.yaml")
	}
	var views []compiledView
	var issues issue.List
	for _, c := range s.Clusters {
		dialect, err := render.For(c)
		if err != nil {
			return nil, nil, fmt.Errorf("compiling for cluster %s: %w", c.ID, err)
		}
		for _, one := range s.Compile(c, now, &issues) {
			text, err := render.View(dialect, one.View, render.Options{Cluster: c, Barrier: c.Mode() == catalog.Fenced, Replace: true})
			if err != nil {
				issues.Add(shelf.PlaceOf(one.Source), "cannot-be-written", "choose a name that the warehouse can have", "%v", err)
				continue
			}
			views = append(views, compiledView{Cluster: c.ID, Source: one.Source.ID, Table: one.Source.Table, View: one.View.Name, Admission: one.View.Admission(), SQL: text})
		}
	}
	s.Unmatched(&issues)
	return views, issues, nil
}

func (a *app) showCompiled(views []compiledView, issues issue.List, strict bool) error {
	if a.json {
		said := struct {
			Views  []compiledView `json:"views"`
			Issues issue.List     `json:"issues,omitempty"`
		}{views, issues}
		if err := a.printJSON(said); err != nil {
			return err
		}
	} else {
		for i, v := range views {
			if i > 0 {
				fmt.Fprintln(a.stdout)
			}
			fmt.Fprintln(a.stdout, a.look.faint(fmt.Sprintf("-- %s: %s through %s, source %s", v.Cluster, v.Table, v.View, v.Source)))
			fmt.Fprintln(a.stdout, v.SQL+";")
		}
		a.printIssues(a.stderr, lookOf(a.stderr, a.env), issues)
	}
	if issues.HasErrors() || strict && len(issues) > 0 {
		return errDiffers
	}
	return nil
}
