package api

import (
	"context"
	"net/http"
	"net/url"

	"scrim/pkg/issue"
	"scrim/pkg/policytest"
)

// The bounds of one file of tests on a warehouse.
const (
	MaxTests     = 1000
	MaxTestCells = 100_000 // of all its tables
)

// TestRequest is a file of tests and the documents that it is about. They are
// used for this once and kept nowhere.
type TestRequest struct {
	Tests     Text   `json:"tests"`
	Documents []Text `json:"documents"`
}

// Text is a file: its name, for issues, and what is in it.
type Text struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// Tested is the answer of POST /v1/clusters/{id}/test.
type Tested struct {
	Cluster string            `json:"cluster"`
	OK      bool              `json:"ok"` // every test passed, and the warehouse shows what the policies say
	Report  policytest.Report `json:"report"`
	Issues  issue.List        `json:"issues,omitempty"`
}

// Test runs a file of tests on a cluster's warehouse.
func (c *Client) Test(ctx context.Context, cluster string, r TestRequest) (Tested, error) {
	return call[Tested](ctx, c, http.MethodPost, "/v1/clusters/"+url.PathEscape(cluster)+"/test", nil, r)
}
