package api

import (
	"context"
	"net/http"
	"net/url"

	"scrim/pkg/connector/trial"
)

// ProofRequest asks what a connector's account can do. Everything in it is
// used for this once and kept nowhere.
type ProofRequest struct {
	As       *Account `json:"as,omitempty"`       // who looks, and makes tables to be read; none is the cluster's provisioner, or scrim's own account, which makes none
	Password string   `json:"password,omitempty"` // the connector's own, where its document says nowhere where it is
	Key      []byte   `json:"key,omitempty"`      // on BigQuery: the file of a key of the connector's
}

// Proof is the answer of POST /v1/connectors/{id}/verify: each thing that was
// tried, as the connector itself, and what came of it.
type Proof struct {
	Connector string `json:"connector"`
	Place     string `json:"place"` // "cluster main", "project acme"
	OK        bool   `json:"ok"`    // everything was tried, came to what it must, and left nothing behind
	trial.Report
	Error string `json:"error,omitempty"` // why not everything could be tried
}

// VerifyConnector tries what a connector's account can do, and must not.
func (c *Client) VerifyConnector(ctx context.Context, id string, r ProofRequest) (Proof, error) {
	return call[Proof](ctx, c, http.MethodPost, "/v1/connectors/"+url.PathEscape(id)+"/verify", nil, r)
}
