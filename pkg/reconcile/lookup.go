package reconcile

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"scrim/pkg/catalog"
	"scrim/pkg/compile"
	"scrim/pkg/issue"
	"scrim/pkg/oracle"
	"scrim/pkg/state"
	"scrim/pkg/store"
	"scrim/pkg/view"
)

// lookedUp lists, sorted, the sources in whose tables the policies that meet a
// source look something up.
func (w *world) lookedUp(s catalog.Source) []string {
	var out []string
	for _, p := range w.policies {
		if ids := p.Lookups(); len(ids) > 0 && w.matchers[p.ID].Source(s) {
			out = append(out, ids...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// dependents adds to a scope the sources whose policies look something up in
// one of its sources: what that one's table and document are decides what their
// views may ask.
func (w *world) dependents(s *scope) {
	if len(s.sources) == 0 {
		return
	}
	found := map[string]bool{}
	for _, p := range w.policies {
		if !slices.ContainsFunc(p.Lookups(), func(id string) bool { return s.sources[id] }) {
			continue
		}
		for _, one := range w.sources {
			if w.matchers[p.ID].Source(one.Source) {
				found[one.ID] = true
			}
		}
	}
	for id := range found {
		s.sources[id] = true
	}
}

// lookups is what the compiler needs to know of the sources that a source's
// policies look something up in. What table tells of one is a table and what
// keeps anybody from looking in it, for a person.
func (w *world) lookups(s catalog.Source, table func(source) (state.Applied, catalog.Signature, string)) []compile.Lookup {
	var out []compile.Lookup
	for _, id := range w.lookedUp(s) {
		one, known := w.sources[id]
		switch {
		case w.problems[sourceTarget(id)] != nil:
			out = append(out, compile.Lookup{Source: catalog.Source{ID: id}, Closed: "nobody can say what the source is"})
		case known && w.here(one.Source) == state.PhasePending:
			before, base, why := table(one)
			out = append(out, compile.Lookup{Source: one.Source, Base: base, Reviewed: w.reviewed(one, before, base), Closed: why})
		}
	}
	return out
}

// observedLookups is lookups by what a pass has observed. Something is looked up
// only where there could be a view: of what has one, scrim remembers which table
// it was, and so sees when it is another (SEMANTICS S13).
func (p *pass) observedLookups(s catalog.Source) []compile.Lookup {
	return p.lookups(s, func(one source) (state.Applied, catalog.Signature, string) {
		o := p.observed.Sources[one.ID]
		why := ""
		for _, problem := range []issue.List{p.place(one), p.checks.blockedBy(one.ID), p.baseProblem(one.ID, one)} {
			if why == "" && problem.HasErrors() {
				why = problem[0].Message
			}
		}
		doubts := p.doubts(one.Source)
		switch {
		case why != "":
		case one.Disabled:
			why = "it is disabled"
		case len(doubts) > 0:
			why = fmt.Sprintf("nobody can say what policy %s is", strings.Join(doubts, ", "))
		case p.unfenced(one.Source):
			why = "it is sensitive and has no view here"
		}
		return p.deployed[one.ID].Applied, o.Base, why
	})
}

// rememberedLookups is lookups by what was last deployed.
func (w *world) rememberedLookups(s catalog.Source, deployed map[string]store.Deployed) []compile.Lookup {
	return w.lookups(s, func(one source) (state.Applied, catalog.Signature, string) {
		d, stands := deployed[one.ID]
		switch {
		case one.Disabled:
			return d.Applied, remembered(d.Applied), "it is disabled"
		case !stands:
			return d.Applied, catalog.Signature{}, "it has no view here"
		}
		return d.Applied, remembered(d.Applied), ""
	})
}

// identity is which tables a view was compiled for: PostgreSQL binds it to
// those that had the names then, so that it is made anew when one of them is
// another.
func (p *pass) identity(v view.View, base catalog.Signature) string {
	ids := v.Lookups()
	if len(ids) == 0 {
		return base.Identity
	}
	h := sha256.New()
	for _, id := range ids {
		fmt.Fprintf(h, "%q %q\n", id, p.observed.Sources[id].Base.Identity)
	}
	return base.Identity + "+" + hex.EncodeToString(h.Sum(nil)[:8])
}

// unseen is lookup tables as the oracle asks them, of which nobody knows the
// rows.
func unseen(lookups []compile.Lookup) []oracle.LookupTable {
	var out []oracle.LookupTable
	for _, l := range lookups {
		if l.Closed != "" {
			continue
		}
		t := oracle.LookupTable{Source: l.Source, Base: l.Base, Reviews: map[string]oracle.Review{}, Unseen: true}
		for _, c := range l.Base.Columns {
			if l.Reviewed[c.Name] {
				t.Reviews[c.Name] = oracle.Review{Identity: l.Base.Identity, Ordinal: c.Ordinal}
			}
		}
		out = append(out, t)
	}
	return out
}

// askLookups is what to ask of the sources that policies of the pass's sources
// look something up in and that the pass is not about.
func (p *pass) askLookups() []string {
	var out []string
	for id := range p.scope.sources {
		if s, ok := p.sources[id]; ok {
			out = append(out, p.lookedUp(s.Source)...)
		}
	}
	slices.Sort(out)
	return slices.DeleteFunc(slices.Compact(out), func(id string) bool { return p.scope.sources[id] })
}
