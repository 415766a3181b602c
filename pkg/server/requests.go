package server

import (
	"context"
	"strings"

	"scrim/pkg/server/api"
)

// Requester lists and answers users' requests for access, as the sender
// "scrim".
type Requester interface {
	Requests(ctx context.Context, q api.RequestQuery) (api.Requests, error)
	ApproveRequest(ctx context.Context, id string, a api.Approval) (api.Receipt, error)
	DenyRequest(ctx context.Context, id string, d api.Denial) (api.Receipt, error)
}

func (s *Server) requestRoutes() []route {
	c := s.options.Control
	return []route{
		{method: "GET", path: "/v1/requests", time: quick, do: func(ctx context.Context, r *call) (any, error) {
			q := ask(r)
			query := api.RequestQuery{All: q.flag("all")}
			return answered(q, func() (any, error) { return c.Requests.Requests(ctx, query) })
		}},
		{method: "POST", path: "/v1/requests/:id/approve", body: smallBody, time: quick, do: func(ctx context.Context, r *call) (any, error) {
			var ask api.Approval
			if err := decode(r, &ask); err != nil {
				return nil, err
			}
			if ask.Until.IsZero() != ask.Forever {
				return nil, mistake("missing-field", `send {"until": "2030-01-01T00:00:00Z"} or {"forever": true}`, "an approval says when it ends, or that it does not")
			}
			return c.Requests.ApproveRequest(ctx, r.param("id"), ask)
		}},
		{method: "POST", path: "/v1/requests/:id/deny", body: smallBody, time: quick, do: func(ctx context.Context, r *call) (any, error) {
			var ask api.Denial
			if err := decode(r, &ask); err != nil {
				return nil, err
			}
			if strings.TrimSpace(ask.Reason) == "" {
				return nil, mistake("missing-field", `send {"reason": "…"}`, "the user is told why")
			}
			return c.Requests.DenyRequest(ctx, r.param("id"), ask)
		}},
	}
}
