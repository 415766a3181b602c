package webhooks

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/store"
)

// Store is the part of the store that the doors need: store.Intake without
// the reading side.
type Store interface {
	Accept(ctx context.Context, d store.Delivery, events []event.Event) (store.Receipt, error)
	Reject(ctx context.Context, r store.Rejection) (int64, error)
}

// Observer counts answers. Door and verdict are of closed sets.
type Observer interface {
	Delivered(door, verdict string)
}

// Message is one delivery whose sender is known to be who it is.
type Message struct {
	Door     Door
	Sender   string // authenticated, the name of a Sender
	Delivery string // its id, within the sender
	Body     []byte // CloudEvents in JSON, one or a batch
	At       time.Time
}

// Options is what a Receiver needs.
type Options struct {
	Store   Store            // required
	Senders *Senders         // required
	Observe Observer         // nil: nobody counts
	Log     *slog.Logger     // nil is slog.Default
	Clock   func() time.Time // nil is time.Now
}

// Receiver is the one place behind both doors. It is safe for concurrent use.
type Receiver struct {
	store   Store
	senders *Senders
	observe Observer
	log     *slog.Logger
	now     func() time.Time
}

// NewReceiver returns a receiver.
func NewReceiver(o Options) (*Receiver, error) {
	if o.Store == nil || o.Senders == nil {
		return nil, errors.New("a receiver needs a store and senders")
	}
	r := &Receiver{store: o.Store, senders: o.Senders, observe: o.Observe, log: o.Log, now: o.Clock}
	if r.log == nil {
		r.log = slog.Default()
	}
	if r.now == nil {
		r.now = time.Now
	}
	return r, nil
}

// Receive takes a message in. When it returns a verdict that is Committed,
// the message survives whatever happens next; a Transient one asks for the
// same message again; any other will never be accepted.
func (r *Receiver) Receive(ctx context.Context, m Message) Answer {
	events, issues := event.Decode(m.Body)
	if issues.HasErrors() || len(events) == 0 {
		return malformed(issues)
	}
	allowed, results := r.allow(m.Sender, events)
	if len(allowed) == 0 {
		return Answer{Verdict: Forbidden, Results: results, Error: &Problem{Message: "nothing in this message may be sent by its sender"}}
	}
	receipt, err := r.store.Accept(ctx, store.Delivery{Sender: m.Sender, ID: m.Delivery, Digest: digest(m.Body), Now: m.At}, allowed)
	switch {
	case errors.Is(err, store.ErrDifferentBytes):
		return refuseWith(Different, "different-bytes", "this delivery id was used before, for another body",
			"a retry repeats its id and body exactly; a new message needs a new id")
	case err != nil:
		// Whatever it was, nothing was promised, and the same message again
		// is safe.
		r.log.ErrorContext(ctx, "accepting a delivery", slog.String("door", string(m.Door)), slog.String("sender", m.Sender), slog.Any("error", err))
		return unavailable()
	}
	return answerOf(receipt, results, issues)
}

func malformed(issues issue.List) Answer {
	message := fmt.Sprintf("the message has %d issues", len(issues))
	if len(issues) == 1 {
		message = "the message has an issue"
	}
	return Answer{Verdict: Malformed, Error: &Problem{Message: message, Issues: issues}}
}

func unavailable() Answer {
	a := refuse(Unavailable, "scrim cannot keep the message now; send it again, with the same id")
	a.RetryAfter = 5 * time.Second
	return a
}

// allow splits the events: those that the sender may send, and a result for
// every event, filled in already for the others.
func (r *Receiver) allow(sender string, events []event.Event) (allowed []event.Event, results []Result) {
	results = make([]Result, len(events))
	for i, e := range events {
		results[i].Event = e.ID
		code, message, hint, ok := r.senders.refusal(sender, e)
		if ok {
			allowed = append(allowed, e)
			continue
		}
		results[i].Verdict = Forbidden
		at := issue.Place{Input: e.ID}
		if len(events) > 1 {
			at.Path = fmt.Sprintf("[%d]", i)
		}
		results[i].Issues.Add(at, code, hint, "%s", message)
	}
	return allowed, results
}

// answerOf fills the store's results in. A repeated delivery's receipt is the
// first one: when the allow-list has changed since then, an event that was
// refused then has no result in it and stays refused.
func answerOf(receipt store.Receipt, results []Result, issues issue.List) Answer {
	kept := receipt.Results
	for i := range results {
		if results[i].Verdict == Forbidden {
			continue
		}
		if len(kept) == 0 || kept[0].EventID != results[i].Event {
			results[i].Verdict = Forbidden
			results[i].Issues.Add(issue.Place{Input: results[i].Event}, "not-allowed", "send it with a new delivery id", "this event was not allowed when the delivery first came")
			continue
		}
		one := kept[0]
		kept = kept[1:]
		results[i] = Result{Event: one.EventID, Verdict: verdictOf(one.Verdict), Revision: one.Revision, Kind: one.Kind, ID: one.ID, Version: one.Version}
	}
	verdict := overall(results)
	if receipt.Repeated {
		verdict = Repeated
	}
	return Answer{Verdict: verdict, Revision: receipt.Revision, Results: results, Issues: issues}
}

// authenticate says whose message it is, as of a moment.
func (r *Receiver) authenticate(header http.Header, body []byte, at time.Time) (sender, id string, err error) {
	return authenticate(r.senders.secrets, header, body, at)
}

// reject keeps a message that can never be accepted, or the part of it that
// cannot.
func (r *Receiver) reject(ctx context.Context, door string, m Message, why issue.List) error {
	body := m.Body[:min(len(m.Body), store.MaxRejectedBody)]
	_, err := r.store.Reject(ctx, store.Rejection{
		Door: door, Sender: m.Sender, Delivery: m.Delivery, Digest: digest(m.Body), Body: body, Issues: why, At: m.At,
	})
	if err != nil {
		return fmt.Errorf("keeping a rejected message: %w", err)
	}
	return nil
}

// done counts and tells the end of a message.
func (r *Receiver) done(ctx context.Context, m Message, a Answer) {
	if r.observe != nil {
		r.observe.Delivered(string(m.Door), string(a.Verdict))
	}
	level := slog.LevelInfo
	if !a.Verdict.Committed() {
		level = slog.LevelWarn
	}
	r.log.LogAttrs(ctx, level, "delivery", slog.String("door", string(m.Door)), slog.String("sender", m.Sender),
		slog.String("delivery", m.Delivery), slog.String("verdict", string(a.Verdict)),
		slog.Uint64("revision", a.Revision), slog.Int("events", len(a.Results)))
}

func digest(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}
