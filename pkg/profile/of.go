package profile

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"scrim/pkg/catalog"
	"scrim/pkg/directory"
	"scrim/pkg/issue"
)

// Subject is everything that one user's rows on one cluster depend on.
type Subject struct {
	User         directory.User
	Incarnation  uint64                       // the version that created the user
	Username     string                       // the warehouse name on this cluster
	Session      directory.Session            // the zero Session is no project
	Unplaced     bool                         // nobody can say what the session is: the user is in no context at all
	Projects     map[string]directory.Project // by id; those of the session and the acknowledgements at least
	Acknowledged []directory.Acknowledgement
	Purposes     map[string]directory.Purpose // by id; those of these projects at least
	Accesses     []directory.Access           // decisions of all senders about this user, those of another incarnation left out
	Compared     map[string][]catalog.Type    // attribute → the types with which views here compare it
}

// Of lists the user's rows, sorted, and what kept some of them back. A
// disabled user, and one with a value that cannot be a fact, has none.
func Of(s Subject, now time.Time) ([]Row, issue.List) {
	b := builder{subject: s, at: issue.Place{Input: "user " + s.User.ID}}
	if s.User.Disabled || s.Username == "" {
		return nil, nil
	}
	b.text("warehouse name", s.Username, MaxUserID)
	b.add(KindUser, "", s.User.ID, Forever)
	b.context()
	b.groups()
	b.attributes()
	b.purposes()
	b.accesses(now)
	b.vain()
	if b.withdrawn {
		return nil, b.issues
	}
	slices.SortFunc(b.rows, Compare)
	return slices.CompactFunc(b.rows, func(x, y Row) bool { return Compare(x, y) == 0 }), b.issues
}

type builder struct {
	subject   Subject
	at        issue.Place
	rows      []Row
	issues    issue.List
	withdrawn bool
}

func (b *builder) add(kind Kind, name, value string, until time.Time) {
	b.text(string(kind)+" name", name, MaxName)
	b.text(string(kind)+" value", value, MaxValue)
	b.rows = append(b.rows, Row{UserID: b.subject.Username, Fact: Fact{Kind: kind, Name: name, Value: value}, ValidUntil: until})
}

// text checks what is to become a fact (SEMANTICS S7). One bad text withdraws
// the user whole: to leave out a single fact could open what asks for its
// absence.
func (b *builder) text(what, text string, limit int) {
	problem := flaw(text, limit)
	if problem == "" {
		return
	}
	b.withdrawn = true
	b.issues.Add(b.at, "user-withdrawn", "send a version of the user without it; until then the user sees nothing",
		"a %s %s, so the user has no facts on this cluster", what, problem)
}

// flaw says why a text can be no part of a fact; empty when it can.
func flaw(text string, limit int) string {
	switch {
	case len(text) > limit:
		return fmt.Sprintf("is longer than %d bytes", limit)
	case !utf8.ValidString(text):
		return "is not UTF-8"
	case strings.ContainsRune(text, 0):
		return "contains a NUL"
	case strings.HasSuffix(text, " "):
		return "ends in a blank"
	case !norm.NFC.IsNormalString(text):
		return "is not in Unicode normal form C"
	}
	return ""
}

// Storable reports whether anybody can have the fact: Of never gives another.
func (f Fact) Storable() bool { return flaw(f.Name, MaxName) == "" && flaw(f.Value, MaxValue) == "" }

// context says in which project the user works. A session in a project that
// the user may not work in gives no context at all, and no view admits that:
// "none" would show more than the project they believe to be in.
func (b *builder) context() {
	if b.subject.Unplaced {
		return
	}
	if b.subject.Session.Project == "" {
		b.add(KindContext, "", NoProject, Forever)
		return
	}
	if b.project() == nil {
		b.issues.Warn(b.at, "project-not-joined", "add the user to the project, or end the session",
			"the user's current project %q is gone, disabled or not theirs, so they see nothing", b.subject.Session.Project)
		return
	}
	b.add(KindContext, "", b.subject.Session.Project, Forever)
}

// project is the project whose purposes and entitlements count, or nil.
func (b *builder) project() *directory.Project {
	p, ok := b.subject.Projects[b.subject.Session.Project]
	if b.subject.Unplaced || !ok || p.Disabled || p.ID == NoProject || !slices.Contains(p.Members, b.subject.User.ID) {
		return nil
	}
	return &p
}

func (b *builder) groups() {
	project := b.project()
	for _, g := range b.subject.User.Groups {
		if project != nil && project.Equalized != nil && !slices.Contains(project.Equalized.Groups, g) {
			continue
		}
		b.add(KindGroup, g.Issuer, g.Name, Forever)
	}
}

// attributes adds the values of each attribute, or of none: a value that a
// column of some view cannot mean makes the whole attribute unknown
// (SEMANTICS S8).
func (b *builder) attributes() {
	project := b.project()
	for _, name := range slices.Sorted(maps.Keys(b.subject.User.Attributes)) {
		values := b.subject.User.Attributes[name]
		if t, bad := nonCanonical(values, b.subject.Compared[name]); bad {
			b.issues.Warn(b.at, "attribute-unknown", "send every value of it as "+t.String()+" is written: docs/policy.md, canonical text",
				"a value of attribute %q cannot be compared with a column of type %s, so the whole attribute is unknown", name, t)
			continue
		}
		for _, value := range values {
			if project != nil && project.Equalized != nil && !slices.Contains(project.Equalized.Attributes[name], value) {
				continue
			}
			b.add(KindAttribute, name, value, Forever)
		}
	}
}

func nonCanonical(values []string, types []catalog.Type) (catalog.Type, bool) {
	for _, t := range types {
		for _, value := range values {
			if !t.Canonical(value) {
				return t, true
			}
		}
	}
	return catalog.Type{}, false
}

// accesses adds individual decisions: revoked by any is revoked, and of
// several approvals the longest counts (SEMANTICS S12).
func (b *builder) accesses(now time.Time) {
	until := map[string]time.Time{}
	for _, a := range b.subject.Accesses {
		switch {
		case a.User != b.subject.User.ID:
		case a.Decision == directory.Revoked:
			b.add(KindRevoked, "", a.Source, Forever)
		case a.Decision == directory.Approved:
			end := Forever
			if !a.Until.IsZero() {
				end = a.Until.UTC().Truncate(time.Microsecond)
			}
			if end.After(now) && end.After(until[a.Source]) {
				until[a.Source] = end
			}
		}
	}
	for _, source := range slices.Sorted(maps.Keys(until)) {
		b.add(KindApproved, "", source, until[source])
	}
}
