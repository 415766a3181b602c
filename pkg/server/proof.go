package server

import (
	"context"

	"scrim/pkg/server/api"
)

// Prover tries what a connector's account can do, and must not. That it could
// not be tried is part of the answer.
type Prover interface {
	VerifyConnector(ctx context.Context, id string, r api.ProofRequest) (api.Proof, error)
}

func (s *Server) proofRoutes() []route {
	c := s.options.Control
	return []route{
		{method: "POST", path: "/v1/connectors/:id/verify", body: smallBody, time: slow, do: func(ctx context.Context, r *call) (any, error) {
			var ask api.ProofRequest
			if err := decode(r, &ask); err != nil {
				return nil, err
			}
			if ask.As != nil && ask.As.User == "" {
				return nil, mistake("missing-field", `send {"as": {"user": …, "password": …}}`, "the account has no user")
			}
			return c.Prover.VerifyConnector(ctx, r.param("id"), ask)
		}},
		{method: "POST", path: "/v1/clusters/:id/test", body: documentBody, time: slow, do: func(ctx context.Context, r *call) (any, error) {
			var ask api.TestRequest
			if err := decode(r, &ask); err != nil {
				return nil, err
			}
			if ask.Tests.Text == "" {
				return nil, mistake("missing-field", `send {"tests": {"name": …, "text": …}, "documents": [{"name": …, "text": …}]}`, "there are no tests in the body")
			}
			return c.Tester.Test(ctx, r.param("id"), ask)
		}},
	}
}
