package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"scrim/pkg/catalog"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/policy"
	"scrim/pkg/server/api"
	"scrim/pkg/stale"
	"scrim/pkg/view"
)

// lookedFor is how much of what policies name was looked for in tables.
type lookedFor struct {
	Cluster string `json:"cluster"`
	Values  int    `json:"values"`  // that policies name
	Answers int    `json:"answers"` // how many of them the warehouse said something of
}

// lookFor asks the server which values that policies name are in no row of a
// cluster's tables.
func (a *app) lookFor(ctx context.Context, documents []event.Document, on string) (lookedFor, issue.List, error) {
	said := lookedFor{Cluster: on}
	var issues issue.List
	cluster, err := ask(ctx, a, func(ctx context.Context, c *api.Client) (catalog.Cluster, error) {
		return registeredCluster(ctx, c, on)
	})
	if err != nil {
		return said, nil, err
	}
	s := newSearch(stale.Literals(documents, cluster, a.now()))
	for some := range slices.Chunk(s.sources, api.MaxSeekSources) {
		sought, err := ask(ctx, a, func(ctx context.Context, c *api.Client) (api.Sought, error) {
			return c.Seek(ctx, on, api.SeekRequest{Sources: some})
		})
		if err != nil {
			return said, nil, err
		}
		if len(sought.Sources) != len(some) {
			return said, nil, errOtherAnswer
		}
		for i, in := range sought.Sources {
			if err := s.answer(some[i], in, &issues); err != nil {
				return said, nil, err
			}
		}
	}
	answers := s.answers()
	said.Values = len(answers)
	for _, one := range answers {
		if one != stale.NotAsked {
			said.Answers++
		}
	}
	return said, append(issues, stale.Vain(s.literals, answers)...), nil
}

// errOtherAnswer means that the server is of another version.
var errOtherAnswer = errors.New("the server answers something else than it was asked; scrim version says which both are")

// registeredCluster is a cluster's document, as the server has it.
func registeredCluster(ctx context.Context, c *api.Client, id string) (catalog.Cluster, error) {
	known, err := c.Clusters(ctx)
	if err != nil {
		return catalog.Cluster{}, err
	}
	for _, one := range known.Clusters {
		if one.Cluster.ID == id && one.Cluster.Kind != "" { // else it is in conflict
			return one.Cluster, nil
		}
	}
	return catalog.Cluster{}, fmt.Errorf("cluster %q: %w", id, api.ErrNotFound)
}

// search is literals as they are looked for: several policies may name one.
type search struct {
	literals []stale.Literal
	sources  []api.SeekIn
	found    map[sought]stale.Answer
}

// sought is a value that is looked for in a source.
type sought struct {
	source string
	value  api.SeekValue
}

func newSearch(literals []stale.Literal) *search {
	s := &search{literals: literals, found: map[sought]stale.Answer{}}
	at := map[string]int{}
	for _, l := range literals {
		one := seeking(l)
		if _, known := s.found[one]; known {
			continue
		}
		s.found[one] = stale.NotAsked
		i, known := at[l.Source]
		if !known {
			i = len(s.sources)
			at[l.Source], s.sources = i, append(s.sources, api.SeekIn{Source: l.Source})
		}
		s.sources[i].Values = append(s.sources[i].Values, one.value)
	}
	return s
}

func seeking(l stale.Literal) sought {
	match := map[policy.MatchKind]view.MatchKind{
		policy.MatchPrefix: view.MatchPrefix, policy.MatchSuffix: view.MatchSuffix,
		policy.MatchContains: view.MatchContains, policy.MatchPattern: view.MatchPattern,
	}[l.Match]
	return sought{l.Source, api.SeekValue{Column: l.Column, Type: catalog.Type{Kind: l.Is.Kind}.String(), Match: string(match), Is: l.Is.Text}}
}

// answer takes in what was found in one source; what was not looked for is an
// issue.
func (s *search) answer(asked api.SeekIn, in api.SoughtIn, issues *issue.List) error {
	at := issue.Place{Input: "source " + asked.Source}
	switch {
	case in.Not != "":
		issues.Warn(at, "values-not-looked-for", "scrim cluster check says what keeps scrim from reading tables; scrim status --all lists the sources that the server has",
			"%s that policies name %s not looked for in the source's table: %s", plural(len(asked.Values), "value"), were(len(asked.Values)), in.Not)
		return nil
	case in.Empty:
		issues.Warn(at, "empty-table", "look whether it is the table that is meant, and whether scrim's account sees its rows",
			"the source's table has no row, so of %s that policies name nothing can be said", plural(len(asked.Values), "value"))
		return nil
	case len(in.Values) != len(asked.Values):
		return errOtherAnswer
	}
	s.values(asked, in, issues)
	return nil
}

// values takes in what was found of each value.
func (s *search) values(asked api.SeekIn, in api.SoughtIn, issues *issue.List) {
	var reasons []string
	left := map[string][]string{} // the columns of those that were not looked for, by why
	for i, value := range in.Values {
		of := asked.Values[i]
		switch {
		case value.Not != "":
			if len(left[value.Not]) == 0 {
				reasons = append(reasons, value.Not)
			}
			left[value.Not] = append(left[value.Not], of.Column)
		case value.Found:
			s.found[sought{asked.Source, of}] = stale.SomeRow
		default:
			s.found[sought{asked.Source, of}] = stale.NoRow
		}
	}
	for _, why := range reasons {
		n := len(left[why])
		columns := slices.Compact(slices.Sorted(slices.Values(left[why])))
		issues.Warn(issue.Place{Input: "source " + asked.Source}, "values-not-looked-for", "send the source as the files have it, or lint fewer policies at once",
			"%s that policies name %s not looked for in %s: %s", plural(n, "value"), were(n), strings.Join(columns, ", "), why)
	}
}

func were(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

// answers is what was found of each literal.
func (s *search) answers() []stale.Answer {
	out := make([]stale.Answer, len(s.literals))
	for i, l := range s.literals {
		out[i] = s.found[seeking(l)]
	}
	return out
}
