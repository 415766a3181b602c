package api

import (
	"context"
	"net/http"
	"net/url"
	"time"
)

// The bounds of how long a counting is believed.
const (
	DefaultValidFor = 7 * 24 * time.Hour
	MaxValidFor     = 366 * 24 * time.Hour
)

// CountRequest asks which combinations of values enough rows of a source's
// table have, for its k-anonymity masks.
type CountRequest struct {
	Cluster  string `json:"cluster,omitempty"`   // empty is the one that governs the source
	ValidFor string `json:"valid_for,omitempty"` // a duration, "168h"; empty is DefaultValidFor
}

// Valid is how long the counting is to be believed; false when that is no
// duration from a second to MaxValidFor.
func (r CountRequest) Valid() (time.Duration, bool) {
	if r.ValidFor == "" {
		return DefaultValidFor, true
	}
	d, err := time.ParseDuration(r.ValidFor)
	return d, err == nil && d >= time.Second && d <= MaxValidFor
}

// Counted is the answer of POST /v1/sources/{id}/count.
type Counted struct {
	Source       string    `json:"source"`
	Cluster      string    `json:"cluster"`
	Columns      []string  `json:"columns"`
	K            int       `json:"k"`
	Combinations int64     `json:"combinations"`       // that enough rows have
	TooMany      bool      `json:"too_many,omitempty"` // so many that none is kept, and everything stays NULL
	CountedAt    time.Time `json:"counted_at"`
	ValidUntil   time.Time `json:"valid_until"`
}

// Count counts on the warehouse. It takes as long as reading the table does.
func (c *Client) Count(ctx context.Context, source string, r CountRequest) (Counted, error) {
	return call[Counted](ctx, c, http.MethodPost, "/v1/sources/"+url.PathEscape(source)+"/count", nil, r)
}
