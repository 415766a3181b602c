package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"scrim/pkg/event"
	"scrim/pkg/issue"
	"scrim/pkg/state"
)

// Delivery is one message as a door took it in.
type Delivery struct {
	Sender string    // who the door found it to be from; not what the events say
	ID     string    // the webhook-id or Nats-Msg-Id: one id names one body for ever
	Digest string    // hex SHA-256 of the body's bytes
	Now    time.Time // when it was taken in
}

// Check reports what a door forgot. An empty id would make strangers'
// deliveries one.
func (d Delivery) Check() error {
	switch {
	case d.Sender == "":
		return errors.New("a delivery needs an authenticated sender")
	case d.ID == "":
		return errors.New("a delivery needs an id")
	case d.Digest == "":
		return errors.New("a delivery needs the digest of its body")
	case d.Now.IsZero():
		return errors.New("a delivery needs the time at which it was taken in")
	}
	return nil
}

// Receipt is what became of a delivery. It is kept with the delivery.
type Receipt struct {
	Revision uint64   `json:"revision"`          // the greatest that the delivery was given; 0 when nothing was accepted
	Repeated bool     `json:"repeated,omitzero"` // this delivery came before, and this was its answer
	Results  []Result `json:"results"`           // one for each event, in their order
}

// Result is what became of one event.
type Result struct {
	EventID  string        `json:"event"`
	Verdict  state.Verdict `json:"verdict"`
	Revision uint64        `json:"revision,omitzero"` // 0 for a stale event
	Kind     event.Kind    `json:"kind,omitzero"`     // empty for scrim.sync.completed, as are ID and Version
	ID       string        `json:"id,omitzero"`
	Version  uint64        `json:"version,omitzero"`
}

// Entry is one accepted event in the journal.
type Entry struct {
	Revision  uint64          `json:"revision"`
	Principal string          `json:"principal"` // Delivery.Sender
	Delivery  string          `json:"delivery"`  // Delivery.ID
	EventID   string          `json:"event"`
	Sender    string          `json:"sender"` // Event.Sender
	Type      string          `json:"type"`
	Kind      event.Kind      `json:"kind,omitzero"` // empty for scrim.sync.completed, as are ID and Version
	ID        string          `json:"id,omitzero"`
	Version   uint64          `json:"version,omitzero"`
	Verdict   state.Verdict   `json:"verdict"` // accepted or conflicting
	Received  time.Time       `json:"received"`
	Raw       json.RawMessage `json:"raw"` // Event.Raw
}

// MaxRejectedBody is how many bytes of a rejected body are kept.
const MaxRejectedBody = 64 << 10

// Rejection is a message that could never be read.
type Rejection struct {
	Number   int64      `json:"number"` // given by the store, growing
	Door     string     `json:"door"`   // "http" or a stream's name
	Sender   string     `json:"sender,omitzero"`
	Delivery string     `json:"delivery,omitzero"`
	Digest   string     `json:"digest"` // hex SHA-256 of the whole body
	Body     []byte     `json:"body"`   // its beginning
	Issues   issue.List `json:"issues"`
	At       time.Time  `json:"at"`
}

// Describe names what an event speaks of and the version it gives it; all
// empty for scrim.sync.completed. The error means that a body is none that
// package event makes.
func Describe(e event.Event) (kind event.Kind, id string, version uint64, err error) {
	switch b := e.Body.(type) {
	case event.Put:
		return b.Document.Kind, b.Document.ID, b.Document.Version, nil
	case event.Delete:
		return b.Kind, b.ID, b.Version, nil
	case event.Synced:
		return "", "", 0, nil
	default:
		return "", "", 0, fmt.Errorf("an event of type %q has no body that a store can keep", e.Type)
	}
}
