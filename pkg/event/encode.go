package event

import (
	"encoding/json"
	"fmt"
	"time"
)

// envelope is an event as CloudEvents writes it.
type envelope struct {
	SpecVersion string          `json:"specversion"`
	ID          string          `json:"id"`
	Source      string          `json:"source"`
	Type        string          `json:"type"`
	Time        time.Time       `json:"time,omitzero"`
	ContentType string          `json:"datacontenttype,omitempty"`
	Data        json.RawMessage `json:"data,omitempty"`
}

// deletion is the data of a deletion.
type deletion struct {
	ID      string `json:"id"`
	Version uint64 `json:"version"`
}

// Encode writes an event as one structured CloudEvent, so that Decode reads
// the same event. Type and Raw are not read: the body says what type it is.
func Encode(e Event) ([]byte, error) {
	out := envelope{SpecVersion: "1.0", ID: e.ID, Source: e.Sender, Time: e.Time, ContentType: "application/json"}
	switch body := e.Body.(type) {
	case Put:
		out.Type, out.Data = body.Document.Kind.Updated(), body.Document.Data
	case Delete:
		data, err := json.Marshal(deletion{body.ID, body.Version})
		if err != nil {
			return nil, fmt.Errorf("writing a deletion: %w", err)
		}
		out.Type, out.Data = body.Kind.Deleted(), data
	case Synced:
		out.Type, out.ContentType = TypeSynced, ""
	default:
		return nil, fmt.Errorf("writing an event: there is no body")
	}
	text, err := json.Marshal(out)
	if err != nil {
		return nil, fmt.Errorf("writing an event: %w", err)
	}
	return text, nil
}
