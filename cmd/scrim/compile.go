package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"scrim/pkg/catalog"
	"scrim/pkg/compile"
	"scrim/pkg/directory"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/policy"
	"scrim/pkg/render"
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

// shelf is documents by what they are.
type shelf struct {
	clusters []catalog.Cluster
	sources  []catalog.Source
	projects []directory.Project
	policies []policy.Policy
}

func sorted(documents []event.Document) shelf {
	var s shelf
	for _, d := range documents {
		switch noun := d.Noun.(type) {
		case event.Cluster:
			s.clusters = append(s.clusters, noun.Cluster)
		case event.Source:
			s.sources = append(s.sources, noun.Source)
		case event.Project:
			s.projects = append(s.projects, noun.Project)
		case event.Policy:
			s.policies = append(s.policies, noun.Policy)
		}
	}
	slices.SortFunc(s.clusters, func(a, b catalog.Cluster) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(s.sources, func(a, b catalog.Source) int { return cmp.Compare(a.ID, b.ID) })
	return s
}

// compileAll compiles every source on the cluster that serves it.
func compileAll(documents []event.Document, only string, now time.Time) ([]compiledView, issue.List, error) {
	s := sorted(documents)
	if only != "" {
		s.clusters = slices.DeleteFunc(s.clusters, func(c catalog.Cluster) bool { return c.ID != only })
	}
	if len(s.clusters) == 0 {
		return nil, nil, hint(errors.New("no cluster to compile for"), "add a document of kind cluster, as examples/documents/cluster.yaml")
	}
	var views []compiledView
	var issues issue.List
	for _, c := range s.clusters {
		dialect, err := render.For(c)
		if err != nil {
			return nil, nil, fmt.Errorf("compiling for cluster %s: %w", c.ID, err)
		}
		for _, one := range s.compileOn(c, now, &issues) {
			text, err := render.View(dialect, one.view, render.Options{Cluster: c, Barrier: c.Mode() == catalog.Fenced, Replace: true})
			if err != nil {
				issues.Add(placeOf(one.source), "cannot-be-written", "choose a name that the warehouse can have", "%v", err)
				continue
			}
			views = append(views, compiledView{Cluster: c.ID, Source: one.source.ID, Table: one.source.Table, View: one.view.Name, Admission: one.view.Admission(), SQL: text})
		}
	}
	s.unmatched(s.clusters, &issues)
	return views, issues, nil
}

func placeOf(s catalog.Source) issue.Place { return issue.Place{Input: "source " + s.ID} }

// unmatched warns of sources that none of the clusters serves.
func (s shelf) unmatched(clusters []catalog.Cluster, issues *issue.List) {
	for _, source := range s.sources {
		if !slices.ContainsFunc(clusters, func(c catalog.Cluster) bool { return c.Serves(source) }) {
			issues.Warn(placeOf(source), "unmatched", "add its cluster, or correct its host and port", "no cluster given here has the host %s, so it has no view", source.Host)
		}
	}
}

// compiled is a source's view as documents describe it.
type compiled struct {
	source   catalog.Source
	view     view.View
	decision compile.Decision
}

// compileOn compiles each source that has a view on a cluster.
func (s shelf) compileOn(c catalog.Cluster, now time.Time, issues *issue.List) []compiled {
	var out []compiled
	tables := lookups(s, c)
	for _, source := range s.sources {
		if source.Disabled || !c.Serves(source) {
			continue
		}
		if !c.Governs(source.Table.Database) {
			issues.Warn(placeOf(source), "out-of-scope", "add the database to the cluster's databases", "cluster %s does not govern database %s, so it has no view", c.ID, source.Table.Database)
			continue
		}
		base, reviewed, ok := described(source, issues)
		if !ok {
			continue
		}
		name, _ := c.Place(source)
		v, decision, found := compile.Compile(compile.Input{
			Cluster: c, Source: source, Name: name, Base: base, Reviewed: reviewed, Policies: s.policies, Lookups: tables, Now: now,
			Projects: slices.DeleteFunc(slices.Clone(s.projects), func(p directory.Project) bool { return !slices.Contains(p.Sources, source.ID) }),
		})
		*issues = append(*issues, found...)
		out = append(out, compiled{source, v, decision})
	}
	return out
}

// lookups is the sources of the cluster, in each of which policies may look
// something up.
func lookups(s shelf, c catalog.Cluster) []compile.Lookup {
	var out []compile.Lookup
	for _, source := range s.sources {
		if !c.Serves(source) || !c.Governs(source.Table.Database) {
			continue
		}
		one := compile.Lookup{Source: source}
		var issues issue.List
		base, reviewed, ok := described(source, &issues)
		switch {
		case source.Disabled:
			one.Closed = "it is disabled"
		case !ok:
			one.Closed = issues[0].Message
		default:
			one.Base, one.Reviewed = base, reviewed
		}
		out = append(out, one)
	}
	return out
}

// described makes up the table that the snapshot's types describe. Columns are
// reviewed as those of a first snapshot are (SEMANTICS S13).
func described(source catalog.Source, issues *issue.List) (base catalog.Signature, reviewed map[string]bool, ok bool) {
	reviewed = map[string]bool{}
	var untyped []string
	for i, column := range source.Columns {
		t, known := catalog.ParseType(column.Type)
		if !known {
			untyped = append(untyped, column.Name)
		}
		base.Columns = append(base.Columns, catalog.Observed{Name: column.Name, Type: t, Ordinal: i + 1})
		reviewed[column.Name] = column.Reviewed || !column.Tagged(catalog.TagNew)
	}
	if len(untyped) > 0 {
		issues.Add(placeOf(source), "missing-type", "give each column its type, or ask the server: scrim plan",
			"without a warehouse the types of %s are not known, so it is left out", strings.Join(untyped, ", "))
		return base, nil, false
	}
	return base, reviewed, true
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
