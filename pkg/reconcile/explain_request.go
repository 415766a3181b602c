package reconcile

import (
	"fmt"
	"time"

	"scrim/pkg/event"
	"scrim/pkg/explain"
	"scrim/pkg/state"
	"scrim/pkg/store"
)

// mayAsk says of a user who sees nothing of a source that somebody could let
// them in on request, and what came of a request that they made; false where
// an approval would not let them in.
func (w *world) mayAsk(s store.Snapshot, user string, one source, now time.Time) (explain.Node, bool, error) {
	if _, known := w.users[user]; !known || one.Disabled || !w.onRequest(one.Source, now) {
		return explain.Node{}, false, nil
	}
	of, object, accesses, err := w.between(s, user, one.ID)
	if err != nil {
		return explain.Node{}, false, err
	}
	requests, err := s.Referring(event.KindRequest, state.Target{Kind: event.KindUser, ID: user})
	if err != nil {
		return explain.Node{}, false, fmt.Errorf("reading requests of user %q: %w", user, err)
	}
	said := "may ask for access: an approval policy applies (scrim request, or request_access in SQL)"
	for claims := range state.Claims(requests) {
		have, ok := state.Replied(state.Ask{Requests: claims, Accesses: accesses, User: of, Source: object}, now)
		if !ok || have.Source != one.ID {
			continue
		}
		switch have.Reply {
		case state.ReplyWaiting:
			said = fmt.Sprintf("asked for access, and waits for an answer: scrim approve %s --until …", have.ID)
		case state.ReplyDenied:
			said = "asked for access and was denied it: " + replyWords(have)
		case state.ReplyRevoked, state.ReplyApproved:
			return explain.Node{}, false, nil // the tree says what stands against it
		case state.ReplyEnded, state.ReplyVoid, state.ReplyConflict:
		}
	}
	return explain.Node{Text: user + " " + said}, true, nil
}
