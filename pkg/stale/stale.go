// Package stale finds what policies say of people, purposes and data that are
// not there: after a reorganisation a group has another name, a region another
// code, and a policy goes on about the old one.
//
// It promises that each name and value is held against all the documents that
// it is given, and that it says nothing of what it was given no documents for: a
// file of policies alone has no stale groups. It changes nothing. Whether a value
// stands in a column it cannot know: it lists what a warehouse is to be asked,
// and says what the answers mean.
package stale

import (
	"fmt"
	"slices"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/directory"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/policy"
)

// Find holds policies, projects and decisions against the users, purposes,
// projects and sources among the documents. All issues are warnings.
func Find(documents []event.Document, now time.Time) issue.List {
	f := finder{groups: map[directory.Group]bool{}, attributes: map[string]map[string]bool{}, purposes: map[string]bool{}, has: map[event.Kind]map[string]bool{}, now: now}
	for _, d := range documents {
		f.learn(d)
	}
	for _, d := range documents {
		f.check(d)
	}
	return f.issues
}

// finder is everything that the documents have.
type finder struct {
	groups     map[directory.Group]bool
	attributes map[string]map[string]bool // values by name
	purposes   map[string]bool            // with all ancestors
	clusters   []catalog.Cluster
	sources    []catalog.Source
	has        map[event.Kind]map[string]bool // ids by kind
	now        time.Time
	issues     issue.List
}

func (f *finder) learn(d event.Document) {
	if f.has[d.Kind] == nil {
		f.has[d.Kind] = map[string]bool{}
	}
	f.has[d.Kind][d.ID] = true
	switch n := d.Noun.(type) {
	case event.User:
		for _, g := range n.Groups {
			f.groups[g] = true
		}
		for name, values := range n.Attributes {
			if f.attributes[name] == nil {
				f.attributes[name] = map[string]bool{}
			}
			for _, v := range values {
				f.attributes[name][v] = true
			}
		}
	case event.Purpose:
		for _, p := range directory.Lineage(n.ID) {
			f.purposes[p] = true
		}
	case event.Cluster:
		f.clusters = append(f.clusters, n.Cluster)
	case event.Source:
		f.sources = append(f.sources, n.Source)
	}
}

// check warns of what one document says.
func (f *finder) check(d event.Document) {
	at := issue.Place{Input: fmt.Sprintf("%s %s", d.Kind, d.ID)}
	switch n := d.Noun.(type) {
	case event.Policy:
		f.policy(n.Policy, at)
	case event.Project:
		f.ids(at.In("members"), event.KindUser, n.Members...)
		f.ids(at.In("sources"), event.KindSource, n.Sources...)
		f.named(at.In("purposes"), n.Purposes)
	case event.Source:
		f.ids(at.In("policies"), event.KindPolicy, n.Policies...)
	case event.Session:
		f.ids(at, event.KindUser, n.User)
		f.ids(at, event.KindProject, n.Project)
	case event.Acknowledgement:
		f.ids(at, event.KindUser, n.User)
		f.ids(at, event.KindProject, n.Project)
		f.named(at, []string{n.Purpose})
	case event.Access:
		f.ids(at, event.KindUser, n.User)
		f.ids(at, event.KindSource, n.Source)
	}
}

// ids warns of ids that no document of a kind has.
func (f *finder) ids(at issue.Place, kind event.Kind, ids ...string) {
	if len(f.has[kind]) == 0 {
		return
	}
	for _, id := range ids {
		if id != "" && !f.has[kind][id] {
			f.issues.Warn(at, "nobody-of-this-name", "correct the id, or send the document", "there is no %s %q", kind, id)
		}
	}
}

// named warns of purposes that nobody described.
func (f *finder) named(at issue.Place, purposes []string) {
	if len(f.purposes) == 0 {
		return
	}
	for _, p := range purposes {
		if !f.purposes[p] {
			f.issues.Warn(at, "unknown-purpose", "correct it, or send the purpose: until then nobody can acknowledge it", "there is no purpose %q", p)
		}
	}
}

func (f *finder) policy(p policy.Policy, at issue.Place) {
	if !p.ValidUntil.IsZero() && !f.now.Before(p.ValidUntil) {
		f.issues.Warn(at.In("valid_until"), "policy-ended", "delete it, or give it another end", "the policy ended on %s and is as if it were not there", p.ValidUntil.Format(time.DateOnly))
		return
	}
	if day, err := time.Parse(time.DateOnly, p.ReviewBy); err == nil && !f.now.Before(day.AddDate(0, 0, 1)) {
		f.issues.Warn(at.In("review_by"), "review-overdue", "look whether it still says what is meant, and set the next date", "the policy was to be reviewed by %s%s", p.ReviewBy, by(p.Owner))
	}
	f.target(p, at.In("applies_to"))
	if len(f.has[event.KindUser]) > 0 {
		f.people(p, at)
	}
	f.named(at, p.Purposes())
	f.lookups(p, at)
}

// lookups warns of lookups in sources that are not there, and by columns that
// they have not: such a policy closes what it is about.
func (f *finder) lookups(p policy.Policy, at issue.Place) {
	if len(f.sources) == 0 {
		return
	}
	var said []string
	warn := func(format string, args ...any) {
		if message := fmt.Sprintf(format, args...); !slices.Contains(said, message) {
			said = append(said, message)
			f.issues.Warn(at, "stale-lookup", "was it renamed? until it is there the policy closes its sources", "%s", message)
		}
	}
	for _, c := range p.Conditions() {
		policy.Walk(c, func(c policy.Condition) {
			l, ok := c.(policy.Lookup)
			if !ok {
				return
			}
			i := slices.IndexFunc(f.sources, func(s catalog.Source) bool { return s.ID == l.Source })
			if i < 0 {
				warn("there is no source %q to look something up in", l.Source)
				return
			}
			fold := f.kindOf(f.sources[i]).Fold
			names := []string{l.Key}
			for _, test := range l.Where {
				names = append(names, test.Column)
			}
			for _, name := range names {
				if !slices.ContainsFunc(f.sources[i].Columns, func(c catalog.Column) bool { return fold(c.Name) == fold(name) }) {
					warn("the lookup source %q has no column %q", l.Source, name)
				}
			}
		})
	}
}

func by(owner string) string {
	if owner == "" {
		return ""
	}
	return ", by " + owner
}

// target warns of a policy that meets nothing, and of ids that it names in
// vain.
func (f *finder) target(p policy.Policy, at issue.Place) {
	if len(f.sources) == 0 {
		return
	}
	f.ids(at.In("sources"), event.KindSource, p.AppliesTo.NamedSources()...)
	matchers := map[catalog.ClusterKind]policy.Matcher{}
	meets := func(s catalog.Source) bool {
		kind := f.kindOf(s)
		if _, made := matchers[kind]; !made {
			matchers[kind] = p.AppliesTo.On(kind)
		}
		return meets(p, matchers[kind], s)
	}
	if slices.ContainsFunc(f.sources, meets) {
		return
	}
	what := "source"
	if p.Type == policy.TypeMask {
		what = "column"
	}
	f.issues.Warn(at, "meets-nothing", "compare its tags and names with those of the sources", "the policy meets no %s", what)
}

// meets reports whether a policy has anything to decide of a source.
func meets(p policy.Policy, matcher policy.Matcher, s catalog.Source) bool {
	if p.Type != policy.TypeMask {
		return matcher.Source(s)
	}
	return slices.ContainsFunc(s.Columns, func(c catalog.Column) bool { return matcher.Column(s, c) })
}

// kindOf is the warehouse that a source is on; empty when no cluster was given.
func (f *finder) kindOf(s catalog.Source) catalog.ClusterKind {
	for _, c := range f.clusters {
		if c.Serves(s) {
			return c.Kind
		}
	}
	return ""
}

// people warns of groups, attributes and values that no user has.
func (f *finder) people(p policy.Policy, at issue.Place) {
	for _, g := range p.Groups() {
		if !f.isGroup(g) {
			f.issues.Warn(at, "unknown-group", "was it renamed? scrim lint reads the users that it is given", "no user is in the group %s", groupName(g))
		}
	}
	for _, name := range p.Attributes() {
		if f.attributes[name] == nil {
			f.issues.Warn(at, "unknown-attribute", "was it renamed? scrim lint reads the users that it is given", "no user has the attribute %q", name)
		}
	}
	var said []policy.AttributeIs
	for _, c := range p.Conditions() {
		policy.Walk(c, func(c policy.Condition) {
			a, ok := c.(policy.AttributeIs)
			if !ok || f.attributes[a.Name] == nil || f.attributes[a.Name][a.Value] || slices.Contains(said, a) {
				return
			}
			said = append(said, a)
			f.issues.Warn(at, "unknown-value-of-attribute", "was it renamed? scrim lint reads the users that it is given", "no user has the value %q of the attribute %q", a.Value, a.Name)
		})
	}
}

// isGroup reports whether somebody is in the group; one without an issuer is
// any issuer's only where users have it so.
func (f *finder) isGroup(g policy.InGroup) bool {
	return f.groups[directory.Group{Issuer: g.Issuer, Name: g.Name}]
}

func groupName(g policy.InGroup) string {
	if g.Issuer == "" {
		return fmt.Sprintf("%q", g.Name)
	}
	return fmt.Sprintf("%q of %q", g.Name, g.Issuer)
}
