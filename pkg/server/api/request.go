package api

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"scrim/pkg/plan"
	"scrim/pkg/state"
)

// Request is one user's wish to read a source, and what came of it.
type Request struct {
	ID       string      `json:"id"`
	User     string      `json:"user"`
	Source   string      `json:"source"`
	Owner    string      `json:"owner,omitempty"` // of the source: whom to ask
	Reason   string      `json:"reason,omitempty"`
	Sender   string      `json:"sender"`
	At       time.Time   `json:"at"` // when it was asked; when scrim accepted it, where nobody says
	Revision uint64      `json:"revision"`
	Reply    state.Reply `json:"reply"`
	Until    time.Time   `json:"until,omitzero"` // the end of an approval that holds or held
	By       string      `json:"by,omitempty"`   // the sender of the decision
	Denied   string      `json:"denied,omitempty"`

	// NoPolicy says that an approval would open nothing: no approval or
	// individual policy applies to the source.
	NoPolicy bool `json:"no_policy,omitempty"`
}

// RequestQuery asks for requests: those that wait, or all.
type RequestQuery struct{ All bool }

// Requests is the answer of GET /v1/requests, the oldest first.
type Requests struct {
	Requests []Request `json:"requests"`
	Refused  []Refused `json:"refused,omitempty"` // when all are asked for
}

// Refused is the last wish of an account in SQL that came to nothing since the
// server started: nothing of it is stored.
type Refused struct {
	Cluster string        `json:"cluster"`
	Account string        `json:"account"`
	User    string        `json:"user,omitempty"` // empty where nobody can say
	Wish    plan.WishKind `json:"wish"`
	Subject string        `json:"subject"`
	Why     string        `json:"why"`
	At      time.Time     `json:"at"`
	Times   int           `json:"times"` // how many of the account's came to nothing
}

// Approval approves a request until a moment; zero is for ever, and has to be
// meant.
type Approval struct {
	Until   time.Time `json:"until,omitzero"`
	Forever bool      `json:"forever,omitempty"`
}

// Denial says no to a request, and why: the user reads it.
type Denial struct {
	Reason string `json:"reason"`
}

// Requests lists who asked for what.
func (c *Client) Requests(ctx context.Context, q RequestQuery) (Requests, error) {
	values := url.Values{}
	if q.All {
		values.Set("all", "true")
	}
	return call[Requests](ctx, c, http.MethodGet, "/v1/requests", values, nil)
}

// ApproveRequest lets the user of a request in.
func (c *Client) ApproveRequest(ctx context.Context, id string, a Approval) (Receipt, error) {
	return call[Receipt](ctx, c, http.MethodPost, "/v1/requests/"+url.PathEscape(id)+"/approve", nil, a)
}

// DenyRequest says no.
func (c *Client) DenyRequest(ctx context.Context, id string, d Denial) (Receipt, error) {
	return call[Receipt](ctx, c, http.MethodPost, "/v1/requests/"+url.PathEscape(id)+"/deny", nil, d)
}
