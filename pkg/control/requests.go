package control

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"scrim/pkg/catalog"
	"scrim/pkg/directory"
	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/policy"
	"scrim/pkg/server/api"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

// Requests lists who asked for what, and what came of it.
func (c *Control) Requests(ctx context.Context, q api.RequestQuery) (api.Requests, error) {
	out := api.Requests{Requests: []api.Request{}}
	err := c.Store.Read(ctx, func(s store.Snapshot) error {
		all, err := s.Objects(event.KindRequest, 0)
		if err != nil {
			return fmt.Errorf("reading requests: %w", err)
		}
		known, err := waysIn(s)
		if err != nil {
			return err
		}
		for claims := range state.Claims(all) {
			one, err := askedFor(s, claims, c.Now())
			if err != nil {
				return err
			}
			if q.All || one.Reply == state.ReplyWaiting || one.Reply == state.ReplyConflict {
				out.Requests = append(out.Requests, told(one, known, c.Now()))
			}
		}
		return nil
	})
	if err != nil {
		return api.Requests{}, err
	}
	for i := range out.Requests {
		if one := &out.Requests[i]; one.At.IsZero() {
			entry, err := c.Store.Entry(ctx, one.Revision)
			if err != nil {
				return api.Requests{}, fmt.Errorf("reading revision %d: %w", one.Revision, err)
			}
			one.At = entry.Received
		}
	}
	if q.All {
		for _, r := range c.Engine.Refused() {
			out.Refused = append(out.Refused, api.Refused{
				Cluster: r.Cluster, Account: directory.OneLine(r.Account), User: r.User, Wish: r.Wish,
				Subject: directory.OneLine(r.Subject), Why: directory.OneLine(r.Why), At: r.At, Times: r.Times,
			})
		}
	}
	slices.SortFunc(out.Requests, func(a, b api.Request) int { return cmp.Compare(a.Revision, b.Revision) })
	return out, nil
}

// waiting counts the requests that somebody has to answer.
func (c *Control) waiting(s store.Snapshot) (int, error) {
	all, err := s.Objects(event.KindRequest, 0)
	if err != nil {
		return 0, fmt.Errorf("reading requests: %w", err)
	}
	n := 0
	for claims := range state.Claims(all) {
		one, err := askedFor(s, claims, c.Now())
		if err != nil {
			return 0, err
		}
		if one.Reply == state.ReplyWaiting || one.Reply == state.ReplyConflict {
			n++
		}
	}
	return n, nil
}

// told is a request as operators read it: its words on one line.
func told(a asking, ways ways, now time.Time) api.Request {
	return api.Request{
		ID: a.ID, User: a.User, Source: a.Source, Owner: a.source.Owner, Reason: directory.OneLine(a.Reason), Sender: a.Sender,
		At: a.At, Revision: a.Revision, Reply: a.Reply, Until: a.Until, By: a.By, Denied: directory.OneLine(a.Denied),
		NoPolicy: !ways.open(a.source, now),
	}
}

// asking is a request, and the user and source it is about.
type asking struct {
	state.Asked
	user      state.Object
	object    state.Object // of the source
	source    catalog.Source
	decisions []state.Stored // about the user
}

// askedFor reads what a request is about; its Reply is empty when there is none.
func askedFor(s store.Snapshot, claims []state.Stored, now time.Time) (asking, error) {
	request, ok := state.Replied(state.Ask{Requests: claims}, now)
	if !ok {
		return asking{}, nil
	}
	out := asking{Asked: request}
	var err error
	if out.user, err = settledObject(s, event.KindUser, request.User); err != nil {
		return out, err
	}
	if out.object, err = settledObject(s, event.KindSource, request.Source); err != nil {
		return out, err
	}
	if out.object.Live() {
		document, _ := event.DecodeDocument(event.KindSource, out.object.Data)
		if n, ok := document.Noun.(event.Source); ok {
			out.source = n.Source
		}
	}
	if out.decisions, err = s.Referring(event.KindAccess, state.Target{Kind: event.KindUser, ID: request.User}); err != nil {
		return out, fmt.Errorf("reading decisions about user %q: %w", request.User, err)
	}
	out.Asked, _ = state.Replied(state.Ask{Requests: claims, Accesses: out.decisions, User: out.user, Source: out.object}, now)
	return out, nil
}

// settledObject is a thing over all its senders; what they dispute is nothing.
func settledObject(s store.Snapshot, kind event.Kind, id string) (state.Object, error) {
	claims, err := s.Object(kind, id)
	if err != nil {
		return state.Object{}, fmt.Errorf("reading %s %q: %w", kind, id, err)
	}
	object, ok := state.Settle(claims)
	if !ok {
		return state.Object{}, nil
	}
	return object, nil
}

// ways is what says whether an approval opens anything: the policies and
// clusters that can be read and that nobody disputes.
type ways struct {
	policies []policy.Policy
	clusters []catalog.Cluster
}

// open reports whether an approval lets anybody into the source on a cluster.
func (w ways) open(s catalog.Source, now time.Time) bool {
	return slices.ContainsFunc(w.clusters, func(c catalog.Cluster) bool {
		return c.Serves(s) && slices.ContainsFunc(w.policies, func(p policy.Policy) bool { return p.ByApproval(s, c.Kind, now) })
	})
}

func waysIn(s store.Snapshot) (ways, error) {
	var out ways
	for _, kind := range []event.Kind{event.KindPolicy, event.KindCluster} {
		all, err := s.Objects(kind, 0)
		if err != nil {
			return out, fmt.Errorf("reading %s documents: %w", kind, err)
		}
		for claims := range state.Claims(all) {
			object, ok := state.Settle(claims)
			if !ok || !object.Live() {
				continue
			}
			document, _ := event.DecodeDocument(kind, object.Data) // one that cannot be read has no noun
			switch n := document.Noun.(type) {
			case event.Policy:
				out.policies = append(out.policies, n.Policy)
			case event.Cluster:
				out.clusters = append(out.clusters, n.Cluster)
			default:
			}
		}
	}
	return out, nil
}

// askedInVain refuses an operator's request that names a user or a source of
// which there is no document, here or in the store: a slip of the pen, which
// would wait for ever, unseen. It warns of one that an approval would not help.
func (c *Control) askedInVain(s store.Snapshot, documents []event.Document) (issue.List, error) {
	var missing, out issue.List
	for _, d := range documents {
		noun, ok := d.Noun.(event.Request)
		if !ok || noun.Denied != "" {
			continue
		}
		at := issue.Place{Input: "request " + d.ID}
		for _, named := range []state.Target{{Kind: event.KindUser, ID: noun.User}, {Kind: event.KindSource, ID: noun.Source}} {
			claims, err := s.Object(named.Kind, named.ID)
			if err != nil {
				return nil, fmt.Errorf("reading %s %q: %w", named.Kind, named.ID, err)
			}
			comes := slices.ContainsFunc(documents, func(d event.Document) bool { return d.Kind == named.Kind && d.ID == named.ID })
			if !comes && !slices.ContainsFunc(claims, func(o state.Stored) bool { return o.Live() }) {
				missing.Add(at, "nobody-of-this-name", "scrim status --all lists the documents, each by its kind and id", "there is no %s %q", named.Kind, named.ID)
			}
		}
		about, err := settledObject(s, event.KindSource, noun.Source)
		if err != nil {
			return nil, err
		}
		if !about.Live() {
			continue // said above, or in dispute
		}
		source, _ := event.DecodeDocument(event.KindSource, about.Data)
		known, err := waysIn(s)
		if err != nil {
			return nil, err
		}
		if n, ok := source.Noun.(event.Source); ok && !known.open(n.Source, c.Now()) {
			out.Warn(at, "approval-without-policy", "send a policy with subscription: {grant: approval}", "no approval or individual policy applies to %s, so an approval would open nothing", noun.Source)
		}
	}
	return out, missing.Err()
}

// ApproveRequest writes scrim's own approval of a request's user for its source,
// of the incarnations that they are now. What another sender revoked stays
// revoked, and the receipt says so.
func (c *Control) ApproveRequest(ctx context.Context, id string, a api.Approval) (api.Receipt, error) {
	if !a.Forever && !a.Until.After(c.Now()) {
		return api.Receipt{}, aboutRequest(id, "already-over", "name a moment that is yet to come", "%s is over", a.Until.UTC().Format(time.RFC3339))
	}
	var besides issue.List
	receipt, err := c.accept(ctx, c.NewID(), []byte(id), func(s store.Snapshot) ([]event.Event, error) {
		one, err := c.answerable(s, id)
		if err != nil {
			return nil, err
		}
		access := directory.Access{
			User: one.User, Source: one.Source, Decision: directory.Approved, Until: a.Until.UTC(),
			UserIncarnation: one.user.Version, SourceIncarnation: one.object.Version,
		}
		e, err := says(s, event.KindAccess, access)
		if err != nil {
			return nil, err
		}
		besides, err = c.inVain(s, one, e.Body)
		return []event.Event{e}, err
	})
	if err == nil && len(receipt.Results) > 0 {
		receipt.Results[0].Issues = append(receipt.Results[0].Issues, besides...)
	}
	return receipt, err
}

// inVain says what keeps an approval from opening anything, and refuses one that
// would take back what scrim itself revoked.
func (c *Control) inVain(s store.Snapshot, one asking, approval event.Body) (issue.List, error) {
	var out issue.List
	at := issue.Place{Input: "request " + one.ID}
	if put, ok := approval.(event.Put); ok {
		mine, err := store.Said(s, event.KindAccess, put.Document.ID)
		if err != nil {
			return nil, err
		}
		if one.Reply == state.ReplyRevoked && one.By == Sender && mine.Live() {
			return nil, aboutRequest(one.ID, "revoked-here", "scrim delete access "+mine.ID+" takes the revocation back; then approve",
				"scrim itself shuts %s out of %s", one.User, one.Source)
		}
	}
	if one.Reply == state.ReplyRevoked {
		out.Warn(at, "still-revoked", "let "+one.By+" take it back", "%s revoked the access of %s to %s, so that they stay shut out", one.By, one.User, one.Source)
	}
	known, err := waysIn(s)
	if err != nil {
		return nil, err
	}
	if !known.open(one.source, c.Now()) {
		out.Warn(at, "approval-without-policy", "send a policy with subscription: {grant: approval}", "no approval or individual policy applies to %s, so an approval opens nothing", one.Source)
	}
	return out, nil
}

// DenyRequest says no. It is a request of scrim's own, with the answer in it,
// that comes after the user's: nobody's access changes.
func (c *Control) DenyRequest(ctx context.Context, id string, d api.Denial) (api.Receipt, error) {
	return c.accept(ctx, c.NewID(), []byte(id), func(s store.Snapshot) ([]event.Event, error) {
		one, err := c.answerable(s, id)
		if err != nil {
			return nil, err
		}
		if one.Reply == state.ReplyApproved {
			return nil, aboutRequest(id, "already-approved", "scrim delete access "+id+", with --sender where another approved, takes an approval back",
				"%s is approved by %s", id, one.By)
		}
		said := one.Request
		said.Denied = directory.OneLine(d.Reason)
		data, err := withID(id, said)
		if err != nil {
			return nil, err
		}
		e, err := saysData(s, event.KindRequest, data)
		return []event.Event{e}, err
	})
}

// answerable is a request that somebody can answer.
func (c *Control) answerable(s store.Snapshot, id string) (asking, error) {
	claims, err := s.Object(event.KindRequest, id)
	if err != nil {
		return asking{}, fmt.Errorf("reading request %q: %w", id, err)
	}
	one, err := askedFor(s, claims, c.Now())
	switch {
	case err != nil:
		return one, err
	case one.Reply == "":
		return one, fmt.Errorf("request %q: %w", id, api.ErrNotFound)
	case one.Reply == state.ReplyVoid:
		return one, aboutRequest(id, "request-void", "the user may ask again", "the user or the source of the request is no more, or another of the same id")
	case one.Reply == state.ReplyConflict:
		return one, state.Dispute(claims).Err()
	}
	return one, nil
}

// says is the next version of something of ours.
func says(s store.Snapshot, kind event.Kind, noun any) (event.Event, error) {
	data, err := json.Marshal(noun)
	if err != nil {
		return event.Event{}, fmt.Errorf("writing a document of kind %s: %w", kind, err)
	}
	return saysData(s, kind, data)
}

func saysData(s store.Snapshot, kind event.Kind, data []byte) (event.Event, error) {
	document, err := store.Next(s, kind, data)
	if err != nil {
		return event.Event{}, err
	}
	return event.Event{ID: fmt.Sprintf("%s/%s/%d", kind, document.ID, document.Version), Body: event.Put{Document: document}}, nil
}

// withID is a request under the id that it came with.
func withID(id string, r directory.Request) ([]byte, error) {
	data, err := json.Marshal(struct {
		ID string `json:"id"`
		directory.Request
	}{id, r})
	if err != nil {
		return nil, fmt.Errorf("writing a request: %w", err)
	}
	return data, nil
}

func aboutRequest(id string, code issue.Code, hint, format string, args ...any) error {
	var l issue.List
	l.Add(issue.Place{Input: "request " + id}, code, hint, format, args...)
	return l.Err()
}
