package main

import (
	"cmp"
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
	"scrim/pkg/directory"
	"scrim/pkg/event"
	"scrim/pkg/exposure"
	"scrim/pkg/issue"
	"scrim/pkg/profile"
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
		for _, c := range s.clusters {
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
	shelf
	cast
	now    time.Time
	issues issue.List
}

// cast is the documents about people.
type cast struct {
	users        []directory.User
	sessions     map[string]directory.Session // by user
	acknowledged map[string][]directory.Acknowledgement
	accesses     map[string][]directory.Access
	purposes     map[string]directory.Purpose
}

func stageOf(documents []event.Document, now time.Time) stage {
	out := stage{shelf: sorted(documents), now: now}
	out.cast = cast{sessions: map[string]directory.Session{}, acknowledged: map[string][]directory.Acknowledgement{}, accesses: map[string][]directory.Access{}, purposes: map[string]directory.Purpose{}}
	for _, d := range documents {
		switch n := d.Noun.(type) {
		case event.User:
			out.users = append(out.users, n.User)
		case event.Session:
			out.sessions[n.User] = n.Session
		case event.Acknowledgement:
			out.acknowledged[n.User] = append(out.acknowledged[n.User], n.Acknowledgement)
		case event.Access:
			out.accesses[n.User] = append(out.accesses[n.User], n.Access)
		case event.Purpose:
			out.purposes[n.ID] = n.Purpose
		}
	}
	out.unmatched(out.clusters, &out.issues)
	return out
}

// sight is what a cluster comes to: views by source, facts by user.
type sight struct {
	views map[string]*view.View
	facts map[string][]profile.Row
}

// on compiles what one cluster has; nothing where it is none of the documents.
func (s *stage) on(id string) sight {
	out := sight{map[string]*view.View{}, map[string][]profile.Row{}}
	i := slices.IndexFunc(s.clusters, func(c catalog.Cluster) bool { return c.ID == id })
	if i < 0 {
		return out
	}
	c, compared := s.clusters[i], map[string][]catalog.Type{}
	for _, one := range s.compileOn(c, s.now, &s.issues) {
		out.views[one.source.ID] = &one.view
		for _, asked := range one.decision.Comparisons {
			if !slices.Contains(compared[asked.Attribute], asked.Type) {
				compared[asked.Attribute] = append(compared[asked.Attribute], asked.Type)
			}
		}
	}
	s.factsOn(c, compared, out.facts)
	return out
}

// factsOn are everybody's facts on a cluster. Two users with one name there
// have none, as in a warehouse.
func (s *stage) factsOn(c catalog.Cluster, compared map[string][]catalog.Type, into map[string][]profile.Row) {
	projects, named := map[string]directory.Project{}, map[string]int{}
	for _, p := range s.projects {
		projects[p.ID] = p
	}
	for _, u := range s.users {
		named[c.Username(u.ID, u.Usernames)]++
	}
	slices.SortFunc(s.users, func(a, b directory.User) int { return cmp.Compare(a.ID, b.ID) })
	for _, u := range s.users {
		into[u.ID] = nil
		username := c.Username(u.ID, u.Usernames)
		if named[username] > 1 && username != "" {
			s.issues.Warn(issue.Place{Input: "user " + u.ID}, "username-claimed-twice", "give each their own name", "another user is called %q on cluster %s too, so neither sees anything there", username, c.ID)
			continue
		}
		rows, issues := profile.Of(profile.Subject{
			User: u, Username: username, Session: s.sessions[u.ID], Projects: projects, Purposes: s.purposes,
			Acknowledged: s.acknowledged[u.ID], Accesses: s.accesses[u.ID], Compared: compared,
		}, s.now)
		s.issues = append(s.issues, issues...)
		into[u.ID] = rows
	}
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
