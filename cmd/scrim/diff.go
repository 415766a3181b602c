package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/exposure"
	"scrim/pkg/issue"
	"scrim/pkg/profile"
	"scrim/pkg/shelf"
	"scrim/pkg/view"
)

func (a *app) diffCommand() *cobra.Command {
	var cluster, now string
	var with []string
	cmd := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "Say who gains and who loses sight of what between two sets of documents",
		Long: `Say who gains and who loses sight of what between two sets of documents,
without a server or a warehouse.

OLD and NEW are files, or directories of which every document is read (files
of tests are not). --with adds documents to both, as users that are kept
elsewhere; where OLD or NEW have one of that kind and id, theirs counts. Columns
must give their types, as for scrim compile.

First comes who, of the users among the documents, sees a source, its rows or a
column otherwise: + what may be more, ~ what is neither more nor less, - what is
less. Then what the views show otherwise by definition, be there such a reader
or not. The exit code is 1 when there is anything of either. No row is read;
scrim plan --count asks a warehouse how many there are.`,
		Example: `  scrim diff ../main/policies policies --with documents/
  scrim diff old.yaml new.yaml --json`,
		GroupID: groupOffline,
		Args:    cobra.ExactArgs(2),
		RunE: func(_ *cobra.Command, args []string) error {
			at, err := a.moment(now)
			if err != nil {
				return err
			}
			common, err := a.directory(with...)
			if err != nil {
				return err
			}
			old, err := a.directory(args[0])
			if err != nil {
				return err
			}
			changed, err := a.directory(args[1])
			if err != nil {
				return err
			}
			said, issues, err := diffOf(besides(old, common), besides(changed, common), cluster, at)
			if err != nil {
				return err
			}
			return a.showDiff(said, issues)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&cluster, "cluster", "", "only on this cluster")
	flags.StringVar(&now, "now", "", "as if it were this moment (RFC 3339); decides which policies are active")
	flags.StringArrayVar(&with, "with", nil, "a file or directory of documents that belong to both; may be repeated")
	return cmd
}

// moment is what --now says, or now.
func (a *app) moment(text string) (time.Time, error) {
	if text == "" {
		return a.now(), nil
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return at, hint(fmt.Errorf("%q is no time", text), "write it as 2026-01-31T00:00:00Z")
	}
	return at, nil
}

// directory reads the documents of files and directories, those of tests left
// out. Each document is there once.
func (a *app) directory(names ...string) ([]event.Document, error) {
	var paths []string
	for _, name := range names {
		info, err := os.Stat(name)
		if err != nil || !info.IsDir() {
			paths = append(paths, name) // readFiles says what is wrong with it
			continue
		}
		before := len(paths)
		err = filepath.WalkDir(name, func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && documentName.MatchString(path) && !testName.MatchString(path) {
				paths = append(paths, path)
			}
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("looking for documents: %w", err)
		}
		if len(paths) == before {
			return nil, hint(fmt.Errorf("there is no document in %s", name), "documents are files whose names end in .yaml, .yml or .json")
		}
	}
	files, err := a.readFiles(paths)
	if err != nil {
		return nil, err
	}
	documents, _, err := decodeAll(files)
	if err != nil {
		return nil, err
	}
	seen := map[[2]string]bool{}
	for _, d := range documents {
		key := [2]string{string(d.Kind), d.ID}
		if seen[key] {
			return nil, hint(fmt.Errorf("the %s %q is described by two files", d.Kind, d.ID), "keep one of them: which of the two counts cannot be told")
		}
		seen[key] = true
	}
	return documents, nil
}

// besides is documents with those of others that they do not have themselves.
func besides(own, others []event.Document) []event.Document {
	out := slices.Clone(own)
	for _, o := range others {
		if !slices.ContainsFunc(own, func(d event.Document) bool { return d.Kind == o.Kind && d.ID == o.ID }) {
			out = append(out, o)
		}
	}
	return out
}

// clusterDelta is what changes on one cluster.
type clusterDelta struct {
	Cluster string `json:"cluster"`
	exposure.Delta
}

// diffOf compares what the documents come to on each cluster that either of
// them has. The issues are those that were not there before.
func diffOf(old, changed []event.Document, only string, now time.Time) ([]clusterDelta, issue.List, error) {
	before, after := stageOf(old, now), stageOf(changed, now)
	ids := map[string]bool{}
	for _, s := range []stage{before, after} {
		for _, c := range s.Clusters {
			if only == "" || c.ID == only {
				ids[c.ID] = true
			}
		}
	}
	if len(ids) == 0 {
		return nil, nil, hint(errors.New("no cluster to compare on"), "add a document of kind cluster, as examples/documents/cluster.yaml, or name those that both have with --with")
	}
	out := []clusterDelta{}
	for _, id := range slices.Sorted(maps.Keys(ids)) {
		was, is := before.on(id), after.on(id)
		out = append(out, clusterDelta{id, exposure.Compare(paired(was.views, is.views), people(was.facts, is.facts), now)})
	}
	var issues issue.List
	known := map[string]bool{}
	for _, i := range before.issues {
		known[string(i.Code)+i.Place.String()+i.Message] = true
	}
	for _, i := range after.issues {
		if !known[string(i.Code)+i.Place.String()+i.Message] {
			issues = append(issues, i)
		}
	}
	for _, i := range before.issues {
		if i.Severity == issue.Error { // a source that was left out looks as if it were new
			issues = append(issues, i)
		}
	}
	return out, issues, nil
}

// paired joins sources before and after.
func paired(before, after map[string]*view.View) []exposure.Source {
	var out []exposure.Source
	for _, id := range union(before, after) {
		out = append(out, exposure.Source{ID: id, Before: before[id], After: after[id]})
	}
	return out
}

// people joins users before and after.
func people(before, after map[string][]profile.Row) []exposure.User {
	var out []exposure.User
	for _, id := range union(before, after) {
		out = append(out, exposure.User{ID: id, Before: before[id], After: after[id]})
	}
	return out
}

func union[T any](a, b map[string]T) []string {
	ids := map[string]bool{}
	for id := range a {
		ids[id] = true
	}
	for id := range b {
		ids[id] = true
	}
	return slices.Sorted(maps.Keys(ids))
}

// stage is one set of documents.
type stage struct {
	shelf.Shelf
	now    time.Time
	issues issue.List
}

func stageOf(documents []event.Document, now time.Time) stage {
	out := stage{Shelf: shelf.Of(documents), now: now}
	out.Unmatched(&out.issues)
	return out
}

// sight is what a cluster comes to: views by source, facts by user.
type sight struct {
	views map[string]*view.View
	facts map[string][]profile.Row
}

// on compiles what one cluster has; nothing where it is none of the documents.
func (s *stage) on(id string) sight {
	i := slices.IndexFunc(s.Clusters, func(c catalog.Cluster) bool { return c.ID == id })
	if i < 0 {
		return sight{map[string]*view.View{}, map[string][]profile.Row{}}
	}
	c, out := s.Clusters[i], sight{views: map[string]*view.View{}}
	compiled := s.Compile(c, s.now, &s.issues)
	for _, one := range compiled {
		out.views[one.Source.ID] = &one.View
	}
	out.facts = s.Facts(c, shelf.Compared(compiled), s.now, &s.issues)
	return out
}

func (a *app) showDiff(said []clusterDelta, issues issue.List) error {
	nothing := !slices.ContainsFunc(said, func(d clusterDelta) bool { return !d.Nothing() })
	if a.json {
		answer := struct {
			Clusters []clusterDelta `json:"clusters"`
			Issues   issue.List     `json:"issues,omitempty"`
		}{said, issues}
		if err := a.printJSON(answer); err != nil {
			return err
		}
	} else {
		for _, d := range said {
			if d.Nothing() {
				fmt.Fprintf(a.stdout, "%s: nothing changes for anybody\n", a.look.bold(d.Cluster))
				continue
			}
			fmt.Fprintln(a.stdout, a.look.bold(d.Cluster)+":")
			a.showExposure(a.stdout, d.Delta, "  ")
		}
		a.printIssues(a.stderr, lookOf(a.stderr, a.env), issues)
	}
	if !nothing {
		return errDiffers
	}
	return nil
}
