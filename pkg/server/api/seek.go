package api

import (
	"context"
	"net/http"
	"net/url"
)

// The bounds of one SeekRequest.
const (
	MaxSeekSources = 100
	MaxSeekValues  = 500 // of one source: those after them are not looked for, and the answer says so
)

// SeekRequest asks whether rows of sources' tables have values.
type SeekRequest struct {
	Sources []SeekIn `json:"sources"`
}

// SeekIn is the values that are looked for in one source.
type SeekIn struct {
	Source string      `json:"source"`
	Values []SeekValue `json:"values"`
}

// SeekValue is a value of a column. It is looked for as policies compare with
// it: as itself, or as a part or pattern of a text.
type SeekValue struct {
	Column string `json:"column"`
	Type   string `json:"type"`            // text, bigint, numeric, boolean, date or "timestamp without time zone"
	Match  string `json:"match,omitempty"` // of a text: prefix, suffix, contains or pattern; empty is equality
	Is     string `json:"is"`
}

// Sought is the answer of POST /v1/clusters/{id}/seek: whether there are such
// rows, and nothing else of them.
type Sought struct {
	Cluster string     `json:"cluster"`
	Sources []SoughtIn `json:"sources"` // as they were asked
}

// SoughtIn is what was found in one source.
type SoughtIn struct {
	Source string        `json:"source"`
	Not    string        `json:"not,omitempty"`    // why nothing was looked for there
	Empty  bool          `json:"empty,omitempty"`  // the table has no row at all
	Values []SoughtValue `json:"values,omitempty"` // as they were asked; none when Not is set
}

// SoughtValue is whether some row has a value.
type SoughtValue struct {
	Found bool   `json:"found"`
	Not   string `json:"not,omitempty"` // why this one was not looked for
}

// Seek says whether rows have values. It takes as long as reading each table
// once does.
func (c *Client) Seek(ctx context.Context, cluster string, r SeekRequest) (Sought, error) {
	return call[Sought](ctx, c, http.MethodPost, "/v1/clusters/"+url.PathEscape(cluster)+"/seek", nil, r)
}
