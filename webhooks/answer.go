package webhooks

import (
	"net/http"
	"time"

	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/state"
)

// Door is where a message came in.
type Door string

// The doors.
const (
	DoorHTTP   Door = "http"
	DoorStream Door = "jetstream"
)

// Verdict is what became of a message, or of one event in it. The values are
// stable words of the answer.
type Verdict string

// The verdicts, from the best to the gravest.
const (
	Accepted        Verdict = "accepted"        // committed: 202
	Conflicting     Verdict = "conflicting"     // committed, and the object is closed: 202
	Repeated        Verdict = "repeated"        // the same delivery again, answered as the first time: 200
	Stale           Verdict = "stale"           // nothing new: 200
	Malformed       Verdict = "malformed"       // 400
	Unsupported     Verdict = "unsupported"     // no JSON CloudEvents: 415
	Forbidden       Verdict = "forbidden"       // not on the sender's allow-list: 403
	Different       Verdict = "different-bytes" // the same delivery id with other bytes: 409
	TooLarge        Verdict = "too-large"       // 413
	Unauthenticated Verdict = "unauthenticated" // 401
	Limited         Verdict = "rate-limited"    // 429
	Unavailable     Verdict = "unavailable"     // 503
)

// Verdicts lists all of them, from the best to the gravest.
func Verdicts() []Verdict {
	return []Verdict{
		Accepted, Conflicting, Repeated, Stale, Malformed, Unsupported, Forbidden,
		Different, TooLarge, Unauthenticated, Limited, Unavailable,
	}
}

// Status is the HTTP status that a verdict is answered with.
func (v Verdict) Status() int {
	switch v {
	case Accepted, Conflicting:
		return http.StatusAccepted
	case Repeated, Stale:
		return http.StatusOK
	case Malformed:
		return http.StatusBadRequest
	case Unsupported:
		return http.StatusUnsupportedMediaType
	case Forbidden:
		return http.StatusForbidden
	case Different:
		return http.StatusConflict
	case TooLarge:
		return http.StatusRequestEntityTooLarge
	case Unauthenticated:
		return http.StatusUnauthorized
	case Limited:
		return http.StatusTooManyRequests
	default:
		return http.StatusServiceUnavailable
	}
}

// Committed reports whether the message is done with: its sender need not, and
// should not, send it again.
func (v Verdict) Committed() bool { return v.Status() < http.StatusBadRequest }

// Transient reports whether the same message may be accepted later.
func (v Verdict) Transient() bool { return v == Limited || v == Unavailable }

// Answer is what a sender reads, as the body of an HTTP answer. It is a
// function of the delivery: the same delivery again has the same body.
type Answer struct {
	Verdict    Verdict       `json:"-"` // of the whole message: the HTTP status, and whether JetStream is acknowledged
	RetryAfter time.Duration `json:"-"` // when a transient verdict is worth another try

	Revision uint64     `json:"revision,omitempty"` // the greatest given to an event of the message: what "scrim wait" waits for
	Results  []Result   `json:"results,omitempty"`  // one for each event, in its order
	Issues   issue.List `json:"issues,omitempty"`   // warnings about a message that was read
	Error    *Problem   `json:"error,omitempty"`    // why nothing of the message was accepted
}

// Result is what became of one event.
type Result struct {
	Event    string     `json:"event"` // its id
	Verdict  Verdict    `json:"verdict"`
	Revision uint64     `json:"revision,omitempty"` // 0 when nothing changed
	Kind     event.Kind `json:"kind,omitempty"`
	ID       string     `json:"id,omitempty"`
	Version  uint64     `json:"version,omitempty"`
	Issues   issue.List `json:"issues,omitempty"` // why it was not allowed
}

// Problem says why a message was refused whole.
type Problem struct {
	Message string     `json:"message"`
	Issues  issue.List `json:"issues,omitempty"`
}

// refuse is an answer with one message and no issues.
func refuse(v Verdict, message string) Answer {
	return Answer{Verdict: v, Error: &Problem{Message: message}}
}

// refuseWith is an answer with one issue.
func refuseWith(v Verdict, code issue.Code, message, hint string) Answer {
	var list issue.List
	list.Add(issue.Place{}, code, hint, "%s", message)
	return Answer{Verdict: v, Error: &Problem{Message: message, Issues: list}}
}

// problems are all issues of a refusal, or of the refused events.
func (a Answer) problems() issue.List {
	var out issue.List
	if a.Error != nil {
		out = append(out, a.Error.Issues...)
	}
	for _, one := range a.Results {
		out = append(out, one.Issues...)
	}
	if a.Error != nil && len(out) == 0 {
		out.Add(issue.Place{}, issue.Code(a.Verdict), "", "%s", a.Error.Message)
	}
	return out
}

// verdictOf says in this package's words what the state law decided.
func verdictOf(v state.Verdict) Verdict {
	switch v {
	case state.Accepted:
		return Accepted
	case state.Conflicting:
		return Conflicting
	default:
		return Stale
	}
}

// overall is the verdict of a message from those of its events: accepted when
// any changed something, otherwise the gravest.
func overall(results []Result) Verdict {
	gravest := Stale
	for _, one := range results {
		switch one.Verdict {
		case Accepted, Conflicting:
			return Accepted
		case Forbidden:
			gravest = Forbidden
		default:
		}
	}
	return gravest
}
