package state

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"scrim/pkg/event"
	"scrim/pkg/issue"
)

// Dispute says why the claims to one kind and id do not settle, what that
// closes, and who can end it. It is empty exactly when Settle says ok.
func Dispute(claims []Stored) issue.List {
	object, settled := Settle(claims)
	if settled {
		return nil
	}
	var senders, torn []string
	for _, c := range claims {
		if c.Live() {
			senders = append(senders, c.Sender)
		}
		if c.Live() && c.Conflict {
			torn = append(torn, fmt.Sprintf("version %d of %s %q came with two contents from %s", c.Version, c.Kind, c.ID, c.Sender))
		}
	}
	slices.Sort(senders)
	at := issue.Place{Input: string(object.Kind) + " " + object.ID}
	var out issue.List
	if len(torn) > 0 {
		out.Add(at, "version-conflict", "send a greater version", "%s, so %s", strings.Join(torn, ", and "), closedBy(object.Kind))
		return out
	}
	out.Add(at, "claimed-twice", "let all senders but one delete their documents; scrim delete does it for one that never will",
		"several senders (%s) claim %s %q, so %s", strings.Join(senders, ", "), object.Kind, object.ID, closedBy(object.Kind))
	return out
}

// closedBy is what becomes of what depends on a document that nobody can be
// sure of.
func closedBy(kind event.Kind) string {
	switch kind {
	case event.KindSession:
		return "its user sees nothing"
	case event.KindAcknowledgement:
		return "it does not count"
	case event.KindAccess:
		return "it counts as a revocation"
	case event.KindRequest:
		return "it waits for nobody"
	case event.KindReview:
		return "it confirms nothing"
	case event.KindCluster:
		return "nothing is applied there until that ends"
	case event.KindConnector:
		return "its account stays as it is until that ends"
	case event.KindSource, event.KindUser, event.KindPolicy, event.KindProject, event.KindPurpose:
	}
	return "it has no effect"
}

// Disputes is Dispute of each kind and id among the objects, which come with
// all senders' claims together, as a store lists them.
func Disputes(all []Stored) issue.List {
	var out issue.List
	for claims := range Claims(all) {
		out = append(out, Dispute(claims)...)
	}
	return out
}

// Claims cuts a list of objects, as a store gives it, into those of one kind
// and id.
func Claims(all []Stored) iter.Seq[[]Stored] {
	return func(yield func([]Stored) bool) {
		for len(all) > 0 {
			n := 1
			for n < len(all) && all[n].Kind == all[0].Kind && all[n].ID == all[0].ID {
				n++
			}
			if !yield(all[:n]) {
				return
			}
			all = all[n:]
		}
	}
}
