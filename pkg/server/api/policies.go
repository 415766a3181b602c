package api

import (
	"time"

	"scrim/pkg/issue"
)

// Policies is the answer of GET /v1/policies, by id.
type Policies struct {
	Policies []PolicyState `json:"policies"`
}

// PolicyState is one policy and how it stands at the moment.
type PolicyState struct {
	ID         string     `json:"id"`
	Sender     string     `json:"sender,omitempty"` // empty when several claim it
	Version    uint64     `json:"version,omitempty"`
	Type       string     `json:"type,omitempty"` // mask, row or subscription; empty when nobody can say
	Standing   Standing   `json:"standing"`
	ValidUntil time.Time  `json:"valid_until,omitzero"`
	Owner      string     `json:"owner,omitempty"`
	Ticket     string     `json:"ticket,omitempty"`
	ReviewBy   string     `json:"review_by,omitempty"` // a date
	Overdue    bool       `json:"review_overdue,omitempty"`
	Sources    []string   `json:"sources"`          // that it meets, also where it has no effect now
	Issues     issue.List `json:"issues,omitempty"` // what the last passes said of it, each once; of one in conflict why
}

// Standing is whether a policy has effect.
type Standing string

// The standings of a policy.
const (
	Active    Standing = "active"
	Staged    Standing = "staged"
	Expired   Standing = "expired"
	Contested Standing = "conflict" // nobody can say what it is: the sources that it may meet are closed
)
