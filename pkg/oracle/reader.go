package oracle

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"scrim/pkg/catalog"
	"scrim/pkg/directory"
	"scrim/pkg/profile"
)

// reader is what a view knows of who reads: facts, or none and why.
type reader struct {
	user  string // the id
	facts map[profile.Fact]bool
	none  string // why there are no facts; for people
}

// Login is the name under which a user reads on a cluster: the cluster's word
// before the user's own before the user's id; empty is none.
func Login(c catalog.Cluster, u directory.User) string {
	if name, ok := c.Usernames[u.ID]; ok {
		return name
	}
	if name, ok := u.Usernames[c.ID]; ok {
		return name
	}
	return u.ID
}

// Known are the facts that are true of the reader, by kind, name and value; or
// none, and why.
func Known(f Facts, now time.Time) (facts []profile.Fact, none string) {
	r := identify(f, now)
	for fact := range r.facts {
		facts = append(facts, fact)
	}
	slices.SortFunc(facts, func(a, b profile.Fact) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Value, b.Value))
	})
	return facts, r.none
}

// identify finds who reads and what is true of them (SEMANTICS S7).
func identify(f Facts, now time.Time) reader {
	var found []directory.User
	for _, u := range f.Users {
		if f.Reader != "" && Login(f.Cluster, u) == f.Reader {
			found = append(found, u)
		}
	}
	switch {
	case len(found) == 0:
		return reader{none: "no user has this name on the cluster"}
	case len(found) > 1:
		return reader{none: "several users have this name on the cluster"}
	case found[0].Disabled:
		return reader{none: "the user is disabled"}
	}
	u := found[0]
	r := reader{user: u.ID, facts: map[profile.Fact]bool{}}
	r.add(profile.KindUser, "", u.ID)
	r.addEntitlements(f, u)
	r.addPurposes(f, u)
	r.addAccesses(f, u, now)
	if bad(f.Reader, profile.MaxUserID) || r.anyBad() {
		return reader{none: "one of the user's values cannot be a fact"}
	}
	return r
}

func (r reader) has(kind profile.Kind, name, value string) bool {
	return r.facts[profile.Fact{Kind: kind, Name: name, Value: value}]
}

func (r reader) add(kind profile.Kind, name, value string) {
	r.facts[profile.Fact{Kind: kind, Name: name, Value: value}] = true
}

// values are the values of all facts of one kind and name.
func (r reader) values(kind profile.Kind, name string) []string {
	var out []string
	for f := range r.facts {
		if f.Kind == kind && f.Name == name {
			out = append(out, f.Value)
		}
	}
	slices.Sort(out)
	return out
}

// addEntitlements adds the context, groups and attributes. Inside an equalised
// project they are what both the member and the project have.
func (r reader) addEntitlements(f Facts, u directory.User) {
	project, context := current(f, u)
	if context != "" {
		r.add(profile.KindContext, "", context)
	}
	equal := project.Equalized
	for _, g := range u.Groups {
		if equal == nil || slices.Contains(equal.Groups, g) {
			r.add(profile.KindGroup, g.Issuer, g.Name)
		}
	}
	for name, values := range u.Attributes {
		if !known(values, f.Compared[name]) {
			continue
		}
		for _, value := range values {
			if equal == nil || slices.Contains(equal.Attributes[name], value) {
				r.add(profile.KindAttribute, name, value)
			}
		}
	}
}

// known reports whether every value is canonical for every type that the
// attribute is compared with; one that is not makes it unknown as a whole (S8).
func known(values []string, types []catalog.Type) bool {
	for _, t := range types {
		for _, value := range values {
			if !t.Canonical(value) {
				return false
			}
		}
	}
	return true
}

// current is the project in which the user works, and the context fact that
// says so. A session in a project that is gone, disabled or not the user's
// leaves no context at all: the user does not work in no project, either.
func current(f Facts, u directory.User) (project directory.Project, context string) {
	session := ""
	for _, s := range f.Sessions {
		if s.User == u.ID {
			session = s.Project
		}
	}
	if session == "" {
		return directory.Project{}, profile.NoProject
	}
	for _, p := range f.Projects {
		if p.ID == session && !p.Disabled && slices.Contains(p.Members, u.ID) {
			return p, session
		}
	}
	return directory.Project{}, ""
}

// addPurposes adds the purposes of the current project whose statements, as
// they now are, the member acknowledged there, with their ancestors.
func (r reader) addPurposes(f Facts, u directory.User) {
	project, _ := current(f, u)
	for _, p := range f.Purposes {
		said := slices.ContainsFunc(f.Acknowledgements, func(a directory.Acknowledgement) bool {
			return a.User == u.ID && a.Purpose == p.ID && a.Project == project.ID && edition(a.Statement) == edition(p.Version)
		})
		if slices.Contains(project.Purposes, p.ID) && said {
			for _, path := range directory.Lineage(p.ID) {
				r.add(profile.KindPurpose, "", path)
			}
		}
	}
}

// edition is the version of a statement; unsaid it is the first (design 0001).
func edition(version int) int { return max(version, 1) }

// addAccesses adds individual decisions: revoked by any sender is revoked,
// approved by any is approved. A decision about another incarnation of user or
// source says nothing of these (SEMANTICS S12).
func (r reader) addAccesses(f Facts, u directory.User, now time.Time) {
	for _, a := range f.Accesses {
		meant := a.User == u.ID &&
			(a.UserIncarnation == 0 || a.UserIncarnation == f.UserIncarnations[u.ID]) &&
			(a.Source != f.Source.ID || a.SourceIncarnation == 0 || a.SourceIncarnation == f.SourceIncarnation)
		switch {
		case !meant:
		case a.Decision == directory.Revoked:
			r.add(profile.KindRevoked, "", a.Source)
		case a.Decision == directory.Approved && (a.Until.IsZero() || now.Before(a.Until)):
			r.add(profile.KindApproved, "", a.Source)
		}
	}
}

// anyBad reports whether one of the facts cannot be one. What is no fact today,
// because its attribute is unknown or the project does not share it, is not
// asked.
func (r reader) anyBad() bool {
	for f := range r.facts {
		if bad(f.Name, profile.MaxName) || bad(f.Value, profile.MaxValue) {
			return true
		}
	}
	return false
}

func bad(text string, limit int) bool {
	return len(text) > limit || strings.ContainsRune(text, 0) || strings.HasSuffix(text, " ") ||
		!utf8.ValidString(text) || !norm.NFC.IsNormalString(text)
}
