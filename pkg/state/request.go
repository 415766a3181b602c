package state

import (
	"time"

	"scrim/pkg/directory"
)

// Reply is what came of a request.
type Reply string

// The replies.
const (
	ReplyWaiting  Reply = "waiting"  // nobody answered yet
	ReplyApproved Reply = "approved" // somebody did since, and that has not ended
	ReplyEnded    Reply = "ended"    // it has
	ReplyDenied   Reply = "denied"   // somebody said no
	ReplyRevoked  Reply = "revoked"  // the user is shut out, whatever is approved
	ReplyVoid     Reply = "void"     // the user or the source it speaks of is no more
	ReplyConflict Reply = "conflict" // nobody can say what the request is
)

// Asked is a request with what came of it.
type Asked struct {
	directory.Request
	ID       string
	Sender   string // whose request it is
	Revision uint64 // that it was accepted with
	Reply    Reply
	Until    time.Time // the end of an approval that holds or held; zero is none, or for ever
	By       string    // the sender of the decision, where there is one
}

// Ask is what a reply is made of.
type Ask struct {
	Requests     []Stored // all senders' claims to one request
	Accesses     []Stored // every decision about its user and source, and others
	User, Source Object   // as they settled
}

// Replied says what came of a request; false where there is none. What answers
// a request is a decision that was accepted after it, by whatever sender: an
// approval that was there before may end before the user is done, so it answers
// only when it never ends. A revocation stands before everything.
func Replied(of Ask, now time.Time) (Asked, bool) {
	object, settled := Settle(of.Requests)
	if !object.Live() {
		return Asked{}, false
	}
	out := Asked{ID: object.ID, Sender: object.Sender, Reply: ReplyConflict}
	for _, claim := range of.Requests {
		if claim.Sender == object.Sender {
			out.Revision = claim.Revision
		}
	}
	if !settled {
		return out, true
	}
	out.Request = noun[directory.Request](object.Data)
	if !of.User.Live() || !of.Source.Live() || !of.User.Speaks(out.UserIncarnation) || !of.Source.Speaks(out.SourceIncarnation) {
		out.Reply = ReplyVoid
		return out, true
	}
	out.Reply = ReplyWaiting
	if out.Denied != "" {
		out.Reply = ReplyDenied
	}
	out.decide(of, now)
	return out, true
}

// Answered says what would come of a request that nobody made yet.
func Answered(r directory.Request, accesses []Stored, user, source Object, now time.Time) Asked {
	out := Asked{Request: r, Reply: ReplyWaiting, Revision: ^uint64(0)}
	out.decide(Ask{Accesses: accesses, User: user, Source: source}, now)
	return out
}

// decide looks for the decision that answers a request.
func (a *Asked) decide(of Ask, now time.Time) {
	best := time.Time{}
	for _, claim := range of.Accesses {
		for _, content := range claim.Contents() {
			d := noun[directory.Access](content)
			switch {
			case d.User != a.User || d.Source != a.Source:
			case claim.Conflict || d.Decision == directory.Revoked:
				a.Reply, a.By, a.Until = ReplyRevoked, claim.Sender, time.Time{}
				return
			case d.Decision != directory.Approved || !of.User.Speaks(d.UserIncarnation) || !of.Source.Speaks(d.SourceIncarnation):
			case !end(d).After(best):
			case claim.Revision > a.Revision || d.Until.IsZero():
				best, a.By, a.Until, a.Reply = end(d), claim.Sender, d.Until, ReplyApproved
				if !best.After(now) {
					a.Reply = ReplyEnded
				}
			case end(d).After(now): // from before, and it ends: the request may be for longer
				a.Until = d.Until
			}
		}
	}
}
